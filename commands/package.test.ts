import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtures, root } from './_shared/testing.js';

/**
 * Installs the packed package elsewhere as README says, and runs it on other Node versions too. Compiling
 * better-sqlite3, where its prebuilt binary cannot be fetched, takes minutes, so this runs only in CI or with
 * CVMATCH_SMOKE=1.
 */
const wanted = process.env.CVMATCH_SMOKE === '1' || process.env.CI === 'true';
const folder = wanted ? mkdtempSync(path.join(tmpdir(), 'cvmatch-package-')) : '';
const prefix = path.join(folder, 'prefix');

afterAll(() => {
  if (wanted) rmSync(folder, { recursive: true, force: true });
});

/** What every installed copy must be able to do, run in an empty folder. */
async function works(node: string, installed: string): Promise<void> {
  const cwd = mkdtempSync(path.join(folder, 'work-'));
  const run = (args: string[]) =>
    execa(node, [path.join(installed, 'bin/run.js'), ...args, '--json'], {
      cwd,
      env: { NODE_ENV: 'production' },
      reject: false,
    });
  const ingest = await run(['ingest', fixtures('demo', 'cvs')]);
  expect(ingest).toMatchObject({ exitCode: 0, stderr: expect.not.stringMatching(/Error|Warning/) as string });
  const { counts } = JSON.parse(ingest.stdout) as { counts: Record<string, number> };
  expect(counts.ready).toBe(counts.received);
  expect(counts.ready).toBeGreaterThan(5);
  const match = await run(['match', fixtures('demo', 'jd.txt')]);
  expect(match).toMatchObject({ exitCode: 0, stderr: expect.not.stringMatching(/Error|Warning/) as string });
  const { results } = JSON.parse(match.stdout) as { results: { rank: number; score: number }[] };
  expect(results[0]!.score).toBeGreaterThan(results.at(-1)!.score);
  const doctor = await run(['doctor']);
  expect(doctor.exitCode).toBe(0);
}

describe.runIf(wanted)('the package', () => {
  beforeAll(async () => {
    await execa('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: root });
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))!;
    await execa('npm', [
      'i',
      '-g',
      '--prefix',
      prefix,
      '--onnxruntime-node-install=skip',
      '--no-audit',
      '--no-fund',
      path.join(folder, tarball),
    ]);
  }, 900_000);

  const installed = path.join(prefix, 'lib/node_modules/cvmatch');

  it('works when installed elsewhere', async () => {
    expect(existsSync(path.join(prefix, 'bin/cvmatch'))).toBe(true);
    await works(process.execPath, installed);
  }, 120_000);

  it.each(['22', '24'])(
    'works on Node %s',
    async (version) => {
      const home = mkdtempSync(path.join(folder, `node${version}-`));
      await execa('npm', ['i', '--prefix', home, '--no-audit', '--no-fund', '--foreground-scripts', `node@${version}`]);
      const node = path.join(home, 'node_modules/node/bin/node');
      const packages = path.join(home, 'node_modules/node/node_modules');
      const headers = readdirSync(packages)
        .map((name) => path.join(packages, name))
        .find((folder) => existsSync(path.join(folder, 'include')))!;
      const copy = path.join(home, 'cvmatch');
      cpSync(installed, copy, { recursive: true });
      // `node-gyp` must build against the headers of this version.
      const env = {
        PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`,
        npm_config_nodedir: headers,
      };
      await execa('npm', ['rebuild', 'better-sqlite3', '--foreground-scripts'], { cwd: copy, env });
      await works(node, copy);
    },
    900_000,
  );
});
