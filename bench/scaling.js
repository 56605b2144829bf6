// How throughput grows with the number of worker processes where the work waits rather than computes: tiny texts, the mock
// embedder, and 200 ms of waiting for each CV. It shows what store and queue add, not what the processors can do.
//   npm run build && node scripts/servers.js run -- node bench/scaling.js [--engine redis] [--workers 1,2,4,8] [--seconds 20]
//                                                                        [--rounds 3]
// --engine: sqlite (one file), postgres (store and queue), redis (queue) or bullmq (queue on PostgreSQL), the last two with
// the store on PostgreSQL. Writes bench/results/scaling-ENGINE.json.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeDatabase } from './make-places.js';
import { built, nodeFlags, option, round, saveResult } from './measure.js';

const WAIT_MS = 200;
const BAR = 0.95;
/** Completions at both ends that do not count: workers begin and end one by one. */
const EDGE = 0.1;

const engine = option('engine', 'redis');
const seconds = Number(option('seconds', 20));
const rounds = Number(option('rounds', 3));
const counts = option('workers', '1,2,4,8').split(',').map(Number);
const [{ loadConfig }, { openWorkspace }, { Upload }] = await built(undefined, [
  'index.js',
  'open.js',
  'ingest/upload.js',
]);

async function placesFor(folder) {
  if (engine === 'sqlite') return { store: path.join(folder, 'store') };
  const [store, files] = [await makeDatabase('scaling'), path.join(folder, 'files')];
  if (engine === 'postgres') return { store, files };
  if (engine === 'redis') return { store, files, queue: process.env.CVMATCH_TEST_REDIS };
  if (engine === 'bullmq') return { store, files, queue: `bullmq+${await makeDatabase('queue')}` };
  throw new Error(`--engine is sqlite, postgres, redis or bullmq, not ${engine}`);
}

async function send(workspace, total) {
  const { store, uploads, originals, keepsUploads } = workspace;
  const reading = { maxSize: 1e6 };
  for (let i = 0; i < total;) {
    const upload = new Upload({ intake: store.intake, uploads, originals, keepsUploads, reading });
    for (let k = 0; k < 100 && i < total; k++, i++) {
      const text = `Person${i} Sample\nperson${i}@example.com\n\nExperience\nWelder at Company${i} Ltd, 2017 to 2022\n`;
      await upload.add(`${i}.txt`, [Buffer.from(text)]);
    }
    await upload.commit({ keyId: null, idempotencyKey: null });
  }
}

/** Resolves when its threads are warm. */
async function startWorker(config) {
  const child = fork(path.join(import.meta.dirname, 'scaling-worker.js'), { execArgv: nodeFlags });
  child.send({ config, waitMs: WAIT_MS });
  await once(child, 'message');
  return child;
}

/** CVs a second with so many processes. */
async function throughput(workers) {
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-scaling-'));
  const places = await placesFor(folder);
  const config = { ...loadConfig({}, folder).values, ...places, embedder: 'mock', threads: 1 };
  const workspace = await openWorkspace(config, { create: true });
  const children = [];
  try {
    const total = Math.ceil((workers * seconds * 1000) / WAIT_MS);
    await send(workspace, total);
    children.push(...(await Promise.all(Array.from({ length: workers }, () => startWorker(config)))));
    const times = [];
    const ended = new Promise((resolve, reject) => {
      for (const child of children) {
        child.on('message', ({ state }) => {
          if (state !== 'ready') reject(new Error(`a CV became ${state}`));
          times.push(performance.now());
          if (times.length === total) resolve();
        });
        child.on('exit', () => reject(new Error('a worker ended')));
      }
    });
    for (const child of children) child.send('go');
    await ended;
    const [first, last] = [Math.floor(total * EDGE), Math.floor(total * (1 - EDGE)) - 1];
    return ((last - first) / (times[last] - times[first])) * 1000;
  } finally {
    for (const child of children) {
      child.removeAllListeners('exit');
      if (child.exitCode !== null) continue;
      child.send('stop');
      await once(child, 'exit');
    }
    await workspace.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const perSecond = Object.fromEntries(counts.map((workers) => [workers, []]));
for (let i = 0; i < rounds; i++)
  for (const workers of counts) {
    perSecond[workers].push(round(await throughput(workers)));
    process.stderr.write(`${workers} workers: ${perSecond[workers].at(-1)} CVs/s\n`);
  }
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const one = median(perSecond[counts[0]]) / counts[0];
const ofLinear = Object.fromEntries(counts.map((n) => [n, round(median(perSecond[n]) / (one * n))]));
saveResult(`scaling-${engine}`, {
  engine,
  waitMs: WAIT_MS,
  rounds,
  perSecond,
  ofLinear,
  bar: BAR,
  met: Object.values(ofLinear).every((share) => share >= BAR),
});
