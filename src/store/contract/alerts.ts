import { describe, expect, it } from 'vitest';
import { MOST_CHANGES, type AlertChange, type JudgedAlert, type ProcessBeat } from '../port/index.js';
import type { Opened } from './testing.js';

const [SINCE, LATER] = ['2026-03-01T00:00:00.000Z', '2026-03-02T00:00:00.000Z'];
const LEASE = 60_000;
const beat = (id: string): ProcessBeat => {
  return { id, host: 'h', pid: 1, version: '1.0.0', role: 'all', state: 'running', held: 0, done: 0, schedules: false };
};
const fires = (name: string, value: number, since = SINCE): JudgedAlert => ({ name, value, since, told: false });
const rests = (name: string, value: number | null = 0): JudgedAlert => ({ name, value, since: null, told: false });

/** Takes and tells all changes. */
async function changesOf({ registry: { alerts } }: Opened, process = 'p'): Promise<Omit<AlertChange, 'id' | 'at'>[]> {
  const all = [];
  for (let one; (one = await alerts.take(process, LEASE)) !== null;) {
    const { id, at, ...change } = one;
    expect(Date.parse(at)).toBeGreaterThan(0);
    await alerts.settle(id, true);
    all.push(change);
  }
  return all;
}

export function alertCases(opened: Opened): void {
  describe('registry: alerts', () => {
    it('fire from the first process that says so to the last, and each change is there once', async () => {
      const { alerts, processes } = opened.registry;
      for (const id of ['p', 'q']) await processes.beat(beat(id), LEASE);
      expect(await alerts.say('p', [fires('A', 2), rests('B')])).toEqual([{ name: 'A', since: SINCE, value: 2 }]);
      expect(await alerts.say('q', [fires('A', 3, LATER), rests('B')])).toEqual([
        { name: 'A', since: SINCE, value: 3 },
      ]);
      expect(await alerts.say('p', [rests('A', 0.5), rests('B')])).toMatchObject([{ name: 'A', value: 3 }]);
      expect(await alerts.firing()).toEqual([{ name: 'A', since: SINCE, value: 2 }]);
      expect(await alerts.say('q', [rests('A', 0.1), fires('B', 7)])).toMatchObject([{ name: 'B' }]);
      expect(await changesOf(opened)).toEqual([
        { name: 'A', status: 'firing', since: SINCE, value: 2 },
        { name: 'B', status: 'firing', since: SINCE, value: 7 },
        { name: 'A', status: 'resolved', since: SINCE, value: 0.1 },
      ]);
      expect(await changesOf(opened)).toEqual([]);
    });

    it('begin and end once, however many say so at the same moment', async () => {
      const { alerts, processes } = opened.registry;
      const ids = ['p', 'q', 'r', 's'];
      for (const id of ids) await processes.beat(beat(id), LEASE);
      await Promise.all(ids.map((id) => alerts.say(id, [fires('A', 2)])));
      await Promise.all(ids.map((id) => alerts.say(id, [rests('A')])));
      expect((await changesOf(opened)).map(({ status }) => status)).toEqual(['firing', 'resolved']);
    });

    it('are over when the process that said so has ended', async () => {
      const { alerts, processes } = opened.registry;
      for (const id of ['p', 'q']) await processes.beat(beat(id), LEASE);
      await alerts.say('p', [fires('A', 2)]);
      expect(await alerts.say('q', [rests('A')])).toHaveLength(1);
      await processes.leave(['p']);
      expect(await alerts.say('q', [rests('A', null)])).toEqual([]);
      expect((await changesOf(opened)).at(-1)).toEqual({ name: 'A', status: 'resolved', since: SINCE, value: null });
    });

    it('are believed of the process that speaks, though it has not been heard of for long', async () => {
      const { alerts } = opened.registry;
      expect(await alerts.say('p', [fires('A', 2)])).toHaveLength(1);
      expect(await alerts.say('p', [fires('A', 2)])).toHaveLength(1);
      expect(await alerts.say('q', [rests('A')])).toEqual([]);
    });

    it('are not told again of one that a process told alone, but that it is over', async () => {
      const { alerts } = opened.registry;
      await alerts.say('p', [{ ...fires('A', 2), told: true }]);
      await alerts.say('p', [rests('A')]);
      expect((await changesOf(opened)).map(({ status }) => status)).toEqual(['resolved']);
    });

    it('give a change to one process at a time, in order, and to the next if it was not told', async () => {
      const { alerts } = opened.registry;
      await alerts.say('p', [fires('A', 2)]);
      await alerts.say('p', [rests('A')]);
      const [one, other] = await Promise.all([alerts.take('p', LEASE), alerts.take('q', LEASE)]);
      expect([one, other].filter((change) => change !== null)).toHaveLength(1);
      const first = (one ?? other)!;
      expect(first.status).toBe('firing');
      await alerts.settle(first.id, false);
      expect(await alerts.take('r', 1)).toEqual(first);
      await expect.poll(() => alerts.take('s', LEASE)).toEqual(first);
      expect(await alerts.take('r', LEASE)).toBe(null);
      await alerts.settle(first.id, true);
      expect(await alerts.take('r', LEASE)).toMatchObject({ status: 'resolved' });
    });

    it('keep the newest changes where nobody tells any', async () => {
      const { alerts } = opened.registry;
      const names = Array.from({ length: MOST_CHANGES + 5 }, (_, n) => `A${String(n).padStart(3, '0')}`);
      await alerts.say(
        'p',
        names.map((name) => fires(name, 1)),
      );
      expect((await changesOf(opened)).map(({ name }) => name)).toEqual(names.slice(5));
    });
  });
}
