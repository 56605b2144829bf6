import type { Config } from '../config/config.js';
import { tenantFolder } from '../config/workspace.js';
import { CvmatchError } from '../errors.js';
import { ingestOptionsOf } from './ingest.js';
import { matchParts } from './match.js';
import { withWorkspace, type Workspace } from '../open.js';
import {
  describeSchedule,
  startSchedule,
  type Schedule,
  type ScheduleEntry,
  type ScheduleSettings,
} from '../service/schedule/index.js';
import type { Leader } from '../service/processes/presence.js';
import type { Observing } from '../service/telemetry/observer.js';
import { SCHEDULED, type ScheduledName } from '../service/schedule/names.js';
import { runScheduled, type RunReport } from '../service/schedule/run.js';
import type { ScheduledParts } from '../service/schedule/tasks.js';

/** Settings of the periodic tasks from the configuration. */
export function scheduleSettings(config: Config): ScheduleSettings {
  const times = (text: string): string | null => (text === 'off' ? null : text);
  return {
    parse: { cron: times(config.scheduleParse), batch: config.batchParse },
    'embed-cvs': { cron: times(config.scheduleEmbedCvs), batch: config.batchEmbedCvs },
    'embed-jds': { cron: times(config.scheduleEmbedJds), batch: config.batchEmbedJds },
    match: { cron: times(config.scheduleMatch), batch: config.batchMatch },
    explain: { cron: times(config.scheduleExplain), batch: config.batchExplain },
    retry: { cron: times(config.scheduleRetry), batch: config.batchRetry },
    retention: { cron: times(config.scheduleRetention), batch: null },
    'clean-up': { cron: times(config.scheduleCleanUp), batch: null },
  };
}

/** Runs the periodic tasks at their times, on an open workspace, until it is closed. */
export async function openSchedule(
  workspace: Workspace,
  seen: Observing,
  leader: Leader,
  onRun: (report: RunReport) => void,
): Promise<Schedule> {
  const stopping = new AbortController();
  const schedule = startSchedule(
    scheduleSettings(workspace.config),
    await scheduledParts(workspace, seen, stopping.signal),
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
  };
}

export async function listSchedule(config: Config): Promise<ScheduleEntry[]> {
  return withWorkspace(config, {}, async ({ store, tenant }) =>
    describeSchedule(scheduleSettings(config), await store.scheduleRuns.last(), tenant),
  );
}

/**
 * Runs one task by name, or all in order. A task that runs elsewhere is not waited for. @throws CvmatchError
 * `not_found`.
 */
export async function runSchedule(config: Config, name: string | null, signal: AbortSignal): Promise<RunReport[]> {
  const names = name === null ? [...SCHEDULED] : [namedOne(name)];
  return withWorkspace(config, {}, async (workspace) => {
    const parts = await scheduledParts(workspace, null, signal);
    const settings = scheduleSettings(config);
    const reports: RunReport[] = [];
    for (const one of names) {
      if (signal.aborted) break;
      reports.push(await runScheduled(one, parts, settings[one].batch));
    }
    return reports;
  });
}

function namedOne(name: string): ScheduledName {
  const found = SCHEDULED.find((one) => one === name);
  if (found === undefined)
    throw new CvmatchError('not_found', `no periodic task is called ${name}`, {
      hint: `There are: ${SCHEDULED.join(', ')}.`,
    });
  return found;
}
