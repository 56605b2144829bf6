import type { CvId } from '../../../domain/index.js';
import type { Actor, Hold, HoldQuery, NewHold } from '../../port/index.js';
import { cvUnknown } from '../../refusals.js';
import type { Database } from '../database.js';

const HOLD = `id, opened(reason) AS reason, by_whom AS by, key_id AS keyId, at,
  (SELECT count(*) FROM retention_held WHERE hold = retention_holds.id) AS cvs FROM retention_holds`;

export function hold(db: Database, { id, reason, cvIds }: NewHold, { by, keyId }: Actor): Hold {
  const asked = JSON.stringify(cvIds);
  const unknown = 'SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM cvs WHERE cv_id = value) LIMIT 1';
  const missing = db.sql(unknown).pluck().get(asked) as CvId | undefined;
  if (missing !== undefined) throw cvUnknown(missing);
  db.sql('INSERT INTO retention_holds (id, reason, by_whom, key_id, at) VALUES (?, ?, ?, ?, ?)').run(
    ...[id, db.sealer.text(reason), by, keyId, db.nowIso()],
  );
  // Each CV of the candidates by itself: whichever is removed, the others stay held.
  db.sql(
    `INSERT INTO retention_held (cv_id, hold) SELECT DISTINCT own.cv_id, ? FROM json_each(?)
       JOIN cvs AS asked ON asked.cv_id = value JOIN cvs AS own ON own.candidate_id = asked.candidate_id`,
  ).run(id, asked);
  return oneHold(db, id)!;
}

function oneHold(db: Database, id: string): Hold | null {
  return (db.sql(`SELECT ${HOLD} WHERE id = ?`).get(id) as Hold | undefined) ?? null;
}

export function listHolds(db: Database, { limit, after, cvId }: HoldQuery): Hold[] {
  const conditions = [
    ...(after === undefined ? [] : ['(at, id) < (SELECT at, id FROM retention_holds WHERE id = @after)']),
    ...(cvId === undefined
      ? []
      : [
          `id IN (SELECT hold FROM cvs AS asked JOIN cvs AS own ON own.candidate_id = asked.candidate_id
             JOIN retention_held ON retention_held.cv_id = own.cv_id WHERE asked.cv_id = @cvId)`,
        ]),
  ];
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  return db.sql(`SELECT ${HOLD} ${where} ORDER BY at DESC, id DESC LIMIT @limit`).all({
    limit,
    ...(after === undefined ? {} : { after }),
    ...(cvId === undefined ? {} : { cvId }),
  }) as Hold[];
}

export function release(db: Database, id: string): Hold | null {
  const released = oneHold(db, id);
  db.sql('DELETE FROM retention_held WHERE hold = ?').run(id);
  db.sql('DELETE FROM retention_holds WHERE id = ?').run(id);
  return released;
}

export function countHeld(db: Database): number {
  const sql = `SELECT count(*) FROM cvs WHERE candidate_id IN
    (SELECT candidate_id FROM retention_held CROSS JOIN cvs AS asked ON asked.cv_id = retention_held.cv_id)`;
  return db.sql(sql).pluck().get() as number;
}
