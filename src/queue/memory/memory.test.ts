import { expect, it } from 'vitest';
import { dispatcherContract } from '../port.contract.js';
import { openDispatchers, type Opened } from '../testing.js';
import { memoryDispatcher, OfferedTasks } from './index.js';

/** Both views share one list, as workers share a broker. */
function open(): Promise<Opened> {
  const offered = new OfferedTasks();
  return openDispatchers(
    (rows) => memoryDispatcher(rows, offered),
    () => {
      offered.clear();
    },
  );
}

dispatcherContract('memory dispatcher', open);

it('has nothing that it was not offered', async () => {
  const { store, queue, add, forget, wait, dispose } = await open();
  await add(['upload:a0000001']);
  await forget();
  expect(await queue.claim('me', 10, 1000)).toEqual([]);
  // A task that was just offered is not offered again at once.
  expect(await queue.sweep()).toBe(0);
  wait(61_000);
  expect(await queue.sweep()).toBe(1);
  expect(await queue.claim('me', 10, 1000)).toMatchObject([{ path: 'upload:a0000001', attempt: 1 }]);
  await store.taskRows.giveBack('me');
  expect(await queue.sweep()).toBe(1);
  await dispose();
});

it('is told of a task twice and gives it once', async () => {
  const { store, queue, other, add, dispose } = await open();
  await add(['upload:a0000001']);
  const [task] = await store.tasks.list({});
  await queue.claim('me', 10, 1000);
  await other.offer([{ id: task!.id, path: task!.path, priority: 0, keyId: null, fence: 0 }]);
  expect(await other.claim('you', 10, 1000)).toEqual([]);
  await dispose();
});
