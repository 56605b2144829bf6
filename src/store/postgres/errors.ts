import { CvmatchError, storeUnreachable } from '../../errors.js';

/** Codes of PostgreSQL (https://www.postgresql.org/docs/17/errcodes-appendix.html) that pass when the work is repeated. */
const REPEATED = ['40001', '40P01'];

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

/** A serialisation failure or a deadlock: the transaction was rolled back because of another, so it is tried again. */
export function isRepeatable(error: unknown): boolean {
  return REPEATED.includes(codeOf(error));
}

/** The address of a server without user and password. */
export function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'the PostgreSQL server';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

/** `where`: the address without secrets. */
export function translated(where: string, cause: unknown): unknown {
  if (cause instanceof CvmatchError) return cause;
  const code = codeOf(cause);
  if (/^(?:53[12]00|54000)$/.test(code)) return full(where, cause);
  if (code === '55P03' || isRepeatable(cause)) return locked(where, cause);
  if (code === '3D000') return missing(where, cause);
  if (/^(?:28|42501)/.test(code)) return refused(where, code, cause);
  if (isUnreachable(cause, code)) return storeUnreachable(where, code === '' ? 'the connection ended' : code, cause);
  if (/^[0-9A-Z]{5}$/.test(code)) return unfit(where, code, cause as Error);
  return cause instanceof SyntaxError || cause instanceof RangeError ? unfit(where, 'a record', cause) : cause;
}

/** The network, a server that starts, stops or has no place left for a connection, and one that takes no writes. */
function isUnreachable(cause: unknown, code: string): boolean {
  if (/^(?:08|57P|53300|25006)/.test(code)) return true;
  if (/^E[A-Z]{3,}$/.test(code)) return true;
  return /connection terminated|timeout exceeded|Client has encountered a connection error/i.test(
    (cause as Error).message,
  );
}

function full(where: string, cause: unknown): CvmatchError {
  return new CvmatchError('store_full', `no space is left for ${where}`, {
    cause,
    hint: 'Make room on the disk of the database server, then run `cvmatch resume`; nothing was lost.',
  });
}

function locked(where: string, cause: unknown): CvmatchError {
  return new CvmatchError('store_locked', `${where} is locked by another process`, {
    cause,
    hint: 'Wait for the other command to end, then run this one again; nothing was lost.',
  });
}

function missing(where: string, cause: unknown): CvmatchError {
  return new CvmatchError('store_missing', `there is no database at ${where}`, {
    cause,
    hint: 'Create it (`createdb`), with the extension vector where you may create extensions only as a superuser.',
  });
}

function refused(where: string, code: string, cause: unknown): CvmatchError {
  return new CvmatchError('store_locked', `${where} refuses this user (${code})`, {
    cause,
    hint: 'Check user, password and grants: docs/postgres.md says what the user must be allowed to do.',
  });
}

/** What the server says is left out: it may quote a CV. */
function unfit(where: string, code: string, cause: Error): CvmatchError {
  return new CvmatchError('store_corrupt', `${where} holds something that cvmatch did not write (${code})`, {
    cause,
    hint: 'Run `cvmatch migrate --dry-run` to see whether its tables are up to date; if they are, this is a defect of cvmatch.',
  });
}

export function noStore(where: string): CvmatchError {
  return new CvmatchError('store_missing', `there is no store at ${where}`, {
    hint: 'Make one with `cvmatch ingest <folder of CVs>`, or name it with --store.',
  });
}

export function newer(where: string, needs: number, known: number): CvmatchError {
  return new CvmatchError(
    'store_newer',
    `${where} was made by a newer cvmatch (schema ${needs}, this one knows ${known})`,
    { hint: 'Update cvmatch, or name another store with --store.' },
  );
}

/** `processes`: each with version, machine and id. */
export function leftBehind(where: string, change: string, processes: string[]): CvmatchError {
  return new CvmatchError(
    'store_locked',
    `${where} cannot have the change "${change}" while processes of an older cvmatch work on it: ${processes.join(', ')}`,
    {
      hint: 'Stop them, or let them end what they have with `cvmatch workers drain <id>` of their version; then run this again.',
    },
  );
}

export function driverMissing(cause: unknown): CvmatchError {
  return new CvmatchError('tool_missing', 'the store is on PostgreSQL, and its driver is not installed', {
    cause,
    hint: 'Install it beside cvmatch: `npm install pg`.',
  });
}
