import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dispatcher, QueuedTask } from './port.js';

/** The contract suite, which every dispatcher must pass. */
export interface DispatcherUnderTest {
  queue: Dispatcher;
  /** Another process's view of the same dispatcher. */
  other: Dispatcher;
  /** Adds uploads of one batch, in this order. */
  add(paths: string[], priority?: number, keyId?: string): Promise<void>;
  /** Writes results of these claims, CVs or failures; returns the paths of those that were accepted. */
  end(tasks: QueuedTask[], failed?: boolean): Promise<string[]>;
  /** Reopens these failed tasks. */
  retry(paths: string[]): Promise<void>;
  drop(paths: string[]): Promise<void>;
  /** Makes it lose all of its offers. */
  forget(): void | Promise<void>;
  /** Advances the store's clock by so many milliseconds. */
  wait(ms: number): void;
  dispose(): Promise<void>;
}

const LEASE = 30_000;

/** What each test works on, opened before it. */
interface Opened {
  readonly under: DispatcherUnderTest;
  readonly queue: Dispatcher;
}

export function dispatcherContract(name: string, setUp: () => Promise<DispatcherUnderTest>): void {
  describe(name, () => {
    let under: DispatcherUnderTest;
    const opened: Opened = {
      get under() {
        return under;
      },
      get queue() {
        return under.queue;
      },
    };
    beforeEach(async () => {
      under = await setUp();
    });
    afterEach(() => under.dispose());

    claimCases(opened);
    fenceCases(opened);
    returnCases(opened);
    countCases(opened);
    offerCases(opened);
    onceCases(opened);
  });
}

/** Claims like a worker: if nothing is at hand, it sweeps for tasks that were never offered. */
async function claim(queue: Dispatcher, owner: string, limit = 10): Promise<QueuedTask[]> {
  const tasks = await queue.claim(owner, limit, LEASE);
  if (tasks.length > 0) return tasks;
  await queue.sweep();
  return queue.claim(owner, limit, LEASE);
}

async function claimed(queue: Dispatcher, owner: string, limit = 10): Promise<string[]> {
  return (await claim(queue, owner, limit)).map((task) => task.path);
}

const claimOf = ({ id, fence }: QueuedTask) => ({ task: id, fence });

function claimCases(opened: Opened): void {
  describe('who has a task', () => {
    it('gives each task to one owner, oldest first, never more than asked for', async () => {
      await opened.under.add(['upload:a0000001', 'upload:a0000002', 'upload:a0000003']);
      expect(await claimed(opened.queue, 'me', 2)).toEqual(['upload:a0000001', 'upload:a0000002']);
      expect(await claimed(opened.under.other, 'you')).toEqual(['upload:a0000003']);
      expect(await claimed(opened.queue, 'me')).toEqual([]);
      expect((await opened.queue.owners()).sort()).toEqual(['me', 'you']);
    });

    it('gives higher priorities first', async () => {
      await opened.under.add(['upload:a0000001', 'upload:a0000002']);
      await opened.under.add(['upload:b0000001'], 5);
      expect(await claimed(opened.queue, 'me', 2)).toEqual(['upload:b0000001', 'upload:a0000001']);
    });

    it('lets API keys take turns within a priority, each with its oldest first', async () => {
      await opened.under.add(['upload:a0000001', 'upload:a0000002', 'upload:a0000003', 'upload:a0000004'], 0, 'many');
      await opened.under.add(['upload:b0000001', 'upload:b0000002'], 0, 'few');
      await opened.under.add(['upload:c0000001']);
      await opened.under.add(['upload:d0000001'], 1, 'many');
      const order: string[] = [];
      for (let next; (next = await claimed(opened.queue, 'me', 2)).length > 0;) order.push(...next);
      expect(order[0]).toBe('upload:d0000001');
      const turns = order.slice(1).map((path) => path['upload:'.length]);
      expect(turns.slice(0, 3).sort()).toEqual(['a', 'b', 'c']);
      expect(turns.slice(3, 5).sort()).toEqual(['a', 'b']);
      expect(turns.slice(5)).toEqual(['a', 'a']);
      expect(order.filter((path) => path.startsWith('upload:a'))).toEqual(
        [1, 2, 3, 4].map((n) => `upload:a000000${n}`),
      );
    });

    it('passes over keys that are busy, says whose a task is, and counts what is open of each', async () => {
      await opened.under.add(['upload:a0000001', 'upload:a0000002'], 5, 'busy');
      await opened.under.add(['upload:b0000001']);
      await opened.queue.sweep();
      expect(await opened.queue.openByKey()).toEqual(
        new Map([
          ['busy', 2],
          [null, 1],
        ]),
      );
      expect(await opened.queue.claim('me', 10, LEASE, ['busy'])).toMatchObject([
        { path: 'upload:b0000001', keyId: null },
      ]);
      expect(await opened.queue.claim('me', 10, LEASE, ['busy', null])).toEqual([]);
      expect(await claim(opened.queue, 'me', 1)).toMatchObject([{ path: 'upload:a0000001', keyId: 'busy' }]);
      expect(await opened.queue.openByKey()).toEqual(
        new Map([
          ['busy', 2],
          [null, 1],
        ]),
      );
    });

    it('gives a task to another one when its lease has ended, not before, and counts the attempt', async () => {
      await opened.under.add(['upload:a0000001']);
      expect(await claim(opened.queue, 'killed', 1)).toMatchObject([{ attempt: 1 }]);
      opened.under.wait(LEASE - 1);
      expect(await claimed(opened.queue, 'me')).toEqual([]);
      opened.under.wait(2);
      expect(await claim(opened.queue, 'me', 1)).toMatchObject([{ path: 'upload:a0000001', attempt: 2 }]);
    });

    it('keeps a task for an owner that gives signs of life', async () => {
      await opened.under.add(['upload:a0000001']);
      await claimed(opened.queue, 'me');
      opened.under.wait(LEASE - 1);
      await opened.queue.extend('me', LEASE);
      opened.under.wait(LEASE - 1);
      expect(await claim(opened.under.other, 'you', 1)).toEqual([]);
    });
  });
}

function fenceCases(opened: Opened): void {
  describe('what a lost lease is worth', () => {
    it('never gives again what is complete, and lets an owner complete only what it still holds', async () => {
      await opened.under.add(['upload:a0000001']);
      const [task] = await claim(opened.queue, 'slow', 1);
      opened.under.wait(LEASE + 1);
      const [again] = await claim(opened.queue, 'quick', 1);
      expect(await opened.under.end([task!])).toEqual([]);
      expect(await opened.queue.counts()).toMatchObject({ running: 1 });
      expect(await opened.under.end([again!])).toEqual(['upload:a0000001']);
      opened.under.wait(LEASE + 1);
      expect(await claimed(opened.queue, 'me')).toEqual([]);
      expect(await opened.queue.counts()).toMatchObject({ pending: 0, running: 0 });
    });

    it('takes nothing from a worker that lost its lease, gave its task back, or whose task was dropped', async () => {
      await opened.under.add(['upload:a0000001', 'upload:a0000002']);
      const [late] = await claim(opened.queue, 'late', 1);
      const [given] = await claim(opened.queue, 'stopped', 1);
      await opened.queue.giveBack('stopped');
      opened.under.wait(LEASE + 1);
      await opened.queue.sweep();
      // Counts as the same attempt, but is another claim.
      const again = await claim(opened.queue, 'me', 2);
      expect(again.map(({ attempt }) => attempt)).toEqual([2, 1]);
      expect(await opened.under.end([late!, given!])).toEqual([]);
      await opened.queue.postpone([{ claim: claimOf(late!), delayMs: 0, code: 'internal', message: 'late' }]);
      expect(await opened.queue.counts()).toMatchObject({ running: 2 });
      expect(await opened.under.end(again)).toHaveLength(2);
    });
  });
}

function returnCases(opened: Opened): void {
  describe('tasks that come back', () => {
    it('brings a failed attempt back at its moment, and not for an owner that lost it', async () => {
      await opened.under.add(['upload:a0000001']);
      const [task] = await claim(opened.queue, 'me', 1);
      await opened.queue.postpone([
        { claim: { task: task!.id, fence: task!.fence - 1 }, delayMs: 0, code: 'worker_crashed', message: 'gone' },
      ]);
      expect(await opened.queue.counts()).toMatchObject({ running: 1 });
      await opened.queue.postpone([{ claim: claimOf(task!), delayMs: 5000, code: 'worker_crashed', message: 'gone' }]);
      expect(await opened.queue.counts()).toMatchObject({ pending: 1, delayed: 1, running: 0 });
      expect(await claimed(opened.queue, 'me')).toEqual([]);
      opened.under.wait(5000);
      expect(await claim(opened.queue, 'me', 1)).toMatchObject([{ attempt: 2 }]);
    });

    it('takes back what is returned as if never taken, and what a dead owner held as an attempt', async () => {
      await opened.under.add(['upload:a0000001', 'upload:a0000002']);
      await claim(opened.queue, 'stopped', 1);
      await claim(opened.queue, 'killed', 1);
      await opened.queue.giveBack('stopped');
      await opened.queue.release(['killed']);
      expect((await claim(opened.queue, 'me', 2)).map(({ path, attempt }) => [path, attempt])).toEqual([
        ['upload:a0000001', 1],
        ['upload:a0000002', 2],
      ]);
    });
  });
}

function countCases(opened: Opened): void {
  describe('counts', () => {
    it('counts what waits and for how long, and says whose bytes are wanted', async () => {
      expect(await opened.queue.counts()).toMatchObject({ pending: 0, oldestMs: 0 });
      await opened.under.add(['upload:a0000001', 'upload:a0000002']);
      opened.under.wait(7000);
      const { pending, oldestMs } = await opened.queue.counts();
      expect(pending).toBe(2);
      expect(oldestMs).toBeGreaterThanOrEqual(7000);
      const [task] = await claim(opened.queue, 'me', 1);
      await opened.under.end([task!]);
      expect(await opened.queue.wanted(['upload:a0000001', 'upload:a0000002', 'upload:a0000009'])).toEqual(
        new Set(['upload:a0000002']),
      );
    });
  });
}

function offerCases(opened: Opened): void {
  describe('offers that are made anew or lost', () => {
    it('hears of what is opened again, and gives nothing that was dropped', async () => {
      await opened.under.add(['upload:a0000001', 'upload:a0000002']);
      const [task] = await claim(opened.queue, 'me', 1);
      await opened.under.end([task!], true);
      await opened.under.retry(['upload:a0000001']);
      await opened.under.drop(['upload:a0000002']);
      expect(await claimed(opened.queue, 'me')).toEqual(['upload:a0000001']);
    });

    it('has all again after every offer was lost', async () => {
      const paths = ['upload:a0000001', 'upload:a0000002', 'upload:a0000003'];
      await opened.under.add(paths);
      await opened.under.forget();
      opened.under.wait(61_000);
      expect(await claimed(opened.queue, 'me')).toEqual(paths);
    });
  });
}

function onceCases(opened: Opened): void {
  describe('each task once', () => {
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
          await opened.under.add(paths);
          const written = await play(opened.under, steps);
          while (written.length < paths.length) {
            opened.under.wait(61_000);
            const tasks = await claim(opened.queue, 'last');
            if (tasks.length === 0) break;
            written.push(...(await opened.under.end(tasks)));
          }
          expect(written.sort()).toEqual(paths);
        }),
        { seed: 1, numRuns: 25 },
      );
    });
  });
}

/** Plays steps of two workers, one of which may be killed or late. Returns what was written. */
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
    if (step === 'forget') await forget();
    if (step === 'wait') wait(LEASE + 1);
    if (step === 'sweep') await on.sweep();
  }
  return written;
}
