import type { CvId, ErasureWait } from '../domain/index.js';
import { plain } from './text/plain.js';
import { bytesText } from './text/table.js';

const WHY: Record<ErasureWait, string> = {
  files: 'bytes of an upload are still on the disk',
  log: 'another process still reads the store as it was before',
  look: 'not all files of the store have been searched yet',
  remains: 'the store contains traces and has not been rewritten yet',
};

/** Why a removal is not finished, as a clause that completes a sentence. */
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
    `Nobody can see it any more, but ${WHY[waitsFor]}${problem === null ? '' : ` (${problem})`}.`,
    'The next command or the service completes it automatically; `cvmatch status` shows it.',
  ].join('\n');
}
