import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { BroadcastChannel } from 'node:worker_threads';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { Outcome } from '../domain/index.js';
import { openPool, type Pool, type PoolOptions, type SharedPool } from './pool.js';
import type { Turn } from './turns/fair-share.js';

/**
 * A thread module that does what the text says, in real threads. It asks over a channel and continues when the test
 * answers, so that the test knows where it is. Whatever it told the pool before asking has arrived by then.
 */
const scratch = mkdtempSync(path.join(tmpdir(), 'cvmatch-pool-'));
const entry = path.join(scratch, 'work.mjs');
writeFileSync(
  entry,
  `import { BroadcastChannel, parentPort, threadId as thread } from 'node:worker_threads';
const number = null;
let bothWait;
function answered(text) {
  const channel = new BroadcastChannel('cvmatch-pool-test');
  return new Promise((resolve) => {
    channel.onmessage = ({ data }) => {
      if (data.answer !== text) return;
      channel.close();
      resolve();
    };
    channel.postMessage({ ask: text });
  });
}
/** Ends when the thread has a second task; alone, it would wait for ever. */
async function waitForBoth(text) {
  if (bothWait === undefined) await new Promise((resolve) => { bothWait = resolve; });
  else bothWait();
  return { ok: true, value: { text, threadId: thread } };
}
/** A sample that warms a thread up has no text. */
export default async function work({ id, text = 'sample' }) {
  if (text === 'load') {
    parentPort.postMessage({ id, thread, number, at: 'load' });
    await answered(text);
    return { ok: true, value: { text, threadId: thread } };
  }
  if (text.startsWith('waits')) return waitForBoth(text);
  parentPort.postMessage({ id, thread, number, at: 'work' });
  // The message arrives before the thread is lost.
  await answered(text);
  if (text === 'hang') for (;;);
  if (text === 'exit') process.exit(1);
  if (text === 'heap') for (const kept = []; ; ) kept.push(new Array(1 << 16).fill(text).map((x, i) => x + i));
  return { ok: true, value: { text, threadId: thread } };
}
`,
);

const channel = new BroadcastChannel('cvmatch-pool-test');
/** Questions of threads, in order; each is answered at once unless a test holds it back. */
const asked: string[] = [];
const held = new Set<string>();
channel.onmessage = (event) => {
  const { ask } = (event as { data: { ask?: string } }).data;
  if (ask === undefined) return;
  asked.push(ask);
  if (!held.has(ask)) channel.postMessage({ answer: ask });
};
const begun = (text: string) =>
  vi.waitFor(
    () => {
      expect(asked).toContain(text);
    },
    { timeout: 10_000, interval: 5 },
  );

let pool: Pool | null = null;
function open({ timeoutMs = 20_000, ...more }: Partial<PoolOptions> & { timeoutMs?: number } = {}): SharedPool {
  const limits = { timeoutMs, memoryMb: 64, maxExpandedBytes: 1e8 };
  const opened = openPool({ threads: 1, embedder: { embedder: 'mock' }, limits, entry: pathToFileURL(entry), ...more });
  pool = opened;
  return opened;
}

const run = (text: string, turn?: Turn) =>
  pool!.run({ kind: 'text', text, asOf: null, fallbackDate: '2026-01-01' }, turn);
const threadOf = (outcome: Outcome<unknown>): number | null =>
  outcome.ok ? (outcome.value as { threadId: number }).threadId : null;

afterEach(async () => {
  await pool?.close();
  asked.length = 0;
  held.clear();
});
afterAll(() => {
  channel.close();
  rmSync(scratch, { recursive: true, force: true });
});

describe('pool', () => {
  it('ends a thread that hangs, marks that CV, and does its neighbours in a new one', async () => {
    open({ timeoutMs: 1500 });
    const before = threadOf(await run('first'));
    const [hung, ...others] = await Promise.all(['hang', 'second', 'third', 'fourth'].map((text) => run(text)));
    expect(hung).toMatchObject({ ok: false, state: 'timeout', code: 'time_limit' });
    expect(others).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
    expect(threadOf(others[2]!)).not.toBe(before);
  });

  it('blames no CV for the time that its thread was blocked by another', async () => {
    open({ timeoutMs: 500 });
    await run('first');
    held.add('quiet');
    const quiet = run('quiet');
    await begun('quiet');
    const hang = run('hang');
    await vi.waitFor(
      () => {
        expect(asked.filter((text) => text === 'quiet')).toHaveLength(2);
      },
      { timeout: 10_000, interval: 5 },
    );
    channel.postMessage({ answer: 'quiet' });
    expect(await quiet).toMatchObject({ ok: true });
    expect(await hang).toMatchObject({ code: 'time_limit' });
  });

  it('gives a thread a second task while its first one waits', async () => {
    open({ timeoutMs: 1000 });
    expect(await Promise.all([run('waits one'), run('waits two')])).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it('warms up one thread more while a task is long, where many senders share the threads', async () => {
    const long = open({ manySenders: true })
      .of('slow')
      .run({ kind: 'text', text: 'long', asOf: null, fallbackDate: '2026-01-01' });
    held.add('long');
    await vi.waitFor(
      () => {
        expect(asked).toEqual(['long', 'sample', 'sample', 'sample']);
      },
      { timeout: 10_000, interval: 5 },
    );
    channel.postMessage({ answer: 'long' });
    expect(await long).toMatchObject({ ok: true });
  });

  it.each([
    ['exit', 'worker_crashed'],
    ['heap', 'memory_limit'],
  ])('marks the CV that ends its thread (%s), and no other', async (order, code) => {
    open();
    const [lost, ...others] = await Promise.all([order, 'second', 'third', 'fourth'].map((text) => run(text)));
    expect(lost).toMatchObject({ ok: false, code });
    expect(others).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
  });

  it('takes new threads after so many tasks', async () => {
    open({ recycleAfter: 2 });
    const threads = [];
    for (const text of ['a', 'b', 'c']) threads.push(threadOf(await run(text)));
    expect(threads[1]).toBe(threads[0]);
    expect(threads[2]).not.toBe(threads[0]);
  });

  it('does not end a thread that loads its model: onnxruntime would end the process', async () => {
    open();
    await run('first');
    held.add('load');
    const loading = run('load');
    await begun('load');
    const closed = pool!.close();
    channel.postMessage({ answer: 'load' });
    await closed;
    expect(await loading).toMatchObject({ ok: true });
  });

  it.each([
    ['in the background, one task a thread', true],
    ['with two tasks a thread', false],
  ])('works for others, on a thread more, while tasks of one tenant hang, %s', async (_what, background) => {
    const shared = open({ background });
    const task = async (tenant: string, text: string): Promise<Outcome<unknown>> => {
      const turn = (await shared.of(tenant).turn(null))!;
      return run(text, turn).finally(() => {
        turn.end();
      });
    };
    await task('hostile', 'first');
    for (const text of ['hangs', 'again', 'more', 'most']) held.add(text);
    const hung = ['hangs', 'again', 'more', 'most'].map((text) => task('hostile', text));
    await begun('hangs');
    const honest = [];
    for (const text of ['one', 'two', 'three']) honest.push(await task('honest', text));
    expect(honest).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
    expect(asked.filter((text) => held.has(text)).length).toBeLessThanOrEqual(background ? 2 : 3);
    for (const text of held) channel.postMessage({ answer: text });
    held.clear();
    expect((await Promise.all(hung)).every(({ ok }) => ok)).toBe(true);
  });

  it('settles what is under way and what waits when it is closed', async () => {
    open();
    const all = ['hang', 'second', 'third', 'fourth'].map((text) => run(text));
    await begun('hang');
    await pool!.close();
    expect((await Promise.all(all))[0]).toMatchObject({ ok: false, code: 'internal' });
  });
});
