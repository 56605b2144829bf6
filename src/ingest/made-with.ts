import type { FileRecord } from '../store/port/index.js';

/** Options that decide where a file ends, beside the fingerprint. */
export interface ReadingOptions {
  fingerprint: string;
  timeoutMs: number;
  memoryMb: number;
  maxSize: number;
  ocr: string | null;
  duplicates: 'skip' | 'flag' | 'keep';
}

/** As recorded with a file: its fingerprint, the limits, how near copies are treated. */
export function madeWith({ fingerprint, timeoutMs, memoryMb, maxSize, ocr, duplicates }: ReadingOptions): string {
  return [fingerprint, `${timeoutMs}ms ${memoryMb}MB ${maxSize}B ocr=${ocr ?? 'no'}`, duplicates].join('|');
}

/** Nothing was read of these, so that size and date say nothing. */
const NEVER_READ = new Set(['read_error', 'file_vanished']);

/** Whether working on the same bytes again could end otherwise: other code, or for what failed other limits. */
export function stillHolds(record: FileRecord, now: string): boolean {
  if (record.state === null || record.madeWith === null || NEVER_READ.has(record.code ?? '')) return false;
  const [oldFingerprint, oldLimits, oldDuplicates] = record.madeWith.split('|');
  const [fingerprint, limits, duplicates] = now.split('|');
  if (record.state === 'ready' || record.code === 'exact_copy') return record.cvFingerprint === fingerprint;
  if (oldFingerprint !== fingerprint) return false;
  return record.state === 'duplicate' ? oldDuplicates === duplicates : oldLimits === limits;
}
