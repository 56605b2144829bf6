import { Writable } from 'node:stream';
import { pino, type DestinationStream, type Logger } from 'pino';
import { isCvmatchError } from '../../errors.js';
import { plain, plainLines } from '../../report/text/plain.js';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export const LOG_FORMATS = ['json', 'text'] as const;

export interface LogSettings {
  logLevel: (typeof LOG_LEVELS)[number];
  logFormat: (typeof LOG_FORMATS)[number];
}

/**
 * Keys that may contain what a person wrote or is called. None of our log lines has them; this removes them from lines
 * of dependencies.
 */
const PERSONAL = [
  'name',
  'names',
  'path',
  'paths',
  'file',
  'files',
  'filename',
  'text',
  'title',
  'email',
  'phone',
  'reason',
  'query',
  'body',
  'headers',
  'url',
  'profile',
  'jd',
];

/** Lines are written in groups, including the last: one by one they took a fifteenth of the time of small requests. */
const GROUPED = { minLength: 4096, periodicFlush: 250 };
/** Characters waiting for a reader of stderr, which may be slow or gone; beyond that, lines are dropped. */
const MOST_WAITING = 4 << 20;

/**
 * A log for programs (JSON) or people (text), with ids, codes and figures only. It goes to stderr, since stdout is for
 * data.
 */
export function openLog(
  { logLevel, logFormat }: LogSettings,
  destination: DestinationStream = pino.destination({ dest: 2, sync: false, maxLength: MOST_WAITING, ...GROUPED }),
): Logger {
  return pino(
    {
      level: logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      // Logs are read in terminals too.
      hooks: { streamWrite: plainLines },
      redact: { paths: PERSONAL.flatMap((key) => [key, `*.${key}`]), remove: true },
      serializers: {
        err: errorFacts,
        req: requestFacts,
        res: ({ statusCode }: { statusCode?: number }) => ({ status: statusCode }),
      },
    },
    logFormat === 'json' ? destination : textLines(destination),
  );
}

/** Class, code and place of an error. Its message is left out, since it may quote a file name or text. */
function errorFacts(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = isCvmatchError(error) ? error.code : (error as { code?: unknown }).code;
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
  return {
    type: error.constructor.name,
    ...(typeof code === 'string' ? { code } : {}),
    at: frames.slice(0, 8),
    ...(error.cause === undefined ? {} : { cause: errorFacts(error.cause) }),
  };
}

/** The pattern of the route instead of the requested address, which may contain a name. */
function requestFacts(request: { method?: string; routeOptions?: { url?: string } }): object {
  return { method: request.method, route: request.routeOptions?.url ?? 'none' };
}

/** `2026-03-01T10:00:00.000Z warn alert firing alert=CvmatchBacklog value=1200` */
function textLines(destination: DestinationStream): Writable {
  return new Writable({
    decodeStrings: false,
    write(line: string | Buffer, _encoding, done) {
      destination.write(textOf(JSON.parse(String(line)) as Record<string, unknown>));
      done();
    },
  });
}

function textOf({ level, time, msg, ...rest }: Record<string, unknown>): string {
  const pairs = Object.entries(rest).map(
    ([key, value]) => `${key}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
  return `${plain([time, level, msg, ...pairs].filter((part) => part !== undefined).join(' '))}\n`;
}
