import { failure, type FailureCode, type Outcome } from '../domain/index.js';

/** Ends the reading of one document from deep inside a reader; `extractDocument` turns it into an `Outcome`. */
export class Refusal extends Error {
  constructor(
    readonly code: FailureCode,
    message: string,
  ) {
    super(message);
    this.name = 'Refusal';
  }

  get outcome(): Outcome<never> {
    return failure(this.code, this.message);
  }
}

/** The message for a recognised kind of document that is not read. */
export function notRead(what: string): string {
  return `${what}; cvmatch reads PDF, DOCX, DOC, ODT, RTF, TXT, Markdown, HTML, MHTML, JSON Resume and Europass XML, and files in ZIP archives and e-mails whose names say that they are`;
}
