import { createInterface } from 'node:readline';
import { createWriteStream, readFileSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { execa } from 'execa';
import { CvmatchError } from '../../errors.js';

export interface ServerOptions {
  /** bin/run.js. */
  cli: string;
  /** Folder of the store; the log is written beside it. */
  store: string;
  workers: number;
  /** More flags of `cvmatch serve`. */
  flags: string[];
  /** Variables of its environment, before those of this process. */
  variables: Record<string, string>;
}

export interface SpawnedServer {
  url: string;
  workers: number;
  pid: number;
  close(): Promise<void>;
}

/** Time to finish what is under way, before it is killed. */
const STOP_MS = 15_000;
const LOG = 'serve.log';

/**
 * `cvmatch serve` on a free port of this machine, without keys and limits; resolves when it listens. Ctrl-C in a terminal
 * goes to a whole process group: it has one of its own, so that it still answers while the run ends; it ends with this process.
 */
export async function startServer({ cli, store, workers, flags, variables }: ServerOptions): Promise<SpawnedServer> {
  const args = [
    cli,
    'serve',
    '--port',
    '0',
    '--host',
    '127.0.0.1',
    '--workers',
    String(workers),
    '--store',
    store,
    '--json',
    ...flags,
  ];
  const child = execa(process.execPath, args, {
    buffer: false,
    reject: false,
    stdin: 'ignore',
    detached: true,
    env: { ...variables, CVMATCH_REQUIRE_KEY: 'auto', CVMATCH_RATE_LOOPBACK: 'false', NODE_ENV: 'production' },
    forceKillAfterDelay: STOP_MS,
  });
  const onExit = (): void => {
    child.kill('SIGTERM');
  };
  process.once('exit', onExit);
  void child.then(() => process.off('exit', onExit));
  const log = createWriteStream(path.join(store, LOG));
  child.stderr.pipe(log);
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([first]) => String(first)),
    child.then(() => null),
  ]);
  if (line === null)
    throw new CvmatchError('network_refused', `cvmatch serve did not start: ${lastLine(path.join(store, LOG))}`, {
      hint: 'Try `cvmatch serve` by itself.',
    });
  child.stdout.resume();
  const { url, workers: running } = JSON.parse(line) as { url: string; workers: number };
  return {
    url,
    workers: running,
    pid: child.pid!,
    close: async () => {
      child.kill('SIGTERM');
      await child;
    },
  };
}

function lastLine(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').at(-1)!.slice(0, 300);
  } catch {
    return 'it said nothing';
  }
}
