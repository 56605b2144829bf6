import type { PoolClient } from 'pg';
import { FACTS, generationsIn, type MovedRow } from '../../port/move.js';
import { makeVectorTable } from '../cv/vectors.js';

/** See FACTS. */
export async function readFacts(client: PoolClient, tenant: number): Promise<MovedRow> {
  const { rows } = await client.query<MovedRow>({
    text: `SELECT ${FACTS.columns.join(', ')} FROM stores WHERE tenant = $1`,
    values: [tenant],
    rowMode: 'array',
  });
  return rows[0]!;
}

/** Makes the tables of vectors, too; without their index, which is quicker built at once. */
export async function writeFacts(client: PoolClient, tenant: number, row: MovedRow): Promise<void> {
  const set = FACTS.columns.map((column, i) => `${column} = $${i + 2}`).join(', ');
  await client.query(`UPDATE stores SET ${set} WHERE tenant = $1`, [tenant, ...row]);
  for (const { generation, dimensions } of generationsIn(row))
    await client.query(makeVectorTable(tenant, generation, dimensions));
}
