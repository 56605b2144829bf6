import type { CvId } from '../../domain/index.js';
import type { DuePage, RetentionRule, RetentionTerms, WhereClause } from '../port/index.js';
import { dueAt, writePosition, type DuePosition } from './rule.js';

/**
 * Whom a rule reaches, as SQL for both stores: first candidates in the order of an index, by when their newest CV came or when
 * somebody rejected them; then each is looked at by indexes, until a page is full.
 */
export interface Dialect {
  /** Whether a row of this table is the tenant's. */
  own(alias: string): string;
  /** The place of a value; the same name is the same value. */
  place(name: string, value: unknown): string;
  /** Whether a column is one of these texts. */
  among(column: string, name: string, values: string[]): string;
  where(clauses: WhereClause[]): string;
  /** Function for the larger of two values. */
  larger: string;
  /** At the end of a statement in another one: it is run by itself, in its order. */
  apart: string;
}

export interface Reach {
  /** The latest time from which their age is counted. */
  until: string;
  after: DuePosition;
  /** Only those who are not held. */
  free: boolean;
  /** Only these candidates. */
  candidates?: string[];
}

/** Columns `at` and `id`: the position; `candidate`, `counted`, `held`. */
export function reachSql({ of, where }: RetentionTerms, reach: Reach, d: Dialect): string {
  const until = d.place('until', reach.until);
  const rejected = of === 'rejected';
  const came = `${d.larger}((SELECT max(ingested_at) ${ofCandidate(d)}), coalesce((SELECT max(batches.created_at) ${sent(d)}), ''))`;
  const counted = rejected ? `${d.larger}(reached.at, ${came})` : came;
  const conditions = [
    ...(rejected ? [] : [none(`SELECT true ${ofCandidate(d)} AND (ingested_at, key) > (reached.at, reached.id)`)]),
    none(`SELECT true ${sent(d)} AND batches.created_at > ${until}`),
    ...(of === 'undecided' ? [none(inForce(d))] : []),
    ...(rejected ? [none(`SELECT true ${ofCandidate(d)} AND ${cameLater(until)}`), ...rejectedOnly(d)] : []),
    ...(reach.free ? [none(holding(d))] : []),
    ...(where.length === 0
      ? []
      : [`NOT ${none(`SELECT true ${ofCandidate(d)} AND ${newest(d)} AND ${d.where(where)}`)}`]),
  ];
  return `SELECT reached.at, reached.id, reached.candidate, ${counted} AS counted, NOT ${none(holding(d))} AS held
    FROM (${rejected ? byDecision(reach, until, d) : byArrival(reach, until, d)}) AS reached
    WHERE ${conditions.join('\n      AND ')}`;
}

/** Candidates by when their CVs came: for each CV one row. */
function byArrival({ after, candidates }: Reach, until: string, d: Dialect): string {
  return `SELECT ingested_at AS at, key AS id, candidate_id AS candidate FROM cvs
      WHERE ${d.own('cvs')} AND ingested_at <= ${until} AND (ingested_at, key) > ${place(after, d)}
        ${candidates === undefined ? '' : `AND ${d.among('candidate_id', 'candidates', candidates)}`}`;
}

/** Candidates by when somebody rejected them: for each rejection one row. */
function byDecision({ after, candidates }: Reach, until: string, d: Dialect): string {
  const only =
    candidates === undefined
      ? ''
      : `AND cv_id IN (SELECT cv_id FROM cvs WHERE ${d.own('cvs')} AND ${d.among('candidate_id', 'candidates', candidates)})`;
  return `SELECT at, id,
        (SELECT candidate_id FROM cvs WHERE ${d.own('cvs')} AND cvs.cv_id = decisions.cv_id) AS candidate FROM decisions
      WHERE ${d.own('decisions')} AND decision = 'rejected' AND undone_at IS NULL AND at <= ${until} AND (at, id) > ${place(after, d)}
        ${only}
      ORDER BY at, id ${d.apart}`;
}

function place({ at, id }: DuePosition, d: Dialect): string {
  return `(${d.place('at', at)}, ${d.place('id', id)})`;
}

/**
 * Whether a statement finds no row. It is asked for each candidate by an index; for NOT EXISTS, PostgreSQL may read the whole table
 * once instead, even where a page of a few candidates is asked for; and of IS NULL it expects that it is hardly ever so.
 */
function none(statement: string): string {
  return `(NOT coalesce((${statement} LIMIT 1), false))`;
}

/** The CVs of the candidate. */
function ofCandidate({ own }: Pick<Dialect, 'own'>): string {
  return `FROM cvs WHERE ${own('cvs')} AND cvs.candidate_id = reached.candidate`;
}

/** Not as the index over times has it, which may lead to many CVs of others. */
function cameLater(until: string): string {
  return `coalesce(cvs.ingested_at, '') > ${until}`;
}

/** That no CV of the candidate came after this one. */
function newest({ own }: Pick<Dialect, 'own'>): string {
  return none(`SELECT true FROM cvs AS newer WHERE ${own('newer')} AND newer.candidate_id = cvs.candidate_id
        AND (newer.ingested_at, newer.key) > (cvs.ingested_at, cvs.key)`);
}

/** Uploads and files, each with when it came, that hold a CV of the candidate. */
function sent({ own }: Pick<Dialect, 'own'>): string {
  return `FROM cvs JOIN files ON ${own('files')} AND files.cv_id = cvs.cv_id
        JOIN batches ON ${own('batches')} AND batches.id = files.batch
      WHERE ${own('cvs')} AND cvs.candidate_id = reached.candidate`;
}

/** What keeps the candidate: a hold, or that the person is to be kept and not worked with (GDPR 18). */
function holding({ own }: Pick<Dialect, 'own'>): string {
  return `SELECT true FROM cvs LEFT JOIN retention_held ON ${own('retention_held')} AND retention_held.cv_id = cvs.cv_id
      WHERE ${own('cvs')} AND cvs.candidate_id = reached.candidate AND (retention_held.cv_id IS NOT NULL OR cvs.restricted)`;
}

/** Decisions in force about the candidate. */
function inForce({ own }: Pick<Dialect, 'own'>, made = 'made'): string {
  return `SELECT true FROM cvs JOIN decisions AS ${made} ON ${own(made)} AND ${made}.cv_id = cvs.cv_id
      WHERE ${own('cvs')} AND cvs.candidate_id = reached.candidate AND ${made}.undone_at IS NULL`;
}

/** No decision in force came after this one, and none says anything else that a later one for the same JD did not replace. */
function rejectedOnly(d: Dialect): string[] {
  const jd = `(SELECT jd FROM jds WHERE ${d.own('jds')} AND jds.id = substr(later.jd_hash, 1, 12) AND jds.hash = later.jd_hash
        ORDER BY latest DESC, jds.key DESC LIMIT 1)`;
  const versions = `SELECT version.hash FROM jds AS version WHERE ${d.own('version')} AND version.jd = ${jd}`;
  const sameJd = `(later.jd_hash = made.jd_hash OR made.jd_hash IN (${versions}))`;
  const replaced = `${inForce(d, 'later')} AND later.id > made.id AND ${sameJd}`;
  return [
    none(`${inForce(d)} AND made.id > reached.id`),
    none(`${inForce(d)} AND made.decision <> 'rejected' AND ${none(replaced)}`),
  ];
}

/** A page of it, in order. `limit`: the place of a number. */
export function pageSql(found: string, limit: string): string {
  return `${found} ORDER BY 1, 2 LIMIT ${limit}`;
}

/** A row of `reachSql`. */
export interface Reached extends DuePosition {
  candidate: string;
  counted: string;
  held: boolean | number;
}

/** `members`: the CVs of these candidates, in the order in which they came. `limit`: of candidates. */
export function duePage(
  rule: Pick<RetentionRule, 'afterDays' | 'notBefore'>,
  reached: Reached[],
  { members, limit }: { members: { cvId: CvId; candidateId: string }[]; limit: number },
): DuePage {
  const cvs = reached.flatMap(({ candidate, counted, held }) =>
    members
      .filter(({ candidateId }) => candidateId === candidate)
      .map((one) => ({ ...one, countedFrom: counted, dueAt: dueAt(rule, counted), held: Boolean(held) })),
  );
  const last = reached.at(-1);
  return { cvs, next: last === undefined || reached.length < limit ? null : writePosition(last) };
}

/** Whether these are all CVs of the page, and no others. */
export function areExactly({ cvs }: DuePage, cvIds: CvId[]): boolean {
  const due = new Set(cvs.map(({ cvId }) => cvId));
  return due.size === cvIds.length && cvIds.every((cvId) => due.has(cvId));
}
