import { cleanedUpTo, SEAL_COLUMNS, type AuditSeal } from '../../audit/chain.js';
import { idAt, monthOf } from '../../audit/record.js';
import type { Database, Session } from '../database.js';
import { keyOf } from './append.js';
import { heldChain, setChain } from './chain.js';
import { monthBefore, partitionOf } from './months.js';

/** Seals that one transaction removes. */
const AT_ONCE = 50;
/** Milliseconds to wait for those who use the records, before the next clean-up tries again. */
const WAIT_MS = 200;

/**
 * Removes the seals of months that are over since `before`, and the partitions that no tenant needs any more. Records that
 * lie in no partition of a month are deleted.
 */
export async function cleanSome(db: Database, before: number): Promise<{ records: number; more: boolean }> {
  const month = monthOf(idAt(before));
  const cleaned = await db.write((session) => forget(session, month));
  if (!cleaned.more) await dropMonths(db).catch(() => undefined);
  return cleaned;
}

/** `month`: the first that stays. */
async function forget(session: Session, month: string): Promise<{ records: number; more: boolean }> {
  const held = await heldChain(session);
  if (held === null) return { records: 0, more: false };
  const seals = await session.rows<AuditSeal>(
    `SELECT ${SEAL_COLUMNS.join(', ')} FROM audit_seals WHERE tenant = $1 AND number > $2 ORDER BY number LIMIT $3`,
    held.cleaned,
    AT_ONCE + 1,
  );
  const young = seals.findIndex((seal) => seal.month >= month);
  const old = young === -1 ? seals : seals.slice(0, young);
  const removed = old.slice(0, AT_ONCE);
  const last = removed.at(-1) ?? null;
  const more = old.length > removed.length;
  if (last !== null) {
    await session.run('DELETE FROM audit_seals WHERE tenant = $1 AND number <= $2', last.number);
    await session.run('DELETE FROM audit_records_other WHERE tenant = $1 AND seal <= $2', last.number);
  }
  if (!more) await keepFrom(session, month);
  const records = removed.reduce((sum, seal) => sum + seal.records, 0);
  await setChain(session, cleanedUpTo(await keyOf(session), held, last, { records, at: session.nowIso }));
  return { records, more };
}

/** Notes which months this tenant has nothing left of. Of an earlier one may remain what came late, behind what is young. */
async function keepFrom(session: Session, month: string): Promise<void> {
  const oldest = await session.row<{ month: string | null }>(
    'SELECT min(month) AS month FROM audit_seals WHERE tenant = $1',
  );
  const kept = oldest?.month ?? month;
  await session.run('UPDATE stores SET audit_month = $2 WHERE tenant = $1', monthBefore(kept < month ? kept : month));
}

/** Drops the partitions of months that are over for every tenant. */
async function dropMonths(db: Database): Promise<void> {
  const names = await db.read((session) =>
    session.rows<{ name: string; month: string }>(
      `SELECT relname::text AS name, replace(substr(relname, ${partitionOf('').length + 1}), '_', '-') AS month FROM pg_class
       WHERE $1::int IS NOT NULL AND relispartition AND relnamespace = current_schema()::regnamespace
         AND relname ~ '^${partitionOf('')}[0-9]{4}_[0-9]{2}$' AND replace(substr(relname, ${partitionOf('').length + 1}), '_', '-')
           <= (SELECT min(audit_month) FROM stores)`,
    ),
  );
  for (const { name, month } of names)
    await db.write(async (session) => {
      // Whoever seals holds a lock on the table until it is noted of which month.
      await session.exec(`SET LOCAL lock_timeout = ${WAIT_MS}; LOCK TABLE audit_records IN ACCESS EXCLUSIVE MODE`);
      if (await session.has('SELECT 1 FROM stores WHERE $1::int IS NOT NULL AND audit_month < $2', month)) return;
      await session.exec(`ALTER TABLE audit_records DETACH PARTITION ${name}; DROP TABLE ${name}`);
    });
}
