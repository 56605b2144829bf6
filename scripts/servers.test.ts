import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';
import { expect, it } from 'vitest';
import { withServer } from '../src/config/testing-servers.js';

const script = path.resolve(import.meta.dirname, 'servers.js');

it('says how it is used', () => {
  const { status, stderr } = spawnSync(process.execPath, [script, 'begin'], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([2, expect.stringContaining('run -- COMMAND')]);
});

it('runs a command beside servers that are named already, and makes none', () => {
  const urls = {
    CVMATCH_TEST_POSTGRES: 'postgres://a',
    CVMATCH_TEST_PGBOUNCER: 'postgres://d',
    CVMATCH_TEST_REDIS: 'redis://b',
    CVMATCH_TEST_S3: 'http://c',
  };
  const show = 'console.log(process.env.CVMATCH_TEST_SERVERS, process.env.CVMATCH_TEST_REDIS)';
  const shown = execFileSync(process.execPath, [script, 'run', '--', process.execPath, '-e', show], {
    encoding: 'utf8',
    env: { ...process.env, ...urls },
  });
  expect(shown).toBe('required redis://b\n');
  const failed = ['run', '--', process.execPath, '-e', 'process.exit(7)'];
  expect(spawnSync(process.execPath, [script, ...failed], { env: { ...process.env, ...urls } }).status).toBe(7);
});

withServer('Redis', (url) => {
  it('has a Redis that never drops what it was given', async () => {
    const socket = connect(Number(new URL(url).port), new URL(url).hostname);
    socket.write('CONFIG GET maxmemory-policy\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(answer.toString()).toContain('noeviction');
  });
});

withServer('S3', (url) => {
  it('has an S3 server', async () => {
    const response = await fetch(url);
    expect(await response.text()).toContain('ListAllMyBucketsResult');
  });
});
