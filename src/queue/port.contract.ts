import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dispatcher, QueuedTask } from './port.js';

/** The one suite that every dispatcher passes. */
export interface DispatcherUnderTest {
  queue: Dispatcher;
  /** Another process's view of the same one. */
  other: Dispatcher;
  /** Uploads of one batch, in this order. */
  add(paths: string[], priority?: number): Promise<void>;
  /** Writes results of these claims, of CVs or of failures; gives the paths of those that were written. */
  end(tasks: QueuedTask[], failed?: boolean): Promise<string[]>;
  /** Opens these again, which have failed; drops these. */
  retry(paths: string[]): Promise<void>;
  drop(paths: string[]): Promise<void>;
  /** It loses every offer that it has. */
  forget(): void;
  /** Moves the clock of the store, milliseconds. */
  wait(ms: number): void;
  dispose(): Promise<void>;
}

const LEASE = 30_000;

export function dispatcherContract(name: string, setUp: () => Promise<DispatcherUnderTest>): void {
  describe(name, () => {
    let under: DispatcherUnderTest;
    let queue: Dispatcher;
    beforeEach(async () => {
      under = await setUp();
      queue = under.queue;
    });
    afterEach(() => under.dispose());

    /** As a worker does: where nothing is at hand it looks whether something was not offered. */
    const claim = async (owner: string, limit = 10, on = queue): Promise<QueuedTask[]> => {
      const tasks = await on.claim(owner, limit, LEASE);
      if (tasks.length > 0) return tasks;
      await on.sweep();
      return on.claim(owner, limit, LEASE);
    };
    const claimed = async (owner: string, limit = 10, on = queue): Promise<string[]> =>
      (await claim(owner, limit, on)).map((task) => task.path);
    const claimOf = ({ id, fence }: QueuedTask) => ({ task: id, fence });

    it('gives each task to one owner, oldest first, never more than asked for', async () => {
      await under.add(['upload:a0000001', 'upload:a0000002', 'upload:a0000003']);
      expect(await claimed('me', 2)).toEqual(['upload:a0000001', 'upload:a0000002']);
      expect(await claimed('you', 10, under.other)).toEqual(['upload:a0000003']);
      expect(await claimed('me')).toEqual([]);
      expect((await queue.owners()).sort()).toEqual(['me', 'you']);
    });

    it('gives higher priorities first', async () => {
      await under.add(['upload:a0000001', 'upload:a0000002']);
      await under.add(['upload:b0000001'], 5);
      expect(await claimed('me', 2)).toEqual(['upload:b0000001', 'upload:a0000001']);
    });

    it('gives a task to another one when its lease has ended, not before, and counts the attempt', async () => {
      await under.add(['upload:a0000001']);
      expect(await claim('killed', 1)).toMatchObject([{ attempt: 1 }]);
      under.wait(LEASE - 1);
      expect(await claimed('me')).toEqual([]);
      under.wait(2);
      expect(await claim('me', 1)).toMatchObject([{ path: 'upload:a0000001', attempt: 2 }]);
    });

    it('keeps a task for an owner that gives signs of life', async () => {
      await under.add(['upload:a0000001']);
      await claimed('me');
      under.wait(LEASE - 1);
      await queue.extend('me', LEASE);
      under.wait(LEASE - 1);
      expect(await claim('you', 1, under.other)).toEqual([]);
    });

    it('never gives again what is complete, and lets an owner complete only what it still holds', async () => {
      await under.add(['upload:a0000001']);
      const [task] = await claim('slow', 1);
      under.wait(LEASE + 1);
      const [again] = await claim('quick', 1);
      expect(await under.end([task!])).toEqual([]);
      expect(await queue.counts()).toMatchObject({ running: 1 });
      expect(await under.end([again!])).toEqual(['upload:a0000001']);
      under.wait(LEASE + 1);
      expect(await claimed('me')).toEqual([]);
      expect(await queue.counts()).toMatchObject({ pending: 0, running: 0 });
    });

    it('brings a failed attempt back at its moment, and not for an owner that lost it', async () => {
      await under.add(['upload:a0000001']);
      const [task] = await claim('me', 1);
      await queue.postpone([
        { claim: { task: task!.id, fence: task!.fence - 1 }, delayMs: 0, code: 'worker_crashed', message: 'gone' },
      ]);
      expect(await queue.counts()).toMatchObject({ running: 1 });
      await queue.postpone([{ claim: claimOf(task!), delayMs: 5000, code: 'worker_crashed', message: 'gone' }]);
      expect(await queue.counts()).toMatchObject({ pending: 1, delayed: 1, running: 0 });
      expect(await claimed('me')).toEqual([]);
      under.wait(5000);
      expect(await claim('me', 1)).toMatchObject([{ attempt: 2 }]);
    });

    it('takes back what is returned as if never taken, and what a dead owner held as an attempt', async () => {
      await under.add(['upload:a0000001', 'upload:a0000002']);
      await claim('stopped', 1);
      await claim('killed', 1);
      await queue.giveBack('stopped');
      await queue.release(['killed']);
      expect((await claim('me', 2)).map(({ path, attempt }) => [path, attempt])).toEqual([
        ['upload:a0000001', 1],
        ['upload:a0000002', 2],
      ]);
    });

    it('counts what waits and for how long, and says whose bytes are wanted', async () => {
      expect(await queue.counts()).toMatchObject({ pending: 0, oldestMs: 0 });
      await under.add(['upload:a0000001', 'upload:a0000002']);
      under.wait(7000);
      const { pending, oldestMs } = await queue.counts();
      expect(pending).toBe(2);
      expect(oldestMs).toBeGreaterThanOrEqual(7000);
      const [task] = await claim('me', 1);
      await under.end([task!]);
      expect(await queue.wanted(['upload:a0000001', 'upload:a0000002', 'upload:a0000009'])).toEqual(
        new Set(['upload:a0000002']),
      );
    });

    it('takes nothing from a worker that lost its lease, gave its task back, or whose task was dropped', async () => {
      await under.add(['upload:a0000001', 'upload:a0000002']);
      const [late] = await claim('late', 1);
      const [given] = await claim('stopped', 1);
      await queue.giveBack('stopped');
      under.wait(LEASE + 1);
      await queue.sweep();
      // The same attempt for the counts, but another claim.
      const again = await claim('me', 2);
      expect(again.map(({ attempt }) => attempt)).toEqual([2, 1]);
      expect(await under.end([late!, given!])).toEqual([]);
      await queue.postpone([{ claim: claimOf(late!), delayMs: 0, code: 'internal', message: 'late' }]);
      expect(await queue.counts()).toMatchObject({ running: 2 });
      expect(await under.end(again)).toHaveLength(2);
    });

    it('hears of what is opened again, and gives nothing that was dropped', async () => {
      await under.add(['upload:a0000001', 'upload:a0000002']);
      const [task] = await claim('me', 1);
      await under.end([task!], true);
      await under.retry(['upload:a0000001']);
      await under.drop(['upload:a0000002']);
      expect(await claimed('me')).toEqual(['upload:a0000001']);
    });

    it('has all again after every offer was lost', async () => {
      const paths = ['upload:a0000001', 'upload:a0000002', 'upload:a0000003'];
      await under.add(paths);
      under.forget();
      under.wait(61_000);
      expect(await claimed('me')).toEqual(paths);
    });

    it('gives each task to somebody who ends it, once, whatever is lost, late or stopped on the way', async () => {
      const step = fc.constantFrom(
        'claim',
        'end',
        'late',
        'give back',
        'release',
        'postpone',
        'forget',
        'wait',
        'sweep',
      );
      let runs = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
          const run = String(runs++).padStart(4, '0');
          const paths = Array.from({ length: 4 }, (_, i) => `upload:run${run}-${i}`);
          await under.add(paths);
          const written = await play(under, steps);
          while (written.length < paths.length) {
            under.wait(61_000);
            const tasks = await claim('last');
            if (tasks.length === 0) break;
            written.push(...(await under.end(tasks)));
          }
          expect(written.sort()).toEqual(paths);
        }),
        { seed: 1, numRuns: 25 },
      );
    });
  });
}

/** Steps of two workers, of whom one may be killed or late. Gives what was written. */
async function play({ queue, other, end, forget, wait }: DispatcherUnderTest, steps: string[]): Promise<string[]> {
  const written: string[] = [];
  const held: QueuedTask[] = [];
  let turn = 0;
  for (const step of steps) {
    const [owner, on] = turn++ % 2 === 0 ? (['one', queue] as const) : (['two', other] as const);
    if (step === 'claim') held.push(...(await on.claim(owner, 2, LEASE)));
    if (step === 'end') written.push(...(await end(held.slice(-1))));
    if (step === 'late') written.push(...(await end(held.slice(0, 1))));
    if (step === 'give back') await on.giveBack(owner);
    if (step === 'release') await on.release(['one', 'two']);
    if (step === 'postpone')
      await on.postpone(
        held
          .slice(-2)
          .map(({ id, fence }) => ({ claim: { task: id, fence }, delayMs: 5000, code: 'internal', message: 'no' })),
      );
    if (step === 'forget') forget();
    if (step === 'wait') wait(LEASE + 1);
    if (step === 'sweep') await on.sweep();
  }
  return written;
}
