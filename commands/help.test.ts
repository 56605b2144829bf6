import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cli, root } from './_shared/testing.js';

interface Manifest {
  commands: Record<string, { id: string; hidden?: boolean; summary?: string; description?: string; examples?: string[]; flags: Record<string, { description?: string; summary?: string }>; args: Record<string, { description?: string }> }>;
}
const manifest = JSON.parse(readFileSync(path.join(root, 'oclif.manifest.json'), 'utf8')) as Manifest;
const commands = Object.values(manifest.commands).filter((command) => !command.hidden);

describe('every command', () => {
  it.each(commands.map((command) => [command.id.replaceAll(':', ' '), command] as const))('%s has help, examples and words for each flag', (_name, command) => {
    expect(command.summary ?? command.description).toBeTruthy();
    expect(command.examples?.length ?? 0).toBeGreaterThanOrEqual(1);
    for (const [name, flag] of Object.entries(command.flags)) {
      expect(flag.description ?? flag.summary, `--${name}`).toBeTruthy();
    }
    for (const [name, argument] of Object.entries(command.args)) expect(argument.description, name).toBeTruthy();
  });

  it('is in the command table of README', () => {
    const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
    for (const command of commands) expect(readme).toContain(`cvmatch ${command.id.replaceAll(':', ' ')}`);
  });
});

describe('cvmatch', () => {
  it('suggests the nearest command and exits with 2', async () => {
    const { stderr, exitCode } = await cli(['confg']);
    expect(stderr).toContain('Did you mean `cvmatch config`?');
    expect(exitCode).toBe(2);
  });

  it('exits with 2 for an unknown flag', async () => {
    const { exitCode, stderr } = await cli(['doctor', '--nosuch']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--nosuch');
  });

  it.skipIf(!existsSync('/dev/full')).each([['config'], ['help'], ['config', '--json']])('says in one sentence that stdout cannot be written: %s', (...args) => {
    const full = openSync('/dev/full', 'w');
    onTestFinished(() => { closeSync(full); });
    const { status, stderr } = spawnSync(process.execPath, [path.join(root, 'bin/run.js'), ...args], { stdio: ['ignore', full, 'pipe'], encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^cvmatch: stdout cannot be written: ENOSPC.*\n {2}Check .*\n$/);
  });

  it('says its version', async () => {
    const { stdout } = await cli(['--version']);
    expect(stdout).toMatch(/^cvmatch\/\d+\.\d+\.\d+ /);
  });
});
