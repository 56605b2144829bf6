/** Bytes that belonged to a file or a CV before it was changed or forgotten. */
export interface LooseOriginal {
  /** Id of this entry; later entries have larger ids. */
  id: number;
  /** sha-256 of the bytes; null for an upload that was never read. */
  hash: string | null;
  /** Path under which the bytes may still exist as an upload; null if no upload was forgotten. */
  path: string | null;
}

/**
 * What the store knows of kept bytes: which are held, and which have lost a holder. The transaction that forgets a file
 * or a CV also records the loss, so that if the process ends before the bytes are deleted, the next one finds the
 * entry.
 */
export interface OriginalRows {
  /** Those of these hashes that a file or a CV has, including files that are still being processed. */
  held(hashes: string[]): Promise<Set<string>>;
  /** Oldest first. */
  loose(limit: number): Promise<LooseOriginal[]>;
  /** Removes these entries: their bytes are deleted, or somebody else holds them. */
  looked(ids: number[]): Promise<void>;
}
