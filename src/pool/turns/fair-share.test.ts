import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Sender } from '../../domain/index.js';
import { FairShare, type Turn } from './fair-share.js';

const at = (tenant: string, key: string | null = null): Sender => ({ tenant, key });
const [HONEST, HOSTILE] = [at('honest'), at('hostile')];

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** Runs tasks of `ms` each, two in hand at a time; returns how long each waited and took. */
function sends(share: FairShare, sender: Sender, tasks: number, ms: number, pauseMs = 0): { sojourns: number[] } {
  const sojourns: number[] = [];
  const one = async (): Promise<void> => {
    const asked = performance.now();
    const turn = await share.turn(sender);
    await turn!.place();
    turn!.begun();
    await new Promise((resolve) => setTimeout(resolve, ms));
    turn!.end();
    sojourns.push(performance.now() - asked);
  };
  void (async () => {
    for (let i = 0; i < tasks; i++) {
      void one();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  })();
  return { sojourns };
}

const worst = (values: number[]): number => Math.max(...values);

it('gives all places to one who is alone, also to one whose tasks are slow', async () => {
  const share = new FairShare({ places: 3, ahead: 1, slowPlaces: 1 });
  const { sojourns } = sends(share, HOSTILE, 31, 1000);
  await pass(11_500);
  expect(sojourns).toHaveLength(31);
});

it('shares places equally by time', async () => {
  const share = new FairShare({ places: 2, ahead: 1, slowPlaces: 1 });
  const [one, two, three] = [
    sends(share, at('one', 'k1'), 1000, 60),
    sends(share, at('one', 'k2'), 1000, 30),
    sends(share, at('two'), 1000, 120),
  ];
  await pass(20_000);
  const spent = [one.sojourns.length * 60, two.sojourns.length * 30, three.sojourns.length * 120];
  expect(spent[2]! / (spent[0]! + spent[1]!)).toBeCloseTo(1, 0);
  expect(spent[0]! / spent[1]!).toBeCloseTo(1, 0);
  expect(spent.reduce((sum, ms) => sum + ms)).toBeGreaterThan(2 * 20_000 * 0.9);
});

it.each([
  ['one thread', { places: 1, ahead: 1, slowPlaces: 1 }],
  ['eight threads', { places: 8, ahead: 1, slowPlaces: 4 }],
])('holds nobody up behind tasks of another that take ten seconds, with %s', async (_what, places) => {
  const share = new FairShare(places);
  const hostile = sends(share, HOSTILE, 1000, 10_000);
  await pass(2000);
  const honest = sends(share, HONEST, 500, 30, 100);
  await pass(60_000);
  expect(honest.sojourns).toHaveLength(500);
  expect(worst(honest.sojourns)).toBeLessThan(350);
  expect(worst(honest.sojourns.slice(10))).toBeLessThan(100);
  // The hostile sender still makes progress.
  expect(hostile.sojourns.length).toBeGreaterThanOrEqual(5 * places.slowPlaces);
});

it('gives one whose tasks are slow all places again when the others have gone', async () => {
  const share = new FairShare({ places: 3, ahead: 1, slowPlaces: 1 });
  sends(share, HONEST, 10, 30);
  const { sojourns } = sends(share, HOSTILE, 60, 1000);
  await pass(32_000);
  const before = sojourns.length;
  await pass(5000);
  expect(sojourns.length - before).toBeGreaterThanOrEqual(12);
});

it('ends a wait that nobody needs any more, and takes nothing for it', async () => {
  const share = new FairShare({ places: 1, ahead: 0, slowPlaces: 1 });
  const first = (await share.turn(HONEST))!;
  const over = new AbortController();
  const waiting = share.turn(HONEST, over.signal);
  const next = share.turn(HONEST);
  over.abort();
  expect(await waiting).toBeNull();
  expect(await share.turn(HONEST, over.signal)).toBeNull();
  first.end();
  first.end();
  const second = (await next)!;
  let third: Turn | null = null;
  void share.turn(HONEST).then((turn) => (third = turn));
  await pass(1000);
  expect(third).toBeNull();
  second.end();
  await pass(0);
  expect(third).not.toBeNull();
});
