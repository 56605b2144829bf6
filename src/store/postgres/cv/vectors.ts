import type { ProcessedCv } from '../../../domain/index.js';
import type { Session } from '../database.js';
import { walled } from '../schema/wall.js';

/** A CV with its number in the store. */
export interface Keyed {
  key: number;
  cv: ProcessedCv;
}

/**
 * One vector a CV, in half precision: it only decides who is picked for scoring. Each tenant and generation has a table of its
 * own, so that a search never meets the vectors of another tenant, and a reindex replaces one table by another.
 */
export function vectorTable({ tenant }: Pick<Session, 'tenant'>, generation: number): string {
  return `vectors_${tenant}_${generation}`;
}

/** Up to this many CVs every vector is compared, which is exact, quicker than an index, and costs nothing when CVs are written. */
export const ALL_COMPARED = 20_000;

/** More dimensions than pgvector's index of half vectors takes are searched without one. */
export const MOST_INDEXED = 4000;

export async function createVectorTable(session: Session, generation: number, dimensions: number): Promise<void> {
  await session.exec(makeVectorTable(session.tenant, generation, dimensions));
}

/** The statements that make a table. A store that grows gets its index later (vector-index.ts). */
export function makeVectorTable(tenant: number, generation: number, dimensions: number): string {
  const table = vectorTable({ tenant }, generation);
  return `CREATE TABLE ${table} (tenant int NOT NULL, key int PRIMARY KEY, vector halfvec(${dimensions}) NOT NULL); ${walled(table)}`;
}

export function indexOf(owner: Pick<Session, 'tenant'>, generation: number): string {
  return `${vectorTable(owner, generation)}_vector_idx`;
}

/** The statement that makes its index, unless it is there. `concurrently`: in no transaction, while others write. */
export function makeVectorIndex(tenant: number, generation: number, { concurrently = false } = {}): string {
  const how = concurrently ? 'CONCURRENTLY' : '';
  return `CREATE INDEX ${how} IF NOT EXISTS ${indexOf({ tenant }, generation)} ON ${vectorTable({ tenant }, generation)}
    USING hnsw (vector halfvec_l2_ops) WITH (m = 16, ef_construction = 64)`;
}

export async function dropVectorTable(session: Session, generation: number): Promise<void> {
  await session.exec(`DROP TABLE IF EXISTS ${vectorTable(session, generation)}`);
  await session.run('DELETE FROM scoring WHERE tenant = $1 AND generation = $2', generation);
}

export async function insertVectorRows(
  session: Session,
  generation: number,
  cvs: { key: number; vector: Float32Array }[],
): Promise<void> {
  await session.run(
    `INSERT INTO ${vectorTable(session, generation)} (tenant, key, vector)
     SELECT $1, key, vector::halfvec FROM unnest($2::int[], $3::text[]) AS row(key, vector)`,
    cvs.map(({ key }) => key),
    cvs.map(({ vector }) => vectorText(vector)),
  );
}

/** As pgvector reads it. */
export function vectorText(vector: Float32Array): string {
  return `[${vector.join(',')}]`;
}
