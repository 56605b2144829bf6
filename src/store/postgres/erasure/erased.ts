import type { CvId } from '../../../domain/index.js';
import { ErasedSet, markOf, newSalt, type ErasedKind } from '../../erased.js';
import type { ErasedMark, ErasedThings } from '../../port/index.js';
import type { Session } from '../database.js';

/** Remembers what is removed, in the transaction that removes it. */
export async function noteErased(session: Session, gone: (readonly [ErasedKind, string])[]): Promise<void> {
  if (gone.length === 0) return;
  const known = await session.row<{ salt: string }>('SELECT salt FROM erased WHERE tenant = $1 ORDER BY salt LIMIT 1');
  const salt = known?.salt ?? newSalt();
  await session.run(
    `INSERT INTO erased (tenant, salt, mark, at) SELECT $1, $2, mark, $3 FROM unnest($4::text[]) AS gone(mark)
     ON CONFLICT (tenant, salt, mark) DO UPDATE SET at = excluded.at`,
    salt,
    session.nowIso,
    [...new Set(gone.map(([kind, id]) => markOf(salt, kind, id)))],
  );
}

export async function erasedSince(session: Session, since: string): Promise<ErasedMark[]> {
  const sql = 'SELECT salt, mark, at FROM erased WHERE tenant = $1 AND at >= $2 ORDER BY at, mark';
  return session.rows<ErasedMark>(sql, since);
}

export async function meantBy(session: Session, marks: ErasedMark[]): Promise<ErasedThings> {
  const erased = new ErasedSet(marks);
  const cvs = await session.rows<{ id: CvId }>('SELECT cv_id AS id FROM cvs WHERE tenant = $1 ORDER BY cv_id');
  const files = await session.rows<{ path: string }>('SELECT path FROM files WHERE tenant = $1 ORDER BY path');
  const jds = await session.rows<{ id: string; hash: string }>(
    'SELECT id, hash FROM jds WHERE tenant = $1 ORDER BY key',
  );
  return {
    cvs: cvs.map(({ id }) => id).filter((id) => erased.has('cv', id)),
    files: files.map(({ path }) => path).filter((path) => erased.has('file', path)),
    jds: jds.filter(({ hash }) => erased.has('jd', hash)).map(({ id }) => id),
  };
}
