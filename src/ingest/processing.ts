import { failure, type Outcome, type ProcessedCv } from '../domain/index.js';
import type { ReadFile } from '../files/port.js';
import type { Intake, FileResult } from '../store/port/index.js';
import type { Pool } from '../pool/pool.js';

export interface ProcessingParts {
  intake: Pick<Intake, 'madeWith'>;
  pool: Pick<Pool, 'run'>;
  fingerprint: string;
  /** The day that "present" means; null: the document's date, else the file's. */
  asOf: string | null;
}

/**
 * Turns bytes into an outcome with as little work as possible: none for a CV in the store, and once for equal bytes in
 * progress at the same time.
 */
export class Processing {
  private readonly underWay = new Map<string, Promise<Outcome<ProcessedCv>>>();

  constructor(private readonly parts: ProcessingParts) {}

  async outcomeOf(read: ReadFile): Promise<FileResult['outcome']> {
    if (read.size === 0) return failure('empty_file', 'the file is empty');
    if ((await this.parts.intake.madeWith(read.hash)) === this.parts.fingerprint) return { ok: true, known: true };
    return this.processOnce(read);
  }

  private processOnce(read: ReadFile): Promise<Outcome<ProcessedCv>> {
    const same = this.underWay.get(read.hash);
    if (same !== undefined) return same;
    const fallbackDate = new Date(read.mtimeMs).toISOString().slice(0, 10);
    const processed = this.parts.pool.run({ kind: 'bytes', bytes: read.bytes, asOf: this.parts.asOf, fallbackDate });
    this.underWay.set(read.hash, processed);
    return processed.finally(() => this.underWay.delete(read.hash));
  }
}
