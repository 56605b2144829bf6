import type { CvId, Decision } from '../../domain/index.js';
import type { Actor, DecisionQuery, DecisionRecord, Decisions, NewDecision } from '../port/index.js';
import { cvUnknown, requireUndoable } from '../refusals.js';
import type { Database } from './database.js';

export function sqliteDecisions(db: Database): Decisions {
  return {
    add: (decision, actor) => db.write(() => add(db, decision, actor)),
    list: (query, keyId) => db.reading(() => list(db, query, keyId)),
    holding: (jdHash, cvIds, keyId) => db.reading(() => holding(db, jdHash, cvIds, keyId)),
    undo: (id, actor, keyId) => db.write(() => undo(db, id, actor, keyId)),
  };
}

const RECORD = `decisions.id, decision, stage, opened(reason) AS reason, by_whom AS by, decisions.key_id AS keyId, at, decisions.jd_hash AS jdHash,
  decisions.cv_id AS cvId, cvs.candidate_id AS candidateId, opened(cvs.name) AS name, undone_at AS undoneAt, undone_by AS undoneBy`;
const OWN = '(@keyId IS NULL OR decisions.key_id = @keyId)';
/** The texts of the JD that has this text now, or else had it last; if no JD is stored with it, the text itself. */
const SAME_JD = `decisions.jd_hash IN (SELECT @jdHash UNION SELECT hash FROM jds WHERE jd =
  (SELECT jd FROM jds WHERE id = substr(@jdHash, 1, 12) AND hash = @jdHash ORDER BY latest DESC, key DESC LIMIT 1))`;

/** With max(), SQLite takes the other columns from the row that has the maximum: the last decision. */
const HOLDING = `
  SELECT asked.cv_id AS of, max(decisions.id) AS id, decision, stage, opened(reason) AS reason, by_whom AS by, decisions.key_id AS keyId, at
  FROM json_each(@cvIds) JOIN cvs AS asked ON asked.cv_id = value
    JOIN cvs AS own ON own.candidate_id = asked.candidate_id
    JOIN decisions ON decisions.cv_id = own.cv_id
  WHERE undone_at IS NULL AND ${SAME_JD} AND ${OWN} GROUP BY asked.cv_id`;

function holding(db: Database, jdHash: string, cvIds: CvId[], keyId: string | null): Map<CvId, Decision> {
  const rows = db.sql(HOLDING).all({ jdHash, cvIds: JSON.stringify(cvIds), keyId }) as (Decision & { of: CvId })[];
  return new Map(rows.map(({ of, ...decision }) => [of, decision]));
}

function add(db: Database, given: NewDecision, { by, keyId }: Actor): Awaited<ReturnType<Decisions['add']>> {
  const { jdHash, cvId, decision, stage, reason } = given;
  if (db.sql('SELECT 1 FROM cvs WHERE cv_id = ?').get(cvId) === undefined) throw cvUnknown(cvId);
  const last = holding(db, jdHash, [cvId], null).get(cvId);
  const same = { decision, stage, reason, by, keyId };
  if (last !== undefined && Object.entries(same).every(([name, value]) => last[name as keyof typeof same] === value))
    return { decision: recordOf(db, last.id, null)!, added: false };
  const { lastInsertRowid } = db
    .sql(
      `INSERT INTO decisions (jd_hash, cv_id, decision, stage, reason, by_whom, key_id, at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(jdHash, cvId, decision, stage, reason && db.sealer.text(reason), by, keyId, db.nowIso());
  return { decision: recordOf(db, Number(lastInsertRowid), null)!, added: true };
}

function recordOf(db: Database, id: number, keyId: string | null): DecisionRecord | undefined {
  const one = `SELECT ${RECORD} FROM decisions JOIN cvs USING (cv_id) WHERE decisions.id = @id AND ${OWN}`;
  return db.sql(one).get({ id, keyId }) as DecisionRecord | undefined;
}

function list(db: Database, query: DecisionQuery, keyId: string | null): DecisionRecord[] {
  const { jdHash, cvId, undone = false, after = 0, limit } = query;
  const where = [
    OWN,
    ...(jdHash === undefined ? [] : [SAME_JD]),
    ...(cvId === undefined
      ? []
      : ['cvs.candidate_id = (SELECT candidate_id FROM cvs AS asked WHERE asked.cv_id = @cvId)']),
    ...(undone ? [] : ['undone_at IS NULL']),
  ].join(' AND ');
  return db
    .sql(
      `SELECT ${RECORD} FROM decisions JOIN cvs USING (cv_id)
       WHERE decisions.id > @after AND ${where} ORDER BY decisions.id LIMIT @limit`,
    )
    .all({
      after,
      limit,
      keyId,
      ...(jdHash === undefined ? {} : { jdHash }),
      ...(cvId === undefined ? {} : { cvId }),
    }) as DecisionRecord[];
}

function undo(db: Database, id: number, { by, keyId: key }: Actor, keyId: string | null): DecisionRecord {
  requireUndoable(recordOf(db, id, keyId), id);
  const write = 'UPDATE decisions SET undone_at = ?, undone_by = ?, undone_key = ? WHERE id = ?';
  db.sql(write).run(db.nowIso(), by, key, id);
  return recordOf(db, id, keyId)!;
}
