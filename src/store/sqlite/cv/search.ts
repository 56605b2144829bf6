import { setImmediate as yieldNow } from 'node:timers/promises';
import type { CvId } from '../../../domain/index.js';
import { decodeScoring, type StoredScoring } from '../../blobs.js';
import { bestFound, EQUAL_SHARES, type Found } from '../../found.js';
import { HeldByKey } from '../../search/held.js';
import { hashesOf } from '../../search/words/memory.js';
import { foundWords, NO_WORDS } from '../../search/words/found.js';
import { bestIds, DEPTH, LONGEST, NEAREST } from '../../picking.js';
import type { PickQuery, ScoringCv, SearchIndex, ShownCv } from '../../port/index.js';
import { checkVector } from '../../vectors.js';
import { byOccupation } from './by-occupation.js';
import { FILE_NAME } from './cvs.js';
import { wantedBy } from './filter.js';
import type { Database } from '../database.js';
import { currentModel, storeVersion } from '../meta.js';
import type { SearchMemory } from './memory.js';
import { packNext, unpacked, wordSums } from './words.js';

export function sqliteSearch(db: Database, memory: SearchMemory): SearchIndex {
  return {
    version: () => db.reading(() => storeVersion(db)),
    pick: (query) => pick(db, memory, query),
    pack: async () => ((await db.reading(() => unpacked(db).length)) === 0 ? 0 : db.write(() => packNext(db))),
    loadScoring: (ids, options) => db.reading(() => loadScoring(db, memory, ids, options?.once)),
    shown: (cvIds) => db.reading(() => shownOf(db, cvIds)),
  };
}

/** Each list is a separate step, so that a server can answer other requests in between. */
async function pick(db: Database, memory: SearchMemory, query: PickQuery): Promise<CvId[]> {
  const model = db.read(() => currentModel(db));
  if (model === null || query.limit <= 0) return [];
  checkVector(query.vector, model.dimensions);
  const { shares = EQUAL_SHARES, vector } = query;
  const depth = Math.min(LONGEST, query.limit * DEPTH);
  const found: Found<number> = { cosine: new Map(), held: HeldByKey.of([]), words: NO_WORDS };
  const [wanted, lists] = db.read(() => {
    const now = memory.listsNow();
    return [wantedBy(db, now, query), now] as const;
  });
  const named = ({ id, estimate }: { id: number; estimate: number }) => ({ cvId: lists.idOf(db, id), estimate });
  for (const look of [
    () => {
      if (vector.every((x) => x === 0)) return;
      const compared = memory.vectors(vector.length).compare(vector);
      found.similar = (key) => compared.of(key);
      found.cosine = compared.nearest(Math.max(query.limit * DEPTH, NEAREST), wanted);
    },
    () => {
      found.held = byOccupation(db, lists, query.occupations ?? [], wanted, shares.least);
    },
    () => {
      found.words = foundWords(wordSums(db, memory.words, hashesOf(query)), query, wanted, depth);
    },
  ]) {
    db.read(look);
    await yieldNow();
  }
  const best = db.read(() => bestFound(found, shares, query.limit, query.floor).map(named));
  return bestIds(best, query.limit);
}

function loadScoring(db: Database, memory: SearchMemory, ids: CvId[], once = false): ScoringCv[] {
  const { generation, kept } = memory.scoring();
  const statement = db.sql(
    'SELECT key, features, scoring.passages, vectors FROM cvs JOIN scoring USING (key) WHERE cv_id = ? AND generation = ?',
  );
  return ids.flatMap((cvId) => {
    const known = kept.get(cvId);
    if (known !== undefined) return [known];
    const row = statement.get(cvId, generation) as (StoredScoring & { key: number }) | undefined;
    if (row === undefined) return [];
    const cv = { cvId, ...decodeScoring({ ...row, features: db.sealer.openBytes(row.features) }) };
    if (!once) kept.set(row.key, cv);
    return [cv];
  });
}

function shownOf(db: Database, cvIds: CvId[]): Map<CvId, ShownCv> {
  const statement = db.sql(
    `SELECT candidate_id AS candidateId, path, ${FILE_NAME}, opened(name) AS name, opened(text) AS text FROM cvs JOIN documents USING (key) WHERE cv_id = ?`,
  );
  const shown = new Map<CvId, ShownCv>();
  for (const cvId of cvIds) {
    const row = statement.get(cvId) as ShownCv | undefined;
    if (row !== undefined) shown.set(cvId, row);
  }
  return shown;
}
