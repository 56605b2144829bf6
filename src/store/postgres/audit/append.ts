import type { AuditFact } from '../../../domain/index.js';
import { actingNow } from '../../audit/acting.js';
import { AuditKey } from '../../audit/key.js';
import { ROW_COLUMNS, rowsOf, type AuditRow } from '../../audit/record.js';
import type { Database, Session } from '../database.js';

export const COLUMNS = ROW_COLUMNS.join(', ');

/** The key of each open store, which never changes; it remembers pseudonyms. */
const keys = new WeakMap<Database, AuditKey>();
/** Transactions that made a key, which others may never see. */
const makers = new WeakSet<Session>();

/** Null before the first record. */
export async function knownKey(session: Session): Promise<AuditKey | null> {
  const known = keys.get(session.db);
  if (known !== undefined) return known;
  const sql = 'SELECT secret FROM audit_keys WHERE tenant = $1 ORDER BY id LIMIT 1';
  const stored = await session.row<{ secret: string }>(sql);
  if (stored === undefined) return null;
  const key = new AuditKey(stored.secret);
  if (!makers.has(session)) keys.set(session.db, key);
  return key;
}

/** The key of the tenant's log, which the first call makes. */
export async function keyOf(session: Session): Promise<AuditKey> {
  const known = await knownKey(session);
  if (known !== null) return known;
  makers.add(session);
  const made = [['1', AuditKey.newSecret(), session.nowIso]];
  await session.insert('audit_keys', ['id', 'secret', 'made_at'], made, 'ON CONFLICT (tenant, id) DO NOTHING');
  return (await knownKey(session))!;
}

/** Writes down, in the transaction that makes a change, what the present actor did. */
export async function appendFacts(session: Session, facts: readonly AuditFact[]): Promise<void> {
  if (facts.length === 0) return;
  const rows = rowsOf(await keyOf(session), actingNow(), facts, session.now);
  await session.insert(
    'audit_open',
    ROW_COLUMNS,
    rows.map((row) => ROW_COLUMNS.map((column) => row[column])),
  );
}

/** Leaves out those that are there, sealed or not; returns how many were new. */
export async function takeRows(session: Session, rows: readonly AuditRow[]): Promise<number> {
  let taken = 0;
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE);
    const columns = ROW_COLUMNS.map((column) => some.map((row) => row[column]));
    const arrays = ROW_COLUMNS.map((column, i) => `$${i + 2}::${column === 'things' ? 'int' : 'text'}[]`);
    taken += await session.run(
      `INSERT INTO audit_open (tenant, ${COLUMNS})
       SELECT $1, given.* FROM unnest(${arrays.join(', ')}) AS given(${COLUMNS})
       WHERE NOT EXISTS (SELECT 1 FROM audit_records AS known WHERE known.tenant = $1 AND known.id = given.id)
       ON CONFLICT (tenant, id) DO NOTHING`,
      ...columns,
    );
  }
  return taken;
}

const AT_ONCE = 500;
