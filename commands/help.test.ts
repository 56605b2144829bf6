import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cli, fixtures, root, temporaryFolder } from './_shared/testing.js';

interface Manifest {
  commands: Record<
    string,
    {
      id: string;
      hidden?: boolean;
      summary?: string;
      description?: string;
      examples?: string[];
      flags: Record<string, { description?: string; summary?: string }>;
      args: Record<string, { description?: string }>;
    }
  >;
}
const manifest = JSON.parse(readFileSync(path.join(root, 'oclif.manifest.json'), 'utf8')) as Manifest;
const commands = Object.values(manifest.commands).filter((command) => !command.hidden);

describe('every command', () => {
  it.each(commands.map((command) => [command.id.replaceAll(':', ' '), command] as const))(
    '%s has help, examples and words for each flag',
    (_name, command) => {
      expect(command.summary ?? command.description).toBeTruthy();
      expect(command.examples?.length ?? 0).toBeGreaterThanOrEqual(1);
      for (const [name, flag] of Object.entries(command.flags)) {
        expect(flag.description ?? flag.summary, `--${name}`).toBeTruthy();
      }
      for (const [name, argument] of Object.entries(command.args)) expect(argument.description, name).toBeTruthy();
    },
  );

  it('is in the command table of README', () => {
    const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
    for (const command of commands) expect(readme).toContain(`cvmatch ${command.id.replaceAll(':', ' ')}`);
  });
});

describe('cvmatch', () => {
  it.each([
    // [what was typed, expected message, expected advice]
    [['doctor', '--nosuch'], 'there is no flag --nosuch', 'See `cvmatch help doctor`.'],
    [['match', 'jd.txt', '--topp=3'], 'there is no flag --topp=3', 'Did you mean --top? See `cvmatch help match`.'],
    [['match', 'jd.txt', '--top', 'abc'], '--top: Expected an integer but received: abc', 'See `cvmatch help match`.'],
    [['candidates', 'undo', 'abc'], 'Expected an integer but received: abc', 'See `cvmatch help candidates undo`.'],
    [['status', 'extra'], 'there is no command "status extra"', 'See `cvmatch help status`.'],
    [['confg'], 'there is no command "confg"', 'Did you mean `cvmatch config`?'],
    [
      ['list', '--store', 'mysql://db/cvs'],
      '--store is "mysql://db/cvs"',
      'It must be a folder, or a file: URL, or a URL postgres://..., or a URL postgresql://....',
    ],
    [
      ['serve', '--queue', 'amqp://me:secret@db'],
      '--queue is "amqp://me:***@db"',
      "It must be none (the store's own), or a URL redis://..., or a URL rediss://..., or a URL bullmq+postgres://....",
    ],
  ])('says what was typed wrong, as text and as JSON: %s', async (args, message, hint) => {
    expect(await cli(args)).toMatchObject({ exitCode: 2, stdout: '', stderr: `cvmatch: ${message}\n  ${hint}` });
    expect(await cli([...args, '--json'])).toMatchObject({
      exitCode: 2,
      json: { error: { code: 'bad_flag', message, hint } },
    });
  });

  it('says that a file cannot be written', async () => {
    const folder = temporaryFolder();
    const store = path.join(folder, 'store');
    await cli(['ingest', fixtures('demo', 'cvs'), '--store', store]);
    const nowhere = path.join(folder, 'none', 'out');
    for (const args of [
      ['match', fixtures('demo', 'jd.txt'), '--html', nowhere],
      ['export', '--output', nowhere],
    ]) {
      expect(await cli([...args, '--store', store])).toMatchObject({
        exitCode: 2,
        stderr: `cvmatch: ${nowhere} cannot be written: its folder does not exist\n  Name another place.`,
      });
    }
    if (existsSync('/dev/full'))
      expect(await cli(['export', '--output', '/dev/full', '--store', store])).toMatchObject({
        exitCode: 1,
        stderr: expect.stringContaining('no space is left for /dev/full') as string,
      });
  });

  it.skipIf(!existsSync('/dev/full')).each([['config'], ['help'], ['config', '--json']])(
    'says in one sentence that stdout cannot be written: %s',
    (...args) => {
      const full = openSync('/dev/full', 'w');
      onTestFinished(() => {
        closeSync(full);
      });
      const { status, stderr } = spawnSync(process.execPath, [path.join(root, 'bin/run.js'), ...args], {
        stdio: ['ignore', full, 'pipe'],
        encoding: 'utf8',
        env: { ...process.env, NODE_ENV: 'production' },
      });
      expect(status).toBe(1);
      expect(stderr).toMatch(/^cvmatch: stdout cannot be written: ENOSPC.*\n {2}Check .*\n$/);
    },
  );

  it('says its version', async () => {
    const { stdout } = await cli(['--version']);
    expect(stdout).toMatch(/^cvmatch\/\d+\.\d+\.\d+ /);
  });
});
