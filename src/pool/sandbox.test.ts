import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openSandbox, type Sandbox, type SandboxOptions } from './sandbox.js';

/** An engine that does what the document says, in a real child process. */
const host = new URL('../../dist/src/pool/extractor-host.js', import.meta.url);
const sandboxModule = new URL('../../dist/src/pool/sandbox.js', import.meta.url);
const scratch = mkdtempSync(path.join(tmpdir(), 'cvmatch-sandbox-'));
const entryPath = path.join(scratch, 'engine.mjs');
writeFileSync(
  entryPath,
  `import { serveExtractor } from ${JSON.stringify(host.href)};
const kept = [];
serveExtractor(async (bytes) => {
  const order = new TextDecoder().decode(bytes);
  if (order === 'hang') for (;;);
  if (order === 'idle') await new Promise(() => setInterval(() => {}, 1000));
  if (order === 'balloon') for (;;) { kept.push(new Uint8Array(8 << 20).fill(1)); await new Promise((r) => setTimeout(r, 5)); }
  if (order === 'heap') for (;;) kept.push(new Array(1 << 16).fill(order).map((x, i) => x + i));
  if (order === 'fat') kept.push(new Uint8Array(220 << 20).fill(1));
  if (order === 'segfault') process.kill(process.pid, 'SIGSEGV');
  if (order === 'throw') throw new TypeError('secret words of the CV');
  return { ok: true, value: { text: order, pid: process.pid } };
});
`,
);
const limits = { timeoutMs: 5000, memoryMb: 400, maxExpandedBytes: 1e8 };
const bytesOf = (order: string): Uint8Array => new TextEncoder().encode(order);

let sandbox: Sandbox | null = null;
function open(options: SandboxOptions = {}): Sandbox {
  sandbox = openSandbox({ entry: pathToFileURL(entryPath), ...options });
  return sandbox;
}
function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
async function until(condition: () => boolean, ms = 10_000): Promise<boolean> {
  const end = Date.now() + ms;
  while (!condition() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  return condition();
}

afterEach(async () => sandbox?.close());
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('sandbox', () => {
  it('returns what the child extracted, in order, from one process', async () => {
    const box = open();
    const outcomes = await Promise.all(['a', 'b', 'c'].map((order) => box.extract(bytesOf(order), limits)));
    expect(outcomes.map((o) => o.ok && o.value.text)).toEqual(['a', 'b', 'c']);
    expect(new Set(outcomes.map((o) => o.ok && (o.value as unknown as { pid: number }).pid)).size).toBe(1);
  });

  it('starts no process before it is needed', () => {
    expect(open().pid).toBeNull();
  });

  it.each([
    ['hang', 'time_limit', 'timeout'],
    ['idle', 'time_limit', 'timeout'],
    ['balloon', 'memory_limit', 'failed'],
    ['heap', 'memory_limit', 'failed'],
    ['segfault', 'worker_crashed', 'failed'],
    ['throw', 'corrupt', 'failed'],
  ])('a document that makes the engine %s ends as %s; the one queued behind it is read', async (order, code, state) => {
    const box = open({ heapMb: 64 });
    const timeoutMs = code === 'time_limit' ? 400 : 20_000;
    const bad = box.extract(bytesOf(order), { ...limits, timeoutMs });
    const good = box.extract(bytesOf('after'), limits);
    expect(await bad).toMatchObject({ ok: false, code, state });
    expect(await good).toMatchObject({ ok: true, value: { text: 'after' } });
  });

  it('never quotes an engine', async () => {
    const outcome = await open().extract(bytesOf('throw'), limits);
    expect(JSON.stringify(outcome)).not.toContain('secret');
  });

  it('a child killed from outside costs the document that it was reading, and no other', async () => {
    const box = open();
    await box.extract(bytesOf('warm'), limits);
    const bad = box.extract(bytesOf('idle'), limits);
    process.kill(box.pid!, 'SIGKILL');
    expect(await bad).toMatchObject({ code: 'worker_crashed' });
    expect(await box.extract(bytesOf('next'), limits)).toMatchObject({ ok: true });
  });

  it('a stopped child is a late one', async () => {
    const box = open();
    await box.extract(bytesOf('warm'), limits);
    process.kill(box.pid!, 'SIGSTOP');
    expect(await box.extract(bytesOf('any'), { ...limits, timeoutMs: 300 })).toMatchObject({ code: 'time_limit' });
  });

  it('replaces the child after so many documents, and one that stays large', async () => {
    const box = open({ recycleAfter: 2 });
    const pids = [];
    for (const order of ['a', 'b', 'c']) {
      const outcome = await box.extract(bytesOf(order), limits);
      pids.push(outcome.ok && (outcome.value as unknown as { pid: number }).pid);
    }
    expect(pids[0]).toBe(pids[1]);
    expect(pids[2]).not.toBe(pids[0]);
    await box.extract(bytesOf('fat'), limits);
    const after = await box.extract(bytesOf('d'), limits);
    expect(after.ok && (after.value as unknown as { pid: number }).pid).not.toBe(pids[2]);
  });

  it('close kills the child at once, even a hung one, and settles what waits', async () => {
    const box = open();
    await box.extract(bytesOf('warm'), limits);
    const pid = box.pid!;
    const hung = box.extract(bytesOf('hang'), limits);
    await box.close();
    expect(await hung).toMatchObject({ ok: false });
    expect(alive(pid)).toBe(false);
    expect(await box.extract(bytesOf('late'), limits)).toMatchObject({ ok: false, code: 'internal' });
  });

  it.each(['idle', 'hang'])(
    'the child ends with a parent that was killed, also when it is in the state %s',
    async (order) => {
      const pidFile = path.join(scratch, `${order}.pid`);
      const script = `
      import { writeFileSync } from 'node:fs';
      import { openSandbox } from ${JSON.stringify(sandboxModule.href)};
      const box = openSandbox({ entry: new URL(${JSON.stringify(pathToFileURL(entryPath).href)}) });
      const limits = { timeoutMs: 1000, memoryMb: 400, maxExpandedBytes: 1e8 };
      await box.extract(new TextEncoder().encode('warm'), limits);
      void box.extract(new TextEncoder().encode(${JSON.stringify(order)}), limits);
      setTimeout(() => { writeFileSync(${JSON.stringify(pidFile)}, String(box.pid)); process.kill(process.pid, 'SIGKILL'); }, 100);
    `;
      await new Promise((resolve) => execFile(process.execPath, ['--input-type=module', '-e', script], resolve));
      const pid = Number(readFileSync(pidFile, 'utf8'));
      expect(await until(() => !alive(pid))).toBe(true);
    },
  );
});
