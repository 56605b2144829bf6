import { describe, expect, it } from 'vitest';
import type { ProcessBeat } from '../port/index.js';
import type { Opened } from './testing.js';

const WORKER: ProcessBeat = {
  id: '0a1b2c3d',
  host: 'host-a',
  pid: 17,
  version: '1.2.3',
  role: 'worker',
  state: 'running',
  held: 0,
  done: 0,
};
const LEASE = 60_000;
const nobody = { ...WORKER, id: 'ffffffff' };

export function processCases(opened: Opened): void {
  const ids = async (): Promise<string[]> => (await opened.registry.processes.list()).map(({ id }) => id);

  describe('registry: processes', () => {
    it('lists those that beat, with what they said last, until they leave', async () => {
      const { processes } = opened.registry;
      await processes.beat(WORKER, LEASE);
      const [first] = await processes.list();
      expect(first).toMatchObject({ ...WORKER, wanted: null });
      expect(first!.beatMs).toBeLessThan(LEASE);
      expect(Date.parse(first!.leaseUntil) - Date.parse(first!.beatAt)).toBe(LEASE);
      await processes.beat({ ...WORKER, held: 3, done: 9, state: 'draining' }, LEASE);
      await processes.beat({ ...WORKER, id: 'aaaaaaaa', role: 'api' }, LEASE);
      const all = await processes.list();
      expect(all.map(({ id }) => id).sort()).toEqual([WORKER.id, 'aaaaaaaa']);
      const again = all.find(({ id }) => id === WORKER.id)!;
      expect(again).toMatchObject({ held: 3, done: 9, state: 'draining', startedAt: first!.startedAt });
      expect(again.beatAt >= first!.beatAt).toBe(true);
      await processes.leave([WORKER.id, 'never there']);
      expect(await ids()).toEqual(['aaaaaaaa']);
    });

    it('forgets one whose lease has ended, and knows it again by its next beat', async () => {
      const { processes } = opened.registry;
      await processes.beat(WORKER, 0);
      expect([await ids(), await processes.want(WORKER.id, 'stop')]).toEqual([[], false]);
      await processes.beat(nobody, LEASE);
      expect(await ids()).toEqual([nobody.id]);
      await processes.beat(WORKER, LEASE);
      expect((await ids()).sort()).toEqual([WORKER.id, nobody.id]);
    });

    it('tells a process what was asked of it, the stronger of two', async () => {
      const { processes } = opened.registry;
      await processes.beat(WORKER, LEASE);
      await processes.beat(nobody, LEASE);
      expect(await processes.want('12345678', 'drain')).toBe(false);
      expect(await processes.wantedOf(WORKER.id)).toBe(null);
      for (const [what, then] of [
        ['drain', 'drain'],
        ['stop', 'stop'],
        ['drain', 'stop'],
      ] as const) {
        expect(await processes.want(WORKER.id, what)).toBe(true);
        expect(await processes.wantedOf(WORKER.id)).toBe(then);
      }
      await processes.beat(WORKER, LEASE);
      expect([await processes.wantedOf(WORKER.id), await processes.wantedOf(nobody.id)]).toEqual(['stop', null]);
    });
  });

  describe('tasks in progress', () => {
    it('names who holds what since when, first what was taken first; of one key if asked', async () => {
      const { intake, taskRows, tasks } = opened.store;
      const files = ['1', '2'].map((id) => ({ path: `upload:${id}`, size: 1, mtimeMs: 1, name: `ada ${id}.pdf` }));
      await intake.open({ id: 'b1', source: 'upload', keyId: 'k1' }, files.slice(0, 1));
      await intake.open({ id: 'b2', source: 'upload', keyId: 'k2' }, files.slice(1));
      expect(await tasks.held(10)).toEqual([]);
      const [first] = await taskRows.claimDue('host-a:17:x', 1, LEASE);
      await taskRows.claimDue('host-b:18:y', 1, LEASE);
      const held = await tasks.held(10);
      expect(held.map(({ owner }) => owner).sort()).toEqual(['host-a:17:x', 'host-b:18:y']);
      const mine = held.find(({ id }) => id === first!.id)!;
      expect(mine).toMatchObject({ owner: 'host-a:17:x', path: first!.path });
      expect(mine.name).toBe(`ada ${first!.path.at(-1)}.pdf`);
      expect(Date.parse(mine.leaseUntil) - Date.parse(mine.since)).toBe(LEASE);
      expect((await tasks.held(10, 'k2')).map(({ path }) => path)).toEqual(['upload:2']);
      expect(await tasks.held(1)).toHaveLength(1);
      expect(await (await opened.neighbour('acme')).tasks.held(10)).toEqual([]);
      await taskRows.giveBack('host-a:17:x');
      expect((await tasks.held(10)).map(({ owner }) => owner)).toEqual(['host-b:18:y']);
    });
  });
}
