import { keepErasing } from '../govern/erasure-keeper.js';
import { keepPacking } from '../match/pack-words.js';
import { PROCESS_ID } from '../ingest/owner.js';
import type { Config } from '../config/config.js';
import { DEFAULT_TENANT } from '../domain/index.js';
import type { OpenOptions, Workspace } from '../open.js';
import { Alerts } from '../service/alerts/engine.js';
import { PlaceWatch } from '../service/places/watch.js';
import { postNotice } from '../service/alerts/webhook.js';
import { openLog } from '../service/telemetry/log.js';
import { openMetrics, openTenantMetrics, type AuditLevels, type LevelSources } from '../service/telemetry/metrics.js';
import { SharedCounts } from '../service/telemetry/shared-counts.js';
import type { AuditFigures, ProfileSizes } from '../store/port/index.js';
import { backupLevels } from './backup-levels.js';
import { retentionLevels } from './retention-levels.js';
import { workObserver, type Observing } from '../service/telemetry/observer.js';
import { openTracing } from '../service/telemetry/tracing.js';

/** Metrics, traces and log of a process, and of each tenant in it. */
export interface Observed {
  /** Of the process: all tenants together. */
  process: Observing;
  /** Of one tenant; whatever is counted here is also counted for the process. */
  of(tenant: string): Observing;
  /** The observer with which the workspace is opened. */
  observer: NonNullable<OpenOptions['observer']>;
  /** Sets the workspace from which the metrics of its tenant read their levels, e.g. the length of the queue. */
  watch(workspace: Workspace): void;
  /** Has the metrics of the process tell whether store, queue and files answer. */
  watchPlaces(workspace: Workspace): PlaceWatch;
  /** What other processes are told of what this one counted. */
  shared: SharedCounts;
  /** Ends the metrics of a tenant. */
  forget(tenant: string): void;
}

/** Runs `body` with metrics, traces and a log. */
export async function withObserving<T>(
  config: Config,
  version: string,
  body: (observed: Observed) => Promise<T>,
): Promise<T> {
  const watched = new Map<string, Workspace>();
  const log = openLog(config);
  let places: PlaceWatch | null = null;
  const process: Observing = {
    log,
    metrics: openMetrics(
      levelsOf(() => [...watched.values()]),
      async () => places?.look() ?? null,
    ),
    tracing: await openTracing(config.otlpEndpoint, version),
  };
  const shared = new SharedCounts();
  shared.add(null, process.metrics);
  const tenants = new Map<string, Observing>();
  const of = (tenant: string): Observing => {
    const known = tenants.get(tenant);
    if (known !== undefined) return known;
    const metrics = openTenantMetrics(
      levelsOf(() => some(watched.get(tenant))),
      process.metrics,
    );
    const opened = { ...process, metrics };
    tenants.set(tenant, opened);
    shared.add(tenant, metrics);
    return opened;
  };
  const forget = (tenant: string): void => {
    watched.delete(tenant);
    shared.forget(tenant);
    tenants.get(tenant)?.metrics.close();
    tenants.delete(tenant);
  };
  try {
    return await body({
      process,
      of,
      observer: (tenant) => workObserver(tenant === null ? process : of(tenant), config.slowQuery),
      watch: (workspace) => void watched.set(workspace.tenant, workspace),
      watchPlaces: (workspace) =>
        (places = new PlaceWatch(workspace.places, Date.now, (place, error) => {
          log.warn({ place, err: error }, 'a place does not answer');
        })),
      shared,
      forget,
    });
  } finally {
    for (const tenant of [...tenants.keys()]) forget(tenant);
    process.metrics.close();
    await process.tracing.close();
  }
}

function some(workspace: Workspace | undefined): Workspace[] {
  return workspace === undefined ? [] : [workspace];
}

/** Evaluates the alerts at intervals until it is stopped. To be called once this process is listed. */
export function startAlerts(
  { alertWebhook, alertInterval }: Config,
  { metrics, log }: Observing,
  { registry }: Workspace,
): { alerts: Alerts; stop: () => void } {
  const send =
    alertWebhook === null ? null : (notice: Parameters<typeof postNotice>[1]) => postNotice(alertWebhook, notice);
  const alerts = new Alerts({ process: PROCESS_ID, metrics, repository: registry.alerts, send, log, now: Date.now });
  const evaluate = (): void => {
    alerts.evaluate().catch((error: unknown) => {
      log.error({ err: error }, 'the alerts could not be evaluated');
    });
  };
  evaluate();
  const timer = setInterval(evaluate, alertInterval).unref();
  return {
    alerts,
    stop: () => {
      clearInterval(timer);
    },
  };
}

/** Continues removals that could not be finished at once, and packs words, until it is stopped. */
export function startUpkeep({ log }: Observing, workspace: Workspace): () => Promise<void> {
  const stops = [
    keepErasing(workspace, (error) => {
      log.warn({ err: error }, 'a removal could not be finished just now; trying again');
    }),
    keepPacking(workspace.store.search, (error) => {
      log.warn({ err: error }, 'words could not be packed just now; trying again');
    }),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

/** Of several tenants together. */
function levelsOf(workspaces: () => Workspace[]): LevelSources {
  const all = async <T>(read: (workspace: Workspace) => Promise<T>): Promise<T[]> => {
    const open = workspaces();
    if (open.length === 0) throw new Error('no workspace is open yet');
    return Promise.all(open.map(read));
  };
  return {
    tasks: async () => {
      const counts = await all(({ queue }) => queue.counts());
      return {
        backlog: sum(counts, ({ pending, running }) => pending + running),
        deadLetters: sum(counts, ({ dead }) => dead),
      };
    },
    store: async () => {
      const summaries = await all(({ store }) => store.summary());
      return { storeBytes: sum(summaries, ({ bytes }) => bytes), cvs: sum(summaries, ({ cvs }) => cvs) };
    },
    audit: async () => auditLevels(await all(auditFacts)),
    retention: async () => retentionLevels(await all((workspace) => Promise.resolve(workspace))),
    profiles: async () => profilesOf(await all(({ store }) => store.cvs.profileSizes())),
    backup: async () => {
      const home = workspaces().find(({ tenant }) => tenant === DEFAULT_TENANT);
      return home === undefined ? null : backupLevels(home);
    },
    // The threads are those of the process, whoever asks.
    pool: () => Promise.resolve(workspaces()[0]?.poolLoad() ?? null),
  };
}

/** Of several tenants together. */
function profilesOf(all: ProfileSizes[]): ProfileSizes {
  const profiles = sum(all, (one) => one.profiles);
  const mean = (pick: (one: ProfileSizes) => number): number =>
    sum(all, (one) => pick(one) * one.profiles) / Math.max(1, profiles);
  return {
    profiles,
    mean: mean((one) => one.mean),
    largest: Math.max(0, ...all.map((one) => one.largest)),
    large: sum(all, (one) => one.large),
    storedShare: profiles === 0 ? 1 : mean((one) => one.storedShare),
  };
}

interface AuditFacts {
  figures: AuditFigures;
  /** When the last clean-up failed, in milliseconds since 1970; null: it did not. */
  failedAt: number | null;
}

async function auditFacts({ store }: Workspace): Promise<AuditFacts> {
  const run = (await store.scheduleRuns.last()).find(({ name }) => name === 'clean-up');
  const failedAt = run?.ok === false && run.endedAt !== null ? Date.parse(run.endedAt) : null;
  return { figures: await store.audit.figures(), failedAt };
}

/** Of several tenants together: the oldest of the ages. */
function auditLevels(all: AuditFacts[]): AuditLevels {
  const now = Date.now();
  const longest = (times: (number | null)[]): number | null => {
    const known = times.filter((time) => time !== null);
    return known.length === 0 ? null : Math.max(0, now - Math.min(...known)) / 1000;
  };
  const time = (text: string | null): number | null => (text === null ? null : Date.parse(text));
  return {
    records: sum(all, ({ figures }) => figures.records),
    bytes: sum(all, ({ figures }) => figures.bytes),
    oldest: longest(all.map(({ figures }) => time(figures.oldest))),
    cleaned: longest(all.map(({ figures }) => time(figures.cleanedAt))),
    failed: longest(all.map(({ failedAt }) => failedAt)) ?? 0,
  };
}

function sum<T>(all: T[], pick: (one: T) => number): number {
  return all.reduce((total, one) => total + pick(one), 0);
}
