import type { CvId } from '../../../domain/index.js';
import { ErasedSet, markOf, newSalt, refusing, saltsSql, type ErasedKind } from '../../erased.js';
import type { ErasedMark, ErasedThings } from '../../port/index.js';
import type { Database } from '../database.js';

const REMEMBER = `INSERT INTO erased (salt, mark, at, asked) VALUES (?, ?, ?, ?)
  ON CONFLICT (salt, mark) DO UPDATE SET at = max(at, excluded.at), asked = max(asked, excluded.asked)`;

/** Remembers what is removed, in the transaction that removes it. `asked`: bytes that are not taken in again. */
export function noteErased(
  db: Database,
  gone: (readonly [ErasedKind, string])[],
  asked: (readonly [ErasedKind, string])[] = [],
): void {
  if (gone.length + asked.length === 0) return;
  const known = db.sql("SELECT salt FROM erased WHERE salt > '' LIMIT 1").get() as { salt: string } | undefined;
  const salt = known?.salt ?? newSalt();
  const insert = db.sql(REMEMBER);
  const at = db.nowIso();
  for (const [kind, id] of gone) insert.run(salt, markOf(salt, kind, id), at, 0);
  for (const [kind, id] of asked) insert.run(salt, markOf(salt, kind, id), at, 1);
}

export function rememberErased(db: Database, marks: ErasedMark[]): void {
  for (const { salt, mark, at, asked } of marks) db.sql(REMEMBER).run(salt, mark, at, asked ? 1 : 0);
}

export function erasedSince(db: Database, since: string): ErasedMark[] {
  const rows = db.sql('SELECT salt, mark, at, asked FROM erased WHERE at >= ? ORDER BY at, mark').all(since);
  return (rows as (Omit<ErasedMark, 'asked'> & { asked: number })[]).map((row) => ({ ...row, asked: row.asked === 1 }));
}

function marksOf(db: Database, hash: string, keyId: string | null): [string, string][] {
  return refusing(db.sql(saltsSql()).pluck().all() as string[], hash, keyId);
}

export function isRefused(db: Database, hash: string, keyId: string | null): boolean {
  const asked = db.sql('SELECT 1 FROM erased WHERE salt = ? AND mark = ? AND asked = 1');
  return marksOf(db, hash, keyId).some(([salt, mark]) => asked.get(salt, mark) !== undefined);
}

export function readmit(db: Database, hash: string, keyId: string | null): boolean {
  const take = db.sql('UPDATE erased SET asked = 0 WHERE salt = ? AND mark = ? AND asked = 1');
  return marksOf(db, hash, keyId).reduce((sum, [salt, mark]) => sum + take.run(salt, mark).changes, 0) > 0;
}

export function meantBy(db: Database, marks: ErasedMark[]): ErasedThings {
  const erased = new ErasedSet(marks);
  const all = <T>(sql: string): T[] => db.sql(sql).all() as T[];
  const cvs = all<{ id: CvId }>('SELECT cv_id AS id FROM cvs ORDER BY cv_id');
  const files = all<{ path: string }>('SELECT path FROM files ORDER BY path');
  const jds = all<{ id: string; hash: string }>('SELECT id, hash FROM jds ORDER BY key');
  return {
    cvs: cvs.map(({ id }) => id).filter((id) => erased.has('cv', id)),
    files: files.map(({ path }) => path).filter((path) => erased.has('file', path)),
    jds: jds.filter(({ hash }) => erased.has('jd', hash)).map(({ id }) => id),
  };
}
