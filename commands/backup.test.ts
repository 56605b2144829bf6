import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { NODE_FLAGS } from '../src/domain/node-flags.js';
import { CV, env, folderWith, people, run } from './_shared/testing-ingest.js';
import { fixtures, root, startServe, temporaryFolder, type CliResult } from './_shared/testing.js';
import { filesHolding } from './_shared/testing-traces.js';

// Many processes of the command line, on a machine that may be busy.
vi.setConfig({ testTimeout: 300_000 });

const jd = fixtures('demo', 'jd.txt');
const EVE = { 'eve.txt': CV('Zebra Marker', 'Zebramarker') };
const TRACES = ['zebramarker', 'zebra.marker@example.com'];

interface Places {
  store: string;
  /** The folder of the backups. */
  to: string;
  cwd: string;
}

/** A store with a tenant, a JD, a decision and originals, and a folder for its backups. */
async function ingested(): Promise<Places & { eve: string }> {
  const { cvs, store, cwd } = folderWith({ ...people, ...EVE });
  const at = (...args: string[]): Promise<CliResult> => run([...args, '--store', store], { cwd });
  expect((await at('ingest', cvs, '--keep')).exitCode).toBe(0);
  await at('tenants', 'add', 'acme');
  await at('ingest', path.join(cvs, 'ada.txt'), '--tenant', 'acme', '--keep');
  await at('jds', 'add', jd);
  const decided = await at('decisions', 'add', jd, path.join(cvs, 'bea.txt'), 'rejected', '--reason', 'naïve');
  expect(decided.exitCode).toBe(0);
  return { store, cwd, to: path.join(cwd, 'backups'), eve: path.join(cvs, 'eve.txt') };
}

/** What people see of a store. */
async function seenOf(store: string): Promise<unknown[]> {
  const asked = [
    ['match', jd],
    ['list', '--tenant', 'acme'],
    ['decisions', 'list'],
  ];
  const answers = await Promise.all(asked.map((args) => run([...args, '--json', '--store', store])));
  return answers.map(({ json, stderr }, i) => {
    expect(json, `${asked[i]!.join(' ')}: ${stderr}`).toBeDefined();
    return json as unknown;
  });
}

describe('a store that was restored', () => {
  it('is the one of the moment of the backup, with every tenant, original and decision', async () => {
    const { store, to, cwd, eve } = await ingested();
    const before = await seenOf(store);
    const made = await run(['backup', to, '--json', '--store', store], { cwd });
    expect(made.json).toMatchObject({ tenants: 2, originals: 5, uploads: 0, removed: [] });
    writeFileSync(eve, CV('Eve Later', 'Pilot'));
    await run(['ingest', eve, '--store', store]);
    const again = await run(['backup', to, '--store', store], { cwd });
    expect(again.stdout).toMatch(/^Backup \w+-\w+ in .*: 2 tenants, 5 originals\n[\d.]+ \wB in all, [\d.]+ \w?B new/);
    expect((await run(['backup', 'list', to, '--json'])).json).toHaveLength(2);
    const restored = path.join(cwd, 'restored');
    const { json } = await run(['restore', to, '--id', made.json.id, '--store', restored, '--json']);
    expect(json).toMatchObject({
      id: made.json.id,
      status: 'removed',
      removed: { cvs: 0, files: 0, jds: 0, tenants: 0 },
    });
    expect(await seenOf(restored)).toEqual(before);
    const original = await run(['open', path.join(path.dirname(eve), 'ada.txt'), '-o', '-', '--store', restored]);
    expect(original.stdout).toBe(people['ada.txt'].trimEnd());
    expect((await run(['doctor', '--store', restored])).stdout).not.toMatch(/damaged|missing from/);
    for (const name of readdirSync(to, { recursive: true }) as string[])
      expect(statSync(path.join(to, name)).mode & 0o077, name).toBe(0);
  });

  it('holds nothing of what was removed since, and the backups know of it at once', async () => {
    const { store, to, cwd, eve } = await ingested();
    await run(['backup', to, '--store', store]);
    expect((await run(['remove', eve, '--store', store])).exitCode).toBe(0);
    const { jds } = (await run(['jds', 'list', '--json', '--store', store])).json as { jds: { id: string }[] };
    expect((await run(['jds', 'remove', jds[0]!.id, '--store', store])).exitCode).toBe(0);
    expect((await run(['tenants', 'remove', 'acme', '--yes', '--store', store])).exitCode).toBe(0);
    rmSync(store, { recursive: true });
    const { json, exitCode } = await run(['restore', to, '--store', store, '--json'], { cwd });
    expect([exitCode, json.status, json.removed]).toEqual([0, 'removed', { cvs: 1, files: 0, jds: 1, tenants: 1 }]);
    expect(filesHolding(store, TRACES)).toEqual([]);
    expect(existsSync(path.join(store, 'tenants', 'acme'))).toBe(false);
    expect((await run(['list', '--store', store, '--json'])).json).toHaveLength(3);
    // The restored store goes on telling the same folder.
    await run(['remove', path.join(path.dirname(eve), 'ada.txt'), '--store', store]);
    const other = path.join(cwd, 'other');
    expect((await run(['restore', to, '--store', other, '--json'])).json.removed).toMatchObject({ cvs: 2 });
    expect((await run(['list', '--store', other, '--json'])).json).toHaveLength(2);
  });

  it('has what was removed while its backups were out of reach, from the next backup on', async () => {
    const { store, to, cwd, eve } = await ingested();
    await run(['backup', to, '--store', store]);
    cpSync(to, `${to}.away`, { recursive: true });
    rmSync(to, { recursive: true });
    const removed = await run(['remove', eve, '--store', store]);
    expect(removed.exitCode).toBe(0);
    expect(removed.stderr).toMatch(/the backups in .* cannot be reached and do not know yet what was removed/);
    cpSync(`${to}.away`, to, { recursive: true });
    const [first] = (await run(['backup', 'list', to, '--json'])).json as { id: string }[];
    await run(['backup', to, '--store', store]);
    const restored = path.join(cwd, 'restored');
    const { json } = await run(['restore', to, '--id', first!.id, '--store', restored, '--json']);
    expect(json.removed).toMatchObject({ cvs: 1 });
    expect(filesHolding(restored, TRACES)).toEqual([]);
  });

  it('stays encrypted, and needs its key', async () => {
    const { cvs, store, cwd } = folderWith({ ...people, ...EVE });
    const to = path.join(cwd, 'backups');
    const key = path.join(cwd, 'key');
    await run(['encryption', 'new-key', key]);
    const keyed = { env: { CVMATCH_ENCRYPTION_KEY: key } };
    expect((await run(['ingest', cvs, '--keep', '--store', store], keyed)).exitCode).toBe(0);
    expect((await run(['backup', to, '--store', store], keyed)).exitCode).toBe(0);
    expect(filesHolding(to, TRACES)).toEqual([]);
    const restored = path.join(cwd, 'restored');
    const refused = await run(['restore', to, '--store', restored]);
    expect([refused.exitCode, existsSync(restored)]).toEqual([1, false]);
    expect(refused.stderr).toContain('the backup is encrypted, and no key is configured');
    expect((await run(['restore', to, '--store', restored], keyed)).exitCode).toBe(0);
    const { stdout } = await run(['open', path.join(cvs, 'eve.txt'), '-o', '-', '--store', restored], keyed);
    expect(stdout).toBe(EVE['eve.txt'].trimEnd());
  });
});

describe('a backup beside a service', () => {
  it('has every upload that was acknowledged before it, and a restore goes on with those that wait', async () => {
    const { store, to, cwd } = await ingested();
    const service = await startServe(['--store', store], { env });
    let stop = false;
    const acknowledged: string[] = [];
    const sending = (async () => {
      for (let i = 0; !stop; i++) {
        const form = new FormData();
        form.append('file', new Blob([CV(`Person Number${i}`, `Welder of kind ${i}`)]), `p${i}.txt`);
        const answer = await fetch(`${service.url}/v1/cvs`, { method: 'POST', body: form });
        if (answer.status === 202) acknowledged.push(`p${i}.txt`);
      }
    })();
    await expect.poll(() => acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(10);
    const until = acknowledged.length;
    expect((await run(['backup', to, '--store', store])).exitCode).toBe(0);
    stop = true;
    await sending;
    await service.stop();
    const restored = path.join(cwd, 'restored');
    expect((await run(['restore', to, '--store', restored])).exitCode).toBe(0);
    const waiting = await startServe(['--store', restored], { env });
    const open = async (): Promise<number> => {
      const { queue } = (await (await fetch(`${waiting.url}/v1/stats`)).json()) as { queue: Record<string, number> };
      return queue.pending! + queue.running!;
    };
    await expect.poll(open, { timeout: 60_000 }).toBe(0);
    await waiting.stop();
    const { json } = await run(['list', '--all-revisions', '--json', '--store', restored]);
    const names = new Set((json as { fileName: string | null }[]).map(({ fileName }) => fileName));
    expect(acknowledged.slice(0, until).filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('killed at any moment', () => {
  /** Starts a command and kills it after some milliseconds. Returns whether it had ended before. */
  async function killed(args: string[], ms: number): Promise<boolean> {
    const child = spawn(process.execPath, [...NODE_FLAGS, path.join(root, 'bin/run.js'), ...args], {
      env: { ...process.env, ...env },
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    await Promise.race([ended, sleep(ms)]);
    const isOver = child.exitCode !== null;
    child.kill('SIGKILL');
    await ended;
    return isOver;
  }

  it('a backup is whole or not there, and a restore cannot be used before it is complete', async () => {
    const { store, to, cwd } = await ingested();
    const before = await seenOf(store);
    for (const ms of [800]) {
      await killed(['backup', to, '--store', store], ms);
      if (existsSync(path.join(to, 'cvmatch-backup.json')))
        expect(
          (await run(['backup', 'verify', to, '--json'])).json.backups.every(({ whole }: { whole: boolean }) => whole),
        ).toBe(true);
    }
    expect((await run(['backup', to, '--store', store])).exitCode).toBe(0);
    const restored = path.join(cwd, 'restored');
    for (const ms of [600, 900]) {
      rmSync(restored, { recursive: true, force: true });
      if (await killed(['restore', to, '--store', restored], ms)) continue;
      const { exitCode, stderr } = await run(['list', '--store', restored]);
      if (exitCode !== 0) expect(stderr).toMatch(/a restore into .* is not complete|there is no store at/);
      expect((await run(['restore', to, '--store', restored])).exitCode).toBe(exitCode === 0 ? 2 : 0);
      expect(await seenOf(restored)).toEqual(before);
    }
  });
});

describe('what cannot be', () => {
  it('is refused with the next step, and nothing is written', async () => {
    const { cvs, store, cwd } = folderWith(people);
    await run(['ingest', cvs, '--store', store]);
    const to = path.join(cwd, 'backups');
    await run(['backup', to, '--store', store]);
    const cases: [string[], number, RegExp][] = [
      [['backup', cvs, '--store', store], 2, /holds other files/],
      [['backup', path.join(store, 'b'), '--store', store], 2, /lies in the store itself/],
      [['backup', to, '--keep', '0', '--store', store], 2, /keep/],
      [['backup', path.join(cvs, 'ada.txt'), '--store', store], 2, /cannot hold backups/],
      [['backup', to, '--store', path.join(cwd, 'none')], 1, /there is no store at/],
      [['backup', 'list', cvs], 2, /there are no backups in/],
      [['backup', 'verify', path.join(cwd, 'none')], 2, /there are no backups in/],
      [['restore', to, '--store', store], 2, /is not empty/],
      [['restore', to, '--id', '1999', '--store', path.join(cwd, 'r')], 2, /there is no backup 1999/],
      [['restore', cvs, '--store', path.join(cwd, 'r')], 2, /there are no backups in/],
      [['restore', to, '--store', 'postgres://localhost/x'], 2, /is restored into an empty folder/],
    ];
    const seen = readFileSync(path.join(store, 'backups.json'), 'utf8');
    for (const [args, exitCode, message] of cases) {
      const answer = await run(args, { cwd });
      expect([answer.exitCode, answer.stderr], args.join(' ')).toEqual([exitCode, expect.stringMatching(message)]);
    }
    expect([existsSync(path.join(cwd, 'r')), readFileSync(path.join(store, 'backups.json'), 'utf8')]).toEqual([
      false,
      seen,
    ]);
    const other = temporaryFolder();
    await run(['ingest', cvs, '--store', path.join(other, 's')]);
    expect((await run(['backup', to, '--store', path.join(other, 's')])).stderr).toMatch(/backups of another store/);
  });
});

describe('a service that knows a place for backups', () => {
  it('makes them by its schedule, deletes the oldest, and shows the age of the last and what failed', async () => {
    const { cvs, store, cwd } = folderWith(people);
    await run(['ingest', cvs, '--store', store]);
    const to = path.join(cwd, 'backups');
    const serving = await startServe(['--store', store], {
      env: { ...env, CVMATCH_BACKUP_TO: to, CVMATCH_SCHEDULE_BACKUP: '*/2 * * * * *', CVMATCH_BACKUP_KEEP: '2' },
    });
    const metric = async (name: string): Promise<number> =>
      Number(new RegExp(`^${name} (.+)$`, 'm').exec(await (await fetch(`${serving.url}/metrics`)).text())?.[1]);
    await expect
      .poll(() => metric('cvmatch_backups_total\\{result="done"\\}'), { timeout: 60_000 })
      .toBeGreaterThanOrEqual(3);
    const ids = (await run(['backup', 'list', to, '--json'])).json as { id: string }[];
    expect(ids).toHaveLength(2);
    expect([await metric('cvmatch_backup_failed_seconds'), await metric('cvmatch_backup_bytes')]).toEqual([
      0,
      expect.any(Number),
    ]);
    expect(await metric('cvmatch_backup_age_seconds')).toBeLessThan(60);
    rmSync(path.join(to, 'cvmatch-backup.json'));
    await expect.poll(() => metric('cvmatch_backup_failed_seconds'), { timeout: 30_000 }).toBeGreaterThan(0);
    const { schedule } = (await (await fetch(`${serving.url}/v1/admin/schedule`)).json()) as {
      schedule: { name: string; last: unknown }[];
    };
    expect(schedule.find(({ name }) => name === 'backup')!.last).toMatchObject({
      ok: false,
      result: { error: expect.stringContaining('holds other files') },
    });
    await serving.stop();
  });
});
