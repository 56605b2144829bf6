import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { diskPlace } from '../../files/disk/index.js';
import { PLAIN } from '../../sealing/sealer.js';
import { actingAs } from '../../store/audit/acting.js';
import { idOf, MODEL, put } from '../../store/contract/index.js';
import type { Store } from '../../store/port/index.js';
import { openSqliteStore, type SqliteStore } from '../../store/sqlite/index.js';
import { applyRules, type RetentionParts } from './run.js';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-01-01');
const JO = { by: 'Jo', keyId: null };
const RULE = { name: 'all', of: 'all' as const, where: [], afterDays: 100, warnDays: 10 };
/** More than two steps of a run. */
const MANY = 60;

interface Place {
  /** A connection of its own, for which so many days have passed. */
  after(days: number): Promise<SqliteStore>;
  parts(store: Store, signal?: AbortSignal): RetentionParts;
}

/** A store with people who came on the first day, and a rule that was set then. */
async function filled(): Promise<Place> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-retention-'));
  const stores: SqliteStore[] = [];
  onTestFinished(async () => {
    for (const store of stores) await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const after = async (days: number): Promise<SqliteStore> => {
    const now = (): number => START + days * DAY_MS;
    stores.push(await openSqliteStore({ path: path.join(folder, 'store.db'), now }));
    return stores.at(-1)!;
  };
  const folders = { uploads: path.join(folder, 'uploads'), originals: path.join(folder, 'originals') };
  mkdirSync(folders.uploads);
  const files = diskPlace(folder, () => folders).of('default', PLAIN);
  const store = await after(0);
  await store.model.adopt(MODEL);
  for (let i = 0; i < MANY; i++) await put(store, `/cvs/${i}.txt`, String(i), { name: `Person ${i}` });
  await store.retention.set(RULE);
  return {
    after,
    parts: (opened, signal = new AbortController().signal) => ({ ...files, store: opened, signal, certificates: null }),
  };
}

const certified = async ({ erasures }: Store): Promise<number[]> =>
  (await erasures.certificates({ limit: 100 })).map(({ cvs }) => cvs).sort((a, b) => b - a);

it('erases in steps, each with a certificate, and only what is due', async () => {
  const { after, parts } = await filled();
  const early = await after(99);
  expect(await applyRules(parts(early))).toMatchObject({ rules: 1, cvs: 0, steps: 0 });
  const store = await after(100);
  const run = actingAs({ actor: 'schedule', origin: 'schedule host' }, () => applyRules(parts(store)));
  expect(await run).toEqual({ rules: 1, cvs: MANY, steps: 3, failed: 0, erasuresPending: 0 });
  expect(await certified(store)).toEqual([25, 25, 10]);
  const certificates = await store.erasures.certificates({ limit: 9 });
  expect(certificates.every(({ actor, origin }) => actor === 'rule:all' && origin === 'schedule host')).toBe(true);
  expect(await applyRules(parts(store))).toMatchObject({ cvs: 0, steps: 0 });
});

it('is done once by two who do it at the same time, and heeds what is held meanwhile', async () => {
  const { after, parts } = await filled();
  const [one, other] = [await after(100), await after(100)];
  const free = await after(100);
  const runs = Promise.all([applyRules(parts(one)), applyRules(parts(other))]);
  const held = await free.retention.hold({ id: 'h1', reason: 'a claim', cvIds: [idOf(String(MANY - 1))] }, JO).then(
    () => 1,
    () => 0,
  );
  const done = await runs;
  expect(done.reduce((sum, { cvs }) => sum + cvs, 0)).toBe(MANY - held);
  expect((await certified(free)).reduce((sum, n) => sum + n, 0)).toBe(MANY - held);
  expect(await free.cvs.list({})).toHaveLength(held);
});

it('ends after the step when the process stops, and the next run goes on', async () => {
  const { after, parts } = await filled();
  const store = await after(100);
  const stopping = new AbortController();
  const { erase } = store.retention;
  const once: Store = {
    ...store,
    retention: {
      ...store.retention,
      erase: (...given) => {
        stopping.abort();
        return erase(...given);
      },
    },
  };
  expect(await applyRules(parts(once, stopping.signal))).toMatchObject({ cvs: 25, steps: 1, erasuresPending: 0 });
  expect(await applyRules(parts(store))).toMatchObject({ cvs: MANY - 25, steps: 2 });
});

it('erases the others when the original of one is not what it must be, and then fails with the number', async () => {
  const { after, parts } = await filled();
  const store = await after(100);
  const damaged = parts(store);
  const { originals } = damaged;
  const bad = idOf('7');
  damaged.originals = {
    ...originals,
    has: (hash: string) => Promise.resolve(hash === bad),
    read: (hash: string, most: number) => originals.read(hash, most),
  } as typeof originals;
  await expect(applyRules(damaged)).rejects.toMatchObject({
    code: 'store_corrupt',
    message: `1 CVs are due and could not be erased; ${MANY - 1} were`,
    hint: expect.stringContaining('cvmatch doctor') as string,
  });
  expect((await store.cvs.list({})).map(({ cvId }) => cvId)).toEqual([bad]);
  expect((await certified(store)).reduce((sum, n) => sum + n, 0)).toBe(MANY - 1);
});
