import { describe, expect, it } from 'vitest';
import { actingAs } from '../audit/acting.js';
import { isGenuineChain, isGenuineSeal, isWhole } from '../audit/chain.js';
import { isGenuine, rowsOf, timeOf } from '../audit/record.js';
import type { Store } from '../port/index.js';
import { idOf, type Opened } from './testing.js';

const ANN = { actor: 'key:ann', origin: 'api 10.0.0.7' };
const DAY_MS = 86_400_000;

/** What happened on a day, as a process wrote it down before the store took it in. */
async function past(store: Store, at: number, count: number): Promise<void> {
  const key = await store.audit.key();
  const rows = Array.from({ length: count }, (_, i) => rowsOf(key, ANN, [{ action: 'read', detail: 'x' }], at + i)[0]!);
  await store.audit.take(rows);
}

async function sealAll({ audit }: Store): Promise<void> {
  while ((await audit.seal()) > 0);
}

const details = async ({ audit }: Store): Promise<string[]> =>
  (await audit.list({ order: 'oldest', limit: 100 })).records.map(({ detail }) => detail);

/** Who did what: records, the chain of seals, and the clean-up. Whether every change is recorded: audited.test.ts. */
export function auditCases(opened: Opened): void {
  listCases(opened);
  chainCases(opened);
  cleanCases(opened);
}

function listCases(opened: Opened): void {
  describe('the audit log', () => {
    it('says who, what, about whom, when and from where, and has no more of a CV than a pseudonym', async () => {
      const { audit } = opened.store;
      const fact = { action: 'decide', detail: 'shortlisted', cvs: [idOf('a'), idOf('b')], jd: idOf('jd') } as const;
      await actingAs(ANN, () => audit.note([fact]));
      const { records, next } = await audit.list({ order: 'newest', limit: 10 });
      const key = await audit.key();
      expect(records).toMatchObject([
        {
          ...ANN,
          ...{ action: 'decide', detail: 'shortlisted', count: 2, outcome: 'ok' },
          cvs: [key.pseudonym('cv', idOf('a')), key.pseudonym('cv', idOf('b'))],
          jd: key.pseudonym('jd', idOf('jd').slice(0, 12)),
        },
      ]);
      expect(next).toBeNull();
      expect(Math.abs(Date.parse(records[0]!.at) - Date.now())).toBeLessThan(60_000);
      expect(JSON.stringify(records)).not.toContain(idOf('a').slice(0, 12));
    });

    it('is listed by pages in either order, sealed or not, and by every condition', async () => {
      const { store } = opened;
      const start = Date.parse('2026-03-01');
      await past(store, start, 7);
      await sealAll(store);
      await actingAs({ actor: 'user:jo', origin: 'cli host' }, () =>
        store.audit.note([{ action: 'erase', detail: 'cvs.remove', cvs: [idOf('a')], outcome: 'not_found' }]),
      );
      for (const order of ['newest', 'oldest'] as const) {
        const all: string[] = [];
        for (let after: string | undefined; ;) {
          const page = await store.audit.list({ order, limit: 3, after });
          all.push(...page.records.map(({ id }) => id));
          if (page.next === null) break;
          after = page.next;
        }
        expect(all).toHaveLength(8);
        expect(all).toEqual(order === 'oldest' ? [...all].sort() : [...all].sort().reverse());
      }
      const found = async (filter: object) =>
        (await store.audit.list({ order: 'oldest', limit: 100, ...filter })).records.length;
      const pseudonym = (await store.audit.key()).pseudonym('cv', idOf('a'));
      expect(await found({ actor: 'user:jo' })).toBe(1);
      expect(await found({ actor: 'user:' })).toBe(0);
      expect(await found({ action: 'read' })).toBe(7);
      expect(await found({ outcome: 'not_found', cv: pseudonym })).toBe(1);
      expect(await found({ cv: pseudonym, action: 'read' })).toBe(0);
      expect(await found({ since: start + 5 })).toBe(3);
      expect(await found({ since: start, until: start + 5 })).toBe(5);
    });

    it('keeps whatever a name holds as it is, so far as it is a text', async () => {
      const { store } = opened;
      const actor = `user:\0'"\\;--\u202e${'x'.repeat(10_000)}\ud800`;
      await actingAs({ actor, origin: 'api ::1' }, () => store.audit.note([{ action: 'read', detail: 'x' }]));
      await sealAll(store);
      const [seal] = await store.audit.seals(0, 10);
      const segment = await store.audit.segment(seal!);
      expect(segment.every((row) => row.actor.length < 500)).toBe(true);
      const key = await store.audit.key();
      expect(segment.map((row) => isGenuine(key, row))).toEqual([true]);
    });
  });
}

function chainCases(opened: Opened): void {
  describe('segments of the audit log', () => {
    it('are of one month, and sealed one after the other', async () => {
      const { store } = opened;
      const { audit } = store;
      for (const month of ['2026-02', '2026-03']) await past(store, Date.parse(`${month}-28`), 3);
      await past(store, Date.parse('2026-03-29'), 600);
      await sealAll(store);
      const seals = await audit.seals(0, 100);
      expect(seals.map(({ number, month, records }) => [number, month, records])).toEqual([
        [1, '2026-02', 3],
        [2, '2026-03', 500],
        [3, '2026-03', 103],
      ]);
      const [chain, key] = [(await audit.chain())!, await audit.key()];
      expect(isGenuineChain(key, chain)).toBe(true);
      expect(chain).toMatchObject({ head: 3, headMac: seals[2]!.mac, cleaned: 0 });
      for (const [i, seal] of seals.entries()) {
        expect(isGenuineSeal(key, seal, seals[i - 1]?.mac ?? '')).toBe(true);
        expect(isGenuineSeal(key, seal, 'x')).toBe(false);
        const segment = await audit.segment(seal);
        expect(isWhole(seal, segment)).toBe(true);
        expect(isWhole(seal, segment.slice(1))).toBe(false);
        expect(isWhole(seal, segment.toReversed())).toBe(false);
      }
      expect(await audit.seals(1, 1)).toEqual([seals[1]]);
      expect([await audit.countSealed(0, 3), await audit.countSealed(1, 2)]).toEqual([606, 500]);
    });

    it('take in what was written down elsewhere once, however late and however often it comes', async () => {
      const { store } = opened;
      const row = rowsOf(await store.audit.key(), ANN, [{ action: 'read', detail: 'x' }], Date.parse('2026-03-01'))[0]!;
      expect(await store.audit.take([row])).toBe(1);
      expect(await store.audit.take([row])).toBe(0);
      await sealAll(store);
      expect(await store.audit.take([row])).toBe(0);
      const older = rowsOf(await store.audit.key(), ANN, [{ action: 'read', detail: 'y' }], timeOf(row.id) - 1)[0]!;
      expect(await store.audit.take([older, row])).toBe(1);
      await sealAll(store);
      expect(await details(store)).toEqual(['y', 'x']);
      expect(await store.audit.countSealed(0, 9)).toBe(2);
    });

    it('hold every record once where many write and seal at once', async () => {
      const { store } = opened;
      const others = [store, await opened.again(), await opened.again()];
      await Promise.all(
        others.map(async (one, i) => {
          for (let n = 0; n < 20; n++) {
            await one.audit.note([{ action: 'read', detail: `${i} ${n}` }]);
            await one.audit.seal();
          }
        }),
      );
      await sealAll(store);
      expect((await details(store)).sort()).toEqual(
        [0, 1, 2].flatMap((i) => Array.from({ length: 20 }, (_, n) => `${i} ${n}`)).sort(),
      );
      const [seals, key] = [await store.audit.seals(0, 1000), await store.audit.key()];
      expect(seals.map(({ number }) => number)).toEqual(seals.map((_, i) => i + 1));
      for (const [i, seal] of seals.entries()) {
        expect(isGenuineSeal(key, seal, seals[i - 1]?.mac ?? '')).toBe(true);
        expect(isWhole(seal, await store.audit.segment(seal))).toBe(true);
      }
      expect((await store.audit.key()).pseudonym('cv', 'x')).toBe((await others[1]!.audit.key()).pseudonym('cv', 'x'));
    });
  });
}

function cleanCases(opened: Opened): void {
  it('cleans the audit log by whole segments from its beginning, and leaves a signed anchor', async () => {
    const { store } = opened;
    const { audit } = store;
    await past(store, Date.parse('2026-01-10'), 600);
    await past(store, Date.parse('2026-02-10'), 600);
    await past(store, Date.parse('2026-06-10'), 5);
    await sealAll(store);
    const before = await audit.seals(0, 100);
    const clean = async (until: number): Promise<number> => {
      const { records, more } = await audit.clean(until);
      return records + (more ? await clean(until) : 0);
    };
    expect(await clean(Date.parse('2026-06-01'))).toBe(1200);
    const chain = (await audit.chain())!;
    expect(isGenuineChain(await audit.key(), chain)).toBe(true);
    expect(chain).toMatchObject({ head: 5, cleaned: 4, cleanedMac: before[3]!.mac, cleanedRecords: 1200 });
    expect(await audit.seals(0, 100)).toEqual([before[4]]);
    const { records } = await audit.list({ order: 'oldest', limit: 10 });
    expect(records.map(({ at }) => at.slice(0, 10))).toEqual(Array.from({ length: 5 }, () => '2026-06-10'));
    expect(await audit.figures()).toMatchObject({ records: 5, open: 0, cleanedRecords: 1200 });
    expect((await audit.figures()).oldest?.slice(0, 10)).toBe('2026-06-10');
    // Nothing is left to do, which is noted as well.
    expect(await audit.clean(Date.parse('2026-06-01'))).toEqual({ records: 0, more: false });
    await past(store, Date.parse('2026-01-11'), 3);
    await sealAll(store);
    expect((await audit.seals(5, 9)).map(({ month }) => month)).toEqual(['2026-01']);
    expect(await clean(Date.now() + 40 * DAY_MS)).toBe(8);
    expect((await audit.list({ order: 'oldest', limit: 10 })).records).toEqual([]);
  });
}
