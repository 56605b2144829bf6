import type { FileRecord } from '../store/port/index.js';

/** Options that decide in which state a file ends, besides the fingerprint. */
export interface ReadingOptions {
  fingerprint: string;
  timeoutMs: number;
  memoryMb: number;
  maxSize: number;
  ocr: string | null;
  duplicates: 'skip' | 'flag' | 'keep';
}

/** The mark recorded with a file: fingerprint, limits, and the treatment of near copies. */
export function madeWith({ fingerprint, timeoutMs, memoryMb, maxSize, ocr, duplicates }: ReadingOptions): string {
  return [fingerprint, `${timeoutMs}ms ${memoryMb}MB ${maxSize}B ocr=${ocr ?? 'no'}`, duplicates].join('|');
}

/** Failures where nothing was read, so that an unchanged size and date prove nothing. */
const NEVER_READ = new Set(['read_error', 'file_vanished']);

/**
 * Whether processing the same bytes again would end in the same state. Other code can change that, and for failures
 * other limits.
 */
export function stillHolds(record: FileRecord, now: string): boolean {
  if (record.state === null || record.madeWith === null || NEVER_READ.has(record.code ?? '')) return false;
  const [oldFingerprint, oldLimits, oldDuplicates] = record.madeWith.split('|');
  const [fingerprint, limits, duplicates] = now.split('|');
  if (record.state === 'ready' || record.code === 'exact_copy') return record.cvFingerprint === fingerprint;
  if (oldFingerprint !== fingerprint) return false;
  return record.state === 'duplicate' ? oldDuplicates === duplicates : oldLimits === limits;
}
