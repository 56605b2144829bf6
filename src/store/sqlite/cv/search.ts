import { setImmediate as yieldNow } from 'node:timers/promises';
import type { CvId } from '../../../domain/index.js';
import { bytesOf, decodeScoring, type StoredScoring } from '../../blobs.js';
import { bestFound, EQUAL_SHARES, type Found } from '../../found.js';
import type { PickQuery, ScoringCv, SearchIndex } from '../../port/index.js';
import { checkVector } from '../../vectors.js';
import { FILE_NAME } from './cvs.js';
import type { Database } from '../database.js';
import { currentModel, generationOf, storeVersion, vectorTable } from '../meta.js';
import { latestSql, whereSql } from './where.js';

/** sqlite-vec's own limit. */
const MAX_K = 4096;
/** Further words cost time and add little; the caller gives the heaviest first. */
const MAX_WORDS = 40;
/**
 * Most pairs of word and CV that one list may score. bm25() takes up to a microsecond for each, so a list takes at most
 * some milliseconds however large the store is. 40 words of 300 CVs never reach this.
 */
const MOST_POSTINGS = 8_000;
/** The same for words in titles; more would only find CVs that occupations find too. */
const MOST_TITLED = 2_000;
/** Rows beyond the answer, so that ties at its end are broken by id and not by row order. */
const TIES = 32;
/** Lists by words are this many times longer than the answer, so that there is a choice. */
const DEPTH = 2;
/**
 * Length of the lists by vector and by occupation. It is large because many CVs may have had the same occupation and
 * are ordered by similarity. At 7,000 CVs sqlite-vec takes 20 ms, against 9 ms for 400 and 18 ms for 1,000; a shorter
 * list loses two in a hundred of the ten best.
 */
const NEAREST = 2000;
/** A word in a title counts more than one in a skill, which counts more than one anywhere. */
const BM25 = 'bm25(words, 4.0, 2.0, 1.0)';

export function sqliteSearch(db: Database): SearchIndex {
  return {
    version: () => db.reading(() => storeVersion(db)),
    pick: (query) => pick(db, query),
    loadScoring: (ids) => db.reading(() => loadScoring(db, ids)),
    text: (cvId) => db.reading(() => textOf(db, cvId)),
  };
}

/** Each list is a separate step, so that a server can answer other requests in between. */
async function pick(db: Database, query: PickQuery): Promise<CvId[]> {
  const model = db.read(() => currentModel(db));
  if (model === null || query.limit <= 0) return [];
  checkVector(query.vector, model.dimensions);
  const filter = filterOf(query);
  const { shares = EQUAL_SHARES } = query;
  const depth = Math.min(MAX_K, query.limit * DEPTH);
  const found: Found<number> = { cosine: new Map(), held: new Map(), words: [], titles: [], shown: null };
  for (const look of [
    () => {
      found.cosine = byVector(db, query.vector, filter, Math.max(depth, NEAREST));
    },
    () => {
      found.held = byOccupation(db, query.occupations ?? [], filter, shares.least);
    },
    () => {
      found.words = byWords(db, anyOf(wordsOf(db, query)), filter, depth);
    },
    () => {
      found.titles = byWords(db, anyOf(titleWordsOf(db, query)), filter, depth);
    },
    () => {
      found.shown = query.musts === undefined ? null : showing(db, query.musts.anyOf, filter);
    },
  ]) {
    db.read(look);
    await yieldNow();
  }
  const best = db.read(() =>
    bestFound(found, shares, query.limit, query.musts?.floor).flatMap(({ id, estimate }) => {
      const cvId = cvIdOf(db, id);
      return cvId === null ? [] : [{ cvId, estimate }];
    }),
  );
  return best
    .sort((a, b) => b.estimate - a.estimate || (a.cvId < b.cvId ? -1 : 1))
    .slice(0, query.limit)
    .map(({ cvId }) => cvId);
}

/** Null for a CV that was removed between two steps. */
function cvIdOf(db: Database, key: number): CvId | null {
  return (db.sql('SELECT cv_id FROM cvs WHERE key = ?').get(key) as { cv_id: CvId } | undefined)?.cv_id ?? null;
}

interface Filter {
  sql: string;
  values: unknown[];
  /** The only condition is the latest revision. */
  latestOnly: boolean;
}

/** One row per candidate, its latest revision. Null if every CV qualifies. */
function filterOf(query: PickQuery): Filter | null {
  const { sql, values } = whereSql(query.where ?? []);
  if (query.allRevisions === true) return values.length === 0 ? null : { sql, values, latestOnly: false };
  const latest = latestSql(query.where ?? []);
  return { sql: `${latest.sql} AND ${sql}`, values: [...latest.values, ...values], latestOnly: values.length === 0 };
}

/** Cosine similarities, since vectors have length one; sqlite-vec returns the nearest first. */
function byVector(db: Database, vector: Float32Array, filter: Filter | null, depth: number): Map<number, number> {
  if (vector.every((x) => x === 0)) return new Map();
  const { within, k, values } = narrowing(db, filter, depth);
  const rows = db
    .sql(`SELECT key, distance FROM ${vectorTable(generationOf(db))} WHERE vector MATCH ? AND k = ? AND ${within}`)
    .all(bytesOf(vector), k, ...values);
  return new Map(
    (rows as { key: number; distance: number }[]).slice(0, depth).map((row) => [row.key, 1 - row.distance ** 2 / 2]),
  );
}

/** For lists of keys: only a few revisions are older ones, and an index has those. */
const LATEST = 'key NOT IN (SELECT key FROM cvs WHERE latest = 0)';

function wantedKeys(filter: Filter | null): { sql: string; values: unknown[] } {
  if (filter === null) return { sql: 'true', values: [] };
  return filter.latestOnly
    ? { sql: LATEST, values: [] }
    : { sql: `key IN (SELECT key FROM cvs WHERE ${filter.sql})`, values: filter.values };
}

/**
 * Similarity of the CV's occupations to the requested ones, above `least`: half by the latest post, half by the share
 * of the career.
 */
function byOccupation(
  db: Database,
  occupations: { term: string; near: number }[],
  filter: Filter | null,
  least: number,
): Map<number, number> {
  if (occupations.length === 0) return new Map();
  const nearest = [...occupations]
    .sort((a, b) => b.near - a.near || (a.term < b.term ? -1 : 1))
    .map(({ term, near }) => [term, near]);
  const wanted = wantedKeys(filter);
  const rows = db
    .sql(
      `
    SELECT key, held FROM (
      SELECT key, (max(near * recent) + sum(near * near * share)) / 2 AS held FROM (
        SELECT occupations.key, json_extract(value, '$[1]') AS near, recent, share FROM json_each(?) CROSS JOIN occupations ON term = json_extract(value, '$[0]') LIMIT ?)
      GROUP BY key)
    WHERE held > ? AND ${wanted.sql}`,
    )
    .all(JSON.stringify(nearest), MOST_POSTINGS, least, ...wanted.values);
  return new Map((rows as { key: number; held: number }[]).map((row) => [row.key, row.held]));
}

/**
 * Passing sqlite-vec the allowed keys costs more than the search itself. If only older revisions are excluded and they
 * are few, it is cheaper to request that many more and drop them.
 */
function narrowing(
  db: Database,
  filter: Filter | null,
  depth: number,
): { within: string; k: number; values: unknown[] } {
  if (filter === null) return { within: 'true', k: depth, values: [] };
  const older = filter.latestOnly ? olderRevisions(db) : MAX_K;
  if (depth + older <= MAX_K) return { within: LATEST, k: depth + older, values: [] };
  return { within: `key IN (SELECT key FROM cvs WHERE ${filter.sql})`, k: depth, values: filter.values };
}

function olderRevisions(db: Database): number {
  return (db.sql('SELECT count(*) AS n FROM cvs WHERE latest = 0').get() as { n: number }).n;
}

/** CVs that show any of the musts; null if none do, or so many that it does not distinguish them. */
function showing(db: Database, musts: { words: string; skill: boolean }[], filter: Filter | null): Set<number> | null {
  const asked = musts
    .map(({ words, skill }) =>
      skill
        ? phrasesOf(db, [words])
            .map((phrase) => `skills : ${phrase}`)
            .join('')
        : phrasesOf(db, words.split(' ')).join(' AND '),
    )
    .filter((one) => one !== '');
  if (asked.length === 0) return null;
  const { sql, values } = wantedKeys(filter);
  const rows = db
    .sql(`SELECT key FROM (SELECT rowid AS key FROM words WHERE words MATCH ? LIMIT ?) WHERE ${sql}`)
    .pluck()
    .all(asked.map((one) => `(${one})`).join(' OR '), MOST_POSTINGS, ...values) as number[];
  return rows.length === 0 || rows.length === MOST_POSTINGS ? null : new Set(rows);
}

/** As with vectors, looking up every matching row costs more than requesting some more and dropping them. */
function byWords(db: Database, match: string, filter: Filter | null, depth: number): number[] {
  if (match === '') return [];
  const all = filter === null || filter.latestOnly;
  const rows = all ? bestThenFiltered(db, match, filter, depth) : filteredThenBest(db, match, filter, depth);
  return (rows as { key: number }[]).map((row) => row.key);
}

function bestThenFiltered(db: Database, match: string, filter: Filter | null, depth: number): unknown[] {
  const enough = depth + TIES + (filter === null ? 0 : olderRevisions(db));
  return db
    .sql(
      `
    SELECT key FROM (SELECT rowid AS key, ${BM25} AS far FROM words WHERE words MATCH ? ORDER BY far LIMIT ?)
    JOIN cvs USING (key) ${filter === null ? '' : 'WHERE latest = 1'} ORDER BY far, cv_id LIMIT ?`,
    )
    .all(match, enough, depth);
}

function filteredThenBest(db: Database, match: string, filter: Filter, depth: number): unknown[] {
  return db
    .sql(
      `
    SELECT key FROM words JOIN cvs ON cvs.key = words.rowid WHERE words MATCH ? AND ${filter.sql} ORDER BY ${BM25}, cv_id LIMIT ?`,
    )
    .all(match, ...filter.values, depth);
}

/** Each word as an FTS5 query; a word of several tokens (node.js) becomes a phrase. */
function phrasesOf(db: Database, words: string[]): string[] {
  const asked = words.slice(0, MAX_WORDS).map((word) => (word.match(/[\p{L}\p{N}+#]+/gu) ?? []).join(' '));
  return [...new Set(asked.filter((phrase) => phrase !== ''))].map((phrase) => `"${db.sealer.words(phrase)}"`);
}

/** The words to search. If all are too frequent to be scored cheaply, the heaviest alone is used. */
function wordsOf(db: Database, { words }: PickQuery): string[] {
  return affordable(
    db,
    phrasesOf(
      db,
      words.map(({ word }) => word),
    ),
    MOST_POSTINGS,
    true,
  );
}

/** Finds CVs by title words; where occupations are known, words that many titles have can be left out. */
function titleWordsOf(db: Database, { titleWords = [], occupations = [] }: PickQuery): string[] {
  return affordable(
    db,
    phrasesOf(db, titleWords).map((phrase) => `title : ${phrase}`),
    MOST_TITLED,
    occupations.length === 0,
  );
}

/**
 * The phrases, if scoring them is cheap. Otherwise those in at most half of the CVs (BM25 gives no weight to others),
 * in the given order while the bound allows; if there are none, the first one if one is needed.
 */
function affordable(db: Database, phrases: string[], bound: number, needsOne: boolean): string[] {
  const { total } = db.sql('SELECT count(*) AS total FROM cvs').get() as { total: number };
  if (phrases.length * total <= bound) return phrases;
  const most = Math.floor(total / 2);
  const kept: string[] = [];
  let first: string | undefined;
  let left = bound;
  for (const phrase of phrases) {
    if (left === 0) break;
    const bearable = Math.min(most, left);
    const cvs = holders(db, phrase, bearable + 1);
    if (cvs === 0) continue;
    first ??= phrase;
    if (cvs > bearable) continue;
    kept.push(phrase);
    left -= cvs;
  }
  return kept.length > 0 || first === undefined || !needsOne ? kept : [first];
}

/** Number of CVs with the phrase, counted up to `most`. Much cheaper than scoring them. */
function holders(db: Database, phrase: string, most: number): number {
  return (
    db.sql('SELECT count(*) AS n FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)').get(phrase, most) as {
      n: number;
    }
  ).n;
}

function anyOf(phrases: string[]): string {
  return phrases.join(' OR ');
}

interface ScoringRow extends StoredScoring {
  candidateId: string;
  path: string;
  fileName: string | null;
  name: string | null;
}

function loadScoring(db: Database, ids: CvId[]): ScoringCv[] {
  const generation = generationOf(db);
  const statement = db.sql(
    `SELECT candidate_id AS candidateId, path, ${FILE_NAME}, opened(name) AS name, features, scoring.passages, vectors FROM cvs JOIN scoring USING (key) WHERE cv_id = ? AND generation = ?`,
  );
  return ids.flatMap((cvId) => {
    const row = statement.get(cvId, generation) as ScoringRow | undefined;
    if (row === undefined) return [];
    const { candidateId, path, fileName, name } = row;
    return [
      {
        cvId,
        candidateId,
        path,
        fileName,
        name,
        ...decodeScoring({ ...row, features: db.sealer.openBytes(row.features) }),
      },
    ];
  });
}

function textOf(db: Database, cvId: CvId): string | null {
  const row = db.sql('SELECT opened(text) AS text FROM cvs JOIN documents USING (key) WHERE cv_id = ?').get(cvId) as
    { text: string } | undefined;
  return row?.text ?? null;
}
