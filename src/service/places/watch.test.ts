import { expect, it, onTestFinished, vi } from 'vitest';
import { storeUnreachable } from '../../errors.js';
import type { StoreLevels, StoreSizes } from '../../store/port/index.js';
import { PlaceWatch, type PlaceProbes } from './watch.js';

const LEVELS: StoreLevels = { connections: null, replicas: [], logBytes: 0 };

function watched(store: () => Promise<StoreLevels>) {
  let now = 0;
  const told: string[] = [];
  const probes: PlaceProbes = {
    store: { where: 'here', levels: store, sizes: () => Promise.resolve({} as StoreSizes) },
    queue: null,
    files: { where: 'there', levels: () => Promise.resolve({ disk: null }) },
  };
  const watch = new PlaceWatch(
    probes,
    () => now,
    (place) => told.push(place),
  );
  return {
    watch,
    told,
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

it('asks once for all who want to know, and again after some seconds', async () => {
  let asked = 0;
  const { watch, pass } = watched(() => Promise.resolve({ ...LEVELS, logBytes: ++asked }));
  const [one, other] = await Promise.all([watch.look(), watch.look()]);
  expect([one.store, one.queue, one.files.ok]).toEqual([
    expect.objectContaining({ where: 'here', ok: true, levels: { ...LEVELS, logBytes: 1 } }),
    null,
    true,
  ]);
  expect(other.store).toEqual(one.store);
  pass(4);
  expect((await watch.look()).store.levels!.logBytes).toBe(1);
  pass(2);
  expect((await watch.look()).store.levels!.logBytes).toBe(2);
});

it('counts for how long a place has been silent, and says once that it is', async () => {
  let isAway = true;
  const { watch, pass, told } = watched(() =>
    isAway ? Promise.reject(storeUnreachable('here', 'ECONNREFUSED', undefined)) : Promise.resolve(LEVELS),
  );
  expect((await watch.report()).sizes).toBe(null);
  for (const _ of [1, 2, 3]) {
    pass(10);
    await watch.look();
  }
  expect((await watch.look()).store).toMatchObject({ ok: false, code: 'store_unreachable', silentSeconds: 30 });
  expect(told).toEqual(['store']);
  isAway = false;
  pass(10);
  expect((await watch.report()).store).toMatchObject({ ok: true, silentSeconds: 0 });
  isAway = true;
  pass(10);
  await watch.look();
  expect(told).toEqual(['store', 'store']);
});

it('asks a place that hangs one question, and waits for it no longer than some seconds', async () => {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
  let asked = 0;
  let answer = (): void => undefined;
  const { watch, pass } = watched(() => {
    asked += 1;
    return new Promise((resolve) => {
      answer = () => {
        resolve(LEVELS);
      };
    });
  });
  const look = async () => {
    const looking = watch.look();
    await vi.advanceTimersByTimeAsync(15_000);
    return (await looking).store;
  };
  expect(await look()).toMatchObject({ ok: false, code: 'timeout', silentSeconds: 0 });
  pass(31);
  expect(await look()).toMatchObject({ ok: false, code: 'timeout', silentSeconds: 31 });
  expect(asked).toBe(1);
  answer();
  await vi.advanceTimersByTimeAsync(0);
  expect(await look()).toMatchObject({ ok: true, silentSeconds: 0 });
});
