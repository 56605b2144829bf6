import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { CV, env, folderWith, people, run } from './_shared/testing-ingest.js';
import { root } from './_shared/testing.js';
import { filesHolding } from './_shared/testing-traces.js';

/** Must not be found in any file once "removed" was printed. */
const TRACES = ['zebramarker', 'zebra.marker@example.com'];
const EVE = { 'eve.txt': CV('Zebra Marker', 'Zebramarker') };

const filesWith = (store: string): string[] => filesHolding(store, TRACES);

async function ingested() {
  const { cvs, store } = folderWith({ ...people, ...EVE });
  await run(['ingest', cvs, '--store', store]);
  return { cvs, store, eve: path.join(cvs, 'eve.txt') };
}

/** Keeps reading the store as it is now until it is closed, as another process would. */
function reader(store: string): Sqlite.Database {
  const connection = new Sqlite(path.join(store, 'store.db'), { readonly: true });
  connection.exec('BEGIN');
  connection.prepare('SELECT count(*) FROM cvs').get();
  return connection;
}

function erasuresIn(store: string): number {
  const connection = new Sqlite(path.join(store, 'store.db'), { readonly: true });
  try {
    return (connection.prepare('SELECT count(*) AS n FROM erasures').get() as { n: number }).n;
  } finally {
    connection.close();
  }
}

describe('a removal beside a reader', () => {
  it('is pending with exit code 3, told by status, and finished by the next command', async () => {
    const { store, eve } = await ingested();
    const connection = reader(store);
    const { exitCode, json } = await run(['remove', eve, '--store', store, '--json']);
    expect(exitCode).toBe(3);
    expect(json).toMatchObject({ status: 'erasure_pending', removed: [], waitsFor: 'log' });
    expect(json.pending).toHaveLength(1);
    expect(filesWith(store)).not.toEqual([]);
    expect((await run(['list', '--store', store, '--json'])).json).toHaveLength(3);
    const { stdout } = await run(['status', '--store', store]);
    expect(stdout).toMatch(/erasure pending +1 removal of 1 CV, since .*another process still reads/);
    connection.close();
    expect((await run(['status', '--store', store, '--json'])).json).toMatchObject({ cvs: 3, erasures: [] });
    expect(filesWith(store)).toEqual([]);
  });

  it('says "removed" by name and by id when nothing is left, and how much was scanned', async () => {
    const { store, eve } = await ingested();
    const { exitCode, stdout } = await run(['remove', eve, '--store', store]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^removed [0-9a-f]{64}\nNo trace found in [\d.]+ [kM]B of files\.\nCertificate: cvmatch erasures show [0-9a-f-]{36}$/,
    );
    expect(filesWith(store)).toEqual([]);
  });

  it('is pending for what --prune takes away, too', async () => {
    const { cvs, store, eve } = await ingested();
    const connection = reader(store);
    writeFileSync(eve, CV('Another Person', 'Baker'));
    await run(['ingest', cvs, '--store', store]);
    rmSync(eve);
    const pruned = await run(['ingest', cvs, '--store', store, '--prune']);
    expect(pruned).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('erasure_pending') as string });
    connection.close();
    expect((await run(['ingest', cvs, '--store', store, '--prune'])).exitCode).toBe(0);
    expect(filesWith(store)).toEqual([]);
  });
});

describe('what else is removed beside a reader', () => {
  it('is pending for a JD and for dropped tasks, with exit code 3, until nothing of them is left', async () => {
    const { cvs, store } = folderWith({ ...people, 'Zebramarker-broken.txt': '   \n' });
    const jd = path.join(cvs, 'keeper.txt');
    writeFileSync(jd, 'Keeper\n\nRequirements\n- Zebramarker for 3 years\n- SQL');
    expect((await run(['ingest', path.join(cvs, 'Zebramarker-broken.txt'), '--store', store])).exitCode).toBe(3);
    await run(['jds', 'add', jd, '--store', store]);
    const connection = reader(store);
    for (const args of [
      ['jds', 'remove', jd],
      ['tasks', 'drop'],
    ]) {
      const { exitCode, json } = await run([...args, '--store', store, '--json']);
      expect([exitCode, json.status, json.waitsFor], args[0]).toEqual([3, 'erasure_pending', 'log']);
    }
    expect(filesWith(store)).not.toEqual([]);
    expect((await run(['jds', 'list', '--store', store, '--json'])).json).toEqual({ jds: [] });
    connection.close();
    expect((await run(['status', '--store', store, '--json'])).json).toMatchObject({ erasures: [] });
    expect(filesWith(store)).toEqual([]);
  });

  it('says how much was scanned when nothing of it is left', async () => {
    const { cvs, store } = folderWith({ 'Zebramarker-broken.txt': '   \n' });
    await run(['ingest', cvs, '--store', store]);
    const { exitCode, stdout } = await run(['tasks', 'drop', '--store', store]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^1 dropped\nNo trace found in [\d.]+ [kM]B of files\.$/);
    expect(filesWith(store)).toEqual([]);
  });
});

/** Starts a removal and kills it at `moment`. Returns what it had printed until then. */
async function killed(store: string, eve: string, moment: () => Promise<unknown>): Promise<string> {
  const child = execa(process.execPath, [path.join(root, 'bin/run.js'), 'remove', eve, '--store', store], {
    env: { NODE_ENV: 'production', ...env },
    reject: false,
  });
  await Promise.race([moment(), child]);
  child.kill('SIGKILL');
  return (await child).stdout;
}

it('makes doctor fail when it waits for more than a day', async () => {
  const { store, eve } = await ingested();
  const connection = reader(store);
  await run(['remove', eve, '--store', store]);
  const storeCheck = async () => {
    const { json } = await run(['doctor', '--store', store, '--json']);
    return (json.checks as { name: string; status: string; detail: string }[]).find(({ name }) => name === 'store');
  };
  expect(await storeCheck()).toMatchObject({ status: 'ok', detail: expect.stringContaining('1 removal') as string });
  const writer = new Sqlite(path.join(store, 'store.db'));
  writer.prepare("UPDATE erasures SET since = '2026-01-01T00:00:00.000Z'").run();
  writer.close();
  expect(await storeCheck()).toMatchObject({
    status: 'failed',
    detail: expect.stringContaining('still reads') as string,
  });
  connection.close();
  expect(await storeCheck()).toMatchObject({ status: 'ok', detail: store });
});

describe('a removal that is killed', () => {
  it('beside a reader, right after its commit, never said "removed", and is finished by itself', async () => {
    const { store, eve } = await ingested();
    const connection = reader(store);
    const said = await killed(store, eve, () =>
      expect.poll(() => erasuresIn(store), { timeout: 20_000, interval: 5 }).toBe(1),
    );
    expect(said).toBe('');
    expect(filesWith(store)).not.toEqual([]);
    connection.close();
    expect((await run(['list', '--store', store, '--json'])).json).toHaveLength(3);
    expect(filesWith(store)).toEqual([]);
    expect(erasuresIn(store)).toBe(0);
  });

  it.each([0.4, 0.7, 0.9, 1])('after %d of its time: the CV is there, or no trace of it is', async (share) => {
    const { store, eve } = await ingested();
    const began = performance.now();
    await run(['show', eve, '--store', store]);
    const typical = performance.now() - began;
    const said = await killed(store, eve, () => new Promise((resolve) => setTimeout(resolve, typical * share)));
    if (said.includes('removed')) expect(filesWith(store)).toEqual([]);
    const { json } = await run(['list', '--store', store, '--json']);
    if (json.length === 3) expect([filesWith(store), erasuresIn(store)]).toEqual([[], 0]);
    else expect(json).toHaveLength(4);
  });
});

describe('remove', () => {
  it('names a file that could not be read, with what it held before', async () => {
    const { cvs, store, eve } = await ingested();
    writeFileSync(path.join(cvs, 'zebramarker-broken.txt'), '   \n');
    writeFileSync(eve, '   \n');
    await run(['ingest', cvs, '--store', store]);
    expect(
      (await run(['tasks', 'list', '--store', store, '--json'])).json.map((task: { state: string }) => task.state),
    ).toContain('empty');
    const { json, exitCode } = await run([
      'remove',
      path.join(cvs, 'zebramarker-broken.txt'),
      eve,
      '--store',
      store,
      '--json',
    ]);
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({
      status: 'removed',
      files: [path.join(cvs, 'zebramarker-broken.txt'), eve],
      pending: [],
    });
    expect(json.removed).toHaveLength(1);
    expect(filesWith(store)).toEqual([]);
    expect((await run(['tasks', 'list', '--store', store, '--json'])).json).toEqual([]);
    expect((await run(['remove', eve, '--store', store])).exitCode).toBe(2);
  });
});
