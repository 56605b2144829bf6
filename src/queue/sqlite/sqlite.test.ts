import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { failure } from '../../domain/index.js';
import { idOf, settlement } from '../../store/contract/index.js';
import { openSqliteStore } from '../../store/sqlite/index.js';
import { queueContract } from '../port.contract.js';
import { sqliteQueue } from './index.js';

async function open(clock: () => number = Date.now) {
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-queue-'));
  const stores = [await openSqliteStore({ path: path.join(folder, 'store.db') }), await openSqliteStore({ path: path.join(folder, 'store.db') })];
  const [store] = stores;
  let batches = 0;
  return {
    store: store!,
    queue: sqliteQueue(store!.database, clock),
    other: sqliteQueue(stores[1]!.database, clock),
    add: async (paths: string[], priority = 0) =>
      void (await store!.intake.open({ id: `b${++batches}`, source: 'upload', priority }, paths.map((one) => ({ path: one, size: 1, mtimeMs: 1 })))),
    dispose: async () => {
      for (const one of stores) await one.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

queueContract('sqlite queue', async () => {
  // A little ahead of the store's own clock, which says when a task was handed in.
  let time = Date.now() + 1000;
  const now = (): number => time;
  return { ...(await open(now)), now, wait: (ms) => { time += ms; } };
});

it('leaves files on disk to the ingest that named them', async () => {
  const { store, queue, dispose } = await open();
  await store.intake.open({ id: 'b', source: 'ingest' }, [{ path: '/cvs/a.pdf', size: 1, mtimeMs: 1 }]);
  expect(await queue.claim('me', 10, 1000)).toEqual([]);
  expect((await queue.counts()).pending).toBe(0);
  await dispose();
});

it('closes a task in the transaction that writes its result, and opens a dead letter again', async () => {
  const { store, queue, add, dispose } = await open();
  await add(['upload:a0000001', 'upload:a0000002']);
  await queue.claim('me', 10, 1000);
  await store.intake.settle([
    settlement('upload:a0000001', 'a', failure('corrupt', 'broken')),
    settlement('upload:a0000002', 'b', failure('worker_crashed', 'the thread ended'), { dead: true }),
  ]);
  expect(await queue.counts()).toMatchObject({ running: 0, failed: 1, dead: 1 });
  expect(await store.tasks.list({ status: ['dead'] })).toMatchObject([{ path: 'upload:a0000002', code: 'worker_crashed', message: 'the thread ended' }]);
  expect(await store.tasks.retry({ codes: ['worker_crashed'] })).toBe(1);
  expect((await store.intake.known(['upload:a0000002'])).get('upload:a0000002')).toMatchObject({ state: null, hash: idOf('b') });
  expect(await queue.claim('me', 10, 1000)).toMatchObject([{ path: 'upload:a0000002', attempt: 1 }]);
  await dispose();
});

it('gives a batch with a known idempotency key once, for each API key', async () => {
  const { store, dispose } = await open();
  const send = (id: string, keyId: string | null): Promise<string> => store.intake.open({ id, source: 'upload', keyId, idempotencyKey: 'once' }, [{ path: `upload:${id}`, size: 1, mtimeMs: 1 }]);
  expect([await send('b0000001', null), await send('b0000002', null), await send('b0000003', 'k1'), await send('b0000004', 'k1')]).toEqual(['b0000001', 'b0000001', 'b0000003', 'b0000003']);
  expect((await store.tasks.list({})).map((task) => task.path)).toEqual(['upload:b0000001', 'upload:b0000003']);
  await dispose();
});
