import { setTimeout as pause } from 'node:timers/promises';
import type { AuditLog } from '../../store/port/index.js';
import { settleAudit } from './keep.js';

/** Milliseconds between two steps, in which others write. */
const BETWEEN_MS = 5;

/**
 * Removes what is older than `before` (milliseconds since 1970), in small steps, and records that it did. Stops at the signal;
 * the next run continues. Returns the number of records.
 */
export async function cleanAudit(
  place: string,
  audit: AuditLog,
  before: number,
  signal?: AbortSignal,
): Promise<number> {
  await settleAudit(place, audit);
  let removed = 0;
  for (let more = true; more && signal?.aborted !== true;) {
    const step = await audit.clean(before);
    removed += step.records;
    ({ more } = step);
    if (more) await pause(BETWEEN_MS);
  }
  if (removed > 0) await audit.note([{ action: 'audit', detail: 'audit clean-up', count: removed }]);
  return removed;
}
