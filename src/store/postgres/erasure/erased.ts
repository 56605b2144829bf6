import type { CvId } from '../../../domain/index.js';
import { ErasedSet, markOf, newSalt, refusing, saltsSql, type ErasedKind } from '../../erased.js';
import type { ErasedMark, ErasedThings } from '../../port/index.js';
import type { Session } from '../database.js';

const REMEMBER = `ON CONFLICT (tenant, salt, mark) DO UPDATE SET at = greatest(erased.at, excluded.at),
  asked = greatest(erased.asked, excluded.asked)`;

/** Remembers what is removed, in the transaction that removes it. `asked`: bytes that are not taken in again. */
export async function noteErased(
  session: Session,
  gone: (readonly [ErasedKind, string])[],
  asked: (readonly [ErasedKind, string])[] = [],
): Promise<void> {
  if (gone.length + asked.length === 0) return;
  const known = await session.row<{ salt: string }>('SELECT salt FROM erased WHERE tenant = $1 ORDER BY salt LIMIT 1');
  const salt = known?.salt ?? newSalt();
  const marks = new Map(gone.map(([kind, id]) => [markOf(salt, kind, id), 0]));
  for (const [kind, id] of asked) marks.set(markOf(salt, kind, id), 1);
  await session.run(
    `INSERT INTO erased (tenant, salt, mark, at, asked)
     SELECT $1, $2, mark, $3, asked FROM unnest($4::text[], $5::int[]) AS gone(mark, asked) ${REMEMBER}`,
    salt,
    session.nowIso,
    [...marks.keys()],
    [...marks.values()],
  );
}

export async function rememberErased(session: Session, marks: ErasedMark[]): Promise<void> {
  const once = [...new Map(marks.map((one) => [`${one.salt} ${one.mark}`, one])).values()];
  await session.insert(
    'erased',
    ['salt', 'mark', 'at', 'asked'],
    once.map(({ salt, mark, at, asked }) => [salt, mark, at, asked ? 1 : 0]),
    REMEMBER,
  );
}

export async function erasedSince(session: Session, since: string): Promise<ErasedMark[]> {
  const sql = 'SELECT salt, mark, at, asked = 1 AS asked FROM erased WHERE tenant = $1 AND at >= $2 ORDER BY at, mark';
  return session.rows<ErasedMark>(sql, since);
}

interface Sent {
  hash: string;
  keyId: string | null;
}

async function marksOf(session: Session, sent: readonly Sent[]): Promise<(Sent & { salt: string; mark: string })[]> {
  if (sent.length === 0) return [];
  const salts = await session.rows<{ salt: string }>(saltsSql('tenant = $1'));
  return sent.flatMap((one) =>
    refusing(
      salts.map(({ salt }) => salt),
      one.hash,
      one.keyId,
    ).map(([salt, mark]) => ({ ...one, salt, mark })),
  );
}

/** Bytes and who sends them, as `refusedOf` names them. */
export function sender(keyId: string | null, hash: string): string {
  return `${keyId ?? ''} ${hash}`;
}

/** Those that are refused. */
export async function refusedOf<T extends Sent>(session: Session, sent: readonly T[]): Promise<Set<string>> {
  const marks = await marksOf(session, sent);
  if (marks.length === 0) return new Set();
  const rows = await session.rows<{ mark: string }>(
    `SELECT erased.mark FROM unnest($2::text[], $3::text[]) AS asked(salt, mark)
       JOIN erased ON erased.tenant = $1 AND erased.salt = asked.salt AND erased.mark = asked.mark AND erased.asked = 1`,
    marks.map(({ salt }) => salt),
    marks.map(({ mark }) => mark),
  );
  const found = new Set(rows.map(({ mark }) => mark));
  return new Set(marks.filter(({ mark }) => found.has(mark)).map(({ hash, keyId }) => sender(keyId, hash)));
}

export async function readmit(session: Session, hash: string, keyId: string | null): Promise<boolean> {
  let readmitted = 0;
  for (const { salt, mark } of await marksOf(session, [{ hash, keyId }]))
    readmitted += await session.run(
      'UPDATE erased SET asked = 0 WHERE tenant = $1 AND salt = $2 AND mark = $3 AND asked = 1',
      salt,
      mark,
    );
  return readmitted > 0;
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
