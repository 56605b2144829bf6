import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { execa } from 'execa';
import { describe, expect, it, vi } from 'vitest';
import type { SignedCertificate } from '../src/domain/index.js';
import { CV, env, folderWith, people, run } from './_shared/testing-ingest.js';
import { root } from './_shared/testing.js';
import { filesHolding } from './_shared/testing-traces.js';

vi.setConfig({ testTimeout: 180_000 });

const TRACES = ['zebra', 'marker', 'eve.txt'];
const EVE = { 'eve.txt': CV('Zebra Marker', 'Zebramarker') };

interface Place {
  cvs: string;
  store: string;
  eve: string;
  at: (...args: string[]) => ReturnType<typeof run>;
}

async function ingested(): Promise<Place> {
  const { cvs, store, cwd } = folderWith({ ...people, ...EVE });
  const at = (...args: string[]) => run([...args, '--store', store], { cwd });
  expect((await at('ingest', cvs, '--keep')).exitCode).toBe(0);
  return { cvs, store, eve: path.join(cvs, 'eve.txt'), at };
}

const filesOf = (store: string): string[] => {
  const folder = path.join(store, 'erasures');
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};

const listed = async (at: Place['at'], ...args: string[]): Promise<SignedCertificate[]> =>
  (await at('erasures', 'list', '--json', ...args)).json.certificates as SignedCertificate[];

/** Changes the store behind the back of cvmatch. */
function behind(store: string, sql: string): void {
  const connection = new Sqlite(path.join(store, 'store.db'));
  connection.exec(sql);
  connection.close();
}

describe('the certificate of a removal', () => {
  it('is in the store and in a file that only its owner reads, and holds nothing of the person', async () => {
    const { store, eve, at } = await ingested();
    await at('backup', `${store}-backups`);
    const removed = await at('remove', eve, '--json');
    expect(removed).toMatchObject({ exitCode: 0, json: { status: 'removed', certificates: [expect.any(String)] } });
    const [id] = removed.json.certificates as [string];
    const { json: shown, stdout } = await at('erasures', 'show', id, '--json');
    expect(shown).toMatchObject({ id, kind: 'cv', cvs: 1, files: 0, genuine: true, markFound: true, held: 0 });
    expect(shown.actor).toMatch(/^user:/);
    expect(shown.backups).toMatchObject([{ where: `${store}-backups`, reachable: true, ids: [expect.any(String)] }]);
    const before = Object.fromEntries((shown as SignedCertificate).before.map(({ place, hits }) => [place, hits]));
    for (const place of ['cvs', 'documents', 'files', 'originals']) expect(before[place], place).toBeGreaterThan(0);
    const places = (shown as SignedCertificate).after.map(({ place }) => place);
    expect(places).toEqual(expect.arrayContaining(['store.db', 'uploads', 'names of originals']));
    expect(filesOf(store)).toEqual([`erasure-${id}.json`]);
    const file = path.join(store, 'erasures', `erasure-${id}.json`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { genuine: _genuine, ...kept } = shown as SignedCertificate;
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(kept);
    for (const trace of [...TRACES, (removed.json.removed as [string])[0].slice(0, 12)])
      expect(`${stdout}${readFileSync(file, 'utf8')}`.toLowerCase(), trace).not.toContain(trace);
    expect(filesHolding(store, ['zebramarker'])).toEqual([]);
    // The same pseudonym as in the audit log.
    const { json: log } = await at('audit', 'list', '--action', 'erase', '--json');
    expect(log.records[0].cvs).toEqual(shown.pseudonyms);
  });

  it('is listed, shown and written again if its file is lost; a changed one is told', async () => {
    const { cvs, store, eve, at } = await ingested();
    await at('remove', eve);
    await at('remove', path.join(cvs, 'ada.txt'), path.join(cvs, 'bea.txt'));
    const all = await listed(at);
    expect(all.map(({ cvs: n }) => n)).toEqual([2, 1]);
    const page = await at('erasures', 'list', '--limit', '1', '--json');
    expect(page.json).toMatchObject({ certificates: [{ id: all[0]!.id }], next: all[0]!.id, pending: 0 });
    expect((await listed(at, '--after', all[0]!.id)).map(({ id }) => id)).toEqual([all[1]!.id]);
    rmSync(path.join(store, 'erasures'), { recursive: true });
    await at('status');
    expect(filesOf(store)).toEqual(all.map(({ id }) => `erasure-${id}.json`).sort());
    behind(
      store,
      `UPDATE erasure_certificates SET body = replace(body, '"cvs":1', '"cvs":7') WHERE id = '${all[1]!.id}'`,
    );
    expect((await at('erasures', 'show', all[1]!.id)).stdout).toContain('NOT GENUINE');
    expect((await at('erasures', 'list')).stdout).toMatch(/7 CVs .*NOT GENUINE/);
    expect((await at('erasures', 'show', all[0]!.id)).stdout).toMatch(/signature +genuine/);
    expect(await at('erasures', 'show', 'nothing')).toMatchObject({ exitCode: 2 });
  });

  it('comes when the removal ends, not before, also by another command', async () => {
    const { store, eve, at } = await ingested();
    const connection = new Sqlite(path.join(store, 'store.db'), { readonly: true });
    connection.exec('BEGIN');
    connection.prepare('SELECT count(*) FROM cvs').get();
    expect(await at('remove', eve, '--json')).toMatchObject({ exitCode: 3, json: { certificates: [] } });
    expect((await at('erasures', 'list')).stdout).toContain('1 removals have not ended yet');
    expect(filesOf(store)).toEqual([]);
    connection.close();
    await at('status');
    expect(filesOf(store)).toHaveLength(1);
    expect(await listed(at)).toMatchObject([{ cvs: 1, genuine: true }]);
  });

  it('is also there for JDs, pruned and dropped files, and a tenant, of which default keeps it', async () => {
    const { cvs, store, eve, at } = await ingested();
    const jd = path.join(cvs, '..', 'keeper.md');
    writeFileSync(jd, 'Keeper\n\nRequirements\n- Zebramarker for 3 years\n- SQL');
    await at('jds', 'add', jd);
    await at('jds', 'remove', jd);
    writeFileSync(path.join(cvs, 'zebramarker-broken.txt'), '   \n');
    await at('ingest', cvs);
    await at('tasks', 'drop');
    rmSync(eve);
    await at('ingest', cvs, '--prune');
    await at('tenants', 'add', 'acme');
    await at('ingest', path.join(cvs, 'ada.txt'), path.join(cvs, 'bea.txt'), '--tenant', 'acme');
    await at('remove', path.join(cvs, 'bea.txt'), '--tenant', 'acme');
    expect(await listed(at, '--tenant', 'acme')).toMatchObject([{ kind: 'cv', cvs: 1 }]);
    expect((await at('tenants', 'remove', 'acme', '--yes')).exitCode).toBe(0);
    const all = await listed(at);
    expect(all.map(({ kind, cvs: n, files, jds }) => [kind, n, files > 0, jds])).toEqual([
      ['tenant', 1, true, 0],
      ['cv', 1, true, 0],
      ['file', 0, true, 0],
      ['jd', 0, false, 1],
    ]);
    expect(all[0]).toMatchObject({ genuine: true, pseudonyms: [expect.stringMatching(/^[0-9a-f]{24}$/)] });
    expect((await at('erasures', 'show', all[0]!.id)).stdout).toContain('folder of the tenant');
    expect(filesHolding(path.join(store, 'erasures'), ['zebramarker', 'acme'])).toEqual([]);
  });
});

describe('the control before a removal', () => {
  it.each([
    ['documents', (store: string) => behind(store, "UPDATE documents SET text = 'nothing of it'")],
    [
      'originals',
      (store: string) => {
        const folder = path.join(store, 'originals');
        for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
          if (statSync(path.join(folder, name)).isFile()) writeFileSync(path.join(folder, name), 'other bytes');
      },
    ],
  ])('removes and claims nothing if %s does not hold the CV', async (place, damage) => {
    const { store, eve, at } = await ingested();
    damage(store);
    const { exitCode, stderr } = await at('remove', eve);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(place)]);
    expect(stderr).toContain('nothing was removed');
    expect((await at('list', '--json')).json).toHaveLength(4);
    expect(await listed(at)).toEqual([]);
    const all = await at('remove', eve, '--without-certificate', '--json');
    expect(all.json).toMatchObject({ status: 'removed', certificates: [] });
    expect(await listed(at)).toEqual([]);
    expect(filesOf(store)).toEqual([]);
  });
});

describe('a removal that is killed', () => {
  it.each([0.5, 0.8, 0.95, 1.05, 1.2])('after %d of its time has no certificate, or a true one', async (share) => {
    const { store, eve, at } = await ingested();
    const began = performance.now();
    await at('show', eve);
    const typical = performance.now() - began;
    const child = execa(process.execPath, [path.join(root, 'bin/run.js'), 'remove', eve, '--store', store], {
      env: { NODE_ENV: 'production', ...env },
      reject: false,
    });
    await Promise.race([new Promise((resolve) => setTimeout(resolve, typical * share)), child]);
    child.kill('SIGKILL');
    await child;
    const atKill = filesHolding(store, ['zebramarker']);
    const connection = new Sqlite(path.join(store, 'store.db'), { readonly: true });
    const count = (table: string): number =>
      (connection.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
    const [certificates, cvs] = [count('erasure_certificates'), count('cvs')];
    connection.close();
    if (certificates > 0) expect([atKill, cvs]).toEqual([[], 3]);
    expect(filesOf(store).length).toBeLessThanOrEqual(certificates);
    const after = await listed(at);
    const left = (await at('list', '--json')).json as unknown[];
    expect(after.length).toBe(left.length === 3 ? 1 : 0);
    expect(filesOf(store)).toHaveLength(after.length);
  });
});
