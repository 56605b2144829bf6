/** Bytes that a file or a CV was of before it was changed or forgotten. */
export interface LooseOriginal {
  /** Of this look; larger ones are younger. */
  id: number;
  /** sha-256 of the bytes; null of an upload that was never read. */
  hash: string | null;
  /** Where they may still lie as an upload; null where none was forgotten. */
  path: string | null;
}

/**
 * What the store knows of kept bytes: who holds them, and which lost a holder. The second is written by the transaction
 * that forgets a file or a CV, so that a process that ends before the bytes are gone leaves them to the next look.
 */
export interface OriginalRows {
  /** Of these hashes, those of a file or a CV, also of one that is still worked on. */
  held(hashes: string[]): Promise<Set<string>>;
  /** Oldest first. */
  loose(limit: number): Promise<LooseOriginal[]>;
  /** These were looked at: their bytes are gone, or somebody else holds them. */
  looked(ids: number[]): Promise<void>;
}
