import type { Found } from '../../found.js';
import type { Session } from '../database.js';
import { wantedKeys, type Filter } from './filter.js';
import type { Wanted } from './lists.js';
import type { SearchMemory } from './memory.js';
import { Values } from './where.js';
import { ALL_COMPARED, vectorTable, vectorText } from './vectors.js';

/** Of the `count` nearest that are wanted, or about as near as those, and of `others`: how similar each is. */
export interface Nearness {
  count: number;
  filter: Filter;
  wanted: Wanted | null;
  /** What other lists found; of those that had the occupation, so many. */
  others: (most: number) => number[];
}

/** Cosine similarities, since vectors have length one. */
export async function byVector(
  session: Session,
  memory: SearchMemory,
  vector: Float32Array,
  asked: Nearness,
): Promise<Pick<Found<number>, 'cosine' | 'similar'>> {
  if (vector.every((x) => x === 0)) return { cosine: new Map() };
  const vectors = await memory.vectors(session);
  if (vectors === null) return { cosine: await inDatabase(session, vector, asked) };
  const compared = vectors.compare(vector);
  return { cosine: compared.nearest(asked.count, asked.wanted), similar: (key) => compared.of(key) };
}

/** Of so many that had the occupation the database compares the vectors. */
const MOST_OTHERS = 8000;
/** Of so few CVs every vector is read by its key. */
const FEW = 5000;

async function inDatabase(session: Session, vector: Float32Array, asked: Nearness): Promise<Map<number, number>> {
  const text = vectorText(vector);
  const { wanted, count } = asked;
  const few = wanted?.keys && wanted.keys.length <= FEW ? wanted.keys : null;
  const rows = few === null ? await nearest(session, text, asked) : await ofKeys(session, text, [...few], count);
  const found = new Map(rows.map((row) => [row.key, similarityOf(row)]));
  const others = [...new Set(asked.others(MOST_OTHERS))].filter((key) => !found.has(key));
  if (others.length > 0)
    for (const row of await ofKeys(session, text, others, null)) found.set(row.key, similarityOf(row));
  return found;
}

interface Row {
  key: number;
  distance: number;
}

function similarityOf({ distance }: Row): number {
  return 1 - distance ** 2 / 2;
}

async function ofKeys(session: Session, text: string, keys: number[], count: number | null): Promise<Row[]> {
  return session.rows<Row>(
    `WITH few AS MATERIALIZED (SELECT key, vector <-> $3::halfvec AS distance FROM ${vectorTable(session, session.state.generation)}
       WHERE tenant = $1 AND key = ANY($2::int[])) SELECT * FROM few ORDER BY distance LIMIT $4`,
    keys,
    text,
    count,
  );
}

/** By the index where the store is large. */
async function nearest(session: Session, text: string, { filter, count }: Nearness): Promise<Row[]> {
  await prepareVectors(session);
  const values = new Values();
  const asked = values.place(text);
  return session.rows<Row>(
    `SELECT key, vector <-> ${asked}::halfvec AS distance FROM ${vectorTable(session, session.state.generation)} AS one
     WHERE tenant = $1 AND ${wantedKeys('one.key', filter, values)} ORDER BY distance LIMIT ${values.place(count)}`,
    ...values.list,
  );
}

/**
 * For this transaction. With iterative scans the index goes on until enough vectors pass the filter. `ef_search`: with 100, the
 * usual value, a list of 2,000 lacks 5 in 100 and takes as long (docs/decisions/postgres-search.md).
 */
async function prepareVectors(session: Session): Promise<void> {
  const settings =
    session.state.cvs <= ALL_COMPARED
      ? 'SET LOCAL enable_indexscan = off'
      : "SET LOCAL hnsw.ef_search = 1000; SET LOCAL hnsw.iterative_scan = 'strict_order'; SET LOCAL hnsw.max_scan_tuples = 100000";
  await session.exec(settings);
}
