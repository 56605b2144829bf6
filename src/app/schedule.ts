import type { Config } from '../config/config.js';
import { tenantFolder } from '../config/workspace.js';
import { scheduledBackup } from './backup-levels.js';
import { scheduleSettings } from './schedule-settings.js';
import { ingestOptionsOf } from './ingest.js';
import { matchParts } from './match.js';
import { withWorkspace, type Workspace } from '../open.js';
import {
  describeSchedule,
  requireOwn,
  startSchedule,
  type Schedule,
  type ScheduleEntry,
} from '../service/schedule/index.js';
import type { Leader } from '../service/processes/presence.js';
import type { Observing } from '../service/telemetry/observer.js';
import { scheduledFor } from '../service/schedule/names.js';
import { runScheduled, type RunReport } from '../service/schedule/run.js';
import type { ScheduledParts } from '../service/schedule/tasks.js';

/** Runs the periodic tasks at their times, on an open workspace, until it is closed. */
export async function openSchedule(
  workspace: Workspace,
  seen: Observing,
  { leader, version }: { leader: Leader; version: string },
  onRun: (report: RunReport) => void,
): Promise<Schedule> {
  const stopping = new AbortController();
  const schedule = startSchedule(
    scheduleSettings(workspace.config),
    await scheduledParts(workspace, seen, version, stopping.signal),
    { leader, onRun, tenant: workspace.tenant },
  );
  return {
    ...schedule,
    close: () => {
      stopping.abort();
      return schedule.close();
    },
  };
}

async function scheduledParts(
  workspace: Workspace,
  seen: Observing | null,
  version: string,
  signal: AbortSignal,
): Promise<ScheduledParts> {
  const { store, queue, uploads, originals, keepsUploads, config } = workspace;
  return {
    store,
    queue,
    uploads,
    originals,
    keepsUploads,
    tellBackups: () => workspace.tellBackups(),
    knownBackups: () => workspace.knownBackups(),
    certificates: workspace.certificates,
    seen,
    signal,
    pool: () => workspace.pool(),
    modelInUse: await workspace.model(),
    reading: await ingestOptionsOf(workspace, {}),
    match: await matchParts(workspace),
    jds: () => store.jds.list(),
    cacheTtlMs: config.cacheTtl,
    keepMs: config.keepEnded,
    auditMs: config.auditRetention,
    place: tenantFolder(workspace.folder, workspace.tenant),
    backup: scheduledBackup(workspace.config, version),
  };
}

export async function listSchedule(config: Config): Promise<ScheduleEntry[]> {
  return withWorkspace(config, {}, async ({ store, tenant }) =>
    describeSchedule(scheduleSettings(config), await store.scheduleRuns.last(), tenant),
  );
}

export interface ScheduleRunRequest {
  /** Null: all of the tenant's that have what they need, in their order. */
  name: string | null;
  /** The version of cvmatch. */
  version: string;
  signal: AbortSignal;
}

/**
 * Runs one task by name, or all in order. A task that runs elsewhere is not waited for. @throws CvmatchError
 * `not_found`.
 */
export async function runSchedule(config: Config, { name, version, signal }: ScheduleRunRequest): Promise<RunReport[]> {
  const names =
    name === null
      ? scheduledFor(config.tenant).filter((one) => one !== 'backup' || config.backupTo !== null)
      : [requireOwn(name, config.tenant)];
  return withWorkspace(config, {}, async (workspace) => {
    const parts = await scheduledParts(workspace, null, version, signal);
    const settings = scheduleSettings(config);
    const reports: RunReport[] = [];
    for (const one of names) {
      if (signal.aborted) break;
      reports.push(await runScheduled(one, parts, settings[one].batch));
    }
    return reports;
  });
}
