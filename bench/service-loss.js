// Tenants upload the same CVs over HTTP while workers are killed (SIGKILL) and the server is restarted, once gently and
// once by SIGKILL: does any of them lose one, or have one twice?
//   npm run build && node bench/service-loss.js [--n 10000] [--tenants 2] [--kills 10] [--restarts 2] [--files 20] [--seed 1]
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { cli, nodeFlags, option, round, saveResult } from './measure.js';
import { shortCv } from './short-cv.js';
import { addKey, addTenant, loadConfig } from '../dist/src/index.js';

const { Blob, FormData, fetch } = globalThis;
/** Uploads of all tenants together: each sends the same CVs. */
const n = Number(option('n', 10_000));
const tenants = Array.from({ length: Number(option('tenants', 2)) }, (_, i) => ({ id: `t${i}`, key: '' }));
const cvs = Math.floor(n / tenants.length);
const kills = Number(option('kills', 10));
const restarts = Number(option('restarts', 2));
const filesARequest = Number(option('files', 20));
const seed = Number(option('seed', 1));
const CLIENTS = 2;
const WORKERS = 2;

const cvOf = (i) => shortCv(seed, i);

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
  const child = spawn(process.execPath, [...nodeFlags, cli, ...args, '--store', store], { stdio, env });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

let server = null;
let url = null;

async function makeTenants() {
  const config = { ...loadConfig({}, folder).values, store };
  for (const tenant of tenants) {
    await addTenant(config, tenant.id);
    tenant.key = (await addKey({ ...config, tenant: tenant.id }, 'sender', ['read', 'write'])).token;
  }
}

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
async function send({ key }, from) {
  for (let times = 1; ; times++) {
    const form = new FormData();
    for (let i = from; i < Math.min(cvs, from + filesARequest); i++)
      form.append('file', new Blob([cvOf(i)]), `${i}.txt`);
    try {
      const answer = await fetch(`${url}/v1/cvs`, {
        method: 'POST',
        body: form,
        headers: { authorization: `Bearer ${key}`, 'idempotency-key': `upload-${from}` },
      });
      if (answer.status === 202) {
        const { cvs: taken } = await answer.json();
        acknowledged += taken.length;
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
      while (next < cvs) {
        const from = next;
        next += filesARequest;
        for (const tenant of tenants) {
          const times = await send(tenant, from);
          sentAgain += times - 1;
        }
      }
    }),
  );
}

/** Rows of all tenants, each with the tenant's id. */
function read(query) {
  return tenants.flatMap(({ id }) => readOf(id, query).map((row) => ({ ...row, tenant: id })));
}

function readOf(tenant, query) {
  const file = path.join(store, 'tenants', tenant, 'store.db');
  if (!existsSync(file)) return [];
  const db = new Sqlite(file, { readonly: true, timeout: 5000 });
  try {
    return db.prepare(query).all();
  } finally {
    db.close();
  }
}

const ended = () =>
  read("SELECT count(*) AS n FROM tasks WHERE status NOT IN ('pending', 'running')").reduce(
    (sum, row) => sum + row.n,
    0,
  );

/** Of one tenant: CVs that it sent and does not have, and CVs that it has more than once or never sent. */
function accountOf(tenant) {
  const files = readOf(tenant, "SELECT hash FROM files WHERE path >= 'upload:' AND path < 'upload;'");
  const kept = new Set(readOf(tenant, 'SELECT cv_id FROM cvs').map((row) => row.cv_id));
  const expected = Array.from({ length: cvs }, (_, i) => createHash('sha256').update(cvOf(i)).digest('hex'));
  const records = new Map();
  for (const { hash } of files) records.set(hash, (records.get(hash) ?? 0) + 1);
  const lost = expected.filter((hash) => !kept.has(hash)).length;
  const twice = [...records.values()].filter((count) => count > 1).length + (kept.size - (expected.length - lost));
  return { tenant, lost, twice };
}

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
  await makeTenants();
  await startServer();
  const workers = Array.from({ length: WORKERS }, () =>
    start(['worker', '-c', '1', '--quiet'], ['ignore', 'ignore', 'inherit']),
  );
  const sending = upload().then(() => (performance.now() - started) / 1000);
  await Promise.all([sending, restartServer(), killWorkers(workers)]);
  while (ended() < cvs * tenants.length) await sleep(200);
  const seconds = (performance.now() - started) / 1000;
  await stop(server, 'SIGTERM');
  for (const worker of workers) await stop(worker, 'SIGTERM');

  const files = read("SELECT state FROM files WHERE path >= 'upload:' AND path < 'upload;'");
  const accounts = tenants.map(({ id }) => accountOf(id));
  const states = Object.fromEntries(
    [...new Set(files.map(({ state }) => String(state)))].map((state) => [
      state,
      files.filter((file) => String(file.state) === state).length,
    ]),
  );
  const attempts = {};
  for (const { attempts: times, n: tasks } of read('SELECT attempts, count(*) AS n FROM tasks GROUP BY attempts'))
    attempts[times] = (attempts[times] ?? 0) + tasks;
  const [lost, twice] = ['lost', 'twice'].map((what) => accounts.reduce((sum, account) => sum + account[what], 0));
  saveResult('service-loss', {
    uploads: cvs * tenants.length,
    tenants: tenants.length,
    acknowledged,
    kills,
    restarts,
    lost,
    twice,
    byTenant: accounts,
    states,
    // Requests whose answer was lost were sent again, and tasks held by a killed worker were taken again.
    requestsSentAgain: sentAgain,
    tasksByAttempts: attempts,
    uploadedInSeconds: round(await sending),
    seconds: round(seconds),
  });
  if (lost > 0 || twice > 0 || acknowledged !== cvs * tenants.length) process.exitCode = 1;
} finally {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
