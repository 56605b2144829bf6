import { reprocessed, type ProcessedCv } from '../../../domain/index.js';
import { CvmatchError } from '../../../errors.js';
import { decodeDocument, overridesIn, type StoredDocument } from '../../blobs.js';
import type { ModelRepository, StoredModel } from '../../port/index.js';
import { hasOverridesOf } from './overrides.js';
import { eraseVectors, insertVectors, rewriteReading } from './rows.js';
import type { Database } from '../database.js';
import { bumpVersion, createVectorTable, currentModel, generationOf, metaOf, setMeta, vectorTable } from '../meta.js';

/**
 * Vectors of another model are collected in the next generation while searches use the current one, and replace it in
 * one transaction. Collected vectors survive if the process stops; CVs added in the meantime are found missing at the
 * end.
 */
interface NextGeneration {
  model: StoredModel;
  fingerprint: string;
}

export function sqliteModelRepository(db: Database): ModelRepository {
  return {
    current: () => db.reading(() => currentModel(db)),
    adopt: (model) => adopt(db, model),
    beginGeneration: (model, fingerprint) => db.write(() => begin(db, { model, fingerprint })),
    nextOfGeneration: (limit) => db.reading(() => missing(db, limit)),
    writeGeneration: (rows) =>
      db.write(() => {
        rows.forEach(({ cvId, processed }) => {
          writeOne(db, cvId, processed);
        });
      }),
    finishGeneration: () => finish(db),
  };
}

async function adopt(db: Database, model: StoredModel): Promise<void> {
  const same = (stored: StoredModel | null): boolean =>
    stored?.fingerprint === model.fingerprint && stored.dimensions === model.dimensions;
  if (db.read(() => same(currentModel(db)))) return;
  await db.write(() => {
    const stored = currentModel(db);
    if (same(stored)) return;
    if (stored !== null && db.sql('SELECT 1 FROM cvs LIMIT 1').get() !== undefined) throw mismatch(stored, model);
    if (stored !== null) dropGeneration(db, generationOf(db));
    createVectorTable(db, generationOf(db), model.dimensions);
    setMeta(db, 'model', JSON.stringify(model));
  });
}

export function mismatch(stored: StoredModel, asked: StoredModel): CvmatchError {
  return new CvmatchError(
    'model_mismatch',
    `the store's vectors are of ${stored.id} (${stored.dimensions} dimensions), the model in use is ${asked.id} (${asked.dimensions} dimensions)`,
    {
      hint: 'Run `cvmatch reindex` to embed all CVs with the model in use, or name the other with --embedder or --model.',
    },
  );
}

export function nextGeneration(db: Database): NextGeneration | null {
  const value = metaOf(db, 'exchange');
  return value === null ? null : (JSON.parse(value) as NextGeneration);
}

function begin(db: Database, next: NextGeneration): number {
  const open = nextGeneration(db);
  const same = open?.model.fingerprint === next.model.fingerprint && open.fingerprint === next.fingerprint;
  if (!same) {
    if (open !== null) dropGeneration(db, generationOf(db) + 1);
    createVectorTable(db, generationOf(db) + 1, next.model.dimensions);
    setMeta(db, 'exchange', JSON.stringify(next));
  }
  return leftInGeneration(db);
}

const MISSING = 'FROM cvs WHERE key NOT IN (SELECT key FROM scoring WHERE generation = ?)';

export function leftInGeneration(db: Database): number {
  return (db.sql(`SELECT count(*) AS n ${MISSING}`).get(generationOf(db) + 1) as { n: number }).n;
}

function missing(db: Database, limit: number): Awaited<ReturnType<ModelRepository['nextOfGeneration']>> {
  // Another process has finished it.
  if (nextGeneration(db) === null) return [];
  const rows = db
    .sql(
      `
    SELECT cv_id, opened(text) AS text, opened(layout) AS layout, lines, opened(profile) ->> '$.asOf' AS asOf,
      opened(profile) ->> '$.overrides' AS overrides FROM (SELECT key, cv_id ${MISSING} ORDER BY key LIMIT ?)
    JOIN documents USING (key) JOIN profiles USING (key) ORDER BY key`,
    )
    .all(generationOf(db) + 1, limit) as (StoredDocument & { cv_id: string; asOf: string; overrides: string | null })[];
  if (rows.length === 0) requireNoneLost(db);
  return rows.map((row) => ({
    cvId: row.cv_id,
    document: decodeDocument(row),
    asOf: row.asOf,
    overrides: overridesIn(row.overrides),
  }));
}

/** @throws CvmatchError `store_corrupt` if CVs are missing whose text or profile a damage took. */
function requireNoneLost(db: Database): void {
  const lost = db
    .sql(`SELECT substr(cv_id, 1, 12) AS id ${MISSING} ORDER BY key LIMIT 5`)
    .all(generationOf(db) + 1) as { id: string }[];
  if (lost.length === 0) return;
  const ids = lost.map(({ id }) => id).join(', ');
  throw new CvmatchError('store_corrupt', `CVs lost their text or profile: ${ids}`, {
    hint: 'Remove them with `cvmatch remove` and ingest their files again, then run `cvmatch reindex` again.',
  });
}

/** Profile and index are updated at once by the newest code; the vectors wait until all others are done. */
function writeOne(db: Database, cvId: string, processed: ProcessedCv): void {
  const row = db.sql('SELECT key, fingerprint FROM cvs WHERE cv_id = ?').get(cvId) as
    { key: number; fingerprint: string } | undefined;
  const exchange = nextGeneration(db);
  if (row === undefined || exchange === null || !hasOverridesOf(db, cvId, processed)) return;
  rewriteReading(db, row.key, processed, reprocessed(row.fingerprint, exchange.fingerprint));
  insertVectors(db, generationOf(db) + 1, exchange.model.dimensions, row.key, processed);
}

async function finish(db: Database): Promise<boolean> {
  const done = await db.write(() => {
    const exchange = nextGeneration(db);
    if (exchange === null) return true;
    if (leftInGeneration(db) > 0) return false;
    const old = generationOf(db);
    setMeta(db, 'generation', String(old + 1));
    dropGeneration(db, old);
    setMeta(db, 'model', JSON.stringify(exchange.model));
    setMeta(db, 'exchange', null);
    bumpVersion(db);
    return true;
  });
  if (done) await db.truncateLog();
  return done;
}

function dropGeneration(db: Database, generation: number): void {
  db.exec(`DROP TABLE IF EXISTS ${vectorTable(generation)}`);
  db.sql('DELETE FROM scoring WHERE generation = ?').run(generation);
}

/** For a CV that is erased during a reindex. */
export function eraseNextVectors(db: Database): (key: number) => void {
  const exchange = nextGeneration(db);
  return exchange === null
    ? () => undefined
    : (key) => {
        eraseVectors(db, generationOf(db) + 1, exchange.model.dimensions, key);
      };
}
