import type { Leases } from '../../port/lease.js';
import type { Database } from '../database.js';

/**
 * A table whose rows are held by an owner for a limited time; see `Leases`. It needs the columns id, owner and
 * lease_until (milliseconds).
 */
export interface Leased {
  table: string;
  /** Condition: the row is held. */
  held: string;
  /** Assignments for further columns when a row is taken and when it is released. `@now` is the current time, ISO. */
  taken: string;
  freed: string;
}

/** Call inside a transaction that has checked that the row is free. */
export function takeLease(db: Database, { table, taken }: Leased, id: number, owner: string, leaseMs: number): void {
  db.sql(`UPDATE ${table} SET ${taken}, owner = ?, lease_until = ? WHERE id = ?`).run(
    owner,
    db.now() + leaseMs,
    id,
    stamp(db),
  );
}

/** Releases those of the rows selected by `where` whose time has ended. */
export function expireLeases(db: Database, leased: Leased, where = 'true', ...values: unknown[]): void {
  freeLeases(db, leased, `lease_until <= ? AND ${where}`, db.now(), ...values);
}

export function freeLeases(db: Database, leased: Leased, where: string, ...values: unknown[]): void {
  const { table, held, freed } = leased;
  db.sql(`UPDATE ${table} SET ${freed} WHERE ${held} AND ${where}`).run(...values, stamp(db));
}

/** The lease methods of a repository, for leases on its rows. */
export function leasesOf(db: Database, leased: Leased): Leases {
  const { table, held } = leased;
  const owners = `SELECT DISTINCT owner FROM ${table} WHERE ${held} AND owner IS NOT NULL`;
  const extend = `UPDATE ${table} SET lease_until = ? WHERE ${held} AND owner = ?`;
  return {
    extend: (owner, leaseMs) => db.write(() => void db.sql(extend).run(db.now() + leaseMs, owner)),
    release: (names) =>
      db.write(() => {
        names.forEach((owner) => {
          freeLeases(db, leased, 'owner = ?', owner);
        });
      }),
    owners: () => db.reading(() => (db.sql(owners).all() as { owner: string }[]).map((row) => row.owner)),
  };
}

function stamp(db: Database): { now: string } {
  return { now: db.nowIso() };
}
