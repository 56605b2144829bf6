import { setImmediate as turn } from 'node:timers/promises';
import { actingNow } from '../../audit/acting.js';
import type { DueCount, DuePage, DueQuery, NewRetentionRule, RemovalTerms, Retention } from '../../port/index.js';
import { areExactly, duePage, pageSql, reachSql, type Reach, type Reached } from '../../retention/reach.js';
import { countedUntil, dueAt, readPosition, ruleOf, type DuePosition } from '../../retention/rule.js';
import type { CvId } from '../../../domain/index.js';
import type { Database } from '../database.js';
import { Removal } from '../erasure/record.js';
import { dialect, type Given } from './dialect.js';
import { countHeld, hold, listHolds, release } from './holds.js';
import { listRules, noteErasedBy, oneRule, removeRule, writeRule } from './rules.js';

export function sqliteRetention(db: Database): Retention {
  return {
    rules: () => db.reading(() => listRules(db)),
    set: (rule) => db.write(() => set(db, rule)),
    remove: (name) => db.write(() => removeRule(db, name)),
    due: (rule, query) => db.reading(() => due(db, rule, query)),
    count: (rule, aheadMs) => count(db, rule, aheadMs),
    erase: (name, cvIds, erasure, terms = {}) => db.write(() => erase(db, name, cvIds, { erasure, terms })),
    hold: (given, actor) => db.write(() => hold(db, given, actor)),
    holds: (query) => db.reading(() => listHolds(db, query)),
    release: (id) => db.write(() => release(db, id)),
    heldCvs: () => db.reading(() => countHeld(db)),
  };
}

function set(db: Database, given: NewRetentionRule): Awaited<ReturnType<Retention['set']>> {
  const before = oneRule(db, given.name);
  const rule = ruleOf(given, before, { now: db.now(), setBy: actingNow().actor });
  if (rule !== before) writeRule(db, rule);
  return { rule, before };
}

type Reaching = Parameters<Retention['due']>[0];

/** The statement of whom a rule reaches, with its values. */
function reaching(rule: Reaching, reach: Reach): { sql: string; given: Given } {
  const given: Given = { named: {}, listed: [] };
  return { sql: reachSql(rule, reach, dialect(given)), given };
}

function due(db: Database, rule: Reaching, { aheadMs, free = false, limit, after }: DueQuery): DuePage {
  const until = countedUntil(rule, { now: db.now(), aheadMs });
  if (until === null) return { cvs: [], next: null };
  return page(db, rule, { until, after: readPosition(after), free }, limit);
}

function page(db: Database, rule: Reaching, reach: Reach, limit: number): DuePage {
  const { sql, given } = reaching(rule, reach);
  const reached = db.sql(pageSql(sql, '@limit')).all(...given.listed, { ...given.named, limit }) as Reached[];
  const of = `SELECT cv_id AS cvId, candidate_id AS candidateId FROM cvs
    WHERE candidate_id IN (SELECT value FROM json_each(?)) ORDER BY key`;
  const candidates = JSON.stringify(reached.map(({ candidate }) => candidate));
  const members = db.sql(of).all(candidates) as { cvId: CvId; candidateId: string }[];
  return duePage(rule, reached, { members, limit });
}

/** Step by step, so that the event loop is not blocked where a rule reaches everybody. */
async function count(db: Database, rule: Reaching, aheadMs: number): Promise<DueCount> {
  const until = countedUntil(rule, { now: db.now(), aheadMs });
  let [cvs, kept, first] = [0, 0, null as string | null];
  for (let after = readPosition(undefined); until !== null;) {
    const rows = db.read(() => countedRows(db, rule, { until, after, free: false }));
    for (const { n, held, counted } of rows)
      if (held === 1) kept += n;
      else {
        cvs += n;
        if (first === null || counted < first) first = counted;
      }
    if (rows.length < STEP) break;
    after = rows.at(-1)!;
    await turn();
  }
  return { cvs, held: kept, first: first === null ? null : dueAt(rule, first) };
}

/** Candidates that are counted in one turn of the event loop. */
const STEP = 250;

interface Counted extends DuePosition {
  n: number;
  held: number;
  counted: string;
}

function countedRows(db: Database, rule: Reaching, reach: Reach): Counted[] {
  const { sql, given } = reaching(rule, reach);
  const all = 'SELECT count(*) FROM cvs AS all_own WHERE all_own.candidate_id = found.candidate';
  const step = `SELECT found.*, (${all}) AS n FROM (${pageSql(sql, '@limit')}) AS found ORDER BY 1, 2`;
  return db.sql(step).all(...given.listed, { ...given.named, limit: STEP }) as Counted[];
}

function erase(
  db: Database,
  name: string,
  cvIds: CvId[],
  { erasure, terms }: { erasure: string; terms: RemovalTerms },
): number | null {
  const rule = oneRule(db, name);
  const until = rule === null ? null : countedUntil(rule, { now: db.now(), aheadMs: 0 });
  if (rule === null || until === null || !areDue(db, rule, cvIds, until)) return null;
  const removal = new Removal(db, terms);
  const erased = removal.eraseCvs(cvIds).length;
  removal.record(erasure);
  noteErasedBy(db, name, erased);
  return erased;
}

/** Whether these are all CVs of candidates who are due now. */
function areDue(db: Database, rule: Reaching, cvIds: CvId[], until: string): boolean {
  const asked = JSON.stringify(cvIds);
  const of = 'SELECT DISTINCT candidate_id FROM json_each(?) JOIN cvs ON cv_id = value';
  const candidates = db.sql(of).pluck().all(asked) as string[];
  const reach = { until, after: readPosition(undefined), free: true, candidates };
  return areExactly(page(db, rule, reach, candidates.length), cvIds);
}
