import type { CvId } from '../../../domain/index.js';
import { decodeScoring, type StoredScoring } from '../../blobs.js';
import { bestFound, EQUAL_SHARES } from '../../found.js';
import { bestIds, DEPTH, LONGEST, NEAREST } from '../../picking.js';
import type { PickQuery, ScoringCv, SearchIndex } from '../../port/index.js';
import { checkVector } from '../../vectors.js';
import type { Database, Session } from '../database.js';
import { byOccupation } from './by-occupation.js';
import { FILE_NAME } from './cvs.js';
import { filterOf, wantedBy } from './filter.js';
import { idsOf } from './ids.js';
import { SearchMemory } from './memory.js';
import { byVector } from './nearest.js';
import { byWords } from './ranked-words.js';
import { showing } from './shown.js';

export function postgresSearch(db: Database): SearchIndex {
  const memory = new SearchMemory(db);
  return {
    version: () => db.stale((session) => Promise.resolve(session.state.version)),
    pick: (query) => db.stale((session) => pick(session, memory, query)),
    loadScoring: (ids) => db.stale((session) => loadScoring(session, ids)),
    texts: (cvIds) => db.stale((session) => textsOf(session, cvIds)),
  };
}

async function pick(session: Session, memory: SearchMemory, query: PickQuery): Promise<CvId[]> {
  const { model } = session.state;
  if (model === null || query.limit <= 0) return [];
  checkVector(query.vector, model.dimensions);
  const { shares = EQUAL_SHARES, occupations = [], musts, limit } = query;
  const depth = Math.min(LONGEST, limit * DEPTH);
  const lists = memory.listsNow(session);
  const filter = filterOf(query);
  const wanted = await wantedBy(session, lists, filter);
  const held = await byOccupation(session, lists, occupations, wanted, shares.least);
  const words = await byWords(session, lists, query, 'words', wanted, depth);
  const titles = await byWords(session, lists, query, 'titles', wanted, depth);
  const shown = musts === undefined ? null : await showing(session, lists, musts.anyOf, wanted);
  const others = [...held.keys(), ...words, ...titles, ...(shown ?? [])];
  const count = Math.max(limit * DEPTH, NEAREST);
  const cosine = await byVector(session, memory, query.vector, { count, filter, wanted, others });
  const best = bestFound({ cosine, held, words, titles, shown }, shares, limit, musts?.floor);
  const ids = await idsOf(
    session,
    lists,
    best.map(({ id }) => id),
  );
  return bestIds(
    best.map(({ id, estimate }) => ({ cvId: ids.get(id) ?? null, estimate })),
    limit,
  );
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

async function textsOf(session: Session, cvIds: CvId[]): Promise<Map<CvId, string>> {
  const rows = await session.rows<{ cvId: CvId; text: Buffer }>(
    `SELECT cv_id AS "cvId", text FROM cvs JOIN documents ON documents.tenant = $1 AND documents.key = cvs.key
     WHERE cvs.tenant = $1 AND cv_id = ANY($2::text[])`,
    cvIds,
  );
  return new Map(rows.map(({ cvId, text }) => [cvId, text.toString()]));
}
