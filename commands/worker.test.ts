import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openSqliteStore, type SqliteStore } from '../src/store/sqlite/index.js';
import { cli, root, temporaryFolder } from './_shared/testing.js';

/** Real processes on one store. The hashing embedder needs no model and so loads at once. */
const env = { CVMATCH_EMBEDDER: 'hashing' };

const CV = (i: number): string =>
  `Person Number${i}\nperson.number${i}@example.com\n\nExperience\nWelder at Example${i} Ltd, 2018 to 2021. Welded ${i} things for many people in many places, ${'and more of it '.repeat(20)}\n`;

interface Uploaded {
  store: string;
  open: () => Promise<SqliteStore>;
}

/** A workspace with `count` waiting uploads, as the service leaves them. */
async function uploaded(count: number): Promise<Uploaded> {
  const store = temporaryFolder();
  const open = () => openSqliteStore({ path: path.join(store, 'store.db') });
  mkdirSync(path.join(store, 'uploads'));
  const names = Array.from({ length: count }, (_, i) => `upload-${String(i).padStart(4, '0')}`);
  names.forEach((name, i) => {
    writeFileSync(path.join(store, 'uploads', name), CV(i));
  });
  const opened = await open();
  await opened.intake.open(
    { id: 'batch', source: 'upload' },
    names.map((name) => ({ path: `upload:${name}`, size: 1, mtimeMs: Date.now(), name: `${name}.txt` })),
  );
  await opened.close();
  return { store, open };
}

function startCli(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [path.join(root, 'bin/run.js'), ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, NODE_ENV: 'production', ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function until(store: SqliteStore, isSo: (done: number) => boolean): Promise<void> {
  const look = async (): Promise<void> => {
    expect((await store.tasks.list({ status: ['done'] })).length).toSatisfy(isSo);
  };
  await vi.waitFor(look, { timeout: 100_000, interval: 20 });
}

it('ends after as many tasks as it may do, and leaves the rest untouched', async () => {
  const { store, open } = await uploaded(60);
  const once = { ...env, CVMATCH_RECYCLE_AFTER: '10' };
  const first = await cli(['worker', '-c', '1', '--json', '--store', store], { env: once });
  expect(first.exitCode).toBe(0);
  // Those that it had in hand were ended too.
  expect(first.json.counts.ready).toBeGreaterThanOrEqual(10);
  expect(first.json.counts.ready).toBeLessThan(40);
  const opened = await open();
  const left = await opened.tasks.list({ status: ['pending', 'running'] });
  expect(left).toHaveLength(60 - first.json.counts.ready);
  for (const { status, attempts } of left) expect([status, attempts]).toEqual(['pending', 0]);
  await opened.close();
  expect((await cli(['worker', '--drain', '--json', '--store', store], { env })).json.counts.ready).toBe(left.length);
}, 120_000);

it('does every upload once with two workers, one of them killed', async () => {
  const { store, open } = await uploaded(80);
  const killed = startCli('worker', '-c', '1', '--store', store);
  const watching = await open();
  await until(watching, (done) => done >= 8);
  const other = cli(['worker', '-c', '1', '--drain', '--json', '--store', store], { env });
  await until(watching, (done) => done >= 30);
  killed.kill('SIGKILL');
  const report = await other;
  expect(report.exitCode).toBe(0);
  expect(report.json).toMatchObject({ dead: 0, retried: 0 });
  expect((await watching.tasks.list({})).filter(({ status }) => status !== 'done')).toEqual([]);
  expect(await watching.cvs.list({ allRevisions: true })).toHaveLength(80);
  // Only tasks held by the killed worker were taken twice: one claimed group, and two groups of results not yet
  // written.
  const twice = (await watching.tasks.list({})).filter(({ attempts }) => attempts > 1);
  expect(twice.length).toBeLessThanOrEqual(24);
  expect(twice.every(({ attempts }) => attempts === 2)).toBe(true);
  await watching.close();
  // Bytes whose CV the killed worker had written without removing them are orphans, which the daily clean-up removes.
  expect(readdirSync(path.join(store, 'uploads')).length).toBeLessThanOrEqual(8);
}, 120_000);

it('ends on SIGTERM with 0, returns what it had, and the next one does the rest; an ingest beside it does its own files', async () => {
  const { store, open } = await uploaded(60);
  const cvs = temporaryFolder();
  // Ten of the ingest's files have the same bytes as uploads.
  for (let i = 0; i < 20; i++) writeFileSync(path.join(cvs, `${i}.txt`), CV(50 + i));
  const first = startCli('worker', '-c', '1', '--json', '--store', store);
  const ingest = cli(['ingest', cvs, '--store', store, '--json'], { env });
  const watching = await open();
  await until(watching, (done) => done >= 10);
  first.kill('SIGTERM');
  const [code] = (await once(first, 'exit')) as [number];
  expect(code).toBe(0);
  expect(
    (await watching.tasks.list({ status: ['running'] })).filter(({ path: at }) => at.startsWith('upload:')),
  ).toEqual([]);
  expect((await ingest).json.counts).toMatchObject({ received: 20, failed: 0 });
  expect((await cli(['worker', '--drain', '--store', store], { env })).exitCode).toBe(0);
  const tasks = await watching.tasks.list({});
  expect(tasks.filter(({ status, attempts }) => status !== 'done' || attempts !== 1)).toEqual([]);
  // The 60 uploads and 20 files are 70 different CVs; each must be in the store once, whichever came first.
  const list = await watching.cvs.list({ allRevisions: true });
  expect(list).toHaveLength(70);
  expect(new Set(list.map(({ cvId }) => cvId)).size).toBe(70);
  await watching.close();
}, 120_000);

it('shows what it did to Prometheus under the names of the service, and asks for a key where others can reach it', async () => {
  const { store } = await uploaded(4);
  const started = async (...args: string[]) => {
    const child = spawn(
      process.execPath,
      [path.join(root, 'bin/run.js'), 'worker', '-c', '1', '--metrics-port', '0', '--store', store, ...args],
      { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, NODE_ENV: 'production', ...env } },
    );
    onTestFinished(() => void child.kill('SIGKILL'));
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await expect.poll(() => said, { timeout: 20_000 }).toMatch(/metrics are at http/);
    return { child, url: /metrics are at (\S+)/.exec(said)![1]!, log: () => said };
  };
  const { child, url, log } = await started();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
  const samples = async () => (await (await fetch(url)).text()).split('\n');
  await expect.poll(samples, { timeout: 20_000 }).toContain('cvmatch_files_total{state="ready"} 4');
  expect(await samples()).toEqual(
    expect.arrayContaining([
      'cvmatch_stage_seconds_count{stage="embed"} 4',
      'cvmatch_backlog 0',
      'cvmatch_store_cvs 4',
      'cvmatch_pool_queue_depth 0',
      'cvmatch_semaphore_wait_seconds_count{semaphore="pool"} 4',
    ]),
  );
  // Log lines are written in groups.
  await expect.poll(log, { timeout: 10_000 }).toContain('"msg":"task done"');
  expect(log()).not.toMatch(/Number\d|example\.com|upload-0000\.txt/);
  const elsewhere = await fetch(url.replace('/metrics', '/v1/cvs'));
  expect([elsewhere.status, elsewhere.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);

  const open = await started('--metrics-host', '0.0.0.0');
  const there = open.url.replace('0.0.0.0', '127.0.0.1');
  expect((await fetch(there)).status).toBe(401);
  // Whoever restarts it needs no key to ask whether it lives.
  expect(await (await fetch(there.replace('/metrics', '/health/live'))).json()).toEqual({ status: 'live' });
  const status = async (...scopes: string[]) => {
    const { json } = await cli(
      ['keys', 'add', 'prometheus', ...scopes.flatMap((scope) => ['--scope', scope]), '--store', store, '--json'],
      { env },
    );
    return (await fetch(there, { headers: { authorization: `Bearer ${json.token}` } })).status;
  };
  // A worker works for all tenants, so only an operator may see its state.
  expect([await status('read'), await status('admin'), await status('operator')]).toEqual([403, 403, 200]);
}, 120_000);

it('leaves uploads to workers when a person resumes files, and shows and drops dead letters', async () => {
  const { store, open } = await uploaded(2);
  expect((await cli(['resume', '--store', store, '--json'], { env })).json.counts.received).toBe(0);
  const opened = await open();
  await opened.database.write(() => {
    opened.database.exec("UPDATE tasks SET status = 'dead'");
    opened.database.exec(
      "UPDATE files SET state = 'failed', code = 'worker_crashed', message = 'the thread ended' WHERE path = 'upload:upload-0000'",
    );
  });
  await opened.close();
  const { json } = await cli(['tasks', 'list', '--status', 'dead', '--store', store, '--json'], { env });
  expect(json).toMatchObject([{ status: 'dead', code: 'worker_crashed', name: 'upload-0000.txt' }, { status: 'dead' }]);
  expect((await cli(['tasks', 'retry', '--code', 'worker_crashed', '--store', store, '--json'], { env })).json).toEqual(
    { opened: 1 },
  );
  expect((await cli(['worker', '--drain', '--store', store, '--json'], { env })).json.counts).toMatchObject({
    ready: 1,
  });
  expect((await cli(['tasks', 'drop', '--store', store, '--json'], { env })).json).toMatchObject({
    dropped: 1,
    status: 'removed',
  });
  expect(readdirSync(path.join(store, 'uploads'))).toEqual([]);
}, 120_000);
