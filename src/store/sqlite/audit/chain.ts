import {
  cleanedUpTo,
  NEW_CHAIN,
  nextSegment,
  SEAL_COLUMNS,
  sealOf,
  SEGMENT,
  signedChain,
  type AuditChain,
  type AuditSeal,
} from '../../audit/chain.js';
import { idAt, type AuditRow } from '../../audit/record.js';
import type { Database } from '../database.js';
import { COLUMNS, keyOf } from './append.js';

const CHAIN = `SELECT head, head_mac AS headMac, cleaned, cleaned_mac AS cleanedMac, cleaned_records AS cleanedRecords,
  cleaned_at AS cleanedAt, mac FROM audit_chain ORDER BY id LIMIT 1`;

export function chainOf(db: Database): AuditChain | null {
  return (db.sql(CHAIN).get() as AuditChain | undefined) ?? null;
}

function chainNow(db: Database): AuditChain {
  return chainOf(db) ?? signedChain(keyOf(db), NEW_CHAIN);
}

function setChain(db: Database, chain: AuditChain): void {
  const { head, headMac, cleaned, cleanedMac, cleanedRecords, cleanedAt, mac } = chain;
  db.sql(
    `INSERT OR REPLACE INTO audit_chain (id, head, head_mac, cleaned, cleaned_mac, cleaned_records, cleaned_at, mac)
     VALUES ('1', ?, ?, ?, ?, ?, ?, ?)`,
  ).run(head, headMac, cleaned, cleanedMac, cleanedRecords, cleanedAt, mac);
}

/** Seals one segment within a transaction; returns its number of records. */
export function sealNext(db: Database): number {
  const open = db.sql(`SELECT ${COLUMNS} FROM audit_open ORDER BY id LIMIT ?`).all(SEGMENT) as AuditRow[];
  const segment = nextSegment(open);
  if (segment.length === 0) return 0;
  const { seal, chain } = sealOf(keyOf(db), chainNow(db), segment);
  db.sql(
    `INSERT INTO audit_records (${COLUMNS}, seal) SELECT ${COLUMNS}, ? FROM audit_open WHERE id <= ? ORDER BY id`,
  ).run(seal.number, seal.last);
  db.sql('DELETE FROM audit_open WHERE id <= ?').run(seal.last);
  db.sql(`INSERT INTO audit_seals (${SEAL_COLUMNS.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?)`).run(
    ...SEAL_COLUMNS.map((column) => seal[column]),
  );
  setChain(db, chain);
  return segment.length;
}

/** Segments that one transaction removes: so few that nobody waits for it noticeably, since pages are overwritten as well. */
const AT_ONCE = 1;

export function cleanSome(db: Database, before: number): { records: number; more: boolean } {
  const chain = chainNow(db);
  const seals = db
    .sql(`SELECT ${SEAL_COLUMNS.join(', ')} FROM audit_seals WHERE number > ? ORDER BY number LIMIT ?`)
    .all(chain.cleaned, AT_ONCE + 1) as AuditSeal[];
  const young = seals.findIndex(({ last }) => last >= idAt(before));
  const old = young === -1 ? seals : seals.slice(0, young);
  const removed = old.slice(0, AT_ONCE);
  for (const { number, first, last } of removed) {
    db.sql('DELETE FROM audit_records WHERE id >= ? AND id <= ? AND seal = ?').run(first, last, number);
    db.sql('DELETE FROM audit_seals WHERE number = ?').run(number);
  }
  const records = removed.reduce((sum, seal) => sum + seal.records, 0);
  setChain(db, cleanedUpTo(keyOf(db), chain, removed.at(-1) ?? null, { records, at: db.nowIso() }));
  return { records, more: old.length > removed.length };
}
