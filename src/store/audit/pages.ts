import type { AuditFigures, AuditPage } from '../port/index.js';
import type { AuditChain } from './chain.js';
import { recordOf, timeOf, type AuditRow } from './record.js';

/** Greater than every id of a record. */
export const END = 'g';

/** `found`: one more than `limit` if there are more. `looked`: the last that was looked at, if there may be more behind it. */
export function pageOf(found: AuditRow[], limit: number, looked: string | null): AuditPage {
  const records = found.slice(0, limit);
  return { records: records.map(recordOf), next: found.length > limit ? records.at(-1)!.id : looked };
}

/** Latest records whose mean length stands for that of all. */
export const SAMPLE = 500;

/** `bytes`: of a record, null if none is sealed. `oldest`: ids of those that may be the oldest. */
export function figuresFrom(
  { sealed, open, bytes, oldest }: { sealed: number; open: number; bytes: number | null; oldest: (string | null)[] },
  chain: AuditChain | null,
): AuditFigures {
  const [first] = oldest.filter((id) => id !== null).sort();
  return {
    records: sealed + open,
    open,
    bytes: Math.round(sealed * (bytes ?? 0)),
    oldest: first === undefined ? null : new Date(timeOf(first)).toISOString(),
    cleanedAt: chain?.cleanedAt || null,
    cleanedRecords: chain?.cleanedRecords ?? 0,
  };
}
