import { plain } from './text/plain.js';
import { count } from './text/table.js';

/** What was done for a person, in a line. */

export interface ExportedView {
  /** Path of the ZIP. */
  file: string;
  bytes: number;
  cvs: number;
  originals: number;
  places: number;
}

export function renderSubjectExport({ file, bytes, cvs, originals, places }: ExportedView): string {
  const what = `${count(cvs, 'CV')}, ${count(originals, 'file')} as handed in`;
  return `${plain(file)}: ${what}, from ${count(places, 'place')} of the store; ${bytes} bytes`;
}

export interface RestrictionView {
  candidateId: string;
  restricted: boolean;
  cvs: number;
  reason: string | null;
}

export function renderRestriction({ candidateId, restricted, cvs, reason }: RestrictionView): string {
  const what = restricted ? 'is in no ranking from now on' : 'ranks again';
  return plain(`candidate ${candidateId} (${count(cvs, 'CV')}) ${what}${reason === null ? '' : `: ${reason}`}`);
}
