import type { Config } from '../config/config.js';
import { CvmatchError } from '../errors.js';
import type { Workspace } from '../open.js';
import { overdueSeconds } from '../service/schedule/index.js';
import type { ScheduledParts } from '../service/schedule/tasks.js';
import type { BackupLevels } from '../service/telemetry/metrics.js';
import { backup } from './backup.js';
import { scheduleSettings } from './schedule-settings.js';

/** What the periodic task `backup` does; null where no place for backups is configured. */
export function scheduledBackup(config: Config, version: string): ScheduledParts['backup'] {
  const { backupTo: to, backupKeep: keep } = config;
  if (to === null) return null;
  return async (signal) => {
    const made = await backup(config, { to, keep, full: false, version, signal, onProgress: () => undefined });
    if (made.damaged.length > 0) throw notPruned(made.damaged, to);
    const { tenants, originals, uploads, bytes, written, removed } = made;
    return { tenants, originals, uploads, bytes, written, removed: removed.length };
  };
}

function notPruned(ids: string[], where: string): CvmatchError {
  return new CvmatchError(
    'store_corrupt',
    `a backup was made, but no older one is deleted: the list of files of ${ids.join(', ')} is damaged`,
    { hint: `See \`cvmatch backup verify ${where}\`; delete the damaged lists there, then run this again.` },
  );
}

/** Figures of the backups of a workspace: the last of any kind, and whether the schedule keeps its times. */
export async function backupLevels({ config, store, lastBackup }: Workspace): Promise<BackupLevels> {
  const [last, runs] = await Promise.all([lastBackup(), store.scheduleRuns.last()]);
  const now = Date.now();
  const since = (iso: string): number => Math.max(0, now - Date.parse(iso)) / 1000;
  const run = runs.find(({ name }) => name === 'backup');
  const failedAt = run?.ok === false ? run.endedAt : null;
  const madeUp = failedAt !== null && last !== null && last.endedAt > failedAt;
  const begun = new Date(now - process.uptime() * 1000);
  return {
    last: last && { age: since(last.at), seconds: last.seconds, bytes: last.bytes, written: last.written },
    failed: failedAt === null || madeUp ? 0 : since(failedAt),
    overdue: overdueSeconds(scheduleSettings(config).backup.cron, last === null ? begun : new Date(last.at)),
  };
}
