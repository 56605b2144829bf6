import type { CvId, Decision } from '../../domain/index.js';
import type { Actor, DecisionQuery, DecisionRecord, Decisions, NewDecision } from '../port/index.js';
import { cvUnknown, requireUndoable } from '../refusals.js';
import type { Database, Session } from './database.js';

export function postgresDecisions(db: Database): Decisions {
  return {
    add: (decision, actor) => db.alone((session) => add(session, decision, actor)),
    list: (query, keyId) => db.read((session) => list(session, query, keyId)),
    holding: (jdHash, cvIds, keyId) => db.read((session) => holding(session, jdHash, cvIds, keyId)),
    undo: (id, actor, keyId) => db.alone((session) => undo(session, id, actor, keyId)),
  };
}

const RECORD = `decisions.id, decision, stage, reason, by_whom AS by, decisions.key_id AS "keyId", at, decisions.jd_hash AS "jdHash",
  decisions.cv_id AS "cvId", cvs.candidate_id AS "candidateId", cvs.name, undone_at AS "undoneAt", undone_by AS "undoneBy"`;
const RECORDS = `SELECT ${RECORD} FROM decisions JOIN cvs ON cvs.tenant = $1 AND cvs.cv_id = decisions.cv_id WHERE decisions.tenant = $1`;
/** Of the key $2. */
const OWN = '($2::text IS NULL OR decisions.key_id = $2)';
/** The texts of the JD that has this text now, or else had it last; if no JD is stored with it, the text itself. */
const SAME_JD = (
  hash: string,
): string => `decisions.jd_hash IN (SELECT ${hash}::text UNION SELECT hash FROM jds WHERE tenant = $1 AND jd =
  (SELECT jd FROM jds WHERE tenant = $1 AND id = left(${hash}, 12) AND hash = ${hash} ORDER BY latest DESC, key DESC LIMIT 1))`;

const HOLDING = `
  SELECT DISTINCT ON (asked.cv_id) asked.cv_id AS of, decisions.id, decision, stage, reason, by_whom AS by,
    decisions.key_id AS "keyId", at
  FROM cvs AS asked
    JOIN cvs AS own ON own.tenant = $1 AND own.candidate_id = asked.candidate_id
    JOIN decisions ON decisions.tenant = $1 AND decisions.cv_id = own.cv_id
  WHERE asked.tenant = $1 AND asked.cv_id = ANY($4::text[]) AND undone_at IS NULL AND ${SAME_JD('$3')} AND ${OWN}
  ORDER BY asked.cv_id, decisions.id DESC`;

async function holding(
  session: Session,
  jdHash: string,
  cvIds: CvId[],
  keyId: string | null,
): Promise<Map<CvId, Decision>> {
  const rows = await session.rows<Decision & { of: CvId }>(HOLDING, keyId, jdHash, cvIds);
  return new Map(rows.map(({ of, ...decision }) => [of, decision]));
}

async function add(
  session: Session,
  given: NewDecision,
  { by, keyId }: Actor,
): Promise<Awaited<ReturnType<Decisions['add']>>> {
  const { jdHash, cvId, decision, stage, reason } = given;
  if (!(await session.has('SELECT 1 FROM cvs WHERE tenant = $1 AND cv_id = $2', cvId))) throw cvUnknown(cvId);
  const last = (await holding(session, jdHash, [cvId], null)).get(cvId);
  const same = { decision, stage, reason, by, keyId };
  if (last !== undefined && Object.entries(same).every(([name, value]) => last[name as keyof typeof same] === value))
    return { decision: (await recordOf(session, last.id, null))!, added: false };
  const id = await session.next('last_decision');
  await session.insert(
    'decisions',
    ['id', 'jd_hash', 'cv_id', 'decision', 'stage', 'reason', 'by_whom', 'key_id', 'at'],
    [[id, jdHash, cvId, decision, stage, reason, by, keyId, session.nowIso]],
  );
  return { decision: (await recordOf(session, id, null))!, added: true };
}

async function recordOf(session: Session, id: number, keyId: string | null): Promise<DecisionRecord | undefined> {
  return session.row<DecisionRecord>(`${RECORDS} AND decisions.id = $3 AND ${OWN}`, keyId, id);
}

async function list(session: Session, query: DecisionQuery, keyId: string | null): Promise<DecisionRecord[]> {
  const { jdHash, cvId, undone = false, after = 0, limit } = query;
  const values: unknown[] = [keyId, after, limit];
  const where: string[] = [];
  const add = (condition: (place: string) => string, value: string | undefined): void => {
    if (value !== undefined) where.push(condition(`$${values.push(value) + 1}`));
  };
  add(SAME_JD, jdHash);
  add(
    (cv) =>
      `cvs.candidate_id = (SELECT candidate_id FROM cvs AS asked WHERE asked.tenant = $1 AND asked.cv_id = ${cv})`,
    cvId,
  );
  if (!undone) where.push('undone_at IS NULL');
  return session.rows<DecisionRecord>(
    `${RECORDS} AND decisions.id > $3 AND ${[OWN, ...where].join(' AND ')} ORDER BY decisions.id LIMIT $4`,
    ...values,
  );
}

async function undo(
  session: Session,
  id: number,
  { by, keyId: key }: Actor,
  keyId: string | null,
): Promise<DecisionRecord> {
  requireUndoable(await recordOf(session, id, keyId), id);
  const write = 'UPDATE decisions SET undone_at = $2, undone_by = $3, undone_key = $4 WHERE tenant = $1 AND id = $5';
  await session.run(write, session.nowIso, by, key, id);
  return (await recordOf(session, id, keyId))!;
}
