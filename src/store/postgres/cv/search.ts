import type { CvId } from '../../../domain/index.js';
import { decodeScoring, type StoredScoring } from '../../blobs.js';
import { bestFound, EQUAL_SHARES } from '../../found.js';
import { bestIds, DEPTH, LONGEST, MOST_HELD, NEAREST } from '../../picking.js';
import type { PickQuery, ScoringCv, SearchIndex } from '../../port/index.js';
import { checkVector } from '../../vectors.js';
import type { Database, Session } from '../database.js';
import { FILE_NAME } from './cvs.js';
import { filterOf, wantedKeys, type Filter } from './filter.js';
import { byWords, showing } from './ranked-words.js';
import { Values } from './where.js';
import { vectorTable, vectorText } from './vectors.js';

/** Up to this many CVs every vector is compared, which is exact and quicker than the index. */
const ALL_COMPARED = 20_000;

export function postgresSearch(db: Database): SearchIndex {
  return {
    version: () => db.read((session) => Promise.resolve(session.state.version)),
    pick: (query) => db.read((session) => pick(session, query)),
    loadScoring: (ids) => db.read((session) => loadScoring(session, ids)),
    text: (cvId) => db.read((session) => textOf(session, cvId)),
  };
}

async function pick(session: Session, query: PickQuery): Promise<CvId[]> {
  const { model } = session.state;
  if (model === null || query.limit <= 0) return [];
  checkVector(query.vector, model.dimensions);
  const filter = filterOf(query);
  const { shares = EQUAL_SHARES } = query;
  const depth = Math.min(LONGEST, query.limit * DEPTH);
  const found = {
    cosine: await byVector(session, query.vector, filter, Math.max(depth, NEAREST)),
    held: await byOccupation(session, query.occupations ?? [], filter, shares.least),
    words: await byWords(session, query, 'words', filter, depth),
    titles: await byWords(session, query, 'titles', filter, depth),
    shown: query.musts === undefined ? null : await showing(session, query.musts.anyOf, filter),
  };
  const best = bestFound(found, shares, query.limit, query.musts?.floor);
  const ids = await cvIdsOf(
    session,
    best.map(({ id }) => id),
  );
  return bestIds(
    best.map(({ id, estimate }) => ({ cvId: ids.get(id) ?? null, estimate })),
    query.limit,
  );
}

/** Without CVs that were removed since they were found. */
async function cvIdsOf(session: Session, keys: number[]): Promise<Map<number, CvId>> {
  const rows = await session.rows<{ key: number; cvId: CvId }>(
    'SELECT key, cv_id AS "cvId" FROM cvs WHERE tenant = $1 AND key = ANY($2::int[])',
    keys,
  );
  return new Map(rows.map(({ key, cvId }) => [key, cvId]));
}

/** Cosine similarities, since vectors have length one; nearest first, those as near by key. */
async function byVector(
  session: Session,
  vector: Float32Array,
  filter: Filter | null,
  depth: number,
): Promise<Map<number, number>> {
  if (vector.every((x) => x === 0)) return new Map();
  await prepareVectors(session);
  const values = new Values();
  const asked = values.place(vectorText(vector));
  const rows = await session.rows<{ key: number; distance: number }>(
    `SELECT key, vector <-> ${asked}::halfvec AS distance FROM ${vectorTable(session, session.state.generation)} AS one
     WHERE tenant = $1 AND ${wantedKeys('one.key', filter, values)} ORDER BY distance LIMIT ${values.place(depth)}`,
    ...values.list,
  );
  const nearest = rows.sort((a, b) => a.distance - b.distance || a.key - b.key);
  return new Map(nearest.map(({ key, distance }) => [key, 1 - distance ** 2 / 2]));
}

/** For this transaction. With iterative scans the index goes on until enough vectors pass the filter. */
async function prepareVectors(session: Session): Promise<void> {
  const settings =
    session.state.cvs <= ALL_COMPARED
      ? 'SET LOCAL enable_indexscan = off'
      : "SET LOCAL hnsw.ef_search = 100; SET LOCAL hnsw.iterative_scan = 'strict_order'; SET LOCAL hnsw.max_scan_tuples = 100000";
  await session.exec(settings);
}

/**
 * Similarity of the CV's occupations to the requested ones, above `least`: half by the latest post, half by the share
 * of the career.
 */
async function byOccupation(
  session: Session,
  occupations: { term: string; near: number }[],
  filter: Filter | null,
  least: number,
): Promise<Map<number, number>> {
  if (occupations.length === 0) return new Map();
  const nearest = [...occupations].sort((a, b) => b.near - a.near || (a.term < b.term ? -1 : 1));
  const values = new Values();
  const terms = values.place(nearest.map(({ term }) => term));
  const nears = values.place(nearest.map(({ near }) => near));
  const rows = await session.rows<{ key: number; held: number }>(
    `SELECT key, held FROM (
       SELECT key, (max(near * recent) + sum(near * near * share ORDER BY place)) / 2 AS held FROM (
         SELECT key, near, recent, share, place FROM unnest(${terms}::text[], ${nears}::float8[]) WITH ORDINALITY AS asked(term, near, place)
           JOIN occupations ON tenant = $1 AND occupations.term = asked.term ORDER BY place, key LIMIT ${MOST_HELD}) AS found
       GROUP BY key) AS scored
     WHERE held > ${values.place(least)}::float8 AND ${wantedKeys('scored.key', filter, values)} ORDER BY key`,
    ...values.list,
  );
  return new Map(rows.map((row) => [row.key, row.held]));
}

type ScoringRow = StoredScoring & Omit<ScoringCv, keyof StoredScoring | 'passageVectors'>;

async function loadScoring(session: Session, ids: CvId[]): Promise<ScoringCv[]> {
  const rows = await session.rows<ScoringRow>(
    `SELECT cv_id AS "cvId", candidate_id AS "candidateId", path, ${FILE_NAME}, name, features, scoring.passages, vectors
     FROM cvs JOIN scoring ON scoring.tenant = $1 AND scoring.key = cvs.key AND generation = $3
     WHERE cvs.tenant = $1 AND cv_id = ANY($2::text[])`,
    ids,
    session.state.generation,
  );
  const byId = new Map(rows.map((row) => [row.cvId, row]));
  return ids.flatMap((cvId) => {
    const row = byId.get(cvId);
    if (row === undefined) return [];
    const { candidateId, path, fileName, name } = row;
    return [{ cvId, candidateId, path, fileName, name, ...decodeScoring(row) }];
  });
}

async function textOf(session: Session, cvId: CvId): Promise<string | null> {
  const row = await session.row<{ text: Buffer }>(
    `SELECT text FROM cvs JOIN documents ON documents.tenant = $1 AND documents.key = cvs.key
     WHERE cvs.tenant = $1 AND cv_id = $2`,
    cvId,
  );
  return row?.text.toString() ?? null;
}
