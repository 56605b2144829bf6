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
  schedules: false,
};
const [one, two] = ['11111111', '22222222'].map((id) => ({ ...WORKER, id, schedules: true })) as [
  ProcessBeat,
  ProcessBeat,
];
const LEASE = 60_000;
const nobody = { ...WORKER, id: 'ffffffff' };

export function processCases(opened: Opened): void {
  listCases(opened);
  wantedCases(opened);
  countCases(opened);
  leaderCases(opened);
  heldCases(opened);
  pausedCases(opened);
}

function listCases(opened: Opened): void {
  const ids = async (): Promise<string[]> => (await opened.registry.processes.list()).map(({ id }) => id);

  describe('registry: processes', () => {
    it('lists those that beat, with what they said last, until they leave', async () => {
      const { processes } = opened.registry;
      await processes.beat(WORKER, LEASE);
      const [first] = await processes.list();
      const { schedules: _schedules, ...said } = WORKER;
      expect(first).toMatchObject({ ...said, wanted: null, leads: false });
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
  });
}

function wantedCases(opened: Opened): void {
  describe('registry: what is asked of a process', () => {
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
}

function countCases(opened: Opened): void {
  describe('registry: what processes count', () => {
    it('is what each that is alive said last, by tenant, except that of the one who asks', async () => {
      const { processes } = opened.registry;
      for (const { id } of [one, two, nobody]) await processes.beat({ ...WORKER, id }, LEASE);
      await processes.count(one.id, [
        { tenant: null, counts: '1' },
        { tenant: 'a', counts: '2' },
      ]);
      await processes.count(one.id, [{ tenant: null, counts: '3' }]);
      await processes.count(two.id, [{ tenant: null, counts: '4' }]);
      expect(await processes.countedBesides(nobody.id, null)).toEqual(['3', '4']);
      expect(await processes.countedBesides(nobody.id, 'a')).toEqual(['2']);
      expect(await processes.countedBesides(one.id, null)).toEqual(['4']);
      expect(await processes.countedBesides(one.id, 'b')).toEqual([]);
      await processes.count(one.id, [{ tenant: 'a', counts: null }]);
      expect(await processes.countedBesides(nobody.id, 'a')).toEqual([]);
    });

    it('goes with the process, and with the tenant', async () => {
      const { processes, tenants } = opened.registry;
      await tenants.add('t');
      await processes.beat(one, LEASE);
      await processes.beat(two, LEASE);
      for (const { id } of [one, two]) await processes.count(id, [{ tenant: 't', counts: id }]);
      await processes.leave([one.id]);
      await processes.beat(one, LEASE);
      expect(await processes.countedBesides(nobody.id, 't')).toEqual([two.id]);
      await processes.beat(two, 0);
      expect(await processes.countedBesides(nobody.id, 't')).toEqual([]);
      await processes.count(one.id, [{ tenant: 't', counts: 'x' }]);
      await tenants.beginRemoval('t');
      await tenants.endRemoval('t');
      expect(await processes.countedBesides(nobody.id, 't')).toEqual([]);
    });

    it('is not kept of a process that is not listed', async () => {
      const { processes } = opened.registry;
      await processes.count(nobody.id, [{ tenant: null, counts: '1' }]);
      await processes.beat(nobody, LEASE);
      expect(await processes.countedBesides(one.id, null)).toEqual([]);
    });
  });
}

function leaderCases(opened: Opened): void {
  describe('registry: who keeps the schedule', () => {
    const leaders = async (): Promise<string[]> =>
      (await opened.registry.processes.list()).filter(({ leads }) => leads).map(({ id }) => id);

    it('is the first that would, as long as it beats; then another, which is told for how long nobody did', async () => {
      const { processes } = opened.registry;
      expect([await processes.beat(WORKER, LEASE), await leaders()]).toEqual([null, []]);
      expect([await processes.beat(one, LEASE), await processes.beat(two, LEASE)]).toEqual([0, null]);
      expect([await processes.beat(one, LEASE), await leaders()]).toEqual([0, [one.id]]);
      await processes.beat(one, 0);
      const gap = await processes.beat(two, LEASE);
      expect(gap).toBeGreaterThanOrEqual(0);
      expect(gap).toBeLessThan(LEASE);
      expect([await processes.beat(one, LEASE), await leaders()]).toEqual([null, [two.id]]);
    });

    it('is another as soon as one leaves, or would no more', async () => {
      const { processes } = opened.registry;
      await processes.beat(one, LEASE);
      await processes.leave([one.id]);
      expect(await processes.beat(two, LEASE)).toBeGreaterThanOrEqual(0);
      expect(await processes.beat(one, LEASE)).toBe(null);
      expect(await processes.beat({ ...two, schedules: false }, LEASE)).toBe(null);
      expect(await processes.beat(one, LEASE)).toBeGreaterThanOrEqual(0);
      expect(await leaders()).toEqual([one.id]);
    });

    it('is one of many that begin at the same moment', async () => {
      const many = Array.from({ length: 12 }, (_, i) => ({
        ...WORKER,
        id: `0000000${i.toString(16)}`,
        schedules: true,
      }));
      const led = await Promise.all(many.map((each) => opened.registry.processes.beat(each, LEASE)));
      expect(led.filter((gap) => gap !== null)).toHaveLength(1);
      expect(await leaders()).toHaveLength(1);
    });
  });
}

function heldCases(opened: Opened): void {
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

function pausedCases(opened: Opened): void {
  describe('tasks that are paused', () => {
    it('are handed out to nobody, of this tenant, until they are resumed', async () => {
      const { intake, taskRows, tasks } = opened.store;
      const file = (id: string) => ({ path: `upload:${id}`, size: 1, mtimeMs: 1, name: `${id}.pdf` });
      await intake.open({ id: 'b1', source: 'upload' }, [file('1'), file('2')]);
      const [begun] = await taskRows.claimDue('me', 1, LEASE);
      expect([await tasks.resume(), await tasks.pause(), await tasks.pause()]).toEqual([false, true, false]);
      expect((await taskRows.counts()).pausedAt).toMatch(/^\d{4}-\d\d-\d\dT/);
      await intake.open({ id: 'b2', source: 'upload' }, [file('3')]);
      const ids = (await tasks.list({ status: ['pending'] })).map(({ id }) => id);
      expect(ids).toHaveLength(2);
      expect([
        await taskRows.claimDue('me', 9, LEASE),
        await taskRows.claim('me', ids, LEASE),
        await taskRows.unheard(9),
      ]).toEqual([[], [], []]);
      expect((await tasks.held(9)).map(({ id }) => id)).toEqual([begun!.id]);
      const other = await opened.neighbour('acme');
      await other.intake.open({ id: 'b1', source: 'upload' }, [file('1')]);
      expect([(await other.taskRows.counts()).pausedAt, await other.taskRows.claimDue('me', 9, LEASE)]).toMatchObject([
        null,
        [{ path: 'upload:1' }],
      ]);
      const again = await opened.again();
      expect((await again.taskRows.counts()).pausedAt).not.toBe(null);
      await taskRows.heard(ids);
      expect([await again.tasks.resume(), await again.tasks.resume()]).toEqual([true, false]);
      expect((await taskRows.unheard(9)).map(({ id }) => id)).toEqual(ids);
      expect(await taskRows.claimDue('me', 9, LEASE)).toHaveLength(2);
      expect((await taskRows.counts()).pausedAt).toBe(null);
    });
  });
}
