import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CvmatchError } from '../../../errors.js';
import { UploadPace } from './pace.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const SLOWEST = 8000;
const GRACE_MS = 15_000;
let waiting: { tenant: string; since: number }[] = [];

function open(): UploadPace {
  waiting = [];
  return new UploadPace({
    slowest: SLOWEST,
    graceMs: GRACE_MS,
    waitingFor: () =>
      waiting.map(({ tenant, since }) => ({
        sender: { tenant, key: null },
        seconds: (performance.now() - since) / 1000,
      })),
  });
}

interface Sent {
  cutAt: number | null;
  reason: CvmatchError | null;
  isDry: boolean;
}

/** An upload of so many bytes a second, as long as it is let. */
function upload(pace: UploadPace, perSecond: number): Sent {
  const began = performance.now();
  const sent: Sent = { cutAt: null, reason: null, isDry: true };
  pace.watch({
    sender: { tenant: String(perSecond), key: null },
    received: () => ((performance.now() - began) * perSecond) / 1000,
    isDry: () => sent.isDry,
    cutOff: (reason) => {
      sent.cutAt = performance.now() - began;
      sent.reason = reason;
    },
  });
  return sent;
}

const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);
const someoneWaits = (tenant: string): void => void waiting.push({ tenant, since: performance.now() });

it('ends what is slower than the limit after the grace period, and nothing else while nobody waits', async () => {
  const pace = open();
  const [silent, slow, enough] = [upload(pace, 0), upload(pace, SLOWEST / 20), upload(pace, SLOWEST)];
  await pass(600);
  expect(silent.cutAt).toBeGreaterThan(GRACE_MS);
  expect(silent.cutAt).toBeLessThan(GRACE_MS + 1100);
  expect(slow.cutAt).toBeGreaterThan(GRACE_MS);
  expect(slow.reason).toMatchObject({ code: 'request_timeout', message: 'the upload is too slow' });
  expect(enough.cutAt).toBeNull();
});

it('asks for more while others wait, and ends the slowest alone', async () => {
  const pace = open();
  const all = [3, 2, 4].map((times) => upload(pace, times * SLOWEST));
  await pass(60);
  expect(all.map(({ cutAt }) => cutAt)).toEqual([null, null, null]);
  someoneWaits('other');
  await pass(1);
  expect(all.map(({ cutAt }) => cutAt)).toEqual([null, null, null]);
  await pass(1);
  expect(all[1]).toMatchObject({ cutAt: expect.any(Number), reason: { code: 'request_timeout' } });
  expect(all[1]!.reason!.message).toContain('while others wait');
  waiting = [];
  await pass(60);
  expect([all[0]!.cutAt, all[2]!.cutAt]).toEqual([null, null]);
});

it('asks for the more, the more wait', async () => {
  const secondsUntilCut = async (senders: number): Promise<number> => {
    const pace = open();
    const sent = upload(pace, 20 * SLOWEST);
    await pass(60);
    for (let i = 0; i < senders; i++) someoneWaits(`other ${i}`);
    await vi.waitFor(() => {
      expect(sent.cutAt).not.toBeNull();
    }, 120_000);
    return sent.cutAt! / 1000 - 60;
  };
  const [one, four] = [await secondsUntilCut(1), await secondsUntilCut(4)];
  // Sender-seconds count: four that wait for five seconds weigh as much as one that waits for twenty.
  expect([Math.round(one / 2) * 2, Math.round(four)]).toEqual([20, 5]);
});

it('ends a silent upload soon while others wait, and one that keeps a good speed never', async () => {
  const pace = open();
  someoneWaits('other');
  const [silent, fast] = [upload(pace, 0), upload(pace, 300_000)];
  await pass(600);
  expect(silent.cutAt).toBeLessThanOrEqual(5000);
  expect(fast.cutAt).toBeNull();
});

it('blames no sender for what was received and is not read yet, nor for its own pause', async () => {
  const pace = open();
  someoneWaits('other');
  const unread = upload(pace, 0);
  unread.isDry = false;
  await pass(60);
  expect(unread.cutAt).toBeNull();
  const sent = upload(open(), 10 * SLOWEST);
  someoneWaits('other');
  await pass(5);
  // The process did nothing for a minute: one late look, that judges nobody.
  vi.setSystemTime(Date.now() + 60_000);
  await pass(1);
  expect(sent.cutAt).toBeNull();
});
