import { createHmac, randomBytes } from 'node:crypto';
import type { ErasedMark } from './port/index.js';

/** What is remembered of a removal once it has ended, the same in every store: keyed hashes that mean nothing by themselves. */

/** `cv`: by CvId; `file`: by path; `jd`: by the hash of its text; `tenant`: by id. */
export type ErasedKind = 'cv' | 'file' | 'jd' | 'tenant';

/** Random bytes of a salt. */
const SALT_BYTES = 16;

export function newSalt(): string {
  return randomBytes(SALT_BYTES).toString('hex');
}

/** 128 bits, as 32 hex digits. */
export function markOf(salt: string, kind: ErasedKind, id: string): string {
  return createHmac('sha256', salt).update(`${kind} ${id}`).digest('hex').slice(0, 32);
}

/** Tells what marks mean. */
export class ErasedSet {
  private readonly bySalt = new Map<string, Set<string>>();

  constructor(marks: readonly ErasedMark[]) {
    for (const { salt, mark } of marks) {
      const known = this.bySalt.get(salt) ?? new Set();
      this.bySalt.set(salt, known.add(mark));
    }
  }

  has(kind: ErasedKind, id: string): boolean {
    return [...this.bySalt].some(([salt, marks]) => marks.has(markOf(salt, kind, id)));
  }
}
