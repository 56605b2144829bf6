import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withServer } from '../src/config/testing-servers.js';
import { MIGRATIONS } from '../src/store/postgres/schema/schema.js';
import { CV, folderWith, people, run } from './_shared/testing-ingest.js';
import { fixtures, startServe } from './_shared/testing.js';

/** The commands that people run on a store on PostgreSQL, which differs from one in a folder by its URL alone. */
withServer('PostgreSQL', (url) => {
  const name = `pg_${process.pid}_${randomBytes(4).toString('hex')}`;
  const own = new URL(url);
  own.pathname = `/${name}`;
  const store = own.href;
  const shown = `postgres://${own.host}/${name}`;

  async function administer(statement: string): Promise<void> {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(statement);
    await client.end();
  }
  beforeAll(() => administer(`CREATE DATABASE ${name}`));
  afterAll(() => administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));

  it('say what is to be done before there is a store, and make it', async () => {
    const { cvs, cwd } = folderWith(people);
    const env = { CVMATCH_STORE: store };
    expect(await run(['status'], { cwd, env })).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(`there is no store at ${shown}`) as string,
    });
    expect((await run(['ingest', cvs, '--dry-run', '--json'], { cwd, env })).json).toMatchObject({ new: 3 });
    const dry = await run(['migrate', '--dry-run', '--json'], { cwd, env });
    expect(dry.json).toMatchObject({ place: shown, before: 0, changes: MIGRATIONS.map(({ name }) => name) });
    expect((await run(['migrate'], { cwd, env })).stdout).toContain('applied');
    expect((await run(['migrate'], { cwd, env })).stdout).toBe(`${shown} is up to date`);
  }, 180_000);

  it('rank, list and export as on a store in a folder, and forget what is removed', async () => {
    const { cvs, cwd, store: folder } = folderWith({ ...people, 'eve.txt': CV('Eve Zebramarker', 'Zebramarker') });
    const jd = fixtures('demo', 'jd.txt');
    const answers = [];
    for (const place of [folder, store]) {
      const on = (...args: string[]) => run([...args, '--store', place, '--json'], { cwd });
      expect((await on('ingest', cvs, fixtures('demo', 'cvs'))).exitCode).toBe(0);
      const ranked = (await on('match', jd)).json;
      expect(ranked.results.length).toBeGreaterThan(5);
      const listed = (await on('list')).json.map(({ ingestedAt: _at, ...cv }: { ingestedAt: string }) => cv);
      expect((await on('remove', path.join(cvs, 'eve.txt'))).json.removed).toHaveLength(1);
      const { json: status } = await on('status');
      answers.push({ ranked, listed, cvs: status.cvs, files: status.files, erasures: status.erasures });
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[1]).toMatchObject({ erasures: [] });
  }, 300_000);

  withServer('PgBouncer', (through) => {
    it('work through PgBouncer in transaction mode, two of them at the same time', async () => {
      const pooled = new URL(through);
      pooled.pathname = `/${name}`;
      const env = { CVMATCH_STORE: pooled.href };
      const { cvs, cwd } = folderWith(people);
      const on = (...args: string[]) => run([...args, '--tenant', 'pooled', '--json'], { cwd, env });
      expect((await run(['tenants', 'add', 'pooled'], { cwd, env })).exitCode).toBe(0);
      const both = await Promise.all([on('ingest', cvs), on('ingest', cvs, fixtures('demo', 'cvs'))]);
      expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
      expect((await on('match', fixtures('demo', 'jd.txt'))).json.results.length).toBeGreaterThan(5);
      expect((await on('remove', path.join(cvs, 'ada.txt'))).json).toMatchObject({ removed: [expect.anything()] });
      expect((await on('status')).json).toMatchObject({ openTasks: 0, erasures: [] });
    }, 180_000);
  });

  it('keep tenants apart, and remove one with everything', async () => {
    const { cvs, cwd } = folderWith(people);
    const env = { CVMATCH_STORE: store };
    expect((await run(['tenants', 'add', 'acme'], { cwd, env })).exitCode).toBe(0);
    await run(['ingest', cvs, '--tenant', 'acme'], { cwd, env });
    const count = async (...more: string[]): Promise<number> =>
      (await run(['status', '--json', ...more], { cwd, env })).json.cvs;
    const before = await count();
    expect(await count('--tenant', 'acme')).toBe(3);
    expect((await run(['tenants', 'remove', 'acme', '--yes'], { cwd, env })).exitCode).toBe(0);
    expect((await run(['status', '--tenant', 'acme'], { cwd, env })).exitCode).toBe(2);
    expect(await count()).toBe(before);
  }, 180_000);

  it('serve: an upload is read by a worker and found by a match', async () => {
    const { cwd } = folderWith(people);
    const service = await startServe(['--workers', '1'], {
      cwd,
      env: { CVMATCH_STORE: store, CVMATCH_EMBEDDER: 'hashing' },
    });
    try {
      const form = new FormData();
      form.append('file', new Blob([CV('Flo Example', 'Glassblower')]), 'flo.txt');
      const sent = await fetch(`${service.url}/v1/cvs`, { method: 'POST', body: form });
      expect(sent.status).toBe(202);
      await expect
        .poll(async () => (await (await fetch(`${service.url}/v1/cvs?limit=100`)).text()).includes('Flo Example'), {
          timeout: 20_000,
        })
        .toBe(true);
    } finally {
      await service.stop();
    }
  }, 180_000);
});
