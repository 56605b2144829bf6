import { createHmac, randomBytes } from 'node:crypto';
import type { ErasedMark } from './port/index.js';

/** What is remembered of a removal once it has ended, the same in every store: keyed hashes that mean nothing by themselves. */

/**
 * `cv`: by CvId, which is the hash of its bytes; `sent`: the same of one API key, see `sentBy`; `file`: by path; `jd`: by the hash
 * of its text; `tenant`: by id.
 */
export type ErasedKind = 'cv' | 'sent' | 'file' | 'jd' | 'tenant';

/** Bytes that are not taken in again, by the marks that mean them. `keyId`: of who sends them. */
export function refusing(salts: readonly string[], hash: string, keyId: string | null): [salt: string, mark: string][] {
  return salts.flatMap((salt) => [
    [salt, markOf(salt, 'cv', hash)] as [string, string],
    ...(keyId === null ? [] : [[salt, markOf(salt, 'sent', sentBy(keyId, hash))] as [string, string]]),
  ]);
}

/** The mark of bytes of which somebody asked for the erasure. `keyId`: of who may only ask for itself. */
export function askedMark(keyId: string | null, hash: string): [ErasedKind, string] {
  return keyId === null ? ['cv', hash] : ['sent', sentBy(keyId, hash)];
}

function sentBy(keyId: string, hash: string): string {
  return `${keyId} ${hash}`;
}

/**
 * The salts of a table, one after the other, by its key: there are many marks of one salt. A store has one, and those of a store
 * from which it was restored. `where`: of a tenant.
 */
export function saltsSql(where = 'true'): string {
  return `WITH RECURSIVE salts(salt) AS (
    SELECT min(salt) FROM erased WHERE ${where}
    UNION ALL SELECT (SELECT min(salt) FROM erased WHERE ${where} AND erased.salt > salts.salt) FROM salts WHERE salts.salt IS NOT NULL
  ) SELECT salt FROM salts WHERE salt IS NOT NULL`;
}

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
