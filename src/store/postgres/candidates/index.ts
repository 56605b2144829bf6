import type { CvId, PossibleDuplicate } from '../../../domain/index.js';
import { pairIn, possibleDuplicatesIn, type PairRow, type PossibleRow } from '../../candidates.js';
import type { CandidatePair, Candidates, PairQuery } from '../../port/index.js';
import type { Database, Session } from '../database.js';
import { SENT_AT } from '../cv/own.js';
import { merge, split, undo } from './acts.js';
import { NEWEST_FIRST } from './standing.js';

export function postgresCandidates(db: Database): Candidates {
  const shown = async (session: Session, id: number): Promise<CandidatePair> =>
    (await pairsOf(session, { after: id - 1, limit: 1 }, null)).find((pair) => pair.id === id)!;
  return {
    possibleDuplicates: (cvIds, keyId) => db.read((session) => possibleDuplicates(session, cvIds, keyId)),
    pairs: (query, keyId) => db.read((session) => pairsOf(session, query, keyId)),
    merge: (reference, actor) => db.alone(async (session) => shown(session, await merge(session, reference, actor))),
    split: (reference, actor) => db.alone(async (session) => shown(session, await split(session, reference, actor))),
    undo: (pair, actor) =>
      db.alone(async (session) => ((await undo(session, pair, actor)) ? shown(session, pair) : null)),
  };
}

/** Whether this key, $2, handed in a CV; true for every CV if no key is given. */
const HELD = (cv: string): string =>
  `($2::text IS NULL OR EXISTS (SELECT 1 FROM files WHERE files.tenant = $1 AND files.cv_id = ${cv}.cv_id AND files.key_id = $2))`;

const OTHER_SIDE = (pair: string, series: string): string =>
  `CASE ${pair}.a WHEN ${series} THEN ${pair}.b ELSE ${pair}.a END`;

/** Whether somebody decided that two candidates are different people, perhaps about other CVs of theirs. */
const PARTED = (candidate: string, other: string): string => `EXISTS (SELECT 1 FROM cvs AS one
    JOIN candidate_pairs AS parted ON parted.tenant = $1 AND (parted.a = one.series OR parted.b = one.series) AND parted.state = 'split'
    JOIN cvs AS two ON two.tenant = $1 AND two.series = ${OTHER_SIDE('parted', 'one.series')}
    WHERE one.tenant = $1 AND one.candidate_id = ${candidate}.candidate_id AND two.candidate_id = ${other}.candidate_id)`;

/** The newest CV of a series that the key may know. Joined by LATERAL, so that each is looked up in an index. */
const SHOWN = (series: string): string =>
  `(SELECT * FROM cvs AS side WHERE side.tenant = $1 AND side.series = ${series} AND ${HELD('side')} ORDER BY ${NEWEST_FIRST} LIMIT 1)`;

/** Pairs told of one series: whoever writes a thousand CVs in one name must not make every ranking slow and long. */
const MOST_TOLD = 20;

const TOLD = (
  mine: 'a' | 'b',
  other: 'a' | 'b',
): string => `(SELECT id, a, b, email, phone, text FROM candidate_pairs AS near
      WHERE near.tenant = $1 AND near.${mine} = mine.series AND near.state = 'open'
        AND (near.email OR near.phone OR near.text) AND ($2::text IS NULL OR EXISTS ${SHOWN(`near.${other}`)})
      ORDER BY id LIMIT ${MOST_TOLD})`;

const POSSIBLE = `
  SELECT DISTINCT asked.cv_id AS of, pairs.id AS pair, other.candidate_id AS "candidateId", other.cv_id AS "cvId", other.name,
    pairs.email, pairs.phone, pairs.text
  FROM cvs AS asked
    JOIN cvs AS mine ON mine.tenant = $1 AND mine.candidate_id = asked.candidate_id
    CROSS JOIN LATERAL (SELECT * FROM (${TOLD('a', 'b')} UNION ALL ${TOLD('b', 'a')}) AS both_sides ORDER BY id LIMIT ${MOST_TOLD}) AS pairs
    CROSS JOIN LATERAL ${SHOWN(OTHER_SIDE('pairs', 'mine.series'))} AS other
  WHERE asked.tenant = $1 AND asked.cv_id = ANY($3::text[]) AND other.candidate_id <> asked.candidate_id AND NOT other.restricted
    AND NOT ${PARTED('asked', 'other')}
  ORDER BY of, pair`;

async function possibleDuplicates(
  session: Session,
  cvIds: CvId[],
  keyId: string | null,
): Promise<Map<CvId, PossibleDuplicate[]>> {
  return possibleDuplicatesIn(await session.rows<PossibleRow>(POSSIBLE, keyId, cvIds));
}

const SIDE = (side: string): string =>
  `${side}.candidate_id AS "${side}Candidate", ${side}.cv_id AS "${side}Cv", ${side}.name AS "${side}Name", ${side}.path AS "${side}Path"`;
/** Open, suggested for a reason, and not settled by decisions about other pairs. */
const UNSETTLED = `pairs.state = 'open' AND (pairs.email OR pairs.phone OR pairs.text)
  AND x.candidate_id <> y.candidate_id AND NOT ${PARTED('x', 'y')}`;

/** For a key no earlier than it handed in both, although others may have done so before. */
const FOUND_AT = `greatest(pairs.found_at, coalesce(${SENT_AT('$2', 'x')}, ''), coalesce(${SENT_AT('$2', 'y')}, ''))`;

const PAIRS = (where: string): string => `
  SELECT pairs.id, pairs.state, ${FOUND_AT} AS "foundAt", pairs.email, pairs.phone, pairs.text, ${SIDE('x')}, ${SIDE('y')},
    action, by_whom AS by, key_id AS "keyId", at, undone_at AS "undoneAt", undone_by AS "undoneBy"
  FROM candidate_pairs AS pairs
    CROSS JOIN LATERAL ${SHOWN('pairs.a')} AS x
    CROSS JOIN LATERAL ${SHOWN('pairs.b')} AS y
    LEFT JOIN LATERAL (SELECT * FROM candidate_acts WHERE tenant = $1 AND pair = pairs.id
      ORDER BY undone_at IS NOT NULL, id DESC LIMIT 1) AS act ON true
  WHERE pairs.tenant = $1 AND pairs.id > $3 AND ${where} ORDER BY pairs.id LIMIT $4`;

async function pairsOf(
  session: Session,
  { state, after = 0, limit }: PairQuery,
  keyId: string | null,
): Promise<CandidatePair[]> {
  const where = state === undefined ? 'true' : state === 'open' ? UNSETTLED : `pairs.state = '${state}'`;
  return (await session.rows<PairRow>(PAIRS(where), keyId, after, limit)).map(pairIn);
}
