import type { Outcome } from '../domain/index.js';

/** A file in a container. */
export interface Member {
  /** Its path in there: no part of it climbs, begins at the root or is hidden. */
  name: string;
  size: number;
  /** When it was changed last, null where the container does not say. */
  mtimeMs: number | null;
  problem: Problem | null;
  /** Its bytes; whatever is wrong is an Outcome. */
  read(maxSize: number): Outcome<Uint8Array>;
}

export type Problem = Extract<Outcome<never>, { ok: false }>;
