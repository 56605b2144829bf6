import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { execa, type Options } from 'execa';
import { onTestFinished } from 'vitest';
import { NODE_FLAGS } from '../../src/domain/node-flags.js';

/** For tests of the command line as a real process, which `npm run build` must have built. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const fixtures = (...parts: string[]): string => path.join(root, 'fixtures', ...parts);

export interface CliResult {
  stdout: string;
  stderr: string;
  exitCode: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read the shapes that they assert
  json: any;
}

/**
 * Runs `cvmatch ...args`; never throws for an exit code. `json` is parsed stdout, or undefined where it is no JSON.
 * `from`: the folder of another version.
 */
export async function cli(
  args: string[],
  options: Options & { env?: Record<string, string>; from?: string } = {},
): Promise<CliResult> {
  const { env, from = root, ...rest } = options;
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(
      ([key]) => !/^(?:CVMATCH_|VITEST|NODE_OPTIONS$|FORCE_COLOR$|CI$|ORT_)/.test(key),
    ),
  );
  const result = await execa(process.execPath, [...NODE_FLAGS, path.join(from, 'bin/run.js'), ...args], {
    reject: false,
    extendEnv: false,
    env: { ...clean, NO_COLOR: '1', NODE_ENV: 'production', ...env },
    ...rest,
  });
  const stdout = String(result.stdout ?? '');
  return { stdout, stderr: String(result.stderr ?? ''), exitCode: result.exitCode ?? -1, json: parse(stdout) };
}

export interface StartedService {
  /** The address from its first line of output. */
  url: string;
  workers: number;
  pid: number;
  /** Its exit code, once it has ended by itself or otherwise. */
  ended: Promise<number | undefined>;
  /** Asks it to end, waits for that, and returns its log. May be called again. */
  stop: (signal?: NodeJS.Signals) => Promise<{ exitCode: number | undefined; stderr: string }>;
}

/** More than the service allows for work in progress: a process that has to be killed after this has hung. */
const LONGEST_END_MS = 15_000;

/**
 * Starts `cvmatch serve` on a free port, unless `args` name one, and resolves once it listens. The caller must stop it.
 */
export async function startServe(
  args: string[] = [],
  { cwd, env, from = root }: { cwd?: string; env?: Record<string, string>; from?: string } = {},
): Promise<StartedService> {
  const child = execa(
    process.execPath,
    [
      ...NODE_FLAGS,
      path.join(from, 'bin/run.js'),
      'serve',
      '--json',
      ...(args.includes('--port') ? [] : ['--port', '0']),
      ...args,
    ],
    {
      cwd,
      env: { NODE_ENV: 'production', ...env },
      reject: false,
      forceKillAfterDelay: LONGEST_END_MS,
    },
  );
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    void child.then(({ stderr }) => {
      reject(new Error(`serve ended before it listened: ${stderr}`));
    });
  });
  const stop: StartedService['stop'] = async (signal = 'SIGTERM') => {
    child.kill(signal);
    const { exitCode, stderr } = await child;
    return { exitCode, stderr };
  };
  const ended = child.then(({ exitCode }) => exitCode);
  return { ...(JSON.parse(line) as { url: string; workers: number }), pid: child.pid!, ended, stop };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An empty folder that is removed when the test ends; its `.config` stands in for the user's. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-test-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
