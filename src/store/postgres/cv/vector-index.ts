import type { VectorIndexState } from '../../port/index.js';
import type { Database, Session } from '../database.js';
import type { Server } from '../server.js';
import { ALL_COMPARED, indexOf, makeVectorIndex, MOST_INDEXED } from './vectors.js';

/**
 * The index over the vectors of a large store (docs/decisions/postgres-search.md). It is made while others read and write, by a
 * statement that can be in no transaction: what is left of one that was cut off is an index that PostgreSQL calls invalid, which
 * no search uses. It is dropped and made again.
 */

export interface VectorIndex {
  /** Id of the tenant. */
  id: string;
  tenant: number;
  generation: number;
  dimensions: number;
  cvs: number;
  /** `building`: another process is about to make it; `invalid`: one was cut off. */
  state: 'ready' | 'missing' | 'building' | 'invalid';
}

type Row = Omit<VectorIndex, 'dimensions'> & { model: string };

/** $1: of this tenant, or null for all; $2: the number of CVs from which on there should be one. */
const INDEXES = `
  SELECT id, tenant, stores.generation, cvs, model, CASE WHEN indisvalid THEN 'ready' WHEN indexrelid IS NULL THEN 'missing'
    WHEN EXISTS (SELECT 1 FROM pg_stat_progress_create_index WHERE index_relid = indexrelid) THEN 'building' ELSE 'invalid' END AS state
  FROM stores LEFT JOIN pg_class ON relnamespace = current_schema()::regnamespace
      AND relname = concat('vectors_', tenant, '_', stores.generation, '_vector_idx')
    LEFT JOIN pg_index ON indexrelid = pg_class.oid
  WHERE model IS NOT NULL AND cvs > $2 AND ($1::int IS NULL OR tenant = $1) ORDER BY tenant`;

function indexesIn(rows: Row[]): VectorIndex[] {
  return rows
    .map(({ model, ...row }) => ({ ...row, dimensions: (JSON.parse(model) as { dimensions: number }).dimensions }))
    .filter(({ dimensions }) => dimensions <= MOST_INDEXED);
}

/** Those that somebody should make, of all tenants. */
export async function dueVectorIndexes(server: Server): Promise<VectorIndex[]> {
  const { rows } = await server.transaction('', (client) => client.query<Row>(INDEXES, [null, ALL_COMPARED]), {
    readOnly: true,
  });
  return indexesIn(rows).filter(({ state }) => state === 'missing' || state === 'invalid');
}

export async function vectorIndexState(session: Session): Promise<VectorIndexState> {
  const [index] = indexesIn(await session.rows<Row>(INDEXES, ALL_COMPARED));
  if (index === undefined) return 'not_needed';
  return index.state === 'ready' || index.state === 'building' ? index.state : 'due';
}

/**
 * One process at a time makes an index: two statements of this kind wait for each other for ever. Returns false, at once, where
 * another one is at it. The lock is held by a transaction of its own, which reads nothing and so keeps no statement waiting; a
 * lock that is waited for would.
 */
export function buildVectorIndex(
  server: Server,
  { tenant, generation, state }: Pick<VectorIndex, 'tenant' | 'generation' | 'state'>,
): Promise<boolean> {
  const begin = `SELECT set_config('idle_in_transaction_session_timeout', '0', true); SELECT pg_try_advisory_xact_lock(${LOCK}) AS free`;
  return server.transaction(begin, async (_client, begun) => {
    if (begun.at(-1)?.rows[0]?.['free'] !== true) return false;
    if (state === 'invalid')
      await server.outside(`DROP INDEX CONCURRENTLY IF EXISTS ${indexOf({ tenant }, generation)}`);
    await server.outside(makeVectorIndex(tenant, generation, { concurrently: true }));
    return true;
  });
}

/** The letters "cvmi" as a number. */
const LOCK = 0x63766d69;

/** Before the vectors of a reindex take the place of the old ones, so that no search is without the index. */
export async function buildNextIndex(db: Database): Promise<void> {
  const next = await db.read(({ tenant, state: { exchange, generation, cvs } }) =>
    Promise.resolve(exchange === null ? null : { tenant, generation: generation + 1, cvs, ...exchange.model }),
  );
  if (next === null || next.cvs <= ALL_COMPARED || next.dimensions > MOST_INDEXED) return;
  // If another process makes one just now, the search goes without until `cvmatch migrate`, and says so.
  await buildVectorIndex(db.server, { ...next, state: await stateOf(db.server, indexOf(next, next.generation)) });
}

async function stateOf(server: Server, index: string): Promise<VectorIndex['state']> {
  const { rows } = await server.transaction(
    '',
    (client) =>
      client.query<{ valid: boolean }>('SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass($1)', [
        index,
      ]),
    { readOnly: true },
  );
  if (rows.length === 0) return 'missing';
  return rows[0]!.valid ? 'ready' : 'invalid';
}
