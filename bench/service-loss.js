// Uploads over HTTP while workers are killed (SIGKILL) and the server is restarted, once gently and once by SIGKILL: is one lost, or one there twice?
//   npm run build && node bench/service-loss.js [--n 10000] [--kills 10] [--restarts 2] [--files 20] [--seed 1]
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { cli, option, round, saveResult } from './measure.js';

const { Blob, FormData, fetch } = globalThis;
const n = Number(option('n', 10_000));
const kills = Number(option('kills', 10));
const restarts = Number(option('restarts', 2));
const filesARequest = Number(option('files', 20));
const seed = Number(option('seed', 1));
const CLIENTS = 2;
const WORKERS = 2;

/** Small, short and all different: the words are drawn from a hash, so that no CV is a near copy of another. */
function cvOf(i) {
  const draw = (k) => createHash('sha256').update(`${seed}:${i}:${k}`).digest();
  const words = Array.from({ length: 6 }, (_, k) =>
    [...draw(k)].map((byte) => WORDS[byte % WORDS.length]).join(' '),
  ).join('. ');
  const [a, b] = draw('name');
  return `Person${i} Sample${a}\nperson${i}@example.com\n\nExperience\n${WORDS[b % WORDS.length]} worker at Company${i} Ltd, 2017 to 2022\n${words}\n\nSkills\nWelding, TypeScript, Accounting\n`;
}
const WORDS =
  'plan build weld check draw sell count teach drive paint repair lead file store move cook clean read write measure design test mend load pack sort print guard grow cut join bend polish mix weigh label'.split(
    ' ',
  );

const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-loss-'));
const store = path.join(folder, 'store');
const env = {
  ...process.env,
  NODE_ENV: 'production',
  CVMATCH_LOG_LEVEL: 'error',
  CVMATCH_RATE_CVS: '0',
  CVMATCH_RATE_REQUESTS: '0',
};
const children = new Set();

function start(args, stdio) {
  const child = spawn(process.execPath, [cli, ...args, '--store', store], { stdio, env });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

let server = null;
let url = null;

async function startServer() {
  const port = url === null ? '0' : new URL(url).port;
  server = start(['serve', '--json', '--workers', '1', '--port', port], ['ignore', 'pipe', 'inherit']);
  for await (const line of createInterface({ input: server.stdout })) {
    url = JSON.parse(line).url;
    return;
  }
  throw new Error('the server ended before it listened');
}

async function stop(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

/**
 * Uploads until it is acknowledged, always with the same idempotency key, as a careful client does. Returns the number
 * of tries.
 */
async function send(from) {
  for (let times = 1; ; times++) {
    const form = new FormData();
    for (let i = from; i < Math.min(n, from + filesARequest); i++) form.append('file', new Blob([cvOf(i)]), `${i}.txt`);
    try {
      const answer = await fetch(`${url}/v1/cvs`, {
        method: 'POST',
        body: form,
        headers: { 'idempotency-key': `upload-${from}` },
      });
      if (answer.status === 202) {
        const { cvs } = await answer.json();
        acknowledged += cvs.length;
        return times;
      }
      await sleep(1000 * Math.min(5, Number(answer.headers.get('retry-after') ?? 1)));
    } catch {
      await sleep(200);
    }
  }
}

let acknowledged = 0;
let sentAgain = 0;

async function upload() {
  let next = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (next < n) {
        const from = next;
        next += filesARequest;
        const times = await send(from);
        sentAgain += times - 1;
      }
    }),
  );
}

function read(query) {
  const db = new Sqlite(path.join(store, 'store.db'), { readonly: true, timeout: 5000 });
  try {
    return db.prepare(query).all();
  } finally {
    db.close();
  }
}

const ended = () => read("SELECT count(*) AS n FROM tasks WHERE status NOT IN ('pending', 'running')")[0].n;

/**
 * Kills a worker whenever its share of the work is done, so that work is in progress; the other workers must take over
 * what it held.
 */
async function killWorkers(workers) {
  for (let k = 0; k < kills; k++) {
    while (ended() < (n * (k + 0.5)) / kills) await sleep(100);
    await stop(workers[k % WORKERS], 'SIGKILL');
    workers[k % WORKERS] = start(['worker', '-c', '1', '--quiet'], ['ignore', 'ignore', 'inherit']);
  }
}

/** Restarts the server while uploads arrive: first gently, then without warning. */
async function restartServer() {
  for (let k = 0; k < restarts; k++) {
    while (acknowledged < (n * (k + 1)) / (restarts + 1)) await sleep(20);
    await stop(server, k % 2 === 0 ? 'SIGTERM' : 'SIGKILL');
    await startServer();
  }
}

try {
  const started = performance.now();
  await startServer();
  const workers = Array.from({ length: WORKERS }, () =>
    start(['worker', '-c', '1', '--quiet'], ['ignore', 'ignore', 'inherit']),
  );
  const sending = upload().then(() => (performance.now() - started) / 1000);
  await Promise.all([sending, restartServer(), killWorkers(workers)]);
  while (ended() < n) await sleep(200);
  const seconds = (performance.now() - started) / 1000;
  await stop(server, 'SIGTERM');
  for (const worker of workers) await stop(worker, 'SIGTERM');

  const files = read("SELECT hash, state, code FROM files WHERE path >= 'upload:' AND path < 'upload;'");
  const kept = new Set(read('SELECT cv_id FROM cvs').map((row) => row.cv_id));
  const expected = Array.from({ length: n }, (_, i) => createHash('sha256').update(cvOf(i)).digest('hex'));
  const records = new Map();
  for (const { hash } of files) records.set(hash, (records.get(hash) ?? 0) + 1);
  const lost = expected.filter((hash) => !kept.has(hash)).length;
  const twice =
    [...records.values()].filter((count) => count > 1).length +
    (kept.size - new Set(expected.filter((hash) => kept.has(hash))).size);
  const states = Object.fromEntries(
    [...new Set(files.map(({ state }) => String(state)))].map((state) => [
      state,
      files.filter((file) => String(file.state) === state).length,
    ]),
  );
  const attempts = read('SELECT attempts, count(*) AS n FROM tasks GROUP BY attempts ORDER BY attempts');
  saveResult('service-loss', {
    uploads: n,
    acknowledged,
    kills,
    restarts,
    lost,
    twice,
    states,
    // Requests whose answer was lost were sent again, and tasks held by a killed worker were taken again.
    requestsSentAgain: sentAgain,
    tasksByAttempts: Object.fromEntries(attempts.map((row) => [row.attempts, row.n])),
    bytesLeft: readdirSync(path.join(store, 'uploads')).length,
    uploadedInSeconds: round(await sending),
    seconds: round(seconds),
  });
  if (lost > 0 || twice > 0 || acknowledged !== n) process.exitCode = 1;
} finally {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
