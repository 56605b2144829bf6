import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { failure, ok, type FailureCode } from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import { PLAIN } from '../sealing/sealer.js';
import { diskUploads, uploadFile } from '../files/disk.js';
import { diskOriginals } from '../files/disk/originals.js';
import { memoryDispatcher, OfferedTasks } from '../queue/memory/index.js';
import { sqliteDispatcher } from '../queue/sqlite/index.js';
import { MODEL, person } from '../store/contract/index.js';
import { openSqliteStore, type SqliteStore } from '../store/sqlite/index.js';
import type { Pool } from '../pool/pool.js';
import { FakePool, OPTIONS, QUICK } from './testing.js';
import { removeOrphans } from './upload-cleaning.js';
import { startWorker, type Worker, type WorkerEvent, type WorkerOptions } from './worker.js';

let folder: string;
let store: SqliteStore;
let pool: FakePool;
let events: WorkerEvent[];
const workers: Worker[] = [];
const stores: SqliteStore[] = [];

/** Milliseconds by which the stores' clock is ahead. */
let aheadMs = 0;

async function openStore(): Promise<SqliteStore> {
  const one = await openSqliteStore({
    path: path.join(folder, 'store.db'),
    lockWaitMs: 100,
    now: () => Date.now() + aheadMs,
  });
  stores.push(one);
  return one;
}

const uploads = () => diskUploads(path.join(folder, 'uploads'), PLAIN);
const originals = () =>
  diskOriginals(path.join(folder, 'originals'), (one) => uploadFile(path.join(folder, 'uploads'), one), PLAIN);
const files = () => ({ uploads: uploads(), originals: originals(), keepsUploads: true });
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const isKept = (name: string) => originals().has(hashOf(name));

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-worker-'));
  mkdirSync(path.join(folder, 'uploads'));
  store = await openStore();
  await store.model.adopt(MODEL);
  pool = new FakePool();
  events = [];
  aheadMs = 0;
});

afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop(0);
  for (const one of stores.splice(0)) await one.close();
  rmSync(folder, { recursive: true, force: true });
});

const upload = (name: string): string => `upload:${name}`;
let batch = 0;

async function send(...names: string[]): Promise<void> {
  await sendAs(null, ...names);
}

async function sendAs(keyId: string | null, ...names: string[]): Promise<void> {
  for (const name of names) writeFileSync(path.join(folder, 'uploads', name), name);
  await store.intake.open(
    { id: `batch-${++batch}`, source: 'upload', keyId },
    names.map((name) => ({ path: upload(name), size: name.length, mtimeMs: Date.now(), name: `${name}.txt` })),
  );
}

function start(
  options: WorkerOptions = {},
  on: SqliteStore = store,
  threads: Pool = pool,
  queue = sqliteDispatcher(on.taskRows),
): Worker {
  const worker = startWorker(
    {
      queue,
      intake: on.intake,
      gatherMs: on.gatherMs,
      model: on.model,
      ...files(),
      pool: () => Promise.resolve(threads),
      modelInUse: MODEL,
      options: OPTIONS,
    },
    { backoff: QUICK, onEvent: (event) => events.push(event), ...options },
  );
  workers.push(worker);
  return worker;
}

const statuses = async () => (await store.tasks.list({})).map(({ path: at, status, code }) => [at, status, code]);
const bytesLeft = () => readdirSync(path.join(folder, 'uploads')).sort();

it('does not ask for lost tasks each time that a CV ends', async () => {
  const dispatcher = sqliteDispatcher(store.taskRows);
  let sweeps = 0;
  const counting = {
    ...dispatcher,
    sweep: () => {
      sweeps += 1;
      return dispatcher.sweep();
    },
  };
  const began = Date.now();
  start({}, store, pool, counting);
  for (let i = 0; i < 20; i++) {
    await send(`person-${i}`);
    workers[0]!.look();
    await expect.poll(() => events.length, { interval: 5, timeout: 10_000 }).toBe(i + 1);
  }
  // Those of the pauses, and of the recovery every five seconds.
  expect(sweeps).toBeLessThanOrEqual((Date.now() - began) / 200 + 3);
});

it('brings uploads into the store and removes their bytes', async () => {
  await send('person-01', 'person-02', 'person-03');
  await start({ drain: true }).ended;
  expect((await store.cvs.list({})).map((cv) => cv.name).sort()).toEqual(['person-01', 'person-02', 'person-03']);
  expect((await store.tasks.list({})).map(({ status }) => status)).toEqual(['done', 'done', 'done']);
  expect(bytesLeft()).toEqual([]);
  expect(events).toHaveLength(3);
  expect(events[0]).toMatchObject({ kind: 'settled', dead: false, file: { state: 'ready' }, timings: { extract: 0 } });
});

it('finds out what comes in while it waits', async () => {
  start();
  await send('person-01');
  await vi.waitFor(async () => {
    expect(await statuses()).toEqual([[upload('person-01'), 'done', null]]);
  });
});

it('works on for one key while the CVs of another hang', async () => {
  pool.answer = (text) => (text.startsWith('hang') ? new Promise(() => undefined) : ok(person({ name: text })));
  await sendAs('hostile', ...Array.from({ length: 20 }, (_, i) => `hang-${1000 + i}`));
  const worker = start();
  await vi.waitFor(() => {
    expect(pool.seen.length).toBeGreaterThan(0);
  });
  const names = Array.from({ length: 20 }, (_, i) => `person-${10 + i}`);
  await sendAs('honest', ...names);
  await vi.waitFor(
    async () => {
      expect((await store.cvs.list({})).map(({ name }) => name).sort()).toEqual(names.sort());
    },
    { timeout: 10_000 },
  );
  await worker.stop(0);
});

it('looks at once when it is told that something came in', async () => {
  const queue = sqliteDispatcher(store.taskRows);
  const claim = vi.fn(queue.claim);
  const worker = start({}, store, pool, { ...queue, claim });
  await vi.waitFor(() => {
    expect(claim).toHaveBeenCalled();
  });
  for (let looks = 0; looks < 5; looks++) {
    const before = claim.mock.calls.length;
    worker.look();
    for (let turns = 0; turns < 5; turns++)
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    expect(claim.mock.calls.length).toBeGreaterThan(before);
  }
});

it('does equal bytes once, and none for a CV that the store has', async () => {
  await send('person-01');
  await start({ drain: true }).ended;
  writeFileSync(path.join(folder, 'uploads', 'copy-0001'), 'person-01');
  await store.intake.open({ id: 'copies', source: 'upload' }, [{ path: upload('copy-0001'), size: 9, mtimeMs: 1 }]);
  await start({ drain: true }).ended;
  expect(pool.seen).toEqual(['person-01']);
  expect((await store.intake.known([upload('copy-0001')])).get(upload('copy-0001'))).toMatchObject({
    state: 'duplicate',
    code: 'exact_copy',
  });
});

it('tries again what may pass, later each time, until it succeeds', async () => {
  let left = 2;
  pool.answer = (text) =>
    left-- > 0 ? failure('worker_crashed', 'the thread that processed it ended') : ok(person({ name: text }));
  await send('person-01');
  await start({ drain: true }).ended;
  expect(await statuses()).toEqual([[upload('person-01'), 'done', null]]);
  expect(events.map((event) => event.kind)).toEqual(['retry', 'retry', 'settled']);
});

it.each<[FailureCode, number, string]>([
  ['corrupt', 1, 'failed'],
  ['memory_limit', 1, 'failed'],
  ['time_limit', 1, 'failed'],
  ['internal', 3, 'dead'],
  ['worker_crashed', 5, 'dead'],
])(
  'ends %s after %i attempts as %s, with its reason and its bytes, and takes it up again when asked',
  async (code, attempts, status) => {
    pool.answer = () => failure(code, 'the reason');
    await send('person-01');
    await start({ drain: true }).ended;
    expect(pool.seen).toHaveLength(attempts);
    expect(await store.tasks.list({})).toMatchObject([{ status, code, message: 'the reason', attempts }]);
    expect(bytesLeft()).toEqual(['person-01']);
    pool.answer = (text) => ok(person({ name: text }));
    expect(await store.tasks.retry({ code })).toBe(1);
    await start({ drain: true }).ended;
    expect(await store.cvs.list({})).toHaveLength(1);
    expect(bytesLeft()).toEqual([]);
  },
);

it('returns what does not end within the limit, as if it had not been taken', async () => {
  pool.answer = (text) => (text === 'person-01' ? ok(person({ name: text })) : new Promise(() => undefined));
  await send('person-01', 'person-02', 'person-03', 'person-04');
  const worker = start();
  await vi.waitFor(() => {
    expect(pool.seen.length).toBeGreaterThanOrEqual(3);
  });
  await vi.waitFor(async () => {
    expect(await store.cvs.list({})).toHaveLength(1);
  });
  await worker.stop(50);
  expect(worker.held).toBeGreaterThan(0);
  const tasks = await store.tasks.list({});
  expect(tasks.map(({ status, attempts }) => [status, attempts])).toEqual([
    ['done', 1],
    ['pending', 0],
    ['pending', 0],
    ['pending', 0],
  ]);
  expect(bytesLeft()).toEqual(['person-02', 'person-03', 'person-04']);
});

it('keeps results while another process holds the lock, and writes them after', async () => {
  await send('person-01');
  const other = new Sqlite(path.join(folder, 'store.db'));
  pool.answer = (text) => {
    other.exec('BEGIN IMMEDIATE');
    return ok(person({ name: text }));
  };
  const worker = start({ drain: true });
  await vi.waitFor(() => {
    expect(events).toContainEqual({ kind: 'trouble', code: 'store_locked' });
  });
  expect(await store.cvs.list({})).toEqual([]);
  other.exec('ROLLBACK');
  other.close();
  await worker.ended;
  expect(pool.seen).toHaveLength(1);
  expect(await statuses()).toEqual([[upload('person-01'), 'done', null]]);
});

it.each(['store_locked', 'store_full', 'store_unreachable'] as const)(
  'goes on when %s has passed, at whatever call it came',
  async (code) => {
    await send('person-01');
    const left = new Map<string, number>();
    /** Every call fails twice and then works. */
    const failing = <T extends object>(methods: T): T =>
      new Proxy(methods, {
        get:
          (target, name: string) =>
          async (...given: unknown[]) => {
            const times = left.get(name) ?? 1;
            left.set(name, times - 1);
            if (times > 0) throw new CvmatchError(code, 'just now');
            return (Reflect.get(target, name) as (...values: unknown[]) => unknown)(...given);
          },
      });
    const broken = { ...store, intake: failing(store.intake), model: failing(store.model) };
    await start({ drain: true }, broken, pool, failing(sqliteDispatcher(store.taskRows))).ended;
    expect(new Set(events.filter(({ kind }) => kind === 'trouble'))).toContainEqual({ kind: 'trouble', code });
    expect([...left.keys()]).toEqual(expect.arrayContaining(['adopt', 'claim', 'madeWith', 'commit', 'counts']));
    expect(await statuses()).toEqual([[upload('person-01'), 'done', null]]);
    expect(pool.seen).toHaveLength(1);
  },
  30_000,
);

it('does not bring back what was dropped while it was in hand', async () => {
  let proceed: () => void = () => undefined;
  pool.answer = async (text) => {
    await new Promise<void>((resolve) => {
      proceed = resolve;
    });
    return ok(person({ name: text }));
  };
  await send('person-01');
  const worker = start({ drain: true });
  await vi.waitFor(() => {
    expect(pool.seen).toHaveLength(1);
  });
  await store.database.write(() => {
    store.database.exec('DELETE FROM tasks; DELETE FROM files');
  });
  proceed();
  await worker.ended;
  expect(await store.cvs.list({})).toEqual([]);
  expect(events).toEqual([]);
});

it('passes over what a worker brings whose lease another has taken', async () => {
  let proceed: () => void = () => undefined;
  pool.answer = async () => {
    await new Promise<void>((resolve) => {
      proceed = resolve;
    });
    return ok(person({ name: 'too late' }));
  };
  await send('person-01');
  // Like a worker stopped by a debugger or on a sleeping machine: it does not extend its leases.
  const late = start({ drain: true }, store, pool, {
    ...sqliteDispatcher(store.taskRows),
    extend: () => Promise.resolve(),
  });
  await vi.waitFor(() => {
    expect(pool.seen).toHaveLength(1);
  });
  const told: WorkerEvent[] = [];
  aheadMs = 31_000;
  await start({ drain: true, onEvent: (event) => told.push(event) }, await openStore(), new FakePool()).ended;
  expect(told).toMatchObject([{ kind: 'settled', task: { attempt: 2 } }]);
  proceed();
  await late.ended;
  expect((await store.cvs.list({})).map(({ name }) => name)).toEqual(['person-01']);
  expect(events).toEqual([]);
  expect(await store.tasks.list({})).toMatchObject([{ status: 'done', attempts: 2 }]);
});

it('works over a dispatcher that forgets what it was offered', async () => {
  const offered = new OfferedTasks();
  const queue = memoryDispatcher(store.taskRows, offered);
  await send('person-01', 'person-02', 'person-03');
  await queue.sweep();
  offered.clear();
  aheadMs = 61_000;
  await start({ drain: true }, store, pool, queue).ended;
  expect((await store.tasks.list({})).map(({ status }) => status)).toEqual(['done', 'done', 'done']);
  expect(pool.seen.sort()).toEqual(['person-01', 'person-02', 'person-03']);
});

it('leaves a task alone with which one process after another ended', async () => {
  await send('person-01');
  const queue = sqliteDispatcher(store.taskRows);
  for (let i = 0; i < 8; i++) {
    await queue.claim('killed', 1, 60_000);
    await queue.release(['killed']);
  }
  await start({ drain: true }).ended;
  expect(pool.seen).toEqual([]);
  expect(await store.tasks.list({})).toMatchObject([{ status: 'dead', code: 'worker_crashed' }]);
});

it('shares the work with others on the same store', async () => {
  const names = Array.from({ length: 60 }, (_, i) => `person-${String(i).padStart(2, '0')}`);
  await send(...names);
  const pools = [new FakePool(), new FakePool()];
  for (const one of pools)
    one.answer = async (text) =>
      new Promise((resolve) => {
        setTimeout(() => {
          resolve(ok(person({ name: text })));
        }, 2);
      });
  const both = [start({ drain: true }, store, pools[0]), start({ drain: true }, await openStore(), pools[1])];
  await Promise.all(both.map((worker) => worker.ended));
  expect(pools.every((one) => one.seen.length > 0)).toBe(true);
  expect([...pools[0]!.seen, ...pools[1]!.seen].sort()).toEqual(names);
  expect(await store.cvs.list({ allRevisions: true })).toHaveLength(60);
});

it('ends when the vectors of the store become those of another model', async () => {
  pool.answer = async (text) => {
    await store.database.write(() =>
      store.database
        .sql("UPDATE meta SET value = ? WHERE name = 'model'")
        .run(JSON.stringify({ ...MODEL, fingerprint: 'another' })),
    );
    return ok(person({ name: text }));
  };
  await send('person-01');
  await expect(start().ended).rejects.toMatchObject({ code: 'model_mismatch' });
  expect(await store.tasks.list({})).toMatchObject([{ status: 'pending', attempts: 0 }]);
});

it('removes bytes that nobody asks for, when they are old enough, and keeps those of a CV in the store', async () => {
  await send('person-00', 'person-01');
  await start({ drain: true, limit: 1 }).ended;
  const old = new Date(Date.now() - 7_200_000);
  // person-00 is in the store, but its worker ended before it moved the bytes.
  await originals().remove([hashOf('person-00')], () => Promise.resolve(new Set()));
  for (const name of ['half-0001.part', 'orphan-01', 'fresh-001', 'person-00', 'person-01']) {
    writeFileSync(path.join(folder, 'uploads', name), name);
    if (name !== 'fresh-001' && name !== 'person-00') utimesSync(path.join(folder, 'uploads', name), old, old);
  }
  expect(await removeOrphans(files(), sqliteDispatcher(store.taskRows), store)).toEqual({
    unfinished: 1,
    orphans: 2,
  });
  expect(bytesLeft()).toEqual(['fresh-001', 'person-01']);
  expect(await isKept('person-00')).toBe(true);
  await uploads().remove([upload('../../store.db'), '/etc/passwd', upload('fresh-001')]);
  expect(existsSync(path.join(folder, 'store.db'))).toBe(true);
  expect(bytesLeft()).toEqual(['person-01']);
});
