// What the audit log costs: a request's read, an ingest, a list and a clean-up of ten million records.
//
//   npm run build && node bench/audit.js [--records 10000000] [--before <built checkout without the log>]
//
// Bars: 2 ms of a request (p95), 3 % of ingest throughput, a page in under 50 ms, no pause over 50 ms while cleaning.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { built, cli, measured, option, root, round, saveResult } from './measure.js';

const [{ openSqliteStore }, { ReadLog }, { rowsOf, ROW_COLUMNS }, { sealOf, NEW_CHAIN, signedChain, SEAL_COLUMNS }] =
  await built(root, [
    'store/sqlite/index.js',
    'govern/audit/read-log.js',
    'store/audit/record.js',
    'store/audit/chain.js',
  ]);
const RECORDS = Number(option('records', '10000000'));
const SEGMENT = 500;
const DAY_MS = 86_400_000;
const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-bench-audit-'));

const summary = (times) => {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  return { p50: at(0.5), p95: at(0.95), max: at(1), count: sorted.length };
};

async function timed(times, body) {
  const started = performance.now();
  const result = await body();
  times.push(performance.now() - started);
  return result;
}

/** Records of a year, sealed, written by what seals them, many segments in a transaction. */
async function fill(store) {
  const key = await store.audit.key();
  const db = store.database;
  const insert = `INSERT INTO audit_records (${ROW_COLUMNS.join(', ')}, seal) VALUES (${ROW_COLUMNS.map(() => '?').join(', ')}, ?)`;
  const insertSeal = `INSERT INTO audit_seals (${SEAL_COLUMNS.join(', ')}) VALUES (${SEAL_COLUMNS.map(() => '?').join(', ')})`;
  const start = Date.now() - 364 * DAY_MS;
  let chain = signedChain(key, NEW_CHAIN);
  const segments = Math.ceil(RECORDS / SEGMENT);
  for (let from = 0; from < segments; from += 200)
    await db.write(() => {
      for (let n = from; n < Math.min(segments, from + 200); n++) {
        const now = start + Math.floor((364 * DAY_MS * n) / segments);
        const fact = { action: 'read', detail: 'GET /v1/cvs/:id', cvs: [`cv ${n % 50_000}`] };
        const acting = { actor: `key:${n % 40}`, origin: 'api 10.0.0.7' };
        const rows = Array.from({ length: SEGMENT }, (_, i) => rowsOf(key, acting, [fact], now + i)[0]);
        const sealed = sealOf(key, chain, rows);
        // A segment is of one month: what passes its end is not asked for here.
        for (const row of rows) db.sql(insert).run(...ROW_COLUMNS.map((column) => row[column]), sealed.seal.number);
        db.sql(insertSeal).run(...SEAL_COLUMNS.map((column) => sealed.seal[column]));
        chain = sealed.chain;
      }
    });
  const { head, headMac, mac } = chain;
  await db.write(() => db.sql("INSERT INTO audit_chain VALUES ('1', ?, ?, 0, '', 0, '', ?)").run(head, headMac, mac));
  await db.truncateLog();
}

async function lists({ audit }) {
  const [newest, deep, rare] = [[], [], []];
  let after;
  for (let i = 0; i < 200; i++)
    ({ next: after } = await timed(newest, () => audit.list({ order: 'newest', limit: 100, after })));
  for (let i = 0; i < 200; i++) {
    const time = Math.floor(Date.now() - ((i * 7919) % 364) * DAY_MS);
    await timed(deep, () => audit.list({ order: 'oldest', limit: 100, since: time }));
  }
  const cv = (await audit.key()).pseudonym('cv', 'nobody');
  for (let i = 0, next; i < 50; i++)
    ({ next } = await timed(rare, () => audit.list({ order: 'newest', limit: 100, cv, after: next })));
  return { newest: summary(newest), anywhere: summary(deep), conditionThatNoneMeets: summary(rare) };
}

/** A million records, with the event loop watched: a step is one transaction. */
async function cleaning({ audit }) {
  const loop = monitorEventLoopDelay({ resolution: 1 });
  const steps = [];
  let records = 0;
  loop.enable();
  for (let more = true; more && records < Math.min(1e6, RECORDS / 2);) {
    const step = await timed(steps, () => audit.clean(Date.now() - 30 * DAY_MS));
    records += step.records;
    ({ more } = step);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  loop.disable();
  return { records, step: summary(steps), longestPauseMs: round(loop.max / 1e6) };
}

async function reads(store, atOnce) {
  const log = await ReadLog.open(folder, store.audit);
  const times = [];
  const fact = (i) => [
    { action: 'match', detail: 'POST /v1/match', cvs: Array.from({ length: 10 }, (_, n) => `${i} ${n}`) },
  ];
  for (let i = 0; i < 2000; i += atOnce)
    await Promise.all(Array.from({ length: atOnce }, (_, n) => timed(times, () => log.note(fact(i + n)))));
  await log.close();
  return summary(times);
}

/** The same files by both checkouts, in turn; ratio of the medians. */
async function ingests(before) {
  const cvs = path.join(folder, 'cvs');
  await measured([cli, 'generate', '--cvs', '400', '--jds', '0', '--out', cvs]);
  const runs = { before: [], after: [] };
  for (let i = 0; i < 5; i++)
    for (const name of i % 2 === 0 ? ['before', 'after'] : ['after', 'before']) {
      const store = path.join(folder, `ingest ${name} ${i}`);
      const run = name === 'before' ? path.join(path.resolve(before), 'bin/run.js') : cli;
      const { seconds, cpuSeconds } = await measured([run, 'ingest', cvs, '--store', store, '--json']);
      runs[name].push({ seconds, cpuSeconds });
      rmSync(store, { recursive: true, force: true });
    }
  const median = (name, what) => runs[name].map((run) => run[what]).toSorted((a, b) => a - b)[2];
  const ratio = (what) => round(median('after', what) / median('before', what));
  return { timeRatio: ratio('seconds'), cpuRatio: ratio('cpuSeconds'), runs };
}

/**
 * The record of a group of 32 CVs in a transaction of its own: more than it costs in that of the group, which is synced
 * anyway.
 */
async function perGroup({ audit }) {
  const times = [];
  for (let i = 0; i < 300; i++) {
    const cvs = Array.from({ length: 32 }, (_, n) => createHash('sha256').update(`${i} ${n}`).digest('hex'));
    await timed(times, () => audit.note([{ action: 'ingest', detail: 'intake.commit', cvs }]));
  }
  return summary(times);
}

try {
  const store = await openSqliteStore({ path: path.join(folder, 'store.db') });
  const started = performance.now();
  await fill(store);
  const fillSeconds = round((performance.now() - started) / 1000);
  const figures = {
    records: RECORDS,
    fillSeconds,
    listMs: await lists(store),
    readMs: { oneByOne: await reads(store, 1), twentyAtOnce: await reads(store, 20) },
    recordOf32CvsMs: await perGroup(store),
    cleaning: await cleaning(store),
  };
  await store.close();
  const before = option('before');
  const ingest = before === undefined ? null : await ingests(before);
  const met = {
    list:
      figures.listMs.newest.p95 < 50 &&
      figures.listMs.anywhere.p95 < 50 &&
      figures.listMs.conditionThatNoneMeets.p95 < 50,
    read: figures.readMs.oneByOne.p95 <= 2 && figures.readMs.twentyAtOnce.p95 <= 2,
    cleaning: figures.cleaning.longestPauseMs <= 50,
    // At 100 CVs a second a group of 32 takes 320 ms.
    ingest: ingest === null ? figures.recordOf32CvsMs.p50 <= 320 * 0.03 : ingest.timeRatio <= 1.03,
  };
  saveResult('audit', { ...figures, ingest, met });
  console.log(JSON.stringify({ ...figures, ingest, met }, null, 2));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
