import type { CvId, PossibleDuplicate } from '../../../domain/index.js';
import { pairIn, possibleDuplicatesIn, type PairRow, type PossibleRow } from '../../candidates.js';
import type { CandidatePair, Candidates, PairQuery } from '../../port/index.js';
import type { Database } from '../database.js';
import { merge, split, undo } from './acts.js';
import { NEWEST_FIRST } from './standing.js';

export function sqliteCandidates(db: Database): Candidates {
  const shown = (id: number): CandidatePair =>
    pairsOf(db, { after: id - 1, limit: 1 }, null).find((pair) => pair.id === id)!;
  return {
    possibleDuplicates: (cvIds, keyId) => db.reading(() => possibleDuplicates(db, cvIds, keyId)),
    pairs: (query, keyId) => db.reading(() => pairsOf(db, query, keyId)),
    merge: (reference, actor) => db.write(() => shown(merge(db, reference, actor))),
    split: (reference, actor) => db.write(() => shown(split(db, reference, actor))),
    undo: (pair, actor) => db.write(() => (undo(db, pair, actor) ? shown(pair) : null)),
  };
}

/** Whether this key handed in a CV; true for every CV if no key is given. */
const HELD = (cv: string): string =>
  `(@keyId IS NULL OR EXISTS (SELECT 1 FROM files WHERE files.cv_id = ${cv}.cv_id AND files.key_id = @keyId))`;

const OTHER_SIDE = (pair: string, series: string): string =>
  `CASE ${pair}.a WHEN ${series} THEN ${pair}.b ELSE ${pair}.a END`;

/** Whether somebody decided that two candidates are different people, perhaps about other CVs of theirs. */
const PARTED = (candidate: string, other: string): string => `EXISTS (SELECT 1 FROM cvs AS one
    JOIN candidate_pairs AS parted ON (parted.a = one.series OR parted.b = one.series) AND parted.state = 'split'
    JOIN cvs AS two ON two.series = ${OTHER_SIDE('parted', 'one.series')}
    WHERE one.candidate_id = ${candidate}.candidate_id AND two.candidate_id = ${other}.candidate_id)`;

/** The newest CV of a series that the key may know. */
const SHOWN = (series: string): string =>
  `(SELECT key FROM cvs AS side WHERE side.series = ${series} AND ${HELD('side')} ORDER BY ${NEWEST_FIRST} LIMIT 1)`;

/** Pairs told of one series: whoever writes a thousand CVs in one name must not make every ranking slow and long. */
const MOST_TOLD = 20;

const TOLD = (mine: 'a' | 'b', other: 'a' | 'b'): string => `SELECT id FROM (
      SELECT id FROM candidate_pairs AS near WHERE near.${mine} = mine.series AND near.state = 'open'
        AND near.email + near.phone + near.text > 0 AND (@keyId IS NULL OR ${SHOWN(`near.${other}`)} IS NOT NULL)
      ORDER BY id LIMIT ${MOST_TOLD})`;

const POSSIBLE = `
  SELECT DISTINCT asked.cv_id AS of, pairs.id AS pair, other.candidate_id AS candidateId, other.cv_id AS cvId, opened(other.name) AS name,
    pairs.email, pairs.phone, pairs.text
  FROM json_each(@cvIds) JOIN cvs AS asked ON asked.cv_id = value
    JOIN cvs AS mine ON mine.candidate_id = asked.candidate_id
    JOIN candidate_pairs AS pairs ON pairs.id IN (
      SELECT id FROM (${TOLD('a', 'b')} UNION ALL ${TOLD('b', 'a')}) ORDER BY id LIMIT ${MOST_TOLD})
    JOIN cvs AS other ON other.key = ${SHOWN(OTHER_SIDE('pairs', 'mine.series'))}
  WHERE other.candidate_id <> asked.candidate_id AND other.restricted = 0 AND NOT ${PARTED('asked', 'other')}
  ORDER BY of, pair`;

function possibleDuplicates(db: Database, cvIds: CvId[], keyId: string | null): Map<CvId, PossibleDuplicate[]> {
  return possibleDuplicatesIn(db.sql(POSSIBLE).all({ cvIds: JSON.stringify(cvIds), keyId }) as PossibleRow[]);
}

const SIDE = (side: string): string =>
  `${side}.candidate_id AS ${side}Candidate, ${side}.cv_id AS ${side}Cv, opened(${side}.name) AS ${side}Name, ${side}.path AS ${side}Path`;
/** Open, suggested for a reason, and not settled by decisions about other pairs. */
const UNSETTLED = `pairs.state = 'open' AND pairs.email + pairs.phone + pairs.text > 0
  AND x.candidate_id <> y.candidate_id AND NOT ${PARTED('x', 'y')}`;

/** When the key handed a CV in for the first time. */
const SENT = (
  side: string,
): string => `coalesce((SELECT min(batches.created_at) FROM files JOIN batches ON batches.id = files.batch
  WHERE files.cv_id = ${side}.cv_id AND files.key_id = @keyId), '')`;
/** For a key no earlier than it handed in both, although others may have done so before. */
const FOUND_AT = `max(pairs.found_at, ${SENT('x')}, ${SENT('y')})`;

const PAIRS = (where: string): string => `
  SELECT pairs.id, pairs.state, ${FOUND_AT} AS foundAt, pairs.email, pairs.phone, pairs.text, ${SIDE('x')}, ${SIDE('y')},
    action, by_whom AS by, key_id AS keyId, at, undone_at AS undoneAt, undone_by AS undoneBy
  FROM candidate_pairs AS pairs
    JOIN cvs AS x ON x.key = ${SHOWN('pairs.a')} JOIN cvs AS y ON y.key = ${SHOWN('pairs.b')}
    LEFT JOIN candidate_acts AS act ON act.id =
      (SELECT id FROM candidate_acts WHERE pair = pairs.id ORDER BY undone_at IS NOT NULL, id DESC LIMIT 1)
  WHERE pairs.id > @after AND ${where} ORDER BY pairs.id LIMIT @limit`;

function pairsOf(db: Database, { state, after = 0, limit }: PairQuery, keyId: string | null): CandidatePair[] {
  const where = state === undefined ? 'true' : state === 'open' ? UNSETTLED : `pairs.state = '${state}'`;
  return (db.sql(PAIRS(where)).all({ after, limit, keyId }) as PairRow[]).map(pairIn);
}
