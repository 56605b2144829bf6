import type { Leases } from '../../port/lease.js';
import type { Database, Session } from '../database.js';

/**
 * A table whose rows are held by an owner for a limited time; see `Leases`. It needs the columns id, owner and
 * lease_until (milliseconds).
 */
export interface Leased {
  table: string;
  /** Condition: the row is held. */
  held: string;
  /** Assignments for further columns when a row is taken and when it is released. `$2` is the current time, ISO. */
  taken: string;
  freed: string;
}

/** Call inside a transaction that has locked the rows and checked that they are free. Returns them, without order. */
export async function takeLeases<T>(
  session: Session,
  { table, taken }: Leased,
  ids: number[],
  { owner, leaseMs, returning }: { owner: string; leaseMs: number; returning: string },
): Promise<T[]> {
  if (ids.length === 0) return [];
  return session.rows<T>(
    `UPDATE ${table} SET ${taken}, owner = $3, lease_until = $4 WHERE tenant = $1 AND id = ANY($5::bigint[]) RETURNING ${returning}`,
    session.nowIso,
    owner,
    session.now + leaseMs,
    ids,
  );
}

/** Releases those of the rows selected by `where` whose time has ended; rows that others are changing are left. */
export async function expireLeases(
  session: Session,
  leased: Leased,
  where = 'true',
  ...values: unknown[]
): Promise<void> {
  const { table, held, freed } = leased;
  const late = `SELECT id FROM ${table} WHERE tenant = $1 AND ${held} AND lease_until <= $3 AND ${where} FOR UPDATE SKIP LOCKED`;
  await session.run(
    `UPDATE ${table} SET ${freed} WHERE tenant = $1 AND id IN (${late})`,
    session.nowIso,
    session.now,
    ...values,
  );
}

/** `where`: its values from $3 on. */
export async function freeLeases(session: Session, leased: Leased, where: string, ...values: unknown[]): Promise<void> {
  const { table, held, freed } = leased;
  await session.run(
    `UPDATE ${table} SET ${freed} WHERE tenant = $1 AND ${held} AND ${where}`,
    session.nowIso,
    ...values,
  );
}

/** The lease methods of a repository, for leases on its rows. */
export function leasesOf(db: Database, leased: Leased): Leases {
  const { table, held } = leased;
  const owners = `SELECT DISTINCT owner FROM ${table} WHERE tenant = $1 AND ${held} AND owner IS NOT NULL`;
  const extend = `UPDATE ${table} SET lease_until = $2 WHERE tenant = $1 AND ${held} AND owner = $3`;
  return {
    extend: (owner, leaseMs) =>
      db.write(async (session) => {
        await session.run(extend, session.now + leaseMs, owner);
      }),
    release: (names) => db.write((session) => freeLeases(session, leased, 'owner = ANY($3::text[])', names)),
    owners: () => db.read(async (session) => (await session.rows<{ owner: string }>(owners)).map((row) => row.owner)),
  };
}
