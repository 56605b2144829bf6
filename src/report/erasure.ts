import type { CvId, ErasureWait } from '../domain/index.js';
import { plain } from './text/plain.js';
import { bytesText } from './text/table.js';

const WHY: Record<ErasureWait, string> = {
  files: 'bytes of an upload still lie on the disk',
  log: 'another process still reads the store as it was before',
  look: 'not all files of the store have been looked through',
  remains: 'traces lie in the store, which is still to be written anew',
};

/** Why a removal is not finished, as half a sentence. */
export function whyPending(wait: ErasureWait): string {
  return WHY[wait];
}

interface Removal {
  removed: CvId[];
  files: string[];
  pending: string[];
  waitsFor: ErasureWait | null;
  problem: string | null;
  lookedBytes: number;
}

export function renderRemoval({ removed, files, pending, waitsFor, problem, lookedBytes }: Removal): string {
  const lines = [...removed, ...files, ...pending].map(
    (one) => `${waitsFor === null ? 'removed' : 'erasure_pending'} ${plain(one)}`,
  );
  if (waitsFor === null) return [...lines, `No trace in ${bytesText(lookedBytes)} of files.`].join('\n');
  return [
    ...lines,
    `Nobody sees it any more, but ${WHY[waitsFor]}${problem === null ? '' : ` (${problem})`}.`,
    'The next command, or the service, finishes it by itself; `cvmatch status` tells.',
  ].join('\n');
}
