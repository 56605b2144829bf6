import { actingNow } from '../../audit/acting.js';
import type { DueCount, DuePage, DueQuery, NewRetentionRule, RemovalTerms, Retention } from '../../port/index.js';
import {
  areExactly,
  duePage,
  pageSql,
  reachSql,
  type Dialect,
  type Reach,
  type Reached,
} from '../../retention/reach.js';
import { countedUntil, dueAt, readPosition, ruleOf } from '../../retention/rule.js';
import type { CvId } from '../../../domain/index.js';
import { Values, whereSql } from '../cv/where.js';
import type { Database, Session } from '../database.js';
import { Removal } from '../erasure/record.js';
import { countHeld, hold, listHolds, release } from './holds.js';
import { listRules, noteErasedBy, oneRule, removeRule, writeRule } from './rules.js';

export function postgresRetention(db: Database): Retention {
  return {
    rules: () => db.read(listRules),
    set: (rule) => db.alone((session) => set(session, rule)),
    remove: (name) => db.alone((session) => removeRule(session, name)),
    due: (rule, query) => db.read((session) => due(session, rule, query)),
    count: (rule, aheadMs) => db.read((session) => count(session, rule, aheadMs)),
    erase: (name, cvIds, erasure, terms = {}) => db.alone((session) => erase(session, name, cvIds, { erasure, terms })),
    hold: (given, actor) => db.alone((session) => hold(session, given, actor)),
    holds: (query) => db.read((session) => listHolds(session, query)),
    release: (id) => db.alone((session) => release(session, id)),
    heldCvs: () => db.read(countHeld),
  };
}

async function set(session: Session, given: NewRetentionRule): ReturnType<Retention['set']> {
  const before = await oneRule(session, given.name);
  const rule = ruleOf(given, before, { now: session.now, setBy: actingNow().actor });
  if (rule !== before) await writeRule(session, rule);
  return { rule, before };
}

type Reaching = Parameters<Retention['due']>[0];

function dialect(values: Values): Dialect {
  const places = new Map<string, string>();
  const place = (name: string, value: unknown): string => {
    const known = places.get(name) ?? values.place(value);
    places.set(name, known);
    return known;
  };
  return {
    own: (alias) => `${alias}.tenant = $1`,
    place,
    among: (column, name, listed) => `${column} = ANY(${place(name, listed)}::text[])`,
    where: (clauses) => whereSql(clauses, values),
    larger: 'greatest',
    apart: 'OFFSET 0',
  };
}

async function due(
  session: Session,
  rule: Reaching,
  { aheadMs, free = false, limit, after }: DueQuery,
): Promise<DuePage> {
  const until = countedUntil(rule, { now: session.now, aheadMs });
  if (until === null) return { cvs: [], next: null };
  return page(session, rule, { until, after: readPosition(after), free }, limit);
}

async function page(session: Session, rule: Reaching, reach: Reach, limit: number): Promise<DuePage> {
  const values = new Values();
  const own = dialect(values);
  const sql = pageSql(reachSql(rule, reach, own), own.place('limit', limit));
  const reached = await session.rows<Reached>(sql, ...values.list);
  const members = await session.rows<{ cvId: CvId; candidateId: string }>(
    `SELECT cv_id AS "cvId", candidate_id AS "candidateId" FROM cvs
     WHERE tenant = $1 AND candidate_id = ANY($2::text[]) ORDER BY key`,
    reached.map(({ candidate }) => candidate),
  );
  return duePage(rule, reached, { members, limit });
}

/** One row: `n` CVs, of which `kept` are held, and from when the first of the others is counted. */
function countSql(found: string): string {
  const all =
    'SELECT count(*) FROM cvs AS all_own WHERE all_own.tenant = $1 AND all_own.candidate_id = found.candidate';
  return `SELECT coalesce(sum(n), 0) AS n, coalesce(sum(CASE WHEN held THEN n END), 0) AS kept,
      min(CASE WHEN held THEN NULL ELSE counted END) AS first
    FROM (SELECT found.held, found.counted, (${all}) AS n FROM (${found}) AS found) AS each_one`;
}

async function count(session: Session, rule: Reaching, aheadMs: number): Promise<DueCount> {
  const until = countedUntil(rule, { now: session.now, aheadMs });
  if (until === null) return { cvs: 0, held: 0, first: null };
  const values = new Values();
  const own = dialect(values);
  const sql = countSql(reachSql(rule, { until, after: readPosition(undefined), free: false }, own));
  const row = await session.row<{ n: number; kept: number; first: string | null }>(sql, ...values.list);
  const { n, kept, first } = row!;
  return { cvs: n - kept, held: kept, first: first === null ? null : dueAt(rule, first) };
}

async function erase(
  session: Session,
  name: string,
  cvIds: CvId[],
  { erasure, terms }: { erasure: string; terms: RemovalTerms },
): Promise<number | null> {
  const rule = await oneRule(session, name);
  const until = rule === null ? null : countedUntil(rule, { now: session.now, aheadMs: 0 });
  if (rule === null || until === null || !(await areDue(session, rule, cvIds, until))) return null;
  const removal = new Removal(session, terms);
  const erased = (await removal.eraseCvs(cvIds)).length;
  await removal.record(erasure);
  await noteErasedBy(session, name, erased);
  return erased;
}

/** Whether these are all CVs of candidates who are due now. */
async function areDue(session: Session, rule: Reaching, cvIds: CvId[], until: string): Promise<boolean> {
  const rows = await session.rows<{ candidate: string }>(
    'SELECT DISTINCT candidate_id AS candidate FROM cvs WHERE tenant = $1 AND cv_id = ANY($2::text[])',
    cvIds,
  );
  const candidates = rows.map(({ candidate }) => candidate);
  const reach = { until, after: readPosition(undefined), free: true, candidates };
  return areExactly(await page(session, rule, reach, candidates.length), cvIds);
}
