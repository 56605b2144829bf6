import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { failure, ok } from '../domain/index.js';
import { MODEL, person, fileResult } from '../store/contract/index.js';
import type { FileResult, TaskRows } from '../store/port/index.js';
import { openSqliteStore, type SqliteStore } from '../store/sqlite/index.js';
import { throughDispatcher } from './outbox.js';
import type { DispatcherUnderTest } from './port.contract.js';
import type { Dispatcher, QueuedTask } from './port.js';

export type Opened = DispatcherUnderTest & { store: SqliteStore };

/** Two connections to one store, each with a dispatcher, and a clock that the test controls. */
export async function openDispatchers(
  dispatcher: (rows: TaskRows) => Dispatcher,
  forget: DispatcherUnderTest['forget'] = () => undefined,
  close: () => Promise<void> = () => Promise.resolve(),
): Promise<Opened> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-queue-'));
  let time = Date.now();
  const openStore = () => openSqliteStore({ path: path.join(folder, 'store.db'), now: () => time });
  const stores = [await openStore(), await openStore()] as const;
  const [queue, other] = [dispatcher(stores[0].taskRows), dispatcher(stores[1].taskRows)];
  const store = throughDispatcher(stores[0], queue);
  const ids = async (paths: string[]): Promise<string[]> =>
    (await store.tasks.list({})).filter((task) => paths.includes(task.path)).map(({ id }) => id);
  await stores[0].model.adopt(MODEL);
  let batches = 0;
  return {
    store,
    queue,
    other,
    forget,
    add: async (paths, priority = 0, keyId = undefined) =>
      void (await store.intake.open(
        { id: `b${++batches}`, source: 'upload', priority, keyId },
        paths.map((one) => ({ path: one, size: 1, mtimeMs: 1 })),
      )),
    end: async (tasks, failed = false) =>
      (await store.intake.commit(tasks.map((task) => resultOf(task, failed)))).map((file) => file.path),
    retry: async (paths) => void (await store.tasks.retry({ ids: await ids(paths) })),
    drop: async (paths) => void (await store.tasks.drop({ ids: await ids(paths) })),
    wait: (ms) => {
      time += ms;
    },
    dispose: async () => {
      await close();
      for (const one of stores) await one.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function resultOf({ id, fence, path: at }: Pick<QueuedTask, 'id' | 'fence' | 'path'>, failed: boolean): FileResult {
  const outcome = failed ? failure('corrupt', 'broken') : ok(person({ text: at }));
  return fileResult(at, at, outcome, { claim: { task: id, fence } });
}
