import type { CvId, FileState } from '../../domain/index.js';

/** A file as its uploader sees it. */
export interface UploadRecord {
  path: string;
  /** Null for a file that came in by `ingest`. */
  id: string | null;
  /** The CV with exactly its bytes. */
  cvId: CvId | null;
  batch: string | null;
  name: string | null;
  /** Status of its task while that is open, then the state in which it ended. */
  status: 'pending' | 'running' | FileState;
  /** Null while its task is open. */
  code: string | null;
  message: string | null;
  format: string | null;
  size: number;
  receivedAt: string | null;
  attempts: number;
  /** Whether the schedule has matched and explained the CV. */
  matched: boolean;
  explained: boolean;
}

export type UploadCounts = Record<FileState | 'received' | 'unchanged' | 'pending', number>;

export interface BatchRecord {
  id: string;
  files: number;
  createdAt: string;
  counts: UploadCounts;
}

export interface UploadQuery {
  /** Upload id after which to continue; sorted by id. */
  after?: string;
  limit: number;
  state?: FileState | 'pending';
}

/** Uploads as the service reports them. `keyId`: only those of this API key; null: all. */
export interface UploadRepository {
  /**
   * The files of upload ids and CvIds in one query; for a CvId all files with that CV's bytes, including ingested ones.
   * Sorted by path.
   */
  find(references: string[], keyId: string | null): Promise<UploadRecord[]>;
  batch(id: string, keyId: string | null): Promise<BatchRecord | null>;
  /** The batch that this caller opened under the key. */
  batchUnder(idempotencyKey: string, keyId: string | null): Promise<string | null>;
  ofBatch(id: string, query: UploadQuery): Promise<UploadRecord[]>;
  /** Counts over all uploads of a key. */
  counts(keyId: string): Promise<UploadCounts>;
}
