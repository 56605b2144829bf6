import type { CvId } from '../../domain/index.js';
import type { PickQuery, ScoringCv, SearchIndex } from '../port.js';
import { decodePassages, floatsOf, bytesOf } from './blobs.js';
import type { Database } from './database.js';
import { checkVector, currentModel, generationOf, storeVersion, vectorTable } from './meta.js';
import { whereSql } from './where.js';

/** sqlite-vec's own bound. */
const MAX_K = 4096;
/** More words cost time and tell little: the caller gives the most telling first. */
const MAX_WORDS = 24;
/** Of Cormack, Clarke and Buettcher (2009): how fast a rank loses weight in reciprocal rank fusion. */
const FUSION_K = 60;
/** How much deeper than the answer each list goes, so that fusing has something to choose from. */
const DEPTH = 2;
/** A title that holds the word tells more than a skill, a skill more than a word anywhere. */
const BM25 = 'bm25(words, 4.0, 2.0, 1.0)';

export function sqliteSearch(db: Database): SearchIndex {
  return {
    version: () => Promise.resolve(db.read(() => storeVersion(db))),
    pick: (query) => Promise.resolve().then(() => db.read(() => pick(db, query))),
    loadScoring: (ids) => Promise.resolve(db.read(() => loadScoring(db, ids))),
    text: (cvId) => Promise.resolve(db.read(() => textOf(db, cvId))),
  };
}

function pick(db: Database, query: PickQuery): CvId[] {
  const model = currentModel(db);
  if (model === null || query.limit <= 0) return [];
  checkVector(query.vector, model.dimensions);
  const filter = filterOf(query);
  const depth = Math.min(MAX_K, query.limit * DEPTH);
  const lists = [
    byVector(db, query.vector, filter, depth),
    byWords(db, matchExpression(query.words.map(({ word }) => word)), filter, depth),
    byWords(db, inTitle(matchExpression(query.titleWords ?? [])), filter, depth),
  ];
  return fuse(lists).slice(0, query.limit);
}

interface Filter {
  sql: string;
  values: unknown[];
  /** Nothing is asked but the latest revision. */
  latestOnly: boolean;
}

/** One row per candidate: its latest revision. Null when every CV may come. */
function filterOf(query: PickQuery): Filter | null {
  const { sql, values } = whereSql(query.where ?? []);
  if (query.allRevisions === true) return values.length === 0 ? null : { sql, values, latestOnly: false };
  return { sql: `latest = 1 AND ${sql}`, values, latestOnly: values.length === 0 };
}

function byVector(db: Database, vector: Float32Array, filter: Filter | null, depth: number): CvId[] {
  if (vector.every((x) => x === 0)) return [];
  const { within, k, values } = narrowing(db, filter, depth);
  const rows = db.sql(`
    SELECT cv_id, distance FROM (SELECT key, distance FROM ${vectorTable(generationOf(db))} WHERE vector MATCH ? AND k = ? ${within})
    JOIN cvs USING (key) ${filter?.latestOnly === true ? 'WHERE latest = 1' : ''} ORDER BY distance, cv_id LIMIT ?`).all(bytesOf(vector), k, ...values, depth);
  return (rows as { cv_id: CvId }[]).map((row) => row.cv_id);
}

/**
 * Telling sqlite-vec which keys may come costs more than the search itself. Where only older revisions are unwanted, and
 * they are few, it is cheaper to ask for so many more and drop them.
 */
function narrowing(db: Database, filter: Filter | null, depth: number): { within: string; k: number; values: unknown[] } {
  if (filter === null) return { within: '', k: depth, values: [] };
  if (filter.latestOnly) {
    const older = (db.sql('SELECT count(*) AS n FROM cvs WHERE latest = 0').get() as { n: number }).n;
    if (depth + older <= MAX_K) return { within: '', k: depth + older, values: [] };
  }
  return { within: `AND key IN (SELECT key FROM cvs WHERE ${filter.sql})`, k: depth, values: filter.values };
}

function byWords(db: Database, match: string, filter: Filter | null, depth: number): CvId[] {
  if (match === '') return [];
  const rows = db.sql(`
    SELECT cv_id FROM words JOIN cvs ON cvs.key = words.rowid WHERE words MATCH ? AND ${filter?.sql ?? 'true'} ORDER BY ${BM25}, cv_id LIMIT ?`)
    .all(match, ...(filter?.values ?? []), depth);
  return (rows as { cv_id: CvId }[]).map((row) => row.cv_id);
}

/** Any of the words; a word of several tokens (node.js) is a phrase. */
function matchExpression(words: string[]): string {
  const asked = words.slice(0, MAX_WORDS).map((word) => (word.match(/[\p{L}\p{N}+#]+/gu) ?? []).join(' '));
  return [...new Set(asked.filter((phrase) => phrase !== ''))].map((phrase) => `"${phrase}"`).join(' OR ');
}

function inTitle(match: string): string {
  return match === '' ? '' : `title : (${match})`;
}

/** Reciprocal rank fusion; ties by id. */
export function fuse(lists: CvId[][]): CvId[] {
  const scores = new Map<CvId, number>();
  for (const list of lists) {
    list.forEach((id, rank) => scores.set(id, (scores.get(id) ?? 0) + 1 / (FUSION_K + rank + 1)));
  }
  return [...scores].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([id]) => id);
}

interface ScoringRow {
  candidateId: string;
  path: string;
  name: string | null;
  features: Uint8Array;
  passages: Uint8Array;
  vectors: Uint8Array;
}

function loadScoring(db: Database, ids: CvId[]): ScoringCv[] {
  const generation = generationOf(db);
  const statement = db.sql('SELECT candidate_id AS candidateId, path, name, features, scoring.passages, vectors FROM cvs JOIN scoring USING (key) WHERE cv_id = ? AND generation = ?');
  return ids.flatMap((cvId) => {
    const row = statement.get(cvId, generation) as ScoringRow | undefined;
    if (row === undefined) return [];
    const { candidateId, path, name, features } = row;
    return [{ cvId, candidateId, path, name, features: bytesOf(features), passages: decodePassages(row.passages), passageVectors: floatsOf(row.vectors) }];
  });
}

function textOf(db: Database, cvId: CvId): string | null {
  const row = db.sql('SELECT text FROM cvs JOIN documents USING (key) WHERE cv_id = ?').get(cvId) as { text: string } | undefined;
  return row?.text ?? null;
}
