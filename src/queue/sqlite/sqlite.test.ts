import { expect, it } from 'vitest';
import { failure } from '../../domain/index.js';
import { idOf, fileResult } from '../../store/contract/index.js';
import { dispatcherContract } from '../port.contract.js';
import { openDispatchers, type Opened } from '../testing.js';
import { sqliteDispatcher } from './index.js';

async function open(): Promise<Opened> {
  return openDispatchers((rows) => sqliteDispatcher(rows));
}

dispatcherContract('sqlite dispatcher', open);

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
  await store.intake.commit([
    fileResult('upload:a0000001', 'a', failure('corrupt', 'broken')),
    fileResult('upload:a0000002', 'b', failure('worker_crashed', 'the thread ended'), { dead: true }),
  ]);
  expect(await queue.counts()).toMatchObject({ running: 0, failed: 1, dead: 1 });
  expect(await store.tasks.list({ status: ['dead'] })).toMatchObject([
    { path: 'upload:a0000002', code: 'worker_crashed', message: 'the thread ended' },
  ]);
  expect(await store.tasks.retry({ codes: ['worker_crashed'] })).toBe(1);
  expect((await store.intake.known(['upload:a0000002'])).get('upload:a0000002')).toMatchObject({
    state: null,
    hash: idOf('b'),
  });
  expect(await queue.claim('me', 10, 1000)).toMatchObject([{ path: 'upload:a0000002', attempt: 1 }]);
  await dispose();
});

it('gives a batch with a known idempotency key once, for each API key', async () => {
  const { store, dispose } = await open();
  const send = (id: string, keyId: string | null): Promise<string> =>
    store.intake.open({ id, source: 'upload', keyId, idempotencyKey: 'once' }, [
      { path: `upload:${id}`, size: 1, mtimeMs: 1 },
    ]);
  expect([
    await send('b0000001', null),
    await send('b0000002', null),
    await send('b0000003', 'k1'),
    await send('b0000004', 'k1'),
  ]).toEqual(['b0000001', 'b0000001', 'b0000003', 'b0000003']);
  expect((await store.tasks.list({})).map((task) => task.path)).toEqual(['upload:b0000001', 'upload:b0000003']);
  await dispose();
});
