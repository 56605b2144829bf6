import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../domain/index.js';
import { openPool, type Pool } from './pool.js';

/** Work that does what the text says, in real threads. */
const scratch = mkdtempSync(path.join(tmpdir(), 'cvmatch-pool-'));
const entry = path.join(scratch, 'work.mjs');
writeFileSync(
  entry,
  `import { parentPort, threadId } from 'node:worker_threads';
let bothWait;
/** Ends when the thread has a second task; alone, it would wait for ever. */
async function waitForBoth(text) {
  if (bothWait === undefined) await new Promise((resolve) => { bothWait = resolve; });
  else bothWait();
  return { ok: true, value: { text, threadId } };
}
export default async function work({ id, text }) {
  if (text === 'load') {
    parentPort.postMessage({ id, at: 'load' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { ok: true, value: { text, threadId } };
  }
  if (text.startsWith('waits')) return waitForBoth(text);
  parentPort.postMessage({ id, at: 'work' });
  // The message leaves before the thread is lost.
  await new Promise((resolve) => setTimeout(resolve, 50));
  if (text === 'hang') for (;;);
  if (text === 'exit') process.exit(1);
  if (text === 'heap') for (const kept = []; ; ) kept.push(new Array(1 << 16).fill(text).map((x, i) => x + i));
  return { ok: true, value: { text, threadId } };
}
`,
);

let pool: Pool | null = null;
function open(more: { timeoutMs?: number; recycleAfter?: number } = {}): Pool {
  const limits = { timeoutMs: more.timeoutMs ?? 20_000, memoryMb: 64, maxExpandedBytes: 1e8 };
  pool = openPool({ threads: 1, embedder: { embedder: 'mock' }, limits, recycleAfter: more.recycleAfter, entry: pathToFileURL(entry) });
  return pool;
}

const run = (text: string) => pool!.run({ kind: 'text', text, asOf: null, fallbackDate: '2026-01-01' });
const threadOf = (outcome: Outcome<unknown>): number | null => (outcome.ok ? (outcome.value as { threadId: number }).threadId : null);

afterEach(async () => pool?.close());
afterAll(() => { rmSync(scratch, { recursive: true, force: true }); });

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

  it.each([['exit', 'worker_crashed'], ['heap', 'memory_limit']])('marks the CV that ends its thread (%s), and no other', async (order, code) => {
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
    const loading = run('load');
    await new Promise((resolve) => { setTimeout(resolve, 100); });
    await pool!.close();
    expect(await loading).toMatchObject({ ok: true });
  });

  it('settles what is under way and what waits when it is closed', async () => {
    open();
    const all = ['hang', 'second', 'third', 'fourth'].map(run);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await pool!.close();
    expect((await Promise.all(all))[0]).toMatchObject({ ok: false, code: 'internal' });
  });
});
