import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { execa, type Options } from 'execa';
import { onTestFinished } from 'vitest';

/** For tests of the command line: the real process, built beforehand by `npm run build`. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const fixtures = (...parts: string[]): string => path.join(root, 'fixtures', ...parts);

export interface CliResult {
  stdout: string;
  stderr: string;
  exitCode: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read the shapes that they assert
  json: any;
}

/** Runs `cvmatch ...args`; never throws for an exit code. `json` is parsed stdout, undefined where it is not JSON. */
export async function cli(
  args: string[],
  options: Options & { env?: Record<string, string> } = {},
): Promise<CliResult> {
  const { env, ...rest } = options;
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(
      ([key]) => !/^(?:CVMATCH_|VITEST|NODE_OPTIONS$|FORCE_COLOR$|CI$|ORT_)/.test(key),
    ),
  );
  const result = await execa(process.execPath, [path.join(root, 'bin/run.js'), ...args], {
    reject: false,
    extendEnv: false,
    env: { ...clean, NO_COLOR: '1', NODE_ENV: 'production', ...env },
    ...rest,
  });
  const stdout = String(result.stdout ?? '');
  return { stdout, stderr: String(result.stderr ?? ''), exitCode: result.exitCode ?? -1, json: parse(stdout) };
}

export interface StartedService {
  /** What its first line says. */
  url: string;
  workers: number;
  /** Asks it to end, and waits until it has; what it wrote to its log. May be called again. */
  stop: (signal?: NodeJS.Signals) => Promise<{ exitCode: number | undefined; stderr: string }>;
}

/** Longer than the service gives what is under way: what has to be killed then has hung. */
const LONGEST_END_MS = 15_000;

/**
 * Starts `cvmatch serve` on any free port, unless `args` name one, and settles once it listens; whoever starts it stops
 * it.
 */
export async function startServe(
  args: string[] = [],
  { cwd, env }: { cwd?: string; env?: Record<string, string> } = {},
): Promise<StartedService> {
  const child = execa(
    process.execPath,
    [path.join(root, 'bin/run.js'), 'serve', '--json', ...(args.includes('--port') ? [] : ['--port', '0']), ...args],
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
  return { ...(JSON.parse(line) as { url: string; workers: number }), stop };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An empty folder that goes when the test ends; its `.config` stands in for the user's. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-test-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
