import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import Sqlite from 'better-sqlite3';
import { load } from 'sqlite-vec';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { withServer } from '../src/config/testing-servers.js';
import { makeBucket } from '../src/files/s3/testing-s3.js';
import { CV, env, folderWith, people, run } from './_shared/testing-ingest.js';
import { fixtures, root, startServe, temporaryFolder, type CliResult } from './_shared/testing.js';

// Many processes of the command line, on a machine that may be busy.
vi.setConfig({ testTimeout: 300_000 });

const jd = fixtures('demo', 'jd.txt');
const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

interface Where {
  store: string;
  files?: string;
  /** Where files lie if the store is on a server; otherwise it makes no difference. */
  cwd?: string;
}

/** Runs a command on a store. */
function on({ store, files, cwd = temporaryFolder() }: Where, ...args: string[]): Promise<CliResult> {
  const places = { CVMATCH_STORE: store, ...(files === undefined ? {} : { CVMATCH_FILES: files }) };
  return run(args, { cwd, env: { ...env, ...credentials, ...places } });
}

/** Texts, ids and numbers that are hard to carry, in tables that only a service or a long time fills. */
function addRows(store: string): void {
  const db = new Sqlite(path.join(store, 'store.db'));
  const cv = db.prepare('SELECT cv_id FROM cvs ORDER BY key').pluck().get();
  db.exec(`
    INSERT INTO matches VALUES ('j', '${String(cv)}', 'm', 0.1234567890123456789, 'f', '2026-01-01'), ('j', 'z', 'n', 1e-300, 'f', '2026');
    INSERT INTO explanations VALUES ('j', 'é', 'a
b "quoted" \\ {x,NULL} 😀', 'f', '2026'), ('J', '', '', '', '');
    INSERT INTO jd_vectors VALUES ('j', 'f', '[]', x'00ff80', '2026'), ('k', 'f', '["NULL"]', x'', '2026');
    INSERT INTO matches_shown VALUES ('s', 'c', 'j', 3, '2026-01-01', NULL), ('ß', 'c', 'j', 0, '2026', '2026');
    INSERT INTO schedule_runs (id, name, started_at, ok, result) VALUES (4, 'clean-up', '2026', 1, '{}'), (90000, 'ä', '2026', NULL, NULL);
    INSERT INTO alerts VALUES ('full', '2026', 1.5, '2026');
    UPDATE candidate_pairs SET state = 'open', phone = 1 WHERE id = 1`);
  db.prepare('UPDATE cvs SET path = ? WHERE key = 1').run('/a,{b}"c"\\d\n\u202e.txt');
  db.close();
}

/** CVs of two tenants with all that people do to them, a JD of two versions, keys, and an upload that failed. */
async function sourceStore(): Promise<{ store: string; cwd: string }> {
  const { cvs, cwd, store } = folderWith({
    ...people,
    'ada2.txt': CV('Ada Example', 'Welder of ships'),
    'broken.pdf': '%PDF-1.7 nothing more',
  });
  const at = (...args: string[]): Promise<CliResult> => on({ store }, ...args);
  await at('ingest', cvs, fixtures('demo', 'cvs'), '--keep');
  await at('tenants', 'add', 'acme');
  await at('ingest', cvs, '--tenant', 'acme', '--keep');
  await at('keys', 'add', 'ci', '--scope', 'read');
  await at('keys', 'add', 'acme', '--tenant', 'acme');
  const own = path.join(cwd, 'jd.txt');
  for (const text of [readFileSync(jd, 'utf8'), `${readFileSync(jd, 'utf8')}\n- Docker\n`]) {
    writeFileSync(own, text);
    expect((await at('jds', 'add', own)).exitCode).toBe(0);
  }
  expect((await at('decisions', 'add', jd, path.join(cvs, 'bea.txt'), 'rejected', '--reason', 'naïve')).exitCode).toBe(
    0,
  );
  expect((await at('candidates', 'merge', '1', '--by', 'Zoë')).exitCode).toBe(0);
  const service = await startServe(['--store', store], { env });
  const form = new FormData();
  form.append('file', new Blob(['%PDF-1.7 an upload']), 'upload.pdf');
  await fetch(`${service.url}/v1/cvs`, { method: 'POST', body: form });
  const failed = async (): Promise<number> => (await at('tasks', 'list', '--json')).json.length as number;
  await expect.poll(failed, { timeout: 20_000 }).toBeGreaterThan(1);
  await service.stop();
  expect((await at('tasks', 'pause')).exitCode).toBe(0);
  addRows(store);
  return { store, cwd };
}

async function answerOf(where: Where, args: string[]): Promise<unknown> {
  const { json, stderr } = await on(where, ...args, '--json');
  expect(json, `${args.join(' ')}: ${stderr}`).toBeDefined();
  // How many bytes a store takes is its own.
  return args[0] === 'tenants' ? json.map((tenant: object) => ({ ...tenant, bytes: null })) : (json as unknown);
}

/** What people see of a store: all of it is the same after a move. */
async function seenOf(where: Where): Promise<unknown[]> {
  const asked = [
    ['match', jd],
    ['list', '--all-revisions'],
    ['list', '--tenant', 'acme'],
    ['match', jd, '--tenant', 'acme'],
    ['decisions', 'list'],
    ['candidates', 'list'],
    ['keys', 'list'],
    ['keys', 'list', '--tenant', 'acme'],
    ['tenants', 'list'],
    ['jds', 'list'],
    ['tasks', 'list'],
  ];
  const seen: unknown[] = [];
  for (let i = 0; i < asked.length; i += 3)
    seen.push(...(await Promise.all(asked.slice(i, i + 3).map((args) => answerOf(where, args)))));
  const { json: status } = await on(where, 'status', '--json');
  return [
    ...seen,
    status.cvs,
    status.files,
    status.originals,
    status.pausedAt,
    (await on(where, 'open', 'upload.pdf', '-o', '-')).stdout,
  ];
}

const LEFT_OUT = /^(?:cache|changes|leader|meta|sqlite_|words|vectors_)/;

/** All rows of all databases of a workspace folder; vectors as bytes. */
function rowsOf(store: string): Record<string, unknown> {
  const own = readdirSync(path.join(store, 'tenants')).map((id) => {
    // It counts in the database of the workspace folder alone.
    const { tenants: _tenants, ...rows } = rowsIn(path.join(store, 'tenants', id, 'store.db'));
    return [id, rows];
  });
  return { default: rowsIn(path.join(store, 'store.db')), ...Object.fromEntries(own) };
}

function rowsIn(file: string): Record<string, unknown> {
  const db = new Sqlite(file, { readonly: true });
  load(db);
  const all = (sql: string): unknown[] => db.prepare(sql).raw().all();
  const tables = all("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").flat() as string[];
  const rows = tables.filter((name) => !LEFT_OUT.test(name)).map((name) => [name, rowsInTable(db, name)]);
  const others = {
    vectors: all('SELECT key, hex(vector) FROM vectors_1'),
    facts: all("SELECT name, value FROM meta WHERE name <> 'workspace' AND value <> '0' ORDER BY name"),
    last: all('SELECT name, seq FROM sqlite_sequence WHERE seq > 0 ORDER BY name'),
  };
  db.close();
  return { ...Object.fromEntries(rows), ...others };
}

/** When an alert was last told, only SQLite keeps. */
function rowsInTable(db: Sqlite.Database, table: string): string[] {
  const rows = db.prepare(`SELECT * FROM ${table}`).all();
  return rows.map((row) => JSON.stringify({ ...(row as object), last_sent: undefined })).sort();
}

/** Starts a move and ends its process when `when` resolves. Returns its exit code; null: it was killed. */
async function ended(
  where: Where,
  to: string,
  when: () => Promise<unknown>,
  signal: NodeJS.Signals = 'SIGKILL',
): Promise<number | null> {
  const child = spawn(process.execPath, [path.join(root, 'bin/run.js'), 'move', '--to', to], {
    cwd: where.cwd ?? temporaryFolder(),
    env: { ...process.env, ...env, CVMATCH_STORE: where.store, NODE_ENV: 'production' },
    stdio: 'ignore',
  });
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  void Promise.race([exit, when().then(() => child.kill(signal))]);
  return exit;
}

/** Whether a move was killed at a moment, and had not ended by itself before. */
async function killed(where: Where, to: string, when: () => Promise<unknown>): Promise<boolean> {
  return (await ended(where, to, when)) === null;
}

/** Many more rows than one page of a move takes, so that it takes a while. */
function addMany(store: string): void {
  const db = new Sqlite(path.join(store, 'store.db'));
  db.exec(`
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150000)
    INSERT INTO decisions (jd_hash, cv_id, decision, reason, at) SELECT 'j' || i, 'c' || i, 'maybe', hex(zeroblob(100)) || i, '2026' FROM n;
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
    INSERT INTO files (path, size, mtime, state) SELECT '/cvs/' || i, i, i / 7.0, 'failed' FROM n;`);
  db.close();
}

type Look = () => Promise<string | null>;

/** Resolves when the position that `look` returns has changed. */
function changed(look: Look): () => Promise<void> {
  return async () => {
    const before = await look();
    await until(look, (at) => at !== before);
  };
}

/** Resolves when the move has come to a table. */
function reached(look: Look, table: string): () => Promise<void> {
  return () => until(look, (at) => at?.includes(`"table":"${table}"`) === true);
}

async function until(look: Look, is: (at: string | null) => boolean): Promise<void> {
  const end = Date.now() + 60_000;
  while (!is(await look()) && Date.now() < end) await sleep(2);
}

/**
 * Resolves when a move has written about so many bytes into a folder. Whoever opened its database to look would keep the move
 * from beginning.
 */
function grown(store: string, bytes: number): () => Promise<void> {
  const size = (): number =>
    ['', '-wal'].reduce(
      (sum, suffix) => sum + (statSync(`${store}/store.db${suffix}`, { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
  return async () => {
    let least = size();
    const end = Date.now() + 60_000;
    while (size() < least + bytes && Date.now() < end) {
      await sleep(2);
      // The log is moved into the database when it is opened.
      least = Math.min(least, size());
    }
  };
}

/** A small store. */
async function smallStore(): Promise<{ store: string; cvs: string; cwd: string; to: string }> {
  const folders = folderWith(people);
  expect((await on(folders, 'ingest', folders.cvs, '--keep')).exitCode).toBe(0);
  return { ...folders, to: path.join(folders.cwd, 'moved') };
}

describe('a store that is moved from folder to folder', () => {
  it('is the same in all that people see and in every row, and the old one is left as it was', async () => {
    const { store, cwd } = await sourceStore();
    const to = path.join(cwd, 'moved');
    const [before, rows] = [await seenOf({ store }), rowsOf(store)];
    const plan = await on({ store }, 'move', '--to', to, '--dry-run', '--json');
    expect(plan.json).toMatchObject({ tenants: ['default', 'acme'], target: 'empty', tables: { cvs: 20, keys: 2 } });
    expect(existsSync(to)).toBe(false);
    const moved = await on({ store }, 'move', '--to', to, '--json');
    expect(moved.json, moved.stderr).toMatchObject({ complete: true, cvs: 20, files: { stay: false, uploads: 1 } });
    expect(moved.exitCode).toBe(0);
    // Whoever looks is recorded, so the rows come first.
    expect(rowsOf(to)).toEqual(rows);
    expect(rowsOf(store)).toEqual(rows);
    expect(await seenOf({ store: to })).toEqual(before);
    expect((await on({ store: to }, 'audit', 'verify')).exitCode).toBe(0);
    expect((await on({ store: to }, 'doctor')).exitCode).toBe(0);
  });

  it('that version 0.1.0 left comes along with its waiting uploads', async () => {
    const store = path.join(temporaryFolder(), '.cvmatch');
    cpSync(fixtures('stores/v0.1.0'), store, { recursive: true });
    writeFileSync(path.join(store, 'store.db'), gunzipSync(readFileSync(path.join(store, 'store.db.gz'))));
    rmSync(path.join(store, 'store.db.gz'));
    const to = path.join(path.dirname(store), 'moved');
    const moved = await on({ store }, 'move', '--to', to, '--json');
    expect(moved.json, moved.stderr).toMatchObject({ complete: true, cvs: 6 });
    expect(moved.json.files.uploads).toBe(readdirSync(path.join(store, 'uploads')).length);
    const pending = (where: string): Promise<CliResult> =>
      on({ store: where }, 'tasks', 'list', '--status', 'pending', '--json');
    expect((await pending(to)).json).toHaveLength(3);
    expect((await pending(to)).json).toEqual((await pending(store)).json);
  });

  it('goes on after each of several kills, and is closed until it is complete', async () => {
    const { store, to } = await smallStore();
    addMany(store);
    const before = rowsIn(path.join(store, 'store.db'));
    let kills = 0;
    while (kills < 6 && (await killed({ store }, to, grown(to, 2e6)))) {
      kills += 1;
      const refused = await on({ store: to }, 'list');
      expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('is not complete')]);
    }
    expect(kills).toBe(6);
    expect((await on({ store }, 'move', '--to', to, '--dry-run', '--json')).json).toMatchObject({ target: 'continue' });
    const moved = await on({ store }, 'move', '--to', to, '--json');
    expect(moved.json, moved.stderr).toMatchObject({ complete: true, continued: true });
    expect(rowsIn(path.join(to, 'store.db'))).toEqual(before);
  });

  it('and was changed under way is told so, stays closed, and is moved anew', async () => {
    const { store, cvs, to } = await smallStore();
    addMany(store);
    expect(await killed({ store }, to, grown(to, 8e6))).toBe(true);
    writeFileSync(path.join(cvs, 'dan.txt'), CV('Dan Example', 'Baker'));
    expect((await on({ store }, 'ingest', path.join(cvs, 'dan.txt'))).exitCode).toBe(0);
    const differs = await on({ store }, 'move', '--to', to);
    expect(differs.exitCode, differs.stderr).toBe(1);
    expect(differs.stdout, differs.stderr).toMatch(/^cvs +\d+ +DIFFERENT/m);
    expect(differs.stderr).toContain('--restart');
    expect((await on({ store: to }, 'list')).exitCode).toBe(1);
    const anew = await on({ store }, 'move', '--to', to, '--restart', '--json');
    expect(anew.json, anew.stderr).toMatchObject({ complete: true, continued: false });
    expect((await on({ store: to }, 'list', '--json')).json).toHaveLength(4);
  });

  it('can be interrupted, and waits for nobody who writes meanwhile: they wait', async () => {
    const { store, to } = await smallStore();
    addMany(store);
    expect(await ended({ store }, to, grown(to, 2e6), 'SIGINT')).toBe(130);
    const writing = grown(to, 4e6)().then(() => on({ store }, 'keys', 'add', 'late', '--json'));
    const moved = await on({ store }, 'move', '--to', to, '--json');
    expect(moved.json, moved.stderr).toMatchObject({ complete: true, continued: true });
    expect((await writing).json).toMatchObject({ name: 'late' });
    const keys = async (where: string): Promise<unknown> => (await on({ store: where }, 'keys', 'list', '--json')).json;
    expect(await keys(store)).toMatchObject([{ name: 'late' }]);
    expect(await keys(to)).toEqual([]);
  });

  it('is refused while a service uses it, where another store lies, and into itself', async () => {
    const { store, cwd, to } = await smallStore();
    const refused = async (args: string[], code: number, says: string | RegExp): Promise<void> => {
      const { exitCode, stderr } = await on({ store }, 'move', ...args);
      expect([exitCode, stderr]).toEqual([code, expect.stringMatching(says)]);
    };
    const service = await startServe(['--store', store], { env });
    await refused(['--to', to], 1, 'is open in another process');
    await service.stop();
    const other = path.join(cwd, 'other');
    await on({ store: other }, 'keys', 'add', 'ci');
    await refused(['--to', other], 2, 'there is a store at');
    await refused(['--to', store], 2, 'is the store that is to be moved');
    await refused(['--to', 'https://example.com/x'], 2, /--to takes a folder/);
    await refused(['--to', to, '--files', 'ftp://x'], 2, /--files takes/);
    await refused(['--to', 'postgres://127.0.0.1:1/x'], 1, 'cannot be reached');
    // The place where a move was refused can still be used.
    expect((await on({ store }, 'move', '--to', to)).exitCode).toBe(0);
    await refused(['--to', to], 2, 'there is a store at');
  });

  it('is refused if it is encrypted, damaged or not there', async () => {
    const { store, cwd, to } = await smallStore();
    const damaged = path.join(cwd, 'damaged');
    cpSync(store, damaged, { recursive: true });
    const db = new Sqlite(path.join(damaged, 'store.db'));
    db.exec('DELETE FROM documents WHERE key = 1');
    db.close();
    expect(await on({ store: damaged }, 'move', '--to', to)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('lost their text') as string,
    });
    expect(await on({ store: path.join(cwd, 'none') }, 'move', '--to', to)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('there is no store') as string,
    });
    const key = path.join(cwd, 'key');
    await on({ store }, 'encryption', 'new-key', key);
    const locked = (...args: string[]): Promise<CliResult> =>
      run([...args, '--store', store], { env: { ...env, CVMATCH_ENCRYPTION_KEY: key } });
    expect((await locked('encryption', 'on')).exitCode).toBe(0);
    expect(await locked('move', '--to', to)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('an encrypted store is not moved') as string,
    });
    expect(existsSync(to)).toBe(false);
  });

  it('whose originals are damaged is moved without them, and they are named', async () => {
    const { store, to } = await smallStore();
    const folder = path.join(store, 'originals');
    const [first] = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    writeFileSync(path.join(first!.parentPath, first!.name), 'something else');
    const moved = await on({ store }, 'move', '--to', to);
    expect(moved.exitCode).toBe(3);
    expect(moved.stderr).toContain(`${first!.name} is damaged`);
    expect((await on({ store: to }, 'status', '--json')).json.originals.files).toBe(2);
  });
});

withServer('PostgreSQL', (administrator) => {
  const database = async (): Promise<string> => {
    const name = `move_${process.pid}_${randomBytes(4).toString('hex')}`;
    await query(administrator, `CREATE DATABASE ${name}`);
    onTestFinished(() => query(administrator, `DROP DATABASE ${name} WITH (FORCE)`).then(() => undefined));
    const url = new URL(administrator);
    url.pathname = `/${name}`;
    return url.href;
  };
  const query = async (url: string, sql: string): Promise<unknown[]> => {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(sql)).rows as unknown[];
    } finally {
      await client.end();
    }
  };

  withServer('S3', (endpoint) => {
    it('a store goes to PostgreSQL and S3 and comes back with the same rows', async () => {
      const { store, cwd } = await sourceStore();
      const [before, rows] = [await seenOf({ store }), rowsOf(store)];
      const [url, { url: files }] = [await database(), await makeBucket(endpoint)];
      const there = await on({ store }, 'move', '--to', url, '--files', files, '--json');
      expect(there.json, there.stderr).toMatchObject({ complete: true, cvs: 20, files: { stay: false, uploads: 1 } });
      const back = path.join(cwd, 'back');
      const returned = await on({ store: url, files }, 'move', '--to', back, '--files', 'none', '--json');
      expect(returned.json, returned.stderr).toMatchObject({ complete: true, files: { stay: false, uploads: 1 } });
      const counts = (report: CliResult): unknown =>
        report.json.tables.map(({ table, rows: n }: { table: string; rows: number }) => `${table} ${n}`);
      expect(counts(returned)).toEqual(counts(there));
      expect(rowsOf(back)).toEqual(rows);
      for (const where of [{ store: url, files }, { store: back }]) {
        expect(await seenOf(where)).toEqual(before);
        expect((await on(where, 'audit', 'verify')).exitCode).toBe(0);
      }
      // All of them work on, with ids that nobody had before.
      const extra = path.join(cwd, 'new.txt');
      writeFileSync(extra, CV(`New ${randomUUID()}`, 'Florist'));
      for (const where of [{ store: url, files }, { store: back }])
        for (const tenant of ['default', 'acme'])
          expect((await on(where, 'ingest', extra, '--tenant', tenant)).exitCode).toBe(0);
      expect((await on({ store: url, files }, 'decisions', 'add', jd, extra, 'maybe', '--json')).json.id).toBe(
        (await on({ store: back }, 'decisions', 'add', jd, extra, 'maybe', '--json')).json.id,
      );
    });
  });

  it('a move into it goes on after ten kills, and it is closed until then', async () => {
    const { store, cwd } = await smallStore();
    addMany(store);
    const url = await database();
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const at: Look = async () => {
      const { rows: there } = await client.query("SELECT to_regclass('moving') IS NOT NULL AS there");
      if (!(there as [{ there: boolean }])[0].there) return null;
      return (await client.query<{ at: string | null }>('SELECT at FROM moving')).rows[0]!.at;
    };
    // Eight while rows are copied, one while indexes are built or rows compared, and one a little later.
    const moments = [...Array.from({ length: 8 }, () => changed(at)), reached(at, 'vectors'), reached(at, 'vectors')];
    let kills = 0;
    for (const [i, moment] of moments.entries()) {
      if (!(await killed({ store, cwd }, url, () => moment().then(() => sleep(i === 9 ? 900 : 0))))) break;
      kills += 1;
      expect(await on({ store: url, cwd }, 'list')).toMatchObject({
        exitCode: 1,
        stderr: expect.stringContaining('is not complete') as string,
      });
    }
    await client.end();
    expect(kills).toBe(10);
    const moved = await on({ store, cwd }, 'move', '--to', url, '--json');
    expect(moved.json, moved.stderr).toMatchObject({ complete: true, continued: true });
    expect((await on({ store: url, cwd }, 'status', '--json')).json).toMatchObject({
      cvs: 3,
      files: { failed: 30_000 },
    });
    // Into one that holds a store nothing is moved.
    expect((await on({ store, cwd }, 'move', '--to', url)).exitCode).toBe(2);
  });

  it('a move from it that loses its connection says so, and goes on', async () => {
    const { store, cwd } = await smallStore();
    addMany(store);
    const [url, back] = [await database(), path.join(cwd, 'back')];
    const there = await on({ store, cwd }, 'move', '--to', url);
    expect(there.exitCode, there.stderr).toBe(0);
    const cut = grown(back, 4e6)().then(() =>
      query(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cvmatch move'"),
    );
    const stopped = await on({ store: url, cwd }, 'move', '--to', back);
    await cut;
    expect([stopped.exitCode, stopped.stderr]).toEqual([1, expect.stringContaining('cannot be reached')]);
    const moved = await on({ store: url, cwd }, 'move', '--to', back, '--json');
    expect(moved.json, moved.stderr).toMatchObject({ complete: true, continued: true });
    expect(rowsIn(path.join(back, 'store.db'))).toEqual(rowsIn(path.join(store, 'store.db')));
  });

  it('two moves into one database at once: one is done, the other is told', async () => {
    const { store, cwd } = await smallStore();
    const [url, other] = [await database(), await database()];
    expect((await on({ store, cwd }, 'move', '--to', url)).exitCode).toBe(0);
    const two = await Promise.all([1, 2].map(() => on({ store: url, cwd }, 'move', '--to', other)));
    expect(two.map(({ exitCode }) => exitCode)).toContain(0);
    for (const { exitCode, stderr } of two)
      if (exitCode !== 0) expect(stderr).toMatch(/another process moves into|there is a store at/);
    expect((await on({ store: other, cwd }, 'list', '--json')).json).toHaveLength(3);
  });

  it('a move from it keeps others from writing, and is refused into itself', async () => {
    const { store, cwd } = await smallStore();
    const url = await database();
    expect((await on({ store, cwd }, 'move', '--to', url)).exitCode).toBe(0);
    expect(await on({ store: url, cwd }, 'move', '--to', url)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('is the store that is to be moved') as string,
    });
    const service = await startServe(['--store', url], { cwd, env });
    const refused = await on({ store: url, cwd }, 'move', '--to', path.join(cwd, 'back'));
    expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('is open in another process')]);
    await service.stop();
    const other = await database();
    expect((await on({ store: url, cwd }, 'move', '--to', other)).exitCode).toBe(0);
    const seen = async (where: string): Promise<unknown> =>
      (await on({ store: where, cwd }, 'match', jd, '--json')).json;
    expect(await seen(other)).toEqual(await seen(url));
  });
});
