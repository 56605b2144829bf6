import { FILE_STATES, isUpload, uploadId, type FileState } from '../domain/index.js';
import type { UploadCounts, UploadRecord } from './port/index.js';

/** What every store does alike with the rows of uploads. Pure. */

/** `open`: the status of an open task; `state`: where the file ended, if its task is not open. */
export interface UploadRow extends Omit<UploadRecord, 'id' | 'status' | 'matched' | 'explained'> {
  open: 'pending' | 'running' | null;
  state: FileState | null;
  /** Some databases know no booleans. */
  matched: boolean | number;
  explained: boolean | number;
}

export function uploadRecord({ open, state, matched, explained, ...rest }: UploadRow): UploadRecord {
  const why = open === null ? { code: rest.code, message: rest.message } : { code: null, message: null };
  return {
    ...rest,
    ...why,
    id: isUpload(rest.path) ? uploadId(rest.path) : null,
    status: open ?? state ?? 'pending',
    matched: Boolean(matched),
    explained: Boolean(explained),
  };
}

export function uploadCounts(rows: { state: FileState | 'pending'; n: number }[]): UploadCounts {
  const counts = Object.fromEntries([...FILE_STATES, 'pending'].map((state) => [state, 0])) as Record<
    FileState | 'pending',
    number
  >;
  for (const { state, n } of rows) counts[state] = n;
  return { received: rows.reduce((sum, { n }) => sum + n, 0), unchanged: 0, ...counts };
}
