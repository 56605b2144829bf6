import type { AuditFact } from '../../../domain/index.js';
import { actingNow } from '../../audit/acting.js';
import { AuditKey } from '../../audit/key.js';
import { ROW_COLUMNS, rowsOf, type AuditRow } from '../../audit/record.js';
import type { Database } from '../database.js';

/** The key of each open database, which remembers pseudonyms. */
const keys = new WeakMap<Database, { secret: string; key: AuditKey }>();

/** Null before the first record. */
export function knownKey(db: Database): AuditKey | null {
  const stored = db.sql('SELECT secret FROM audit_keys ORDER BY id LIMIT 1').get() as { secret: string } | undefined;
  if (stored === undefined) return null;
  const known = keys.get(db);
  if (known?.secret === stored.secret) return known.key;
  const key = new AuditKey(stored.secret);
  keys.set(db, { secret: stored.secret, key });
  return key;
}

/** Within a transaction, since the first call makes it. */
export function keyOf(db: Database): AuditKey {
  const known = knownKey(db);
  if (known !== null) return known;
  const secret = AuditKey.newSecret();
  db.sql('INSERT INTO audit_keys (id, secret, made_at) VALUES (?, ?, ?)').run('1', secret, db.nowIso());
  return new AuditKey(secret);
}

/** Writes down, in the transaction that makes a change, what the present actor did. */
export function appendFacts(db: Database, facts: readonly AuditFact[]): void {
  if (facts.length === 0) return;
  insertRows(db, rowsOf(keyOf(db), actingNow(), facts, db.now()));
}

export const COLUMNS = ROW_COLUMNS.join(', ');
const PLACES = ROW_COLUMNS.map(() => '?').join(', ');
/** A record that was taken in before may be sealed by now. */
const INSERT = `INSERT INTO audit_open (${COLUMNS}) SELECT ${PLACES}
  WHERE NOT EXISTS (SELECT 1 FROM audit_records WHERE id = ?) ON CONFLICT (id) DO NOTHING`;

/** Returns how many were new. */
export function insertRows(db: Database, rows: readonly AuditRow[]): number {
  const insert = db.sql(INSERT);
  return rows.reduce((sum, row) => sum + insert.run(...ROW_COLUMNS.map((column) => row[column]), row.id).changes, 0);
}
