import type { CvId } from '../../../domain/index.js';
import { decodeScoring, type StoredScoring } from '../../blobs.js';
import { bestFound, EQUAL_SHARES } from '../../found.js';
import { bestIds, DEPTH, LONGEST, NEAREST } from '../../picking.js';
import type { PickQuery, ScoringCv, SearchIndex, ShownCv } from '../../port/index.js';
import { foundWords } from '../../search/words/found.js';
import { hashesOf } from '../../search/words/memory.js';
import { checkVector } from '../../vectors.js';
import type { Database, Session } from '../database.js';
import { byOccupation } from './by-occupation.js';
import { FILE_NAME } from './cvs.js';
import { filterOf, wantedBy } from './filter.js';
import { idsOf } from './ids.js';
import type { SearchMemory } from './memory.js';
import { byVector } from './nearest.js';
import { packNext, unpacked } from './words.js';

export function postgresSearch(db: Database, memory: SearchMemory): SearchIndex {
  return {
    version: () => db.stale((session) => Promise.resolve(session.state.version)),
    pick: (query) => db.stale((session) => pick(session, memory, query)),
    pack: async () => ((await db.read(unpacked)).length === 0 ? 0 : db.alone(packNext)),
    loadScoring: (ids, options) => db.stale((session) => loadScoring(session, memory, ids, options?.once)),
    shown: (cvIds) => db.stale((session) => shownOf(session, cvIds)),
  };
}

async function pick(session: Session, memory: SearchMemory, query: PickQuery): Promise<CvId[]> {
  const { model } = session.state;
  if (model === null || query.limit <= 0) return [];
  checkVector(query.vector, model.dimensions);
  const { shares = EQUAL_SHARES, occupations = [], limit } = query;
  const depth = Math.min(LONGEST, limit * DEPTH);
  const lists = memory.listsNow(session);
  const filter = filterOf(query);
  const wanted = await wantedBy(session, lists, filter);
  const held = await byOccupation(session, lists, occupations, wanted, shares.least);
  const sums = await memory.wordSums(session, hashesOf(query));
  const words = foundWords(sums, query, wanted, depth);
  const others = (most: number): number[] => [...words.best, ...held.nearest(most)];
  const count = Math.max(limit * DEPTH, NEAREST);
  const near = await byVector(session, memory, query.vector, { count, filter, wanted, others });
  const best = bestFound({ ...near, held, words }, shares, limit, query.floor);
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

interface ScoringRow extends StoredScoring {
  cvId: CvId;
  key: number;
}

async function loadScoring(session: Session, memory: SearchMemory, ids: CvId[], once = false): Promise<ScoringCv[]> {
  const kept = await memory.scoring(session);
  const loaded = new Map<CvId, ScoringCv>();
  for (const cvId of ids) {
    const known = kept?.get(cvId);
    if (known !== undefined) loaded.set(cvId, known);
  }
  const missing = ids.filter((cvId) => !loaded.has(cvId));
  for (const { key, cvId, ...stored } of missing.length === 0 ? [] : await scoringRows(session, missing)) {
    const cv = { cvId, ...decodeScoring(stored) };
    loaded.set(cvId, cv);
    if (!once) memory.keep(session.state, key, cv);
  }
  return ids.flatMap((cvId) => loaded.get(cvId) ?? []);
}

async function scoringRows(session: Session, ids: CvId[]): Promise<ScoringRow[]> {
  return session.rows<ScoringRow>(
    `SELECT cv_id AS "cvId", cvs.key, features, scoring.passages, vectors
     FROM cvs JOIN scoring ON scoring.tenant = $1 AND scoring.key = cvs.key AND generation = $3
     WHERE cvs.tenant = $1 AND cv_id = ANY($2::text[])`,
    ids,
    session.state.generation,
  );
}

async function shownOf(session: Session, cvIds: CvId[]): Promise<Map<CvId, ShownCv>> {
  const rows = await session.rows<Omit<ShownCv, 'text'> & { cvId: CvId; text: Buffer }>(
    `SELECT cv_id AS "cvId", candidate_id AS "candidateId", path, ${FILE_NAME}, name, text
     FROM cvs JOIN documents ON documents.tenant = $1 AND documents.key = cvs.key
     WHERE cvs.tenant = $1 AND cv_id = ANY($2::text[])`,
    cvIds,
  );
  return new Map(rows.map(({ cvId, text, ...row }) => [cvId, { ...row, text: text.toString() }]));
}
