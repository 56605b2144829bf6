import type { PoolClient } from 'pg';
import { markOf, MOVING, notAlone, positionOf } from '../../moved.js';
import type { MoveMark, MovePosition } from '../../port/move.js';
import type { Server } from '../server.js';

/** A table that is there for as long as a move is not complete: one row with its mark and how far it is. */
const TABLE = `CREATE TABLE ${MOVING} (single boolean PRIMARY KEY DEFAULT true CHECK (single), mark text NOT NULL, at text) WITH (fillfactor = 10)`;

/** Codes of PostgreSQL where another process has made a table, or is about to. */
const MADE_ALREADY = ['23505', '42P07'];

/** The move into this database that is not complete. */
export function moveInto(server: Server): Promise<MoveMark | null> {
  return server.transaction('', async (client) => ((await isThere(client)) ? markOf((await row(client)).mark) : null));
}

async function isThere(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [MOVING]);
  return rows[0]!.there;
}

async function row(client: PoolClient): Promise<{ mark: string; at: string | null }> {
  return (await client.query<{ mark: string; at: string | null }>(`SELECT mark, at FROM ${MOVING}`)).rows[0]!;
}

/** @throws CvmatchError `store_locked` if another process begins a move into this database at the same moment. */
export async function beginMark(client: PoolClient, where: string, mark: MoveMark): Promise<void> {
  await client.query(TABLE).catch((error: unknown) => {
    throw MADE_ALREADY.includes((error as { code?: string }).code ?? '') ? notAlone(where) : error;
  });
  await client.query(`INSERT INTO ${MOVING} (mark) VALUES ($1)`, [JSON.stringify(mark)]);
}

export async function endMark(client: PoolClient): Promise<void> {
  await client.query(`DROP TABLE IF EXISTS ${MOVING}`);
}

export function positionIn(server: Server): Promise<MovePosition | null> {
  return server.transaction('', async (client) => positionOf((await row(client)).at));
}

/** @throws CvmatchError `store_locked` if the position is not `before`: another process has moved on. */
export async function advance(
  client: PoolClient,
  where: string,
  before: MovePosition | null,
  next: MovePosition,
): Promise<void> {
  const set = `UPDATE ${MOVING} SET at = $1 WHERE at IS NOT DISTINCT FROM $2::text`;
  const { rowCount } = await client.query(set, [JSON.stringify(next), before === null ? null : JSON.stringify(before)]);
  if (rowCount !== 1) throw notAlone(where);
}
