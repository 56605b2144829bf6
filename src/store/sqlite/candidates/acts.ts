import type { CvId } from '../../../domain/index.js';
import { pairOf } from '../../candidates.js';
import { namedAfter } from '../../decide.js';
import type { Actor, PairReference, PairState } from '../../port/index.js';
import {
  cvUnknown,
  decidedSince,
  joinedByOthers,
  nothingDecided,
  pairUnknown,
  revisionsAlready,
  splitFromItself,
} from '../../refusals.js';
import type { Database } from '../database.js';
import { bumpVersion } from '../meta.js';
import { notePairs, renewPairs } from './pairs.js';
import { forgetRestriction, restrictAlike } from './restrictions.js';
import { joinedWith, lastRevision, settleStandings } from './standing.js';

/**
 * What people decide about pairs, each call inside one transaction. A decision is stored with the state before it, so
 * it can be taken back. Which CV is whose revision follows from series and merged pairs alone, so restoring those
 * restores everything.
 */

interface Pair {
  id: number;
  a: string;
  b: string;
  state: PairState;
}

/** Returns the id of the pair, as the other two do. */
export function merge(db: Database, reference: PairReference, actor: Actor): number {
  const pair = 'pair' in reference ? pairAt(db, reference.pair) : pairOfCvs(db, reference.cvs);
  if (pair === null) throw revisionsAlready();
  if (pair.state === 'merged') return pair.id;
  note(db, pair, 'merge', actor);
  setState(db, pair, 'merged');
  return pair.id;
}

export function split(db: Database, reference: PairReference, actor: Actor): number {
  const pair = 'pair' in reference ? pairAt(db, reference.pair) : pairOfCvs(db, reference.cvs);
  if (pair === null) return part(db, (reference as { cvs: [CvId, CvId] }).cvs[1], actor);
  if (pair.state === 'split') return pair.id;
  note(db, pair, 'split', actor);
  setState(db, pair, 'split');
  if (joinedWith(db, pair.a).includes(pair.b)) throw joinedByOthers(pair.id, mergedAround(db, pair.a));
  return pair.id;
}

/** False if the pair is gone, because its CVs belonged to one candidate before. */
export function undo(db: Database, id: number, actor: Actor): boolean {
  const pair = pairAt(db, id);
  const last =
    'SELECT id, before, parted FROM candidate_acts WHERE pair = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1';
  const act = db.sql(last).get(id) as { id: number; before: PairState; parted: string | null } | undefined;
  if (act === undefined) throw nothingDecided(id);
  if (act.parted !== null) {
    rejoin(db, pair, act.parted);
    return false;
  }
  const undone = 'UPDATE candidate_acts SET undone_at = ?, undone_by = ?, undone_key = ? WHERE id = ?';
  db.sql(undone).run(db.nowIso(), actor.by, actor.keyId, act.id);
  setState(db, pair, act.before);
  return true;
}

function note(
  db: Database,
  { id, state }: Pair,
  action: string,
  { by, keyId }: Actor,
  parted: string | null = null,
): void {
  const insert =
    'INSERT INTO candidate_acts (pair, action, before, parted, by_whom, key_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)';
  db.sql(insert).run(id, action, state, parted, by, keyId, db.nowIso());
}

function setState(db: Database, { id, a, b }: Pair, state: PairState): void {
  db.sql('UPDATE candidate_pairs SET state = ? WHERE id = ?').run(state, id);
  settle(db, a, b);
}

function settle(db: Database, ...series: string[]): void {
  for (const one of series) settleStandings(db, one);
  bumpVersion(db);
}

function pairAt(db: Database, id: number): Pair {
  const pair = db.sql('SELECT id, a, b, state FROM candidate_pairs WHERE id = ?').get(id) as Pair | undefined;
  if (pair === undefined) throw pairUnknown(id);
  return pair;
}

/** The pair of two CVs, created if there is none; null if both are in one series. */
function pairOfCvs(db: Database, cvIds: [CvId, CvId]): Pair | null {
  const [one, other] = cvIds.map((cvId) => seriesOf(db, cvId)) as [string, string];
  if (one === other) return null;
  return pairOfSeries(db, one, other);
}

function pairOfSeries(db: Database, one: string, other: string): Pair {
  const [a, b] = pairOf(one, other);
  db.sql('INSERT INTO candidate_pairs (a, b, found_at) VALUES (?, ?, ?) ON CONFLICT (a, b) DO NOTHING').run(
    a,
    b,
    db.nowIso(),
  );
  return db.sql('SELECT id, a, b, state FROM candidate_pairs WHERE a = ? AND b = ?').get(a, b) as Pair;
}

function seriesOf(db: Database, cvId: CvId): string {
  const row = db.sql('SELECT series FROM cvs WHERE cv_id = ?').get(cvId) as { series: string } | undefined;
  if (row !== undefined) return row.series;
  throw cvUnknown(cvId);
}

/** The merged pairs that involve a candidate. */
function mergedAround(db: Database, series: string): number[] {
  const all = JSON.stringify(joinedWith(db, series));
  const ids = `SELECT id FROM candidate_pairs WHERE state = 'merged' AND a IN (SELECT value FROM json_each(?)) ORDER BY id`;
  return (db.sql(ids).all(all) as { id: number }[]).map(({ id }) => id);
}

/** Makes one CV of a series a series of its own. It keeps its number, so that it can be put back. */
function part(db: Database, cvId: CvId, actor: Actor): number {
  const from = seriesOf(db, cvId);
  const alone = db.sql('SELECT 1 FROM cvs WHERE series = ? AND cv_id <> ? LIMIT 1').get(from, cvId) === undefined;
  if (alone) throw splitFromItself();
  const own = namedAfter(cvId) === from ? namedAfter(cvId.slice(namedAfter(cvId).length)) : namedAfter(cvId);
  const parted = db.sql('SELECT 1 FROM cvs WHERE series = ? LIMIT 1').get(own) === undefined ? own : cvId;
  db.sql('UPDATE cvs SET series = ? WHERE cv_id = ?').run(parted, cvId);
  // Which of the two asked for it is not known.
  restrictAlike(db, from, parted);
  const pair = pairOfSeries(db, from, parted);
  note(db, { ...pair, state: 'merged' }, 'split', actor, parted);
  setState(db, pair, 'split');
  renewPairs(db, from);
  notePairs(db, cvId);
  return pair.id;
}

function rejoin(db: Database, { id, a, b }: Pair, parted: string): void {
  const whole = a === parted ? b : a;
  const later = `SELECT id FROM candidate_pairs WHERE (a = ? OR b = ?) AND state <> 'open' AND id <> ? ORDER BY id`;
  const others = (db.sql(later).all(parted, parted, id) as { id: number }[]).map((one) => one.id);
  if (others.length > 0) throw decidedSince(id, others);
  const taken = `SELECT cv_id AS cvId FROM cvs WHERE series = ? AND series_revision IN
    (SELECT series_revision FROM cvs WHERE series = ?) ORDER BY came`;
  for (const { cvId } of db.sql(taken).all(parted, whole) as { cvId: CvId }[]) {
    const next = Math.max(lastRevision(db, parted), lastRevision(db, whole)) + 1;
    db.sql('UPDATE cvs SET series_revision = ? WHERE cv_id = ?').run(next, cvId);
  }
  db.sql('UPDATE cvs SET series = ? WHERE series = ?').run(whole, parted);
  forgetRestriction(db, parted, whole);
  db.sql('DELETE FROM candidate_pairs WHERE a = ? OR b = ?').run(parted, parted);
  db.sql('DELETE FROM candidate_acts WHERE pair = ?').run(id);
  settle(db, whole);
  renewPairs(db, whole);
}
