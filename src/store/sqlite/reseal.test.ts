import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ok } from '../../domain/index.js';
import { DataKey } from '../../sealing/data-key.js';
import { PLAIN, sealerOf, type Sealer } from '../../sealing/sealer.js';
import { fileResult, idOf, MODEL, person, TEST_READER } from '../contract/index.js';
import { pick } from '../contract/testing.js';
import { openSqliteStore, type SqliteStore } from './index.js';
import { isNew, markSealed, reseal, sealedWith } from './reseal.js';

/** More than two groups. */
const CVS = 450;
const FIRST = new DataKey('00000001', Buffer.alloc(32, 1));
const SECOND = new DataKey('00000002', Buffer.alloc(32, 2));
const BLINDING = Buffer.alloc(32, 3);
const nothing = (): void => undefined;

let folder: string;
let store: SqliteStore;
const file = (): string => path.join(folder, 'store.db');

async function open(sealer: Sealer): Promise<void> {
  store = await openSqliteStore({ path: file(), sealer, reader: TEST_READER });
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-reseal-'));
  await open(PLAIN);
  await store.model.adopt(MODEL);
  const results = Array.from({ length: CVS }, (_, i) =>
    fileResult(
      `/cv${i}`,
      `cv${i}`,
      ok(person({ text: `marker${i} zebra ${i}`, name: `Markername ${i}`, email: `marker${i}@example.com` })),
      { duplicates: 'keep' },
    ),
  );
  await store.intake.commit(results);
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const plainMarkers = (): number => readFileSync(file(), 'latin1').toLowerCase().split('marker').length - 1;

async function everythingReads(): Promise<void> {
  for (const i of [0, 199, 200, 449]) {
    const cv = await store.cvs.get(idOf(`cv${i}`));
    expect([cv?.name, cv?.document.text, cv?.profile.resume.basics.name]).toEqual([
      `Markername ${i}`,
      `marker${i} zebra ${i}`,
      `Markername ${i}`,
    ]);
    expect(await pick(store, { vector: [0, 0, 0, 0], words: [`marker${i}`] })).toEqual([idOf(`cv${i}`)]);
    const [scored] = await store.search.loadScoring([idOf(`cv${i}`)]);
    expect(Buffer.from(scored!.features).toString()).toContain(`marker${i} zebra ${i}`);
  }
}

it('goes on where it was stopped, and leaves nothing as it was before', async () => {
  await store.close();
  await open(sealerOf(FIRST, [], BLINDING));
  const stopAt = (group: number) => (done: number) => {
    if (done >= group * 200) throw new Error('stopped');
  };
  await expect(reseal(store.database, stopAt(1))).rejects.toThrow('stopped');
  expect([sealedWith(store.database), isNew(store.database)]).toEqual([null, false]);
  await store.close();
  await open(sealerOf(FIRST, [], BLINDING));
  expect(await reseal(store.database, nothing)).toBe(CVS);
  expect([sealedWith(store.database), plainMarkers()]).toEqual(['00000001', 0]);
  await everythingReads();
});

it('exchanges keys, stopped or not, and what is written meanwhile is under the new one', async () => {
  store.database.sealer = sealerOf(FIRST, [], BLINDING);
  await reseal(store.database, nothing);
  store.database.sealer = sealerOf(SECOND, [FIRST], BLINDING);
  await expect(
    reseal(store.database, (done) => {
      if (done > 200) throw new Error('stopped');
    }),
  ).rejects.toThrow('stopped');
  await everythingReads();
  await reseal(store.database, nothing);
  store.database.sealer = sealerOf(SECOND, [], BLINDING);
  expect(sealedWith(store.database)).toBe('00000002');
  await everythingReads();
});

it('takes a store that nothing was handed in to as sealed', async () => {
  await store.close();
  rmSync(file());
  await open(sealerOf(FIRST, [], BLINDING));
  expect(isNew(store.database)).toBe(true);
  await markSealed(store.database);
  expect([isNew(store.database), sealedWith(store.database)]).toEqual([false, '00000001']);
});
