import { availableParallelism } from 'node:os';
import path from 'node:path';
import { NOWHERE, parsePlace, placeExpects, PLACES } from './places.js';
import { parseBytes, parseDuration, parseRates } from './units.js';
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

const text = (value: string): string | undefined => (value.trim() === '' ? undefined : value.trim());
const oneOf =
  <T extends string>(...choices: T[]) =>
  (value: string): T | undefined =>
    choices.find((c) => c === value);
const whole =
  (low: number, high: number) =>
  (value: string): number | undefined => {
    const n = Number(value);
    return /^\d+$/.test(value.trim()) && n >= low && n <= high ? n : undefined;
  };
const bool = (value: string): boolean | undefined =>
  ({ true: true, '1': true, yes: true, false: false, '0': false, no: false })[value.toLowerCase()];
const address = (value: string): string | null | undefined => {
  if (value.trim() === NOWHERE) return null;
  return URL.canParse(value) && /^https?:\/\//i.test(value) ? value : undefined;
};
/** Where a part lies; see the table of schemes. */
const placeOf = (name: keyof typeof PLACES, description: string): Setting<string | null> => ({
  description,
  fallback: null,
  parse: (value) => parsePlace(PLACES[name], value),
  place: true,
  expects: placeExpects(PLACES[name]),
});
const positive =
  (parse: (value: string) => number | null) =>
  (value: string): number | undefined => {
    const n = parse(value);
    return n === null || n <= 0 ? undefined : n;
  };

const CRON = /^[\d*/,\-?LW#A-Za-z]+(?:\s+[\d*/,\-?LW#A-Za-z]+){4,5}$/;
const cron = (what: string, fallback: string): Setting<string> => ({
  description: `when to ${what}: cron fields, or off`,
  fallback,
  parse: (value) => (value.trim() === 'off' || CRON.test(value.trim()) ? value.trim() : undefined),
  expects: 'five cron fields such as */5 * * * *, or off',
});
const batch = (what: string, fallback: number): Setting<number> => ({
  description: `${what} at most at once by the schedule`,
  fallback,
  parse: whole(1, 1_000_000),
  expects: 'a whole number from 1',
});

/** Unless more are asked for: answering requests comes first, and a core is left for it. */
const MOST_PARSED_AT_ONCE = 3;

export type Settings = { [K in ConfigKey]: Setting<Config[K]> };

/** Every setting, in the order in which they are shown. */
const TABLE: Settings = {
  store: placeOf('store', 'workspace folder'),
  queue: placeOf('queue', 'where tasks are handed out'),
  files: placeOf('files', 'where the bytes of uploads lie'),
  embedder: {
    description: 'what turns text into vectors',
    fallback: 'auto',
    parse: oneOf('auto', 'builtin', 'hashing', 'mock'),
    expects: 'auto, builtin, hashing or mock',
  },
  model: {
    description: 'folder or hub id of a pulled model',
    fallback: null,
    parse: text,
    expects: 'a folder or a hub id',
  },
  rerankModel: {
    description: 'cross-encoder that ranks the first candidates again',
    fallback: null,
    parse: text,
    expects: 'a folder or a hub id',
  },
  rerankTop: {
    description: 'how many candidates it reads',
    fallback: 20,
    parse: whole(1, 200),
    expects: 'a whole number from 1 to 200',
  },
  modelsFolder: {
    description: 'where pulled models lie',
    fallback: 'models',
    parse: (v) => mapText(v, (t) => path.resolve(t)),
    expects: 'a folder',
  },
  threads: {
    description: 'worker threads',
    fallback: Math.max(1, availableParallelism()),
    parse: whole(1, 256),
    expects: 'a whole number from 1 to 256',
  },
  timeout: {
    description: 'time limit for one CV',
    fallback: 10_000,
    parse: positive(parseDuration),
    expects: 'a duration such as 10s or 500ms',
  },
  memory: {
    description: 'memory limit for reading one CV',
    fallback: 512e6,
    parse: positive(parseBytes),
    expects: 'a size such as 512MB',
  },
  maxSize: {
    description: 'size limit of one file',
    fallback: 10e6,
    parse: positive(parseBytes),
    expects: 'a size such as 10MB',
  },
  duplicates: {
    description: 'what becomes of near copies',
    fallback: 'flag',
    parse: oneOf('skip', 'flag', 'keep'),
    expects: 'skip, flag or keep',
  },
  ocr: { description: 'read images and scans with tesseract', fallback: false, parse: bool, expects: 'true or false' },
  ocrLanguages: {
    description: 'languages for OCR',
    fallback: 'eng',
    parse: (v) => (/^[A-Za-z_]+(?:\+[A-Za-z_]+)*$/.test(v) ? v : undefined),
    expects: 'codes such as eng+deu',
  },
  cacheTtl: {
    description: 'how long a ranking stays cached',
    fallback: 3_600_000,
    parse: positive(parseDuration),
    expects: 'a duration such as 1h',
  },
  host: {
    description: 'address that the service listens on',
    fallback: '127.0.0.1',
    parse: text,
    expects: 'an address such as 127.0.0.1 or 0.0.0.0',
  },
  port: {
    description: 'port of the service',
    fallback: 8080,
    parse: whole(0, 65_535),
    expects: 'a whole number from 0 to 65535',
  },
  metricsHost: {
    description: 'address at which a worker shows its metrics',
    fallback: '127.0.0.1',
    parse: text,
    expects: 'an address such as 127.0.0.1 or 0.0.0.0',
  },
  metricsPort: {
    description: 'port at which a worker shows its metrics, or off',
    fallback: null,
    parse: (v) => (v.trim() === 'off' ? null : whole(0, 65_535)(v)),
    expects: 'a whole number from 0 to 65535, or off',
  },
  maxUpload: {
    description: 'size limit of one upload with all its files',
    fallback: 1e9,
    parse: positive(parseBytes),
    expects: 'a size such as 1GB',
  },
  backlogLimit: {
    description: 'open tasks from which on uploads are refused',
    fallback: 20_000,
    parse: whole(1, 10_000_000),
    expects: 'a whole number from 1',
  },
  requireKey: {
    description: 'when the service asks for an API key',
    fallback: 'auto',
    parse: oneOf('auto', 'always'),
    expects: 'auto or always',
  },
  trustProxy: {
    description: 'take the address of a caller from the proxy',
    fallback: false,
    parse: bool,
    expects: 'true or false',
  },
  rateRequests: {
    description: 'requests of one address an hour, 0 for no limit',
    fallback: 1000,
    parse: whole(0, 1e9),
    expects: 'a whole number from 0',
  },
  rateCvs: {
    description: 'CVs of one API key an hour, 0 for no limit',
    fallback: 10_000,
    parse: whole(0, 1e9),
    expects: 'a whole number from 0',
  },
  rateRoutes: {
    description: 'requests of one caller by route',
    fallback: '/v1/match=600/h,/v1/jds=600/h',
    parse: (v) => (parseRates(v) === undefined ? undefined : v),
    expects: 'routes with a number and a time, such as /v1/match=600/h,/v1/cvs=60/m, or none',
  },
  rateLoopback: {
    description: 'whether rate limits hold for this machine too',
    fallback: false,
    parse: bool,
    expects: 'true or false',
  },
  workers: {
    description: 'workers inside the service',
    fallback: Math.min(MOST_PARSED_AT_ONCE, Math.max(1, availableParallelism() - 1)),
    parse: whole(0, 64),
    expects: 'a whole number from 0 to 64',
  },
  stopLimit: {
    description: 'how long a stopped service or worker waits for what is under way',
    fallback: 8000,
    parse: positive(parseDuration),
    expects: 'a duration such as 8s',
  },
  logLevel: {
    description: 'what the service logs',
    fallback: 'info',
    parse: oneOf('debug', 'info', 'warn', 'error', 'silent'),
    expects: 'debug, info, warn, error or silent',
  },
  logFormat: {
    description: 'how the service logs',
    fallback: 'json',
    parse: oneOf('json', 'text'),
    expects: 'json or text',
  },
  slowQuery: {
    description: 'from when a call to the store is logged as slow',
    fallback: 100,
    parse: positive(parseDuration),
    expects: 'a duration such as 100ms',
  },
  alertWebhook: {
    description: 'where alerts are posted to',
    fallback: null,
    parse: address,
    place: true,
    expects: 'an http or https address, or none',
  },
  alertInterval: {
    description: 'time between two evaluations of the alerts',
    fallback: 15_000,
    parse: positive(parseDuration),
    expects: 'a duration such as 15s',
  },
  otlpEndpoint: {
    description: 'collector that traces are sent to',
    fallback: null,
    parse: address,
    place: true,
    expects: 'an http or https address, or none',
    alsoVariable: 'OTEL_EXPORTER_OTLP_ENDPOINT',
  },
  scheduleParse: cron('work on waiting uploads', '*/5 * * * *'),
  batchParse: batch('uploads worked on', 50),
  scheduleEmbedCvs: cron('embed again what is out of date', '*/10 * * * *'),
  batchEmbedCvs: batch('CVs embedded again', 100),
  scheduleEmbedJds: cron('embed new JDs', '*/15 * * * *'),
  batchEmbedJds: batch('JDs embedded', 100),
  scheduleMatch: cron('match new CVs to stored JDs', '*/20 * * * *'),
  batchMatch: batch('CVs matched to each JD', 50),
  scheduleExplain: cron('explain the best matches', '*/30 * * * *'),
  batchExplain: batch('matches explained', 100),
  scheduleRetry: cron('open dead letters again', '0 * * * *'),
  batchRetry: batch('dead letters opened', 100),
  scheduleCleanUp: cron('clean up', '0 2 * * *'),
  keepEnded: {
    description: 'how long ended tasks are kept',
    fallback: 30 * 86_400_000,
    parse: positive(parseDuration),
    expects: 'a duration such as 30d',
  },
};

/** The same for a user; `dataFolder`, absolute, is where this user's data lies. */
export function settingsIn(dataFolder: string): Settings {
  const modelsFolder = { ...TABLE.modelsFolder, fallback: path.join(dataFolder, TABLE.modelsFolder.fallback) };
  return { ...TABLE, modelsFolder };
}

function mapText(value: string, then: (text: string) => string): string | undefined {
  const trimmed = text(value);
  return trimmed === undefined ? undefined : then(trimmed);
}
