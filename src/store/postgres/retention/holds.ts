import type { CvId } from '../../../domain/index.js';
import type { Actor, Hold, HoldQuery, NewHold } from '../../port/index.js';
import { cvUnknown } from '../../refusals.js';
import type { Session } from '../database.js';

const HOLDS = `SELECT id, reason, by_whom AS by, key_id AS "keyId", at,
    (SELECT count(*) FROM retention_held WHERE tenant = $1 AND hold = retention_holds.id) AS cvs
  FROM retention_holds WHERE tenant = $1`;

export async function hold(session: Session, { id, reason, cvIds }: NewHold, { by, keyId }: Actor): Promise<Hold> {
  const missing = await session.row<{ cvId: CvId }>(
    `SELECT asked AS "cvId" FROM unnest($2::text[]) AS asked
     WHERE NOT EXISTS (SELECT 1 FROM cvs WHERE tenant = $1 AND cv_id = asked) LIMIT 1`,
    cvIds,
  );
  if (missing !== undefined) throw cvUnknown(missing.cvId);
  await session.insert(
    'retention_holds',
    ['id', 'reason', 'by_whom', 'key_id', 'at'],
    [[id, reason, by, keyId, session.nowIso]],
  );
  // Each CV of the candidates by itself: whichever is removed, the others stay held.
  await session.run(
    `INSERT INTO retention_held (tenant, cv_id, hold) SELECT DISTINCT $1::int, own.cv_id, $2::text FROM cvs AS asked
       JOIN cvs AS own ON own.tenant = $1 AND own.candidate_id = asked.candidate_id
     WHERE asked.tenant = $1 AND asked.cv_id = ANY($3::text[])`,
    id,
    cvIds,
  );
  return (await oneHold(session, id))!;
}

async function oneHold(session: Session, id: string): Promise<Hold | null> {
  return (await session.row<Hold>(`${HOLDS} AND id = $2`, id)) ?? null;
}

export async function listHolds(session: Session, { limit, after, cvId }: HoldQuery): Promise<Hold[]> {
  const values: unknown[] = [limit];
  const place = (value: unknown): string => `$${values.push(value) + 1}`;
  const conditions = [
    ...(after === undefined
      ? []
      : [`(at, id) < (SELECT at, id FROM retention_holds WHERE tenant = $1 AND id = ${place(after)})`]),
    ...(cvId === undefined
      ? []
      : [
          `id IN (SELECT hold FROM cvs AS asked JOIN cvs AS own ON own.tenant = $1 AND own.candidate_id = asked.candidate_id
             JOIN retention_held ON retention_held.tenant = $1 AND retention_held.cv_id = own.cv_id
             WHERE asked.tenant = $1 AND asked.cv_id = ${place(cvId)})`,
        ]),
  ];
  const where = conditions.map((one) => `AND ${one}`).join(' ');
  return session.rows<Hold>(`${HOLDS} ${where} ORDER BY at DESC, id DESC LIMIT $2`, ...values);
}

export async function release(session: Session, id: string): Promise<Hold | null> {
  const released = await oneHold(session, id);
  await session.run('DELETE FROM retention_held WHERE tenant = $1 AND hold = $2', id);
  await session.run('DELETE FROM retention_holds WHERE tenant = $1 AND id = $2', id);
  return released;
}

export async function countHeld(session: Session): Promise<number> {
  const row = await session.row<{ n: number }>(
    `SELECT count(*) AS n FROM cvs WHERE tenant = $1 AND candidate_id IN
       (SELECT asked.candidate_id FROM retention_held JOIN cvs AS asked ON asked.tenant = $1 AND asked.cv_id = retention_held.cv_id
        WHERE retention_held.tenant = $1)`,
  );
  return row!.n;
}
