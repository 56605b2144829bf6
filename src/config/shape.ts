import type { ServiceSettings } from '../domain/index.js';

/** The settings of all commands; src/config/config.ts finds their values. */
export interface Config extends ScheduleConfig, Omit<ServiceSettings, 'rateRoutes'> {
  /**
   * Absolute path of the workspace folder, or URL of a database; null: the nearest `.cvmatch/` upwards, created in the working directory by
   * the first ingest.
   */
  store: string | null;
  /** URL of a hot standby of the server in `store`, which answers what may be a little old; null: there is none. */
  storeReplica: string | null;
  /** Id of the tenant whose data a command works on. */
  tenant: string;
  /** Absolute path of the folder with PostgreSQL's programs for backups; null: they are found by PATH. */
  postgresTools: string | null;
  /** URL of what hands out tasks; null: the store itself. */
  queue: string | null;
  /** Absolute path of the folder for uploaded files, or URL of a place in a bucket; null: a folder in the workspace. */
  files: string | null;
  /**
   * Which files' bytes are kept: those of `uploads`, of `all` files (including those read by `ingest`), or of `none`.
   */
  keepOriginals: 'uploads' | 'all' | 'none';
  /**
   * Absolute path of the file with the key that encrypts the keys of the tenants, or `command:` and a shell command that
   * prints it; null: none.
   */
  encryptionKey: string | null;
  /** `auto`: the built-in model where it is installed, else hashing. */
  embedder: 'auto' | 'builtin' | 'hashing' | 'mock';
  /** Folder of a model, or hub id of a pulled one; overrides `embedder`. */
  model: string | null;
  /** Cross-encoder that reorders the top of a ranking: folder, or hub id of a pulled model; null: none. */
  rerankModel: string | null;
  /** Number of candidates that the cross-encoder reads. */
  rerankTop: number;
  /** Absolute path of the folder that `models pull` fills. */
  modelsFolder: string;
  /** Worker threads. */
  threads: number;
  /** Time limit for one CV, in milliseconds. */
  timeout: number;
  /** Memory limit while one CV is read, in bytes. */
  memory: number;
  duplicates: 'skip' | 'flag' | 'keep';
  ocr: boolean;
  /** Tesseract's language codes, e.g. `eng+deu`. */
  ocrLanguages: string;
  /** Address that the service listens on. */
  host: string;
  /** Its port; 0: any free one. */
  port: number;
  /** Worker threads inside the service; 0: separate worker processes do the work. */
  workers: number;
  role: 'all' | 'api' | 'worker' | 'scheduler';
  /** Number of tasks after which a worker process ends, 0: never. */
  recycleAfter: number;
  /** Address at which a worker process serves its metrics. */
  metricsHost: string;
  /** Its port; 0: any free one; null: no metrics. */
  metricsPort: number | null;
  /** Requests per caller and time, by route: `/v1/match=600/h,/v1/jds=600/h`, or `none`. */
  rateRoutes: string;
  /** Milliseconds that a stopping service or worker gives to work in progress; what is left goes back to the queue. */
  stopLimit: number;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Format of the service's log, which goes to stderr. */
  logFormat: 'json' | 'text';
  /** Milliseconds from which a store call is logged as slow. */
  slowQuery: number;
  /** URL to which alerts are posted as JSON; null: alerts are only logged and shown. */
  alertWebhook: string | null;
  /** Milliseconds between two evaluations of the alerts. */
  alertInterval: number;
  /** Base URL of an OpenTelemetry collector (OTLP over HTTP); null: no traces. */
  otlpEndpoint: string | null;
}

/** Periodic tasks of the service: when they run (five cron fields, local time), and how much one run does. */
export interface ScheduleConfig {
  scheduleParse: string;
  batchParse: number;
  scheduleEmbedCvs: string;
  batchEmbedCvs: number;
  scheduleEmbedJds: string;
  batchEmbedJds: number;
  scheduleMatch: string;
  batchMatch: number;
  scheduleExplain: string;
  batchExplain: number;
  scheduleRetry: string;
  batchRetry: number;
  scheduleRetention: string;
  scheduleCleanUp: string;
  scheduleBackup: string;
  /** Where the schedule makes backups: absolute path of a folder, or URL of a place in a bucket; null: it makes none. */
  backupTo: string | null;
  /** How many backups the schedule leaves there. */
  backupKeep: number;
  /** Milliseconds for which finished tasks and runs are kept. */
  keepEnded: number;
  /** Milliseconds. */
  auditRetention: number;
}

export type ConfigKey = keyof Config;

export interface Setting<T> {
  description: string;
  fallback: T;
  /** Parses the text of a flag, variable or file; undefined where it does not fit. */
  parse: (text: string) => T | undefined;
  expects: string;
  /** A widely used variable that is read after ours. */
  alsoVariable?: string;
  /** It says where data lies or is sent, so temporary work never inherits it. */
  place?: true;
  /** Never shown, and never accepted from a project file. */
  secret?: true;
}

/** How each setting is read and described. */
export type Settings = { [K in ConfigKey]: Setting<Config[K]> };
