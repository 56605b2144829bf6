import {
  NEW_CHAIN,
  nextSegment,
  SEAL_COLUMNS,
  sealOf,
  SEGMENT,
  signedChain,
  type AuditChain,
} from '../../audit/chain.js';
import type { AuditRow } from '../../audit/record.js';
import type { Session } from '../database.js';
import { COLUMNS, keyOf } from './append.js';
import { monthBefore } from './months.js';

const CHAIN = `SELECT head, head_mac AS "headMac", cleaned, cleaned_mac AS "cleanedMac", cleaned_records AS "cleanedRecords",
  cleaned_at AS "cleanedAt", mac FROM audit_chain WHERE tenant = $1 ORDER BY id LIMIT 1`;

export async function chainOf(session: Session): Promise<AuditChain | null> {
  return (await session.row<AuditChain>(CHAIN)) ?? null;
}

/** Held until the end of the transaction; null while another process seals or cleans this tenant's log. */
export async function heldChain(session: Session): Promise<AuditChain | null> {
  const held = await session.row<AuditChain>(`${CHAIN} FOR UPDATE SKIP LOCKED`);
  if (held !== undefined) return held;
  if ((await chainOf(session)) !== null) return null;
  // The first time. Whoever is second waits here for the first, and finds the row.
  const chain = signedChain(await keyOf(session), NEW_CHAIN);
  const { head, headMac, cleaned, cleanedMac, cleanedRecords, cleanedAt, mac } = chain;
  await session.insert(
    'audit_chain',
    ['id', 'head', 'head_mac', 'cleaned', 'cleaned_mac', 'cleaned_records', 'cleaned_at', 'mac'],
    [['1', head, headMac, cleaned, cleanedMac, cleanedRecords, cleanedAt, mac]],
    'ON CONFLICT (tenant, id) DO NOTHING',
  );
  return (await session.row<AuditChain>(`${CHAIN} FOR UPDATE SKIP LOCKED`)) ?? null;
}

export async function setChain(session: Session, chain: AuditChain): Promise<void> {
  const { head, headMac, cleaned, cleanedMac, cleanedRecords, cleanedAt, mac } = chain;
  await session.run(
    `UPDATE audit_chain SET head = $2, head_mac = $3, cleaned = $4, cleaned_mac = $5, cleaned_records = $6, cleaned_at = $7, mac = $8
     WHERE tenant = $1`,
    ...[head, headMac, cleaned, cleanedMac, cleanedRecords, cleanedAt, mac],
  );
}

/** Seals one segment; returns its number of records. */
export async function sealNext(session: Session): Promise<number> {
  const held = await heldChain(session);
  if (held === null) return 0;
  const open = await session.rows<AuditRow>(
    `SELECT ${COLUMNS} FROM audit_open WHERE tenant = $1 ORDER BY id LIMIT $2`,
    SEGMENT,
  );
  const segment = nextSegment(open);
  if (segment.length === 0) return 0;
  const { seal, chain } = sealOf(await keyOf(session), held, segment);
  const ids = segment.map(({ id }) => id);
  // By their ids: an older one may have been committed since they were read, and is of a later segment.
  await session.run(
    `WITH moved AS (DELETE FROM audit_open WHERE tenant = $1 AND id = ANY($2::text[]) RETURNING ${COLUMNS})
     INSERT INTO audit_records (tenant, seal, ${COLUMNS}) SELECT $1, $3::int, ${COLUMNS} FROM moved`,
    ids,
    seal.number,
  );
  // Its partition is not dropped from now on.
  await session.run(
    'UPDATE stores SET audit_month = $2 WHERE tenant = $1 AND audit_month >= $3',
    monthBefore(seal.month),
    seal.month,
  );
  await session.insert('audit_seals', SEAL_COLUMNS, [SEAL_COLUMNS.map((column) => seal[column])]);
  await setChain(session, chain);
  return segment.length;
}
