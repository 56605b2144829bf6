import type { Outcome } from '../domain/index.js';

/** A file in a container. */
export interface Member {
  /** Its path in the container; no part of it leads upwards, begins at the root or is hidden. */
  name: string;
  size: number;
  /** Time of its last change; null where the container gives none. */
  mtimeMs: number | null;
  problem: Problem | null;
  /** Reads its bytes; any problem is an Outcome. */
  read(maxSize: number): Outcome<Uint8Array>;
}

export type Problem = Extract<Outcome<never>, { ok: false }>;
