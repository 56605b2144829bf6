import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, type Registry } from 'prom-client';
import { within } from '../../domain/index.js';
import type { PlaceAnswers } from '../places/watch.js';
import type { BackupLevels, LevelSources } from './metrics-port.js';

export function levelMetrics(
  registry: Registry,
  sources: Pick<LevelSources, 'tasks' | 'store' | 'audit' | 'retention' | 'profiles' | 'backup'>,
): void {
  const tasks = gaugesOver(
    registry,
    orNull(() => sources.tasks()),
  );
  tasks('cvmatch_backlog', 'Open tasks: waiting and under way', (levels) => levels.backlog);
  tasks(
    'cvmatch_dead_letters',
    'Dead letters: tasks that were given up and wait for a person',
    (levels) => levels.deadLetters,
  );
  const store = gaugesOver(
    registry,
    orNull(() => sources.store()),
  );
  store('cvmatch_store_bytes', 'Bytes of the store on disk, its log included', (levels) => levels.storeBytes);
  store('cvmatch_store_cvs', 'CVs in the store', (levels) => levels.cvs);
  auditMetrics(registry, sources);
  retentionMetrics(registry, sources);
  profileMetrics(registry, sources);
  backupMetrics(registry, sources);
}

function profileMetrics(registry: Registry, sources: Pick<LevelSources, 'profiles'>): void {
  const gauge = gaugesOver(
    registry,
    orNull(() => sources.profiles()),
  );
  gauge('cvmatch_profile_mean_bytes', 'Mean size of a profile, of the last 1,000 CVs', ({ mean }) => mean);
  gauge('cvmatch_profile_largest_bytes', 'Size of the largest profile of the last 1,000 CVs', (sizes) => sizes.largest);
  gauge('cvmatch_profiles_large', 'Profiles of more than 256 kB among the last 1,000 CVs', ({ large }) => large);
  gauge(
    'cvmatch_profile_stored_share',
    'Bytes of profiles in the database as a share of their text: less than 1 where it compresses',
    (sizes) => sizes.storedShare,
  );
}

/** What is not known is not shown. */
function backupMetrics(registry: Registry, sources: Pick<LevelSources, 'backup'>): void {
  const read = orNull(() => sources.backup());
  const gauge = (name: string, help: string, pick: (levels: BackupLevels) => number | undefined): void => {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const levels = await read();
        const value = levels === null ? undefined : pick(levels);
        if (value === undefined) this.remove();
        else this.set(value);
      },
    });
  };
  gauge('cvmatch_backup_age_seconds', 'Seconds since the moment of the last backup', ({ last }) => last?.age);
  gauge('cvmatch_backup_seconds', 'Seconds that the last backup took', ({ last }) => last?.seconds);
  gauge('cvmatch_backup_bytes', 'Bytes of all that is in the last backup', ({ last }) => last?.bytes);
  gauge('cvmatch_backup_written_bytes', 'Bytes that the last backup added to its place', ({ last }) => last?.written);
  gauge(
    'cvmatch_backup_failed_seconds',
    'Seconds since a scheduled backup failed that no later one made up for; 0 where none did',
    ({ failed }) => failed,
  );
  gauge(
    'cvmatch_backup_overdue_seconds',
    'Seconds since a scheduled backup was due that was not made; 0 where none is missing',
    ({ overdue }) => overdue,
  );
}

/** How fast the log grows is the derivative of its records. */
function auditMetrics(registry: Registry, sources: Pick<LevelSources, 'audit'>): void {
  const audit = gaugesOver(
    registry,
    orNull(() => sources.audit()),
  );
  audit('cvmatch_audit_records', 'Records of the audit log', (levels) => levels.records);
  audit('cvmatch_audit_bytes', 'Bytes of the audit log on disk, estimated', (levels) => levels.bytes);
  audit('cvmatch_audit_oldest_seconds', 'Age of the oldest record of the audit log', (levels) => levels.oldest ?? 0);
  audit(
    'cvmatch_audit_cleaned_seconds',
    'Seconds since the last clean-up of the audit log; 0 before the first',
    (levels) => levels.cleaned ?? 0,
  );
  audit(
    'cvmatch_audit_clean_up_failed_seconds',
    'Seconds since a clean-up failed that no later one made up for; 0 where none did',
    (levels) => levels.failed,
  );
}

function retentionMetrics(registry: Registry, sources: Pick<LevelSources, 'retention'>): void {
  const read = orNull(() => sources.retention());
  const gauge = gaugesOver(registry, read);
  gauge('cvmatch_retention_held', 'CVs of candidates who are held', (levels) => levels.held);
  gauge(
    'cvmatch_retention_run_seconds',
    'Seconds since the rules of retention were last applied; 0 before the first time',
    (levels) => levels.ran ?? 0,
  );
  gauge(
    'cvmatch_retention_failed_seconds',
    'Seconds since a run of the rules of retention failed that no later one made up for; 0 where none did',
    (levels) => levels.failed,
  );
  for (const [name, help, pick] of [
    ['cvmatch_retention_due', 'CVs that a rule of retention erases within its warning', 'due'],
    ['cvmatch_retention_erased', 'CVs that a rule of retention has erased since it was set', 'erased'],
  ] as const)
    new Gauge({
      name,
      help,
      labelNames: ['rule'],
      registers: [registry],
      async collect() {
        const levels = await read();
        if (levels === null) return;
        this.reset();
        for (const one of levels.rules) this.set({ rule: one.rule }, one[pick]);
      },
    });
}

export function poolMetrics(registry: Registry, sources: Pick<LevelSources, 'pool'>): void {
  const gauge = gaugesOver(
    registry,
    orNull(async () => ({ pool: await sources.pool() })),
  );
  gauge('cvmatch_pool_queue_depth', 'Tasks that wait for a thread of the pool', ({ pool }) => pool?.waiting ?? 0);
  gauge('cvmatch_pool_utilisation', 'Tasks in progress in the pool, as a share of its capacity', ({ pool }) =>
    pool === null ? 0 : pool.running / pool.capacity,
  );
}

/** `look`: at store, queue and files; null while there is nothing to look at. What is not known is not shown. */
export function placeMetrics(registry: Registry, look: () => Promise<PlaceAnswers | null>): void {
  const read = shared(look);
  new Gauge({
    name: 'cvmatch_place_unreachable_seconds',
    help: 'Seconds for which the store, the queue or the files have not answered; 0 while they do',
    labelNames: ['place'],
    registers: [registry],
    async collect() {
      const { store, queue, files } = (await read()) ?? {};
      for (const [place, answer] of Object.entries({ store, queue, files }))
        if (answer !== null && answer !== undefined) this.set({ place }, answer.silentSeconds);
    },
  });
  for (const { name, help, pick } of PLACE_LEVELS)
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const answers = await read();
        const value = answers === null ? null : pick(answers);
        if (value === null) this.remove();
        else this.set(value);
      },
    });
}

interface PlaceLevel {
  name: string;
  help: string;
  pick: (answers: PlaceAnswers) => number | null;
}

const PLACE_LEVELS: PlaceLevel[] = [
  {
    name: 'cvmatch_store_connections',
    help: 'Connections of all clients to the database server',
    pick: ({ store }) => store.levels?.connections?.used ?? null,
  },
  {
    name: 'cvmatch_store_connections_max',
    help: 'Connections that the database server allows (max_connections)',
    pick: ({ store }) => store.levels?.connections?.most ?? null,
  },
  {
    name: 'cvmatch_store_replica_lag_seconds',
    help: 'Lag of the database replica that is furthest behind, or for how long it has been away',
    pick: ({ store }) => worst(store.levels?.replicas.map(({ lagSeconds }) => lagSeconds)),
  },
  {
    name: 'cvmatch_store_replica_lag_bytes',
    help: 'Bytes of changes that the database replica which is furthest behind does not have yet',
    pick: ({ store }) => worst(store.levels?.replicas.map(({ lagBytes }) => lagBytes)),
  },
  {
    name: 'cvmatch_store_log_bytes',
    help: 'Bytes of the write-ahead logs of the stores, where they are files',
    pick: ({ store }) => store.levels?.logBytes ?? null,
  },
  {
    name: 'cvmatch_queue_memory_bytes',
    help: 'Memory that the server of the queue uses',
    pick: ({ queue }) => queue?.levels?.memory?.used ?? null,
  },
  {
    name: 'cvmatch_queue_memory_max_bytes',
    help: 'Memory that the server of the queue may use (maxmemory), where it has a limit',
    pick: ({ queue }) => queue?.levels?.memory?.most ?? null,
  },
  {
    name: 'cvmatch_files_free_bytes',
    help: 'Bytes that are free on the disk of the files',
    pick: ({ files }) => files.levels?.disk?.freeBytes ?? null,
  },
];

function worst(lags: (number | null)[] = []): number | null {
  const known = lags.filter((lag) => lag !== null);
  return known.length === 0 ? null : Math.max(...known);
}

type AddGauge<T> = (name: string, help: string, pick: (levels: T) => number) => void;

function gaugesOver<T>(registry: Registry, read: () => Promise<T | null>): AddGauge<T> {
  return (name, help, pick) => {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const levels = await read();
        if (levels !== null) this.set(pick(levels));
      },
    });
  };
}

/** Milliseconds that the store may take for a scrape. */
const PATIENCE_MS = 5000;

/**
 * Reads once for all gauges of one scrape. Null where that failed or took too long, so that a store that is locked or does
 * not answer hides no other metric; while it has not answered it is not asked again.
 */
function orNull<T>(read: () => Promise<T>): () => Promise<T | null> {
  const reading = shared(read);
  return () => within(PATIENCE_MS, reading()).catch(() => null);
}

/** Calls that overlap share one. */
function shared<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | null = null;
  return () =>
    (reading ??= read().finally(() => {
      reading = null;
    }));
}

/** Milliseconds after which the event loop's delay is measured afresh, so that an old hiccup does not stay. */
const LOOP_WINDOW_MS = 60_000;
const LOOP_RESOLUTION_MS = 10;

export function eventLoopMetrics(registry: Registry): { stop: () => void } {
  const delay = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  delay.enable();
  const timer = setInterval(() => {
    delay.reset();
  }, LOOP_WINDOW_MS).unref();
  new Gauge({
    name: 'cvmatch_event_loop_delay_seconds',
    help: 'Delay of the event loop over at most the last minute',
    labelNames: ['quantile'],
    registers: [registry],
    collect() {
      for (const quantile of [50, 99, 100])
        this.set({ quantile: String(quantile / 100) }, seconds(delay.percentile(quantile)));
    },
  });
  return {
    stop: () => {
      clearInterval(timer);
      delay.disable();
    },
  };
}

/** Nanoseconds between two ticks of the monitor, as seconds beyond its resolution. */
function seconds(nanoseconds: number): number {
  return Math.max(0, nanoseconds / 1e9 - LOOP_RESOLUTION_MS / 1000);
}
