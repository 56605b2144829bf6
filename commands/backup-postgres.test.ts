import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { withServer } from '../src/config/testing-servers.js';
import { TestDatabase } from '../src/store/postgres/testing.js';
import { CV, folderWith, people, run as runPlain } from './_shared/testing-ingest.js';
import { fixtures, temporaryFolder, type CliResult } from './_shared/testing.js';

// Many processes of the command line, on a machine that may be busy.
vi.setConfig({ testTimeout: 300_000 });

const jd = fixtures('demo', 'jd.txt');
const tools = process.env.CVMATCH_TEST_POSTGRES_TOOLS ?? 'none';

withServer('PostgreSQL', (administrator) => {
  async function database(plain = true): Promise<TestDatabase> {
    const made = await TestDatabase.make(administrator, { plain });
    onTestFinished(() => made.remove());
    return made;
  }

  /** Runs commands on a database, with files in a folder of its own. */
  function at({ url }: { url: string }, files: string, more: Record<string, string> = {}) {
    const env = { CVMATCH_STORE: url, CVMATCH_FILES: files, CVMATCH_POSTGRES_TOOLS: tools, ...more };
    return (...args: string[]): Promise<CliResult> => runPlain(args, { env, cwd: path.dirname(files) });
  }

  /** Every row of every table, by table, as PostgreSQL writes it, sorted. */
  async function rowsOf(one: TestDatabase, but: RegExp): Promise<Record<string, string[]>> {
    const tables = await one.run<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1",
    );
    const all: Record<string, string[]> = {};
    for (const { name } of tables.filter((table) => !but.test(table.name))) {
      const rows = await one.run<{ text: string }>(`SELECT t::text AS text FROM ${name} AS t ORDER BY 1`);
      all[name] = rows.map(({ text }) => text);
    }
    return all;
  }

  /** Which say who is at work and where backups are, and the log of what was done, which goes on. */
  const OWN = /^(?:processes|process_counts|leader|backup_|audit_|quotas)/;

  async function filled(one: TestDatabase, files: Record<string, string> = people) {
    const { cvs, cwd } = folderWith(files);
    const run = at(one, path.join(cwd, 'files'));
    expect((await run('ingest', cvs, '--keep')).stderr).not.toContain('failed');
    await run('tenants', 'add', 'acme');
    await run('ingest', path.join(cvs, 'ada.txt'), '--tenant', 'acme', '--keep');
    await run('jds', 'add', jd);
    expect((await run('decisions', 'add', jd, path.join(cvs, 'bea.txt'), 'rejected', '--reason', 'no')).exitCode).toBe(
      0,
    );
    return { cvs, cwd, run, to: path.join(cwd, 'backups') };
  }

  for (const plain of [true, false])
    it(`gives back every row and original of all tenants, by a user who ${plain ? 'does not pass' : 'passes'} the wall`, async () => {
      const [source, target] = [await database(plain), await database(plain)];
      const { cvs, cwd, run, to } = await filled(source);
      const made = await run('backup', to, '--json');
      expect(made.json, made.stderr).toMatchObject({ tenants: 2, originals: 4, uploads: 0 });
      const before = await rowsOf(source, OWN);
      writeFileSync(path.join(cvs, 'eve.txt'), CV('Eve Later', 'Pilot'));
      await run('ingest', path.join(cvs, 'eve.txt'));
      expect((await run('backup', to)).exitCode).toBe(0);
      expect((await run('backup', 'verify', to, '--json')).json.whole).toBe(true);
      const back = at(target, path.join(cwd, 'restored'));
      const restored = await back('restore', to, '--id', made.json.id, '--json');
      expect(restored.json, restored.stderr).toMatchObject({ status: 'removed', tenants: 2, originals: 4 });
      expect(await rowsOf(target, OWN)).toEqual(before);
      const walls = `SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1`;
      expect(await target.run(walls)).toEqual(await source.run(walls));
      const indexes = "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1";
      expect(await target.run(indexes)).toEqual(await source.run(indexes));
      const ada = await back('open', path.join(cvs, 'ada.txt'), '-o', '-', '--tenant', 'acme');
      expect(ada.stdout).toBe(people['ada.txt'].trimEnd());
      expect((await back('audit', 'verify')).exitCode).toBe(0);
      expect((await back('match', jd, '--json')).json.results).toHaveLength(3);
      // It goes on: sequences are where they were.
      expect((await back('ingest', path.join(cvs, 'eve.txt'))).exitCode).toBe(0);
      expect((await back('list', '--json')).json).toHaveLength(4);
    });

  it('made beside an ingest is one moment, and what was removed since stays removed', async () => {
    const [source, target] = [await database(), await database()];
    const many = Object.fromEntries(
      Array.from({ length: 150 }, (_, i) => [`p${i}.txt`, CV(`Person Number${i}`, `Welder of kind ${i}`)]),
    );
    const { cvs, cwd, run, to } = await filled(source, { ...people, 'zoe.txt': CV('Zebra Marker', 'Zebramarker') });
    for (const [name, text] of Object.entries(many)) writeFileSync(path.join(cvs, name), text);
    const ingesting = run('ingest', cvs, '--keep');
    const count = async (): Promise<number> =>
      Number((await source.run<{ n: string }>('SELECT count(*) AS n FROM cvs'))[0]!.n);
    await expect.poll(count, { timeout: 60_000, interval: 50 }).toBeGreaterThan(30);
    const made = await run('backup', to, '--json');
    expect(made.exitCode, made.stderr).toBe(0);
    await ingesting;
    expect(await count()).toBe(155);
    expect((await run('remove', path.join(cvs, 'zoe.txt'))).exitCode).toBe(0);
    expect((await run('remove', path.join(cvs, 'p0.txt'))).exitCode).toBe(0);
    const back = at(target, path.join(cwd, 'restored'));
    const restored = await back('restore', to, '--id', made.json.id, '--json');
    expect(restored.json, restored.stderr).toMatchObject({ status: 'removed', removed: { cvs: 2 } });
    const text = JSON.stringify(await rowsOf(target, /^$/)).toLowerCase();
    for (const trace of ['zebramarker', 'zebra.marker@example.com', Buffer.from('zebramarker').toString('hex')])
      expect(text).not.toContain(trace);
    // Whatever is in one table of a CV is in the others, and is what the source has.
    const [now, then] = [await rowsOf(source, OWN), await rowsOf(target, OWN)];
    const cvsThen = then.cvs!.length;
    expect(cvsThen).toBeGreaterThan(30);
    for (const table of ['profiles', 'documents']) {
      expect(then[table]).toHaveLength(cvsThen);
      expect(then[table]!.filter((row) => !now[table]!.includes(row))).toEqual([]);
    }
    const named = await back('list', '--all-revisions', '--json');
    for (const { cvId } of (named.json as { cvId: string }[]).slice(0, 5))
      expect((await back('open', cvId, '-o', '-')).exitCode, cvId).toBe(0);
    expect((await back('doctor')).stdout).not.toMatch(/damaged|missing from/);
  });

  it('is closed until it is complete, and refuses what cannot be', async () => {
    const [source, target] = [await database(), await database()];
    const { cvs, cwd, run, to } = await filled(source);
    const refused = (answer: CliResult, exitCode: number, message: RegExp): void => {
      expect([answer.exitCode, answer.stderr]).toEqual([exitCode, expect.stringMatching(message)]);
    };
    const empty = temporaryFolder();
    const without = at(source, path.join(cwd, 'files'), { CVMATCH_POSTGRES_TOOLS: empty });
    refused(await without('backup', to), 1, /needs pg_dump, which is not here[^]*postgresql-client-17/);
    writeFileSync(
      path.join(empty, 'pg_dump'),
      '#!/bin/sh\necho "pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"\n',
    );
    chmodSync(path.join(empty, 'pg_dump'), 0o755);
    refused(await without('backup', to), 1, /pg_dump is of PostgreSQL 15, and 17 is needed/);
    expect((await run('backup', 'list', to, '--json')).json).toEqual([]);
    expect((await run('backup', to)).exitCode).toBe(0);
    refused(await run('restore', to), 2, /is not empty/);
    refused(await runPlain(['restore', to, '--store', path.join(cwd, 'folder')]), 2, /restored into an empty database/);

    const back = at(target, path.join(cwd, 'restored'));
    const log = path.join(to, 'erasures.jsonl');
    const marks = readFileSync(log);
    rmSync(log);
    refused(await back('restore', to), 1, /erasures.jsonl in .* is missing/);
    writeFileSync(log, marks);
    // A damaged piece: the store stays closed, and the same command begins anew once it is mended.
    const folder = path.join(to, 'pieces');
    const [largest] = (readdirSync(folder, { recursive: true }) as string[])
      .map((name) => path.join(folder, name))
      .filter((name) => name.endsWith('.gz'))
      .sort((a, b) => readFileSync(b).length - readFileSync(a).length);
    const whole = readFileSync(largest!);
    writeFileSync(largest!, 'no piece');
    refused(await back('restore', to), 1, /the backup is damaged/);
    refused(await back('list'), 1, /a restore into .* is not complete/);
    refused(await back('ingest', cvs), 1, /a restore into .* is not complete/);
    writeFileSync(largest!, whole);
    expect((await back('restore', to)).exitCode).toBe(0);
    expect((await back('list', '--json')).json).toHaveLength(3);

    const { store } = folderWith(people);
    await runPlain(['ingest', cvs, '--store', store]);
    const other = path.join(cwd, 'other');
    await runPlain(['backup', other, '--store', store]);
    refused(await at(await database(), path.join(cwd, 'third'))('restore', other), 2, /restored into an empty folder/);
    mkdirSync(empty, { recursive: true });
    expect(existsSync(path.join(cwd, 'folder'))).toBe(false);
  });
});
