import type { ServiceSettings } from '../domain/index.js';

/** What can be set, for every command; src/config/config.ts finds the values. */
export interface Config extends ScheduleConfig, Omit<ServiceSettings, 'rateRoutes'> {
  /** Workspace folder, absolute; null: the nearest `.cvmatch/` upwards, made in the working directory by the first ingest. */
  store: string | null;
  /** What hands out tasks; null: the store itself. */
  queue: string | null;
  /** Folder of the bytes of uploads, absolute; null: one in the workspace. */
  files: string | null;
  /** `auto`: the built-in model where it is installed, else hashing. */
  embedder: 'auto' | 'builtin' | 'hashing' | 'mock';
  /** Folder or hub id of a model pulled before; wins over `embedder`. */
  model: string | null;
  /** Cross-encoder that ranks the first of a ranking again: folder, or hub id of a model pulled before; null: none. */
  rerankModel: string | null;
  /** How many it reads. */
  rerankTop: number;
  /** Folder that `models pull` fills, absolute. */
  modelsFolder: string;
  /** Worker threads. */
  threads: number;
  /** Milliseconds that one CV may take. */
  timeout: number;
  /** Bytes of memory that one CV may take while it is read. */
  memory: number;
  duplicates: 'skip' | 'flag' | 'keep';
  ocr: boolean;
  /** tesseract's language codes, e.g. `eng+deu`. */
  ocrLanguages: string;
  /** Address that the service listens on. */
  host: string;
  /** Its port; 0: any free one. */
  port: number;
  /** Workers inside the service, a thread each; 0: separate ones do the work. */
  workers: number;
  /** Address at which a worker process shows its metrics. */
  metricsHost: string;
  /** Its port; 0: any free one; null: it shows none. */
  metricsPort: number | null;
  /** So many requests of one caller in a time, by route: `/v1/match=600/h,/v1/jds=600/h`, or `none`. */
  rateRoutes: string;
  /** Milliseconds that a stopped service or worker gives to what is under way; the rest goes back to the queue. */
  stopLimit: number;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Of the service's log, which goes to stderr. */
  logFormat: 'json' | 'text';
  /** Milliseconds from which a call to the store is logged as slow. */
  slowQuery: number;
  /** Where alerts are posted to as JSON; null: they are only logged and shown. */
  alertWebhook: string | null;
  /** Milliseconds between two evaluations of the alerts. */
  alertInterval: number;
  /** Base address of an OpenTelemetry collector (OTLP over HTTP); null: no traces. */
  otlpEndpoint: string | null;
}

/** The periodic tasks of the service: when (five cron fields, local time), and how much at once. */
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
  scheduleCleanUp: string;
  /** Milliseconds for which ended tasks and runs are kept. */
  keepEnded: number;
}

export type ConfigKey = keyof Config;

export interface Setting<T> {
  description: string;
  fallback: T;
  /** From the text of a flag, a variable or a file; undefined when it does not fit. */
  parse: (text: string) => T | undefined;
  expects: string;
  /** A variable that others agreed on; read after ours. */
  alsoVariable?: string;
  /** It says where data lies or is sent: what is thrown away afterwards never has it from anybody. */
  place?: true;
  /** Its value is never shown, and never taken from a project file. */
  secret?: true;
}

/** Of every setting how it is read and described. */
export type Settings = { [K in ConfigKey]: Setting<Config[K]> };
