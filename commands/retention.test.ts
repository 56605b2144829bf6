import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { execa } from 'execa';
import { describe, expect, it, vi } from 'vitest';
import type { SignedCertificate } from '../src/domain/index.js';
import { NODE_FLAGS } from '../src/domain/node-flags.js';
import { CV, env, folderWith, people, run } from './_shared/testing-ingest.js';
import { onEachStore, type StoreOf } from './_shared/testing-stores.js';
import { root } from './_shared/testing.js';

vi.setConfig({ testTimeout: 240_000 });

const MANY = Object.fromEntries(
  Array.from({ length: 90 }, (_, i) => [`${i}.txt`, CV(`Zoe Example${i}`, `Rigger of number${i} things${i * 7}`)]),
);
const OLD = '2020-01-01T00:00:00.000Z';

interface Place {
  cvs: string;
  store: string;
  at: (...args: string[]) => ReturnType<typeof run>;
}

async function ingested(files: Record<string, string>, store?: string): Promise<Place> {
  const place = folderWith(files);
  const own = store ?? place.store;
  const at = (...args: string[]) => run([...args, '--store', own], { cwd: place.cwd });
  expect((await at('ingest', place.cvs)).exitCode).toBe(0);
  return { cvs: place.cvs, store: own, at };
}

/** As if everything had happened long ago. */
async function age(store: string): Promise<void> {
  const statements = [
    `UPDATE cvs SET ingested_at = '${OLD}'`,
    `UPDATE batches SET created_at = '${OLD}'`,
    `UPDATE decisions SET at = '${OLD}'`,
    `UPDATE retention_rules SET not_before = '${OLD}'`,
  ];
  if (store.startsWith('postgres')) {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: store });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
    return;
  }
  const connection = new Sqlite(path.join(store, 'store.db'));
  for (const statement of statements) connection.exec(statement);
  connection.close();
}

const certificatesOf = async ({ at }: Pick<Place, 'at'>): Promise<SignedCertificate[]> =>
  (await at('erasures', 'list', '--limit', '1000', '--json')).json.certificates as SignedCertificate[];

const listed = async ({ at }: Pick<Place, 'at'>): Promise<string[]> =>
  ((await at('list', '--json')).json as { cvId: string }[]).map(({ cvId }) => cvId);

function cases(storeOf: StoreOf, isServer: boolean): void {
  it('says whom a rule reaches, warns, and erases only when its time has come, with a certificate that names it', async () => {
    const place = await ingested(people, isServer ? await storeOf() : undefined);
    const { at, cvs, store } = place;
    const dry = await at('retention', 'set', '--of', 'all', '--after', '180d', '--dry-run', '--json');
    expect(dry.json).toMatchObject({ dryRun: true, before: null, reach: { cvs: 3, held: 0 } });
    expect((await at('retention', 'list', '--json')).json).toMatchObject({ rules: [], lastRun: null });
    const set = await at('retention', 'set', '--of', 'all', '--after', '180d');
    expect(set.stdout).toMatch(
      /^Set all: all after 180 d \(warning 14 d\)\.\nIt reaches 3 CVs one day, the first on \d{4}-/,
    );
    expect((await at('retention', 'run', '--json')).json).toMatchObject({ outcome: 'done', result: { cvs: 0 } });

    await age(store);
    const shorter = await at('retention', 'set', '--of', 'all', '--after', '90d', '--json');
    expect(shorter.json).toMatchObject({ before: { afterDays: 180 }, rule: { now: { cvs: 0 }, soon: { cvs: 3 } } });
    const waiting = await at('retention', 'due', '--json');
    expect(waiting.json.due).toHaveLength(3);
    expect(waiting.json.due[0]).toMatchObject({ rule: 'all', held: false, countedFrom: OLD });
    expect((await at('retention', 'run', '--json')).json.result).toMatchObject({ cvs: 0 });

    await age(store);
    const before = await listed(place);
    const plan = await at('retention', 'run', '--dry-run', '--json');
    expect((plan.json.due as { cvId: string }[]).map(({ cvId }) => cvId).sort()).toEqual([...before].sort());
    expect((await at('retention', 'run', '--dry-run')).stdout).toContain(
      'A run now would erase 3 CVs. Nothing was erased.',
    );
    expect(await listed(place)).toEqual(before);
    const ran = await at('retention', 'run', '--json');
    expect(ran.json).toMatchObject({ outcome: 'done', result: { rules: 1, cvs: 3, steps: 1, erasuresPending: 0 } });
    expect(await certificatesOf(place)).toMatchObject([{ actor: 'rule:all', cvs: 3, genuine: true }]);
    const log = await at('audit', 'list', '--action', 'erase', '--json');
    expect(log.json.records).toMatchObject([{ actor: 'rule:all', detail: 'retention.erase all', count: 3 }]);
    expect((await at('retention', 'list', '--json')).json).toMatchObject({
      rules: [{ name: 'all', erased: 3, now: { cvs: 0 } }],
      lastRun: { ok: true },
    });
    expect((await at('ingest', cvs, '--json')).json.counts).toMatchObject({ erased: 3, ready: 0 });
    expect((await at('retention', 'remove', 'all')).stdout).toContain('Removed the rule all');
    expect((await at('retention', 'remove', 'all')).exitCode).toBe(2);
  });

  it('keeps what is held from rules, from remove and from a prune, until it is released', async () => {
    const place = await ingested(people, isServer ? await storeOf() : undefined);
    const { at, cvs, store } = place;
    const ada = path.join(cvs, 'ada.txt');
    await at('retention', 'set', '--of', 'undecided', '--after', '1d');
    const held = await at('retention', 'hold', 'add', ada, '--reason', 'claim 4711', '--by', 'Jo', '--json');
    expect(held.json).toMatchObject({ reason: 'claim 4711', by: 'Jo', cvs: 1 });
    await age(store);
    const plan = await at('retention', 'run', '--dry-run');
    expect(plan.stdout).toContain('A run now would erase 2 CVs. Due, but held: 1 CV.');
    const refused = await at('remove', ada);
    expect(refused).toMatchObject({ exitCode: 2 });
    expect(refused.stderr).toMatch(/is held \(hold [0-9a-f-]+\), so nothing was removed\n.*--despite-hold/);
    rmSync(ada);
    expect((await at('ingest', cvs, '--prune')).exitCode).toBe(0);
    expect(await listed(place)).toHaveLength(3);
    expect((await at('retention', 'run', '--json')).json.result).toMatchObject({ cvs: 2 });
    expect(await listed(place)).toHaveLength(1);
    const { json: holds } = await at('retention', 'hold', 'list', ada, '--json');
    expect(holds).toEqual([held.json]);
    expect((await at('remove', ada, '--despite-hold', '--json')).json).toMatchObject({ status: 'removed' });
    expect((await at('retention', 'hold', 'list')).stdout).toBe('No hold.');
    const { records } = (await at('audit', 'list', '--action', 'erase', '--json')).json as { records: object[] };
    expect(records[0]).toMatchObject({ detail: 'cvs.remove despite any hold' });
    expect((await at('retention', 'hold', 'release', 'none')).exitCode).toBe(2);
  });
}

/** What a store says of its rules and holds. */
async function kept(store: string): Promise<unknown[]> {
  const [rules, holds, due] = await Promise.all(
    [['list'], ['hold', 'list'], ['due', '--within', '900']].map((args) =>
      run(['retention', ...args, '--json', '--store', store]),
    ),
  );
  return [rules!.json, holds!.json, due!.json];
}

function keptCases(storeOf: StoreOf, isServer: boolean): void {
  it('is kept across a move, a reindex, a backup and what it restores', async () => {
    const { at, cvs, store } = await ingested(people);
    await at('retention', 'set', '--of', 'undecided', '--after', '2y', '--where', 'years >= 0', '--warn', '3w');
    await at('retention', 'hold', 'add', path.join(cvs, 'ada.txt'), '--reason', 'claim 4711', '--by', 'Jo');
    const before = await kept(store);
    expect(before).toMatchObject([{ rules: [{ warnDays: 21 }], heldCvs: 1 }, [{ reason: 'claim 4711' }], {}]);
    const to = await storeOf();
    expect((await at('move', '--to', to, ...(isServer ? ['--files', path.join(cvs, '../files')] : []))).exitCode).toBe(
      0,
    );
    expect(await kept(to)).toEqual(before);
    expect((await run(['reindex', '--store', to])).exitCode).toBe(0);
    expect(await kept(to)).toEqual(before);
    if (isServer) return;
    const backups = path.join(cvs, '../backups');
    expect((await run(['backup', backups, '--store', to])).exitCode).toBe(0);
    const restored = path.join(cvs, '../restored');
    expect((await run(['restore', backups, '--store', restored])).exitCode).toBe(0);
    expect(await kept(restored)).toEqual(before);
  });
}

describe('retention', () => {
  onEachStore(cases);
  onEachStore(keptCases);

  it.each([
    ['0', 'no age'],
    ['0d', 'no age'],
    ['-5d', 'no age'],
    ['10000y', 'no age'],
    ['180', 'Did you mean 180d?'],
    ['soon', 'whole number with its unit'],
    ['1.5y', 'whole number with its unit'],
    ['', 'no age'],
    ['9007199254740993d', 'no age'],
  ])('refuses the age "%s", and says what to write', async (given, told) => {
    const { cwd } = folderWith({ 'a.txt': 'x' });
    const set = await run(['retention', 'set', '--of', 'all', `--after=${given}`], { cwd });
    expect(set.exitCode).toBe(2);
    expect(set.stderr).toContain(told);
    expect(set.stderr).toContain('180d');
  });

  it('refuses what no rule can be', async () => {
    const { cwd } = folderWith({ 'a.txt': 'x' });
    const set = (...more: string[]) => run(['retention', 'set', '--of', 'all', '--after', '90d', ...more], { cwd });
    expect((await set('--warn', '91d')).stderr).toContain('longer than the 90 d');
    expect((await set('--warn', '0d')).stderr).toContain('--warn "0d" is no age');
    expect((await set('--where', 'name = Ada')).stderr).toContain('may name a person');
    expect((await set('--where', 'shoes = 42')).stderr).toContain('is not a condition');
    expect((await set('--name', 'Ada Example')).stderr).toContain('is no name of a rule');
    expect((await run(['retention', 'set', '--of', 'some', '--after', '90d'], { cwd })).stderr).toContain('rejected');
  });

  it('goes on after a kill: nobody is erased who is held, and a certificate is there for each step that ended', async () => {
    const place = await ingested(MANY);
    const { at, cvs, store } = place;
    await at('retention', 'set', '--of', 'all', '--after', '1d');
    await at('retention', 'hold', 'add', path.join(cvs, '7.txt'), path.join(cvs, '70.txt'), '--reason', 'claim');
    await age(store);
    const killed = execa(
      process.execPath,
      [...NODE_FLAGS, path.join(root, 'bin/run.js'), 'retention', 'run', '--store', store],
      { reject: false, env: { ...env, NODE_ENV: 'production' } },
    );
    const watching = new Sqlite(path.join(store, 'store.db'), { readonly: true });
    const pending = watching.prepare<[], string>('SELECT id FROM erasures').pluck();
    while (pending.all().length === 0 && killed.exitCode === null) await sleep(1);
    killed.kill('SIGKILL');
    expect((await killed).signal).toBe('SIGKILL');
    const open = pending.all();
    const ended = watching.prepare<[], string>('SELECT id FROM erasure_certificates').pluck().all();
    watching.close();
    expect(open.length).toBeGreaterThan(0);
    expect(ended.filter((id) => open.includes(id))).toEqual([]);

    const again = await at('retention', 'run', '--json');
    expect(again.json).toMatchObject({ outcome: 'done', result: { failed: 0, erasuresPending: 0 } });
    const certificates = await certificatesOf(place);
    expect(certificates.reduce((sum, one) => sum + one.cvs, 0)).toBe(88);
    expect(new Set(certificates.flatMap(({ pseudonyms }) => pseudonyms)).size).toBe(88);
    expect(certificates.every(({ actor, genuine }) => actor === 'rule:all' && genuine)).toBe(true);
    expect(await listed(place)).toHaveLength(2);
  });

  it('is done once when two begin together, and for one tenant alone', async () => {
    const place = await ingested(MANY);
    const { at, cvs, store } = place;
    expect((await at('tenants', 'add', 'berlin')).exitCode).toBe(0);
    expect((await at('ingest', cvs, '--tenant', 'berlin')).exitCode).toBe(0);
    await at('retention', 'set', '--of', 'all', '--after', '1d');
    expect((await at('retention', 'list', '--tenant', 'berlin', '--json')).json.rules).toEqual([]);
    await age(store);
    const runs = await Promise.all([at('retention', 'run', '--json'), at('retention', 'run', '--json')]);
    const outcomes = runs.map(({ json }) => json as { outcome: string; result: { cvs: number } | null });
    expect(outcomes.some(({ outcome }) => outcome === 'done')).toBe(true);
    expect(outcomes.reduce((sum, { result }) => sum + (result?.cvs ?? 0), 0)).toBe(90);
    expect((await certificatesOf(place)).reduce((sum, one) => sum + one.cvs, 0)).toBe(90);
    expect((await at('list', '--tenant', 'berlin', '--json')).json).toHaveLength(90);
    expect((await at('erasures', 'list', '--tenant', 'berlin', '--json')).json.certificates).toEqual([]);

    await at('retention', 'hold', 'add', '--where', 'format = txt', '--reason', 'claim', '--tenant', 'berlin');
    const refused = await at('tenants', 'remove', 'berlin', '--yes');
    expect(refused).toMatchObject({ exitCode: 2 });
    expect(refused.stderr).toContain('90 CVs of the tenant berlin are held');
    expect((await at('list', '--tenant', 'berlin', '--json')).json).toHaveLength(90);
    expect((await at('tenants', 'remove', 'berlin', '--yes', '--despite-hold')).stdout).toContain('removed');
  });
});
