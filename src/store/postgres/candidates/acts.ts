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
import type { Session } from '../database.js';
import { bumpVersion } from '../meta.js';
import { notePairs, renewPairs } from './pairs.js';
import { forgetRestriction, restrictAlike } from './restrictions.js';
import { joinedWith, lastRevisions, settleStandings } from './standing.js';

/** What people decide about pairs, each call inside one transaction; see the same in the SQLite store. */

interface Pair {
  id: number;
  a: string;
  b: string;
  state: PairState;
}

/** Returns the id of the pair, as the other two do. */
export async function merge(session: Session, reference: PairReference, actor: Actor): Promise<number> {
  const pair = await referred(session, reference);
  if (pair === null) throw revisionsAlready();
  if (pair.state === 'merged') return pair.id;
  await note(session, pair, 'merge', actor);
  await setState(session, pair, 'merged');
  return pair.id;
}

export async function split(session: Session, reference: PairReference, actor: Actor): Promise<number> {
  const pair = await referred(session, reference);
  if (pair === null) return part(session, (reference as { cvs: [CvId, CvId] }).cvs[1], actor);
  if (pair.state === 'split') return pair.id;
  await note(session, pair, 'split', actor);
  await setState(session, pair, 'split');
  if ((await joinedWith(session, [pair.a])).includes(pair.b))
    throw joinedByOthers(pair.id, await mergedAround(session, pair.a));
  return pair.id;
}

/** False if the pair is gone, because its CVs belonged to one candidate before. */
export async function undo(session: Session, id: number, actor: Actor): Promise<boolean> {
  const pair = await pairAt(session, id);
  const act = await session.row<{ id: number; before: PairState; parted: string | null }>(
    'SELECT id, before, parted FROM candidate_acts WHERE tenant = $1 AND pair = $2 AND undone_at IS NULL ORDER BY id DESC LIMIT 1',
    id,
  );
  if (act === undefined) throw nothingDecided(id);
  if (act.parted !== null) {
    await rejoin(session, pair, act.parted);
    return false;
  }
  const undone =
    'UPDATE candidate_acts SET undone_at = $2, undone_by = $3, undone_key = $4 WHERE tenant = $1 AND id = $5';
  await session.run(undone, session.nowIso, actor.by, actor.keyId, act.id);
  await setState(session, pair, act.before);
  return true;
}

async function note(
  session: Session,
  { id, state }: Pair,
  action: string,
  { by, keyId }: Actor,
  parted: string | null = null,
): Promise<void> {
  const act = await session.next('last_act');
  await session.insert(
    'candidate_acts',
    ['id', 'pair', 'action', 'before', 'parted', 'by_whom', 'key_id', 'at'],
    [[act, id, action, state, parted, by, keyId, session.nowIso]],
  );
}

async function setState(session: Session, { id, a, b }: Pair, state: PairState): Promise<void> {
  await session.run('UPDATE candidate_pairs SET state = $2 WHERE tenant = $1 AND id = $3', state, id);
  await settleStandings(session, [a, b]);
  await bumpVersion(session);
}

async function referred(session: Session, reference: PairReference): Promise<Pair | null> {
  return 'pair' in reference ? pairAt(session, reference.pair) : pairOfCvs(session, reference.cvs);
}

async function pairAt(session: Session, id: number): Promise<Pair> {
  const pair = await session.row<Pair>('SELECT id, a, b, state FROM candidate_pairs WHERE tenant = $1 AND id = $2', id);
  if (pair === undefined) throw pairUnknown(id);
  return pair;
}

/** The pair of two CVs, created if there is none; null if both are in one series. */
async function pairOfCvs(session: Session, cvIds: [CvId, CvId]): Promise<Pair | null> {
  const [one, other] = [await seriesOf(session, cvIds[0]), await seriesOf(session, cvIds[1])];
  return one === other ? null : pairOfSeries(session, one, other);
}

async function pairOfSeries(session: Session, one: string, other: string): Promise<Pair> {
  const [a, b] = pairOf(one, other);
  const known = () =>
    session.row<Pair>('SELECT id, a, b, state FROM candidate_pairs WHERE tenant = $1 AND a = $2 AND b = $3', a, b);
  const pair = await known();
  if (pair !== undefined) return pair;
  const id = await session.next('last_pair');
  await session.insert('candidate_pairs', ['id', 'a', 'b', 'found_at'], [[id, a, b, session.nowIso]]);
  return (await known())!;
}

async function seriesOf(session: Session, cvId: CvId): Promise<string> {
  const row = await session.row<{ series: string }>('SELECT series FROM cvs WHERE tenant = $1 AND cv_id = $2', cvId);
  if (row !== undefined) return row.series;
  throw cvUnknown(cvId);
}

/** The merged pairs that involve a candidate. */
async function mergedAround(session: Session, series: string): Promise<number[]> {
  const rows = await session.rows<{ id: number }>(
    "SELECT id FROM candidate_pairs WHERE tenant = $1 AND state = 'merged' AND a = ANY($2::text[]) ORDER BY id",
    await joinedWith(session, [series]),
  );
  return rows.map(({ id }) => id);
}

/** Makes one CV of a series a series of its own. It keeps its number, so that it can be put back. */
async function part(session: Session, cvId: CvId, actor: Actor): Promise<number> {
  const from = await seriesOf(session, cvId);
  if (!(await session.has('SELECT 1 FROM cvs WHERE tenant = $1 AND series = $2 AND cv_id <> $3 LIMIT 1', from, cvId)))
    throw splitFromItself();
  const own = namedAfter(cvId) === from ? namedAfter(cvId.slice(namedAfter(cvId).length)) : namedAfter(cvId);
  const taken = await session.has('SELECT 1 FROM cvs WHERE tenant = $1 AND series = $2 LIMIT 1', own);
  const parted = taken ? cvId : own;
  await session.run('UPDATE cvs SET series = $2 WHERE tenant = $1 AND cv_id = $3', parted, cvId);
  // Which of the two asked for it is not known.
  await restrictAlike(session, from, parted);
  const pair = await pairOfSeries(session, from, parted);
  await note(session, { ...pair, state: 'merged' }, 'split', actor, parted);
  await setState(session, pair, 'split');
  await renewPairs(session, from);
  await notePairs(session, [cvId]);
  return pair.id;
}

async function rejoin(session: Session, { id, a, b }: Pair, parted: string): Promise<void> {
  const whole = a === parted ? b : a;
  const others = await session.rows<{ id: number }>(
    `SELECT id FROM candidate_pairs WHERE tenant = $1 AND (a = $2 OR b = $2) AND state <> 'open' AND id <> $3 ORDER BY id`,
    parted,
    id,
  );
  if (others.length > 0)
    throw decidedSince(
      id,
      others.map((one) => one.id),
    );
  await renumber(session, parted, whole);
  await session.run('UPDATE cvs SET series = $2 WHERE tenant = $1 AND series = $3', whole, parted);
  await forgetRestriction(session, parted, whole);
  await session.run('DELETE FROM candidate_pairs WHERE tenant = $1 AND (a = $2 OR b = $2)', parted);
  await session.run('DELETE FROM candidate_acts WHERE tenant = $1 AND pair = $2', id);
  await settleStandings(session, [whole]);
  await bumpVersion(session);
  await renewPairs(session, whole);
}

/** CVs whose number was given again in the meantime come after the others. */
async function renumber(session: Session, parted: string, whole: string): Promise<void> {
  const taken = await session.rows<{ cvId: CvId }>(
    `SELECT cv_id AS "cvId" FROM cvs WHERE tenant = $1 AND series = $2 AND series_revision IN
       (SELECT series_revision FROM cvs WHERE tenant = $1 AND series = $3) ORDER BY came`,
    parted,
    whole,
  );
  const last = await lastRevisions(session, [parted, whole]);
  let next = Math.max(0, ...last.values());
  for (const { cvId } of taken)
    await session.run('UPDATE cvs SET series_revision = $2 WHERE tenant = $1 AND cv_id = $3', ++next, cvId);
}
