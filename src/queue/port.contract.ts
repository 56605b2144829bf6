import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Queue } from './port.js';

/** The one suite that every adapter of the queue passes. */
export interface QueueUnderTest {
  queue: Queue;
  /** Another process's view of the same queue. */
  other: Queue;
  /** Uploads of one batch, in this order. */
  add(paths: string[], priority?: number): Promise<void>;
  /** Moves the clock of the queue, milliseconds. */
  wait(ms: number): void;
  now(): number;
  dispose(): Promise<void>;
}

const LEASE = 30_000;

export function queueContract(name: string, setUp: () => Promise<QueueUnderTest>): void {
  describe(name, () => {
    let under: QueueUnderTest;
    let queue: Queue;
    beforeEach(async () => {
      under = await setUp();
      queue = under.queue;
    });
    afterEach(() => under.dispose());

    const claimed = async (owner: string, limit = 10): Promise<string[]> => (await queue.claim(owner, limit, LEASE)).map((task) => task.path);

    it('gives each task to one owner, oldest first, never more than asked for', async () => {
      await under.add(['upload:a0000001', 'upload:a0000002', 'upload:a0000003']);
      expect(await claimed('me', 2)).toEqual(['upload:a0000001', 'upload:a0000002']);
      expect((await under.other.claim('you', 10, LEASE)).map((task) => task.path)).toEqual(['upload:a0000003']);
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
      expect(await queue.claim('killed', 1, LEASE)).toMatchObject([{ attempt: 1 }]);
      under.wait(LEASE - 1);
      expect(await claimed('me')).toEqual([]);
      under.wait(2);
      expect(await queue.claim('me', 1, LEASE)).toMatchObject([{ path: 'upload:a0000001', attempt: 2 }]);
    });

    it('keeps a task for an owner that gives signs of life', async () => {
      await under.add(['upload:a0000001']);
      await claimed('me');
      under.wait(LEASE - 1);
      await queue.heartbeat('me', LEASE);
      under.wait(LEASE - 1);
      expect((await under.other.claim('you', 1, LEASE))).toEqual([]);
    });

    it('never gives again what is complete, and lets an owner complete only what it still holds', async () => {
      await under.add(['upload:a0000001']);
      const [task] = await queue.claim('slow', 1, LEASE);
      under.wait(LEASE + 1);
      await queue.claim('quick', 1, LEASE);
      await queue.complete('slow', [task!.id]);
      expect(await queue.counts()).toMatchObject({ running: 1 });
      await queue.complete('quick', [task!.id]);
      under.wait(LEASE + 1);
      expect(await claimed('me')).toEqual([]);
      expect(await queue.counts()).toMatchObject({ pending: 0, running: 0 });
    });

    it('brings a failed attempt back at its moment, and not for an owner that lost it', async () => {
      await under.add(['upload:a0000001']);
      const [task] = await queue.claim('me', 1, LEASE);
      await queue.postpone('another', [{ id: task!.id, notBefore: 0, code: 'worker_crashed', message: 'gone' }]);
      expect(await queue.counts()).toMatchObject({ running: 1 });
      await queue.postpone('me', [{ id: task!.id, notBefore: under.now() + 5000, code: 'worker_crashed', message: 'gone' }]);
      expect(await queue.counts()).toMatchObject({ pending: 1, delayed: 1, running: 0 });
      expect(await claimed('me')).toEqual([]);
      under.wait(5000);
      expect(await queue.claim('me', 1, LEASE)).toMatchObject([{ attempt: 2 }]);
    });

    it('takes back what is returned as if never taken, and what a dead owner held as an attempt', async () => {
      await under.add(['upload:a0000001', 'upload:a0000002']);
      await queue.claim('stopped', 1, LEASE);
      await queue.claim('killed', 1, LEASE);
      await queue.giveBack('stopped');
      await queue.release(['killed']);
      expect((await queue.claim('me', 2, LEASE)).map(({ path, attempt }) => [path, attempt])).toEqual([['upload:a0000001', 1], ['upload:a0000002', 2]]);
    });

    it('counts what waits and for how long, and says whose bytes are wanted', async () => {
      expect(await queue.counts()).toMatchObject({ pending: 0, oldestMs: 0 });
      await under.add(['upload:a0000001', 'upload:a0000002']);
      under.wait(7000);
      const { pending, oldestMs } = await queue.counts();
      expect(pending).toBe(2);
      expect(oldestMs).toBeGreaterThanOrEqual(7000);
      const [task] = await queue.claim('me', 1, LEASE);
      await queue.complete('me', [task!.id]);
      expect(await queue.wanted(['upload:a0000001', 'upload:a0000002', 'upload:a0000009'])).toEqual(new Set(['upload:a0000002']));
    });
  });
}
