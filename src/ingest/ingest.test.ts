import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure, ok } from '../domain/index.js';
import { MODEL, person } from '../store/contract/index.js';
import type { Store } from '../store/port/index.js';
import { openSqliteStore } from '../store/sqlite/index.js';
import { collect } from './collect.js';
import { ingest, resume, type IngestOptions, type IngestParts } from './ingest.js';
import type { Pool } from '../pool/pool.js';
import { turnsOf } from '../pool/testing.js';

/**
 * People with several CVs, exact copies, near copies and failures, so that nearly every decision depends on earlier
 * ones.
 */
const FILES = 60;
const shared = Array.from({ length: 90 }, (_, i) => `word${i} item${(i * 7) % 31}`).join(' ');
const textOf = (i: number): string => {
  if (i % 9 === 4) return '';
  if (i % 9 === 5) return textOf(i - 2);
  if (i % 3 === 0) return `person${i % 12} ${shared} ${'tail '.repeat(1 + (i % 4))}`;
  return `person${i % 7} worked as trade${i} in town${i % 5}`;
};

let scratch: string;
let cvs: string;
beforeAll(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'cvmatch-ingest-'));
  cvs = mkdtempSync(path.join(scratch, 'cvs-'));
  for (let i = 0; i < FILES; i++)
    writeFileSync(path.join(cvs, `cv${String((i * 37) % FILES).padStart(2, '0')}.txt`), textOf(i));
});
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

/** Threads with delays; `fail` ends a text's task as if its thread were lost. */
function slowPool(delays: number[], fail: (text: string) => boolean = () => false): Pool {
  let begun = 0;
  return {
    capacity: 4,
    turn: turnsOf(4),
    async run(task) {
      const text = new TextDecoder().decode((task as { bytes: Uint8Array }).bytes);
      await sleep(delays[begun++ % delays.length]!);
      if (fail(text)) return failure('worker_crashed', 'the thread that processed it ended');
      const who = /person\d+/.exec(text)?.[0] ?? 'nobody';
      return ok(person({ text, name: who, email: `${who}@example.com`, phone: `555000${text.length % 3}` }));
    },
    close: () => Promise.resolve(),
  };
}

const options = (
  signal = new AbortController().signal,
  onDone: (done: number) => void = () => undefined,
): IngestOptions => ({
  fingerprint: 'f1',
  timeoutMs: 1000,
  memoryMb: 100,
  maxSize: 1e6,
  ocr: null,
  duplicates: 'flag',
  asOf: null,
  prune: false,
  again: false,
  signal,
  onProgress: ({ done }) => {
    onDone(done);
  },
});

async function openStore(
  maxPages?: number,
  folder = mkdtempSync(path.join(scratch, 'store-')),
): Promise<{ store: Store; folder: string }> {
  return { store: await openSqliteStore({ path: path.join(folder, 'store.db'), maxPages }), folder };
}

/** Size in pages of a store with so many of the files. */
async function pagesOf(count: number): Promise<number> {
  const { store, folder } = await openStore();
  const { files } = await collect([cvs]);
  await ingest(partsOf(store, slowPool([0])), { files: files.slice(0, count), folders: [] }, options());
  // Closing moves the database's log into the file.
  await store.close();
  return Math.ceil(statSync(path.join(folder, 'store.db')).size / 4096);
}

const partsOf = (store: Store, pool: Pool): IngestParts => ({
  intake: store.intake,
  tasks: store.tasks,
  model: store.model,
  pool: () => Promise.resolve(pool),
  modelInUse: MODEL,
  keeping: null,
});

/** Everything that was decided, without times and row numbers. */
async function decided(store: Store): Promise<unknown> {
  const listed = await store.cvs.list({ allRevisions: true });
  const files = await store.intake.under(cvs);
  return {
    cvs: listed.map((cv) => ({ ...cv, ingestedAt: null })),
    files,
    open: (await store.tasks.list({ status: ['pending', 'running'] })).length,
  };
}

async function undisturbed(): Promise<unknown> {
  const { store } = await openStore();
  await ingest(partsOf(store, slowPool([0])), await collect([cvs]), options());
  const content = await decided(store);
  await store.close();
  return content;
}

describe('ingest', () => {
  it('decides the same, whichever CV is done first and wherever a run is stopped', async () => {
    const expected = await undisturbed();
    const moments = fc.array(fc.integer({ min: 0, max: FILES }), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(0, 0, 0, 1, 4), { minLength: 1, maxLength: 40 }),
        moments,
        fc.boolean(),
        async (delays, stops, byResume) => {
          const { store } = await openStore();
          const parts = partsOf(store, slowPool(delays));
          const again = async (signal?: AbortSignal, onDone?: (done: number) => void) =>
            byResume && (await store.tasks.list({ limit: 1 })).length > 0
              ? resume(parts, options(signal, onDone))
              : ingest(parts, await collect([cvs]), options(signal, onDone));
          for (const stop of stops) {
            const controller = new AbortController();
            await again(controller.signal, (done) => {
              if (done >= stop) controller.abort();
            });
          }
          await again();
          expect(await decided(store)).toEqual(expected);
          await store.close();
        },
      ),
      { numRuns: 15 },
    );
  }, 120_000);

  it('resumes in the order of the walk, though an older task has an older number', async () => {
    const { files } = await collect([cvs]);
    const { store } = await openStore();
    await store.intake.open(
      { id: 'older', source: 'test' },
      files.filter((_, i) => i % 2 === 1),
    );
    await store.intake.open({ id: 'newer', source: 'test' }, files);
    await resume(partsOf(store, slowPool([0])), options());
    expect(await decided(store)).toEqual(await undisturbed());
    await store.close();
  });

  it('passes over a result whose lease another run has taken, and counts the file as that run left it', async () => {
    let aheadMs = 0;
    const file = path.join(mkdtempSync(path.join(scratch, 'store-')), 'store.db');
    const open = () => openSqliteStore({ path: file, now: () => Date.now() + aheadMs });
    const [store, other] = [await open(), await open()];
    let begin: () => void = () => undefined;
    let proceed: () => void = () => undefined;
    const [begun, held] = [
      new Promise<void>((go) => {
        begin = go;
      }),
      new Promise<void>((go) => {
        proceed = go;
      }),
    ];
    const slow: Pool = {
      capacity: 1,
      turn: turnsOf(1),
      run: async () => {
        begin();
        await held;
        return ok(person({ name: 'too late' }));
      },
      close: () => Promise.resolve(),
    };
    const late = ingest(partsOf(store, slow), await collect([path.join(cvs, 'cv00.txt')]), options());
    await begun;
    aheadMs = 31_000;
    expect((await resume(partsOf(other, slowPool([0])), options())).counts).toMatchObject({ received: 1, ready: 1 });
    proceed();
    expect(await late).toMatchObject({ left: 0, counts: { received: 1, unchanged: 1, ready: 0 } });
    expect((await store.cvs.list({})).map(({ name }) => name)).not.toContain('too late');
    for (const one of [store, other]) await one.close();
  });

  it('ends with store_full when the disk is full, loses nothing, and finishes when there is room', async () => {
    const { store: small, folder } = await openStore(await pagesOf(FILES / 2));
    await expect(ingest(partsOf(small, slowPool([0, 1])), await collect([cvs]), options())).rejects.toMatchObject({
      code: 'store_full',
      exitCode: 1,
    });
    const settled = (await small.intake.under(cvs)).filter((file) => file.state !== null).length;
    expect(settled).toBeGreaterThan(0);
    expect(settled).toBeLessThan(FILES);
    await small.close();
    const { store } = await openStore(undefined, folder);
    expect((await store.tasks.list({ status: ['pending', 'running'] })).length).toBe(FILES - settled);
    const report = await resume(partsOf(store, slowPool([0])), options());
    expect(report.counts.received).toBe(FILES - settled);
    expect(await decided(store)).toEqual(await undisturbed());
    await store.close();
  });

  it('marks the CV whose thread was lost, and only that', async () => {
    const { store } = await openStore();
    const { counts, failures } = await ingest(
      partsOf(
        store,
        slowPool([0], (text) => text.includes('trade7 ')),
      ),
      await collect([cvs]),
      options(),
    );
    expect(failures.filter(({ code }) => code !== 'empty_file')).toMatchObject([
      { state: 'failed', code: 'worker_crashed' },
    ]);
    expect(counts.failed).toBe(1);
    await store.close();
  });
});
