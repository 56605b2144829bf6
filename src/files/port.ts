import type { Outcome } from '../domain/index.js';
import type { ReadFile } from './read-file.js';

/**
 * Where the bytes of uploads lie until their CV is in the store. Implementations: disk.ts (default), others by URL.
 * An upload is named by its path in the store, `upload:ID`; ID is made by the service, never by a client.
 */
export interface Uploads {
  /** All bytes with their hash, never more than `maxSize`; whatever is wrong is an Outcome. */
  read(path: string, maxSize: number): Promise<Outcome<ReadFile>>;
  /** Paths of others, and bytes that are gone already, are passed over. */
  remove(paths: string[]): Promise<void>;
  /** Uploads whose bytes lie here for longer than `ageMs`. */
  older(ageMs: number): Promise<string[]>;
  /** Removes what was begun and never completed longer ago than `ageMs`; gives how many. */
  removeUnfinished(ageMs: number): Promise<number>;
}

export const UPLOAD_PREFIX = 'upload:';

export function isUpload(path: string): boolean {
  return path.startsWith(UPLOAD_PREFIX);
}
