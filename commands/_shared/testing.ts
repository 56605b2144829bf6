import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
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
export async function cli(args: string[], options: Options & { env?: Record<string, string> } = {}): Promise<CliResult> {
  const { env, ...rest } = options;
  const clean = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(?:CVMATCH_|VITEST|NODE_OPTIONS$|FORCE_COLOR$)/.test(key)));
  const result = await execa(process.execPath, [path.join(root, 'bin/run.js'), ...args], {
    reject: false,
    extendEnv: false,
    env: { ...clean, NO_COLOR: '1', NODE_ENV: 'production', ...env },
    ...rest,
  });
  const stdout = String(result.stdout ?? '');
  return { stdout, stderr: String(result.stderr ?? ''), exitCode: result.exitCode ?? -1, json: parse(stdout) };
}

/** Starts `cvmatch ...args`, which is to listen: settles with its first line, which says where; ended when the test is. */
export async function serving(args: string[], cwd: string): Promise<string> {
  const child = execa(process.execPath, [path.join(root, 'bin/run.js'), ...args], { cwd, reject: false, all: true, buffer: false, env: { NODE_ENV: 'production' } });
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await child;
  });
  const [line] = (await once(child.all, 'data')) as [Buffer];
  child.all.resume();
  return line.toString();
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
