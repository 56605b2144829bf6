// What the service must reach, over HTTP. Writes bench/results/service.json; parts that are not run keep their last figures.
//   npm run build && node bench/service.js [--only uploads,match,connections,many] [--cvs 10000] [--store DIR] [--quick]
// Client and service share the machine. --quick shows in a few minutes that every part works, and writes nothing.
// --store: a store of CVs to read and match, as `cvmatch ingest` makes it, instead of one made for this run.
/* global fetch, AbortSignal */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cli, nodeFlags, root, round, saveResult, watchTree } from './measure.js';
import { generateCvs, loadConfig } from '../dist/src/index.js';
import { startServer } from '../dist/src/simulate/http/server.js';
import { saturateApi } from '../dist/src/simulate/http/saturate.js';
import { parseSamples, valueOf } from '../dist/src/simulate/http/scrape.js';

const RESULT = path.join(root, 'bench/results/service.json');
const { values: flags } = parseArgs({
  options: {
    only: { type: 'string' },
    cvs: { type: 'string' },
    store: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
});
/** `full`, or `quick` if --quick is given. */
const unlessQuick = (full, quick) => (flags.quick ? quick : full);
const CVS = Number(flags.cvs ?? unlessQuick(10_000, 200));
/** Enough for requests on many connections; a larger store takes minutes to create. */
const CROWD_CVS = 1000;
/** Files that client and service each need besides those for connections. */
const SPARE_FILES = 500;

const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Runs the real command; exit codes 3 and 4 are results, not errors. */
function cvmatch(args) {
  try {
    return JSON.parse(
      execFileSync(process.execPath, [...nodeFlags, cli, ...args, '--json'], {
        cwd: folder,
        maxBuffer: 1e9,
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, NODE_ENV: 'production' },
      }),
    );
  } catch (error) {
    if (error.status === 3 || error.status === 4) return JSON.parse(error.stdout);
    throw error;
  }
}

let filled = null;
/** A store with CVs and JDs to match; created once, by the first part that needs it. */
async function data() {
  if (filled !== null) return filled;
  const cvs = chosen.includes('match') || chosen.includes('connections') ? CVS : Math.min(CVS, CROWD_CVS);
  const out = path.join(folder, 'data');
  const store = flags.store === undefined ? path.join(folder, 'store') : path.resolve(flags.store);
  await generateCvs({
    cvs: flags.store === undefined ? cvs : 1,
    jds: 20,
    out,
    seed: 'bench',
    size: 'lean',
    preset: 'typical',
    language: 'en',
  });
  if (flags.store === undefined) cvmatch(['ingest', path.join(out, 'cvs'), '--store', store]);
  const jds = readFileSync(path.join(out, 'queries.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).text);
  return (filled = { store, jds });
}

/** Runs a service on the store during `body`, and measures its memory and event loop. */
async function serving(body) {
  const { store, jds } = await data();
  const server = await startServer({ cli, store, workers: loadConfig().values.threads, flags: [] });
  const stop = watchTree(server.pid);
  try {
    const { cvs } = await get(`${server.url}/v1/cvs?limit=200`);
    const figures = await body({ url: server.url, jds, cvIds: cvs.map((cv) => cv.cvId) });
    const samples = parseSamples(await (await fetch(`${server.url}/metrics`)).text());
    return {
      ...figures,
      loopDelayP99Ms: round((valueOf(samples, 'cvmatch_event_loop_delay_seconds', { quantile: '0.99' }) ?? NaN) * 1000),
      peakRssMb: stop().peakRssMb,
    };
  } finally {
    await server.close();
  }
}

async function get(url, init) {
  const answer = await fetch(url, init);
  if (!answer.ok) throw new Error(`${url} was answered with ${answer.status}`);
  return answer.json();
}

/** Milliseconds of `count` consecutive requests, without the first tenth. */
async function timesOf(count, request) {
  const times = [];
  for (let i = 0; i < count * 1.1; i++) {
    const began = performance.now();
    await request(i);
    times.push(performance.now() - began);
  }
  const sorted = times.slice(Math.ceil(count * 0.1)).sort((a, b) => a - b);
  const at = (q) => round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]);
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** One CV per upload, more than the workers can take: how fast are uploads answered, and queries after them? */
function uploads() {
  const run = cvmatch([
    'simulate',
    '--target',
    'http',
    '--rate',
    unlessQuick('100/s', '20/s'),
    '--profile',
    'poisson',
    '--duration',
    unlessQuick('60s', '5s'),
    '--threshold',
    'lost==0',
    '--threshold',
    'duplicated==0',
  ]);
  const times = ({ count, p50, p95, p99, max }) => ({
    count,
    p50: round(p50),
    p95: round(p95),
    p99: round(p99),
    max: round(max),
  });
  return {
    arrived: run.totals.arrived,
    lost: run.totals.lost,
    duplicated: run.totals.duplicated,
    cvsPerSecond: round(run.cvsPerSecond),
    backlogMax: run.backlog.max,
    uploadMs: times(run.stages.upload),
    readMs: times(run.stages.read),
    loopDelayP99Ms: round(run.server.loopDelayP99),
    latenessP99Ms: round(run.lateness.p99),
    memoryMb: Math.round(run.memory.max / 1e6),
  };
}

/** Matches of JDs that are in no cache, and reads, one at a time. */
const match = () =>
  serving(async ({ url, jds, cvIds }) => {
    const json = { 'content-type': 'application/json' };
    const matchMs = await timesOf(unlessQuick(200, 20), (i) =>
      get(`${url}/v1/match`, {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ text: `${jds[i % jds.length]}\nReference ${i}`, top: 10 }),
      }),
    );
    const paths = ['/v1/cvs?limit=10', `/v1/cvs/${cvIds[0]}`, `/v1/cvs/${cvIds[1]}`, '/v1/stats'];
    const readMs = await timesOf(unlessQuick(1000, 100), (i) => get(`${url}${paths[i % paths.length]}`));
    return { cvs: (await get(`${url}/v1/stats`)).store.cvs, matchMs, readMs };
  });

/** Checks whether the service is alive, on connections of its own, until stopped. */
function watchHealth(url) {
  const seen = { asked: 0, failed: 0, slowestMs: 0 };
  const ask = async () => {
    const began = performance.now();
    seen.asked++;
    const ok = await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(30_000) }).then(
      (answer) => answer.ok,
      () => false,
    );
    if (!ok) seen.failed++;
    seen.slowestMs = Math.max(seen.slowestMs, round(performance.now() - began));
  };
  const timer = setInterval(ask, 1000);
  return async () => {
    clearInterval(timer);
    // Once more after the load.
    await ask();
    return seen;
  };
}

const share = (counts, wanted) => {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return all === 0
    ? 0
    : round(
        Object.entries(counts).reduce((sum, [status, count]) => sum + (wanted(Number(status)) ? count : 0), 0) / all,
      );
};

/** 80 % reads, 15 % matches and 5 % uploads from so many connections at once, in a closed loop. */
const crowd = (connections, seconds) =>
  serving(async ({ url, jds, cvIds }) => {
    const {
      store: { cvs },
    } = await get(`${url}/v1/stats`);
    const health = watchHealth(url);
    const { answers, ...times } = await saturateApi({
      url,
      key: undefined,
      connections,
      seconds,
      cvIds,
      jds,
      seed: 'bench',
    });
    const all = Object.values(answers)
      .flatMap((counts) => Object.keys(counts))
      .map(Number);
    return {
      cvs,
      ...times,
      answers,
      readsAnswered: share(answers.read, (status) => status < 300),
      unexpectedStatuses: [...new Set(all.filter((status) => status >= 300 && status !== 429 && status !== 503))],
      health: await health(),
    };
  });

/** Files that one process may have open; Node.js raises its own limit to this at its start. */
function openFiles() {
  const limits = existsSync('/proc/self/limits') ? readFileSync('/proc/self/limits', 'utf8') : '';
  const hard = /^Max open files\s+\S+\s+(\S+)/m.exec(limits)?.[1];
  return hard === undefined || hard === 'unlimited' ? Infinity : Number(hard);
}

function many() {
  const connections = unlessQuick(10_000, 300);
  const limit = openFiles();
  if (limit < connections + SPARE_FILES)
    return {
      skipped: `a process may hold ${limit} files open, ${connections + SPARE_FILES} are needed: raise it with ulimit -Hn`,
    };
  return crowd(connections, unlessQuick(60, 5));
}

const parts = { uploads, match, connections: () => crowd(unlessQuick(1000, 50), unlessQuick(60, 5)), many };
const chosen = flags.only?.split(',') ?? Object.keys(parts);
const unknown = chosen.filter((name) => !(name in parts));
if (unknown.length > 0) {
  process.stderr.write(`No such part: ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}\n`);
  process.exit(2);
}
const {
  date: _date,
  commit: _commit,
  machine: _machine,
  ...results
} = existsSync(RESULT) ? JSON.parse(readFileSync(RESULT, 'utf8')) : {};
for (const name of chosen) {
  results[name] = {
    ...(await parts[name]()),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
    loadAfter: round(Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0])),
  };
  if (flags.quick) process.stdout.write(`${name}: ${JSON.stringify(results[name])}\n`);
  else saveResult('service', results);
}
