import type { AuditFact } from '../../domain/index.js';
import type { AuditLog } from '../../store/port/index.js';
import { ReadLog, takeLeftReads } from './read-log.js';

/** Milliseconds: how long a read waits in its file, and a record for its seal. */
const KEEP_MS = 5000;
/** Segments that are sealed in one go: the rest waits for the next. */
const MOST_SEGMENTS = 50;

/** What a running process does for the audit log of one tenant. */
export interface AuditKeeping {
  /** See `ReadLog.note`. */
  note(facts: readonly AuditFact[]): Promise<void>;
  close(): Promise<void>;
}

/** `place`: the folder of the tenant. Takes in reads and seals records until it is closed. */
export async function keepAudit(
  place: string,
  audit: AuditLog,
  onError: (error: unknown) => void,
): Promise<AuditKeeping> {
  const reads = await ReadLog.open(place, audit);
  let running: Promise<void> = Promise.resolve();
  const keep = (): void => {
    running = running
      .then(() => reads.takeIn())
      .then(() => sealSome(audit))
      .catch(onError);
  };
  const timer = setInterval(keep, KEEP_MS).unref();
  return {
    note: (facts) => reads.note(facts),
    close: async () => {
      clearInterval(timer);
      await running;
      await reads.close();
      await sealSome(audit).catch(onError);
    },
  };
}

/** For a command, before it ends: takes in what other processes left, and seals what it wrote itself. */
export async function settleAudit(place: string, audit: AuditLog): Promise<void> {
  await takeLeftReads(place, audit);
  await sealSome(audit);
}

/** Seals what is open, as long as nobody else does. */
export async function sealSome(audit: Pick<AuditLog, 'open' | 'seal'>): Promise<void> {
  if ((await audit.open('', 1)).length === 0) return;
  for (let segments = 0; segments < MOST_SEGMENTS && (await audit.seal()) > 0; segments++);
}
