import type { CvId } from '../../../domain/index.js';
import { ErasedSet, markOf, newSalt, type ErasedKind } from '../../erased.js';
import type { ErasedMark, ErasedThings } from '../../port/index.js';
import type { Database } from '../database.js';

/** Remembers what is removed, in the transaction that removes it. */
export function noteErased(db: Database, gone: (readonly [ErasedKind, string])[]): void {
  if (gone.length === 0) return;
  const known = db.sql("SELECT salt FROM erased WHERE salt > '' LIMIT 1").get() as { salt: string } | undefined;
  const salt = known?.salt ?? newSalt();
  const insert = db.sql(
    'INSERT INTO erased (salt, mark, at) VALUES (?, ?, ?) ON CONFLICT (salt, mark) DO UPDATE SET at = excluded.at',
  );
  const at = db.nowIso();
  for (const [kind, id] of gone) insert.run(salt, markOf(salt, kind, id), at);
}

export function erasedSince(db: Database, since: string): ErasedMark[] {
  return db.sql('SELECT salt, mark, at FROM erased WHERE at >= ? ORDER BY at, mark').all(since) as ErasedMark[];
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
