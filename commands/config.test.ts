import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, temporaryFolder } from './_shared/testing.js';

function places() {
  const cwd = temporaryFolder();
  const home = path.join(cwd, 'home');
  mkdirSync(path.join(home, 'cvmatch'), { recursive: true });
  const writeUser = (settings: object) => {
    writeFileSync(path.join(home, 'cvmatch', 'config.json'), JSON.stringify(settings));
  };
  const writeProject = (settings: unknown) => {
    writeFileSync(path.join(cwd, 'cvmatch.json'), typeof settings === 'string' ? settings : JSON.stringify(settings));
  };
  const get = (key: string, env: Record<string, string> = {}) =>
    cli(['config', 'get', key, '--json'], { cwd, env: { XDG_CONFIG_HOME: home, ...env } });
  return { cwd, home, writeUser, writeProject, get };
}

describe('configuration', () => {
  it('takes the environment before the project file before the user file before the default', async () => {
    const { get, writeUser, writeProject } = places();
    expect((await get('timeout')).json).toEqual({ key: 'timeout', value: 10_000, source: 'default' });
    writeUser({ timeout: '20s' });
    expect((await get('timeout')).json).toMatchObject({ value: 20_000, source: 'user file' });
    writeProject({ timeout: '30s' });
    expect((await get('timeout')).json).toMatchObject({ value: 30_000, source: 'project file' });
    expect((await get('timeout', { CVMATCH_TIMEOUT: '40s' })).json).toMatchObject({
      value: 40_000,
      source: 'environment',
    });
  });

  it('finds the project file upwards', async () => {
    const { cwd, home, writeProject } = places();
    writeProject({ threads: 3 });
    const below = path.join(cwd, 'a', 'b');
    mkdirSync(below, { recursive: true });
    const { json } = await cli(['config', 'get', 'threads', '--json'], { cwd: below, env: { XDG_CONFIG_HOME: home } });
    expect(json).toMatchObject({ value: 3, source: 'project file' });
  });

  it.each([
    ['not JSON', '{', /not valid JSON/],
    ['a list', '[]', /must hold one JSON object/],
    ['an unknown key', '{"colour": 1}', /unknown key "colour"/],
    ['a value that does not fit', '{"threads": "many"}', /"threads" in .* is "many"/],
  ])('names the file for %s', async (_what, text, message) => {
    const { get, writeProject } = places();
    writeProject(text);
    const { exitCode, json } = await get('threads');
    expect(exitCode).toBe(2);
    expect(json.error.code).toBe('bad_config');
    expect(json.error.message).toMatch(message);
  });

  it('writes and removes a setting, and refuses one that does not fit', async () => {
    const { cwd, home, get } = places();
    const set = (...args: string[]) => cli(['config', 'set', ...args], { cwd, env: { XDG_CONFIG_HOME: home } });
    expect((await set('maxSize', '5MB')).exitCode).toBe(0);
    expect((await get('maxSize')).json).toMatchObject({ value: 5_000_000, source: 'project file' });
    expect((await set('maxSize', 'huge')).exitCode).toBe(2);
    expect((await set('maxSize', '--unset')).exitCode).toBe(0);
    expect((await get('maxSize')).json).toMatchObject({ source: 'default' });
    expect((await set('nosuch', '1')).stderr).toContain('there is no setting "nosuch"');
  });

  it('shows no password, takes none from a project file, and tells none in an error', async () => {
    const { cwd, home, get, writeUser, writeProject } = places();
    const webhook = 'https://me:hunter2@hooks.example/x';
    writeUser({ otlpEndpoint: 'https://me:hunter2@traces.example/x' });
    const shown = { key: 'otlpEndpoint', value: 'https://me:***@traces.example/x', source: 'user file' };
    expect((await get('otlpEndpoint')).json).toEqual(shown);
    const list = await cli(['config'], { cwd, env: { XDG_CONFIG_HOME: home } });
    expect(list.stdout).toContain(shown.value);
    const wrong = await get('store', { CVMATCH_STORE: 'mysql://me:hunter2@db/cvs' });
    expect(wrong).toMatchObject({
      exitCode: 2,
      json: { error: { code: 'bad_config', message: 'CVMATCH_STORE is "mysql://me:***@db/cvs"' } },
    });
    const set = (...args: string[]) =>
      cli(['config', 'set', 'alertWebhook', webhook, ...args], { cwd, env: { XDG_CONFIG_HOME: home } });
    const refused = await set();
    expect(refused).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/would give a secret away\n.*CVMATCH_ALERT_WEBHOOK/) as string,
    });
    expect((await set('--user')).exitCode).toBe(0);
    writeProject({ alertWebhook: webhook });
    const committed = await get('threads');
    expect(committed).toMatchObject({
      exitCode: 2,
      json: { error: { code: 'bad_config', message: expect.stringContaining('would give a secret away') as string } },
    });
    expect(JSON.stringify([list, wrong, refused, committed])).not.toContain('hunter2');
  });

  it('shows nothing of an address that is a secret in itself, and takes it from no project file', async () => {
    const { cwd, home, get, writeUser, writeProject } = places();
    writeUser({ alertWebhook: 'https://hooks.example/services/T0/hunter2' });
    expect((await get('alertWebhook')).json).toMatchObject({ value: '***', source: 'user file' });
    const wrong = await get('threads', { CVMATCH_ALERT_WEBHOOK: 'hooks.example/hunter2' });
    expect(wrong).toMatchObject({ exitCode: 2, json: { error: { message: 'CVMATCH_ALERT_WEBHOOK is "***"' } } });
    const set = (value: string) =>
      cli(['config', 'set', 'alertWebhook', value], { cwd, env: { XDG_CONFIG_HOME: home } });
    expect((await set('none')).exitCode).toBe(0);
    expect((await get('alertWebhook')).json).toMatchObject({ value: null, source: 'project file' });
    expect(await set('https://hooks.example/services/T0/hunter2')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/would give a secret away\n.*CVMATCH_ALERT_WEBHOOK/) as string,
    });
    writeProject({ alertWebhook: 'https://hooks.example/services/T0/hunter2' });
    expect((await get('threads')).exitCode).toBe(2);
  });

  it('lets `none` override a file', async () => {
    const { get, writeUser, writeProject } = places();
    writeProject({ files: 'bytes' });
    writeUser({ alertWebhook: 'https://hooks.example/x' });
    expect((await get('files')).json.value).toMatch(/bytes$/);
    expect((await get('files', { CVMATCH_FILES: 'none' })).json).toMatchObject({ value: null, source: 'environment' });
    expect((await get('alertWebhook', { CVMATCH_ALERT_WEBHOOK: 'none' })).json).toMatchObject({
      value: null,
      source: 'environment',
    });
  });
});
