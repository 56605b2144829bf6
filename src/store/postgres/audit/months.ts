import { idAt, monthOf } from '../../audit/record.js';
import type { Database, Session } from '../database.js';
import { walled } from '../schema/wall.js';

/** Name of the partition of a month such as `2026-11`. */
export function partitionOf(month: string): string {
  return `audit_records_${month.replace('-', '_')}`;
}

export function monthBefore(month: string): string {
  return new Date(boundsOf(month)[0] - 1).toISOString().slice(0, 7);
}

/** The first moment of a month, and of the one after it, in milliseconds since 1970. */
export function boundsOf(month: string): [number, number] {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return [Date.UTC(year, number - 1), Date.UTC(year, number)];
}

/** Partitions that this process knows of, by database. */
const known = new WeakMap<object, Set<string>>();

/**
 * Makes the partition for the month of what is sealed next. If that cannot be done just now, its records go where those of
 * all other months go, and are cleaned one by one.
 */
export async function ensureMonth(db: Database): Promise<void> {
  const first = await db.read((session) =>
    session.row<{ id: string }>('SELECT id FROM audit_open WHERE tenant = $1 ORDER BY id LIMIT 1'),
  );
  const month = first === undefined ? '' : monthOf(first.id);
  const there = known.get(db.server) ?? new Set();
  known.set(db.server, there);
  if (month === '' || there.has(month)) return;
  await db.write((session) => make(session, month)).catch(() => undefined);
  there.add(month);
}

async function make(session: Session, month: string): Promise<void> {
  const name = partitionOf(month);
  const [from, to] = boundsOf(month).map((ms) => idAt(ms));
  if (await session.has('SELECT 1 WHERE $1::int IS NOT NULL AND to_regclass($2) IS NOT NULL', name)) return;
  await session.exec(
    `CREATE TABLE ${name} PARTITION OF audit_records FOR VALUES FROM ('${from}') TO ('${to}'); ${walled(name)}`,
  );
}
