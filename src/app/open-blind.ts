import { Readable } from 'node:stream';
import { blinderFor } from '../blind/index.js';
import { CvmatchError } from '../errors.js';
import { writeOutput } from '../files/output.js';
import type { Workspace } from '../open.js';
import { blindPage } from '../report/cv/blind-page.js';
import { resolveCv } from './find-cv.js';

/** A page with the text of a CV, without what says whose it is. */
export interface BlindOriginal {
  cvId: string;
  /** The label of the candidate. */
  name: string;
  page: string;
}

/** @throws CvmatchError `not_found`, also for a file that became no CV. */
export async function blindOriginal(workspace: Workspace, reference: string): Promise<BlindOriginal> {
  const blinder = await blinderFor(workspace);
  const cvId = await resolveCv(workspace, reference);
  const record = await blinder.record(cvId);
  if (record === null)
    throw new CvmatchError('not_found', `the CV ${reference} cannot be read from the store`, {
      hint: '`cvmatch doctor` says whether the store is damaged.',
    });
  await workspace.store.audit.note([{ action: 'open', detail: 'open --blind', cvs: [cvId] }]);
  const original = await blinder.original(record);
  return { cvId, name: original.label, page: blindPage(original) };
}

/** The page in a file, or a copy that goes after a day; null if it went to stdout. */
export async function writeBlind(
  { originals }: Workspace,
  { cvId, name, page }: BlindOriginal,
  output: string | undefined,
): Promise<string | null> {
  if (output === undefined) return originals.lend(cvId, `${name}.html`, Readable.from([Buffer.from(page)]));
  if (output === '-') process.stdout.write(page);
  else await writeOutput(output, page);
  return output === '-' ? null : output;
}
