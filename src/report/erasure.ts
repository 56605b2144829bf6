import type { CvId, ErasureWait } from '../domain/index.js';
import { plain } from './text/plain.js';
import { bytesText } from './text/table.js';

const WHY: Record<ErasureWait, string> = {
  files: 'the file as it was handed in is still on the disk',
  log: 'another process still reads the store as it was before',
  scan: 'not all files of the store have been scanned for traces',
  remains: 'traces were found in the files of the store, which must be rewritten',
};

/** Why a removal is not finished: a clause without a full stop. */
export function whyPending(wait: ErasureWait): string {
  return WHY[wait];
}

interface Removal {
  removed: CvId[];
  files: string[];
  pending: string[];
  waitsFor: ErasureWait | null;
  problem: string | null;
  scannedBytes: number;
}

export function renderRemoval({ removed, files, pending, waitsFor, problem, scannedBytes }: Removal): string {
  const lines = [...removed, ...files, ...pending].map(
    (one) => `${waitsFor === null ? 'removed' : 'erasure_pending'} ${plain(one)}`,
  );
  if (waitsFor === null) return [...lines, `No trace found in ${bytesText(scannedBytes)} of files.`].join('\n');
  return [
    ...lines,
    `It is no longer in the store, but ${WHY[waitsFor]}${problem === null ? '' : ` (${problem})`}.`,
    'The next command or the service will finish this automatically; `cvmatch status` shows it until then.',
  ].join('\n');
}
