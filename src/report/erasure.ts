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

interface Completion {
  waitsFor: ErasureWait | null;
  problem: string | null;
  scannedBytes: number;
}

interface Removal extends Completion {
  removed: CvId[];
  files: string[];
  pending: string[];
  certificates: string[];
}

export function renderRemoval({ removed, files, pending, certificates, ...completion }: Removal): string {
  const status = completion.waitsFor === null ? 'removed' : 'erasure_pending';
  const lines = [...removed, ...files, ...pending].map((one) => `${status} ${plain(one)}`);
  const ended = certificates.map((id) => `Certificate: cvmatch erasures show ${id}`);
  return [...lines, renderCompletion(completion), ...ended].join('\n');
}

/** How far a removal has come. */
export function renderCompletion({ waitsFor, problem, scannedBytes }: Completion): string {
  if (waitsFor === null) return `No trace found in ${bytesText(scannedBytes)} of files.`;
  return [
    `It is no longer in the store, but ${WHY[waitsFor]}${problem === null ? '' : ` (${problem})`}.`,
    'The next command or the service will finish this automatically; `cvmatch status` shows it until then.',
  ].join('\n');
}
