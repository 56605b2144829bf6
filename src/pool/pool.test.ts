import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { BroadcastChannel } from 'node:worker_threads';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { Outcome } from '../domain/index.js';
import { openPool, type Pool } from './pool.js';

/**
 * A thread module that does what the text says, in real threads. It asks over a channel and continues when the test
 * answers, so that the test knows where it is. Whatever it told the pool before asking has arrived by then.
 */
const scratch = mkdtempSync(path.join(tmpdir(), 'cvmatch-pool-'));
const entry = path.join(scratch, 'work.mjs');
writeFileSync(
  entry,
  `import { BroadcastChannel, parentPort, threadId } from 'node:worker_threads';
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
  return { ok: true, value: { text, threadId } };
}
export default async function work({ id, text }) {
  if (text === 'load') {
    parentPort.postMessage({ id, at: 'load' });
    await answered(text);
    return { ok: true, value: { text, threadId } };
  }
  if (text.startsWith('waits')) return waitForBoth(text);
  parentPort.postMessage({ id, at: 'work' });
  // The message arrives before the thread is lost.
  await answered(text);
  if (text === 'hang') for (;;);
  if (text === 'exit') process.exit(1);
  if (text === 'heap') for (const kept = []; ; ) kept.push(new Array(1 << 16).fill(text).map((x, i) => x + i));
  return { ok: true, value: { text, threadId } };
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
function open(more: { timeoutMs?: number; recycleAfter?: number } = {}): Pool {
  const limits = { timeoutMs: more.timeoutMs ?? 20_000, memoryMb: 64, maxExpandedBytes: 1e8 };
  pool = openPool({
    threads: 1,
    embedder: { embedder: 'mock' },
    limits,
    recycleAfter: more.recycleAfter,
    entry: pathToFileURL(entry),
  });
  return pool;
}

const run = (text: string) => pool!.run({ kind: 'text', text, asOf: null, fallbackDate: '2026-01-01' });
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
    const [hung, ...others] = await Promise.all(['hang', 'second', 'third', 'fourth'].map(run));
    expect(hung).toMatchObject({ ok: false, state: 'timeout', code: 'time_limit' });
    expect(others).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
    expect(threadOf(others[2]!)).not.toBe(before);
  });

  it('gives a thread a second task while its first one waits', async () => {
    open({ timeoutMs: 1000 });
    expect(await Promise.all([run('waits one'), run('waits two')])).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it.each([
    ['exit', 'worker_crashed'],
    ['heap', 'memory_limit'],
  ])('marks the CV that ends its thread (%s), and no other', async (order, code) => {
    open();
    const [lost, ...others] = await Promise.all([order, 'second', 'third', 'fourth'].map(run));
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

  it('settles what is under way and what waits when it is closed', async () => {
    open();
    const all = ['hang', 'second', 'third', 'fourth'].map(run);
    await begun('hang');
    await pool!.close();
    expect((await Promise.all(all))[0]).toMatchObject({ ok: false, code: 'internal' });
  });
});
