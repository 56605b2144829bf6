import { createInterface } from 'node:readline';
import { createWriteStream, readFileSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { execa } from 'execa';
import { NODE_FLAGS } from '../../domain/node-flags.js';
import { CvmatchError } from '../../errors.js';

export interface ServerOptions {
  /** Path of bin/run.js. */
  cli: string;
  /** Folder of the store; the log is written beside it. */
  store: string;
  workers: number;
  /** Further flags of `cvmatch serve`. */
  flags: string[];
  /** Environment variables, which override those of this process. */
  variables: Record<string, string>;
}

export interface SpawnedServer {
  url: string;
  workers: number;
  pid: number;
  close(): Promise<void>;
}

/** Milliseconds for finishing work in progress, before the service is killed. */
const STOP_MS = 15_000;
const LOG = 'serve.log';

/**
 * Starts `cvmatch serve` on a free port of this machine, without keys and limits; resolves when it listens. Ctrl-C in a
 * terminal reaches a whole process group, so it gets a group of its own and still answers while the run ends. It ends
 * with this process.
 */
export async function startServer({ cli, store, workers, flags, variables }: ServerOptions): Promise<SpawnedServer> {
  const place = ['--port', '0', '--host', '127.0.0.1', '--store', store];
  const args = ['serve', ...place, '--workers', String(workers)];
  const child = execa(process.execPath, [...NODE_FLAGS, cli, ...args, '--json', ...flags], {
    buffer: false,
    reject: false,
    stdin: 'ignore',
    detached: true,
    env: { ...variables, CVMATCH_REQUIRE_KEY: 'auto', CVMATCH_RATE_LOOPBACK: 'false', NODE_ENV: 'production' },
    forceKillAfterDelay: STOP_MS,
  });
  const end = (): void => void child.kill('SIGTERM');
  process.once('exit', end);
  void child.then(() => process.off('exit', end));
  const log = path.join(store, LOG);
  child.stderr.pipe(createWriteStream(log));
  const line = await Promise.race([firstLine(child.stdout), child.then(() => null)]);
  if (line === null) throw notStarted(log);
  child.stdout.resume();
  const { url, workers: running } = JSON.parse(line) as { url: string; workers: number };
  const close = async (): Promise<void> => {
    end();
    await child;
  };
  return { url, workers: running, pid: child.pid!, close };
}

async function firstLine(stdout: NodeJS.ReadableStream): Promise<string> {
  const [first] = (await once(createInterface(stdout), 'line')) as [string];
  return first;
}

function notStarted(log: string): CvmatchError {
  return new CvmatchError('network_refused', `cvmatch serve did not start: ${lastLine(log)}`, {
    hint: 'Run `cvmatch serve` by itself to see why.',
  });
}

function lastLine(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').at(-1)!.slice(0, 300);
  } catch {
    return 'it said nothing';
  }
}
