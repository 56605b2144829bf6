import { reprocessed, type CvId, type ProcessedCv } from '../../../domain/index.js';
import { CvmatchError } from '../../../errors.js';
import { decodeDocument, overridesIn, type StoredDocument } from '../../blobs.js';
import type { ModelRepository, StoredModel } from '../../port/index.js';
import { checkVectors } from '../../vectors.js';
import type { Database, NextGeneration, Session } from '../database.js';
import { bumpVersion, setState } from '../meta.js';
import { hasOverridesOf } from './overrides.js';
import { insertVectors } from './parts.js';
import { rewriteReading } from './rows.js';
import { buildNextIndex } from './vector-index.js';
import { createVectorTable, dropVectorTable } from './vectors.js';

/** Vectors of another model are collected in the next generation; see the same in the SQLite store. */
export function postgresModelRepository(db: Database): ModelRepository {
  return {
    current: () => db.read((session) => Promise.resolve(session.state.model)),
    adopt: (model) => adopt(db, model),
    beginGeneration: (model, fingerprint) => db.alone((session) => begin(session, { model, fingerprint })),
    nextOfGeneration: (limit) => db.read((session) => missing(session, limit)),
    writeGeneration: (rows) =>
      db.alone(async (session) => {
        for (const { cvId, processed } of rows) await writeOne(session, cvId, processed);
      }),
    finishGeneration: async () => {
      await buildNextIndex(db);
      return db.alone(finish);
    },
  };
}

async function adopt(db: Database, model: StoredModel): Promise<void> {
  const same = (stored: StoredModel | null): boolean =>
    stored?.fingerprint === model.fingerprint && stored.dimensions === model.dimensions;
  if (same(await db.read((session) => Promise.resolve(session.state.model)))) return;
  await db.alone(async (session) => {
    const { model: stored, generation } = session.state;
    if (same(stored)) return;
    if (stored !== null && (await session.has('SELECT 1 FROM cvs WHERE tenant = $1 LIMIT 1')))
      throw mismatch(stored, model);
    if (stored !== null) await dropVectorTable(session, generation);
    await createVectorTable(session, generation, model.dimensions);
    await setState(session, { model });
  });
}

function mismatch(stored: StoredModel, asked: StoredModel): CvmatchError {
  return new CvmatchError(
    'model_mismatch',
    `the store's vectors are of ${stored.id} (${stored.dimensions} dimensions), the model in use is ${asked.id} (${asked.dimensions} dimensions)`,
    {
      hint: 'Run `cvmatch reindex` to embed all CVs with the model in use, or name the other with --embedder or --model.',
    },
  );
}

async function begin(session: Session, next: NextGeneration): Promise<number> {
  const { exchange: open, generation } = session.state;
  const same = open?.model.fingerprint === next.model.fingerprint && open.fingerprint === next.fingerprint;
  if (!same) {
    if (open !== null) await dropVectorTable(session, generation + 1);
    await createVectorTable(session, generation + 1, next.model.dimensions);
    await setState(session, { exchange: next });
  }
  return leftInGeneration(session);
}

const MISSING = `FROM cvs WHERE tenant = $1 AND NOT EXISTS (SELECT 1 FROM scoring
  WHERE scoring.tenant = $1 AND scoring.generation = $2 AND scoring.key = cvs.key)`;

export async function leftInGeneration(session: Session): Promise<number> {
  const row = await session.row<{ n: number }>(`SELECT count(*) AS n ${MISSING}`, session.state.generation + 1);
  return row!.n;
}

type MissingRow = Omit<StoredDocument, 'text'> & { cvId: CvId; text: Buffer; asOf: string; overrides: string | null };

async function missing(
  session: Session,
  limit: number,
): Promise<Awaited<ReturnType<ModelRepository['nextOfGeneration']>>> {
  // Another process has finished it.
  if (session.state.exchange === null) return [];
  const rows = await session.rows<MissingRow>(
    `SELECT cv_id AS "cvId", text, layout, lines, profile::json ->> 'asOf' AS "asOf", profile::json ->> 'overrides' AS overrides
     FROM (SELECT key, cv_id ${MISSING} ORDER BY key LIMIT $3) AS missing
       JOIN documents ON documents.tenant = $1 AND documents.key = missing.key
       JOIN profiles ON profiles.tenant = $1 AND profiles.key = missing.key ORDER BY missing.key`,
    session.state.generation + 1,
    limit,
  );
  if (rows.length === 0) await requireNoneLost(session);
  return rows.map(({ cvId, asOf, overrides, text, ...rest }) => ({
    cvId,
    document: decodeDocument({ ...rest, text: text.toString() }),
    asOf,
    overrides: overridesIn(overrides),
  }));
}

/** @throws CvmatchError `store_corrupt` if CVs are missing whose text or profile a damage took. */
async function requireNoneLost(session: Session): Promise<void> {
  const lost = await session.rows<{ id: string }>(
    `SELECT left(cv_id, 12) AS id ${MISSING} ORDER BY key LIMIT 5`,
    session.state.generation + 1,
  );
  if (lost.length === 0) return;
  throw new CvmatchError('store_corrupt', `CVs lost their text or profile: ${lost.map(({ id }) => id).join(', ')}`, {
    hint: 'Remove them with `cvmatch remove` and ingest their files again, then run `cvmatch reindex` again.',
  });
}

/** Profile and index are updated at once by the newest code; the vectors wait until all others are done. */
async function writeOne(session: Session, cvId: CvId, processed: ProcessedCv): Promise<void> {
  const { exchange, generation } = session.state;
  const row = await session.row<{ key: number; fingerprint: string }>(
    'SELECT key, fingerprint FROM cvs WHERE tenant = $1 AND cv_id = $2',
    cvId,
  );
  if (row === undefined || exchange === null || !(await hasOverridesOf(session, cvId, processed))) return;
  checkVectors(processed, exchange.model.dimensions);
  await rewriteReading(session, row.key, processed, reprocessed(row.fingerprint, exchange.fingerprint));
  await insertVectors(session, generation + 1, [{ key: row.key, cv: processed }]);
}

async function finish(session: Session): Promise<boolean> {
  const { exchange, generation } = session.state;
  if (exchange === null) return true;
  if ((await leftInGeneration(session)) > 0) return false;
  await dropVectorTable(session, generation);
  await setState(session, { generation: generation + 1, model: exchange.model, exchange: null });
  await bumpVersion(session);
  return true;
}
