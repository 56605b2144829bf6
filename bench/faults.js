// Uploads while everything breaks: worker, API and scheduler are killed, Redis is killed and flushed, PostgreSQL is
// killed and restarted, S3 is slow, busy or cuts its answers off. Is a CV lost, or there twice, or any row different from
// those of a run without faults?
//   npm run build && node bench/faults.js [--rounds 10] [--seed 1] [--check]
// Each round sends 500 CVs through ten faults, on places of its own. The result is written to bench/results/faults.json
// after each round, and a run that was stopped goes on from there. --check: one round, exit code 1 if a bar is missed,
// writes nothing. It starts the servers itself (scripts/servers.js).
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startProxy } from './faulty-proxy.js';
import { makeBucket, makeDatabase } from './make-places.js';
import { built, cli, nodeFlags, option, root, round as rounded, saveResult } from './measure.js';
import { shortCv } from './short-cv.js';
import { prepare } from '../scripts/servers/root.js';
import { kill, ownName, remove, removeOrphans, start } from '../scripts/servers/running.js';

const { Blob, FormData, fetch } = globalThis;
const check = process.argv.includes('--check');
const rounds = Number(option('rounds', check ? 1 : 10));
const seed = Number(option('seed', 1));
const CVS = 500;
const FAULTS = 10;
const FILES_A_REQUEST = 10;
const CLIENTS = 2;
/** CVs that may be sent and not done yet. */
const AHEAD = 60;
/** For how long a server stays down, or bad. */
const DOWN_MS = 1500;
/** Longest wait for the rest of a round once all is well. */
const DRAIN_MS = 300_000;
const RESULT = path.join(root, 'bench/results/faults.json');

const [{ seeded }] = await built(undefined, ['evaluate/ranking/metrics.js']);
const servers = ownName();
let urls = {};
let proxy = null;

const cvOf = (i) => shortCv(seed, i);

/** API, scheduler and workers of one round; each is started again as soon as it has ended, as a supervisor does. */
class Cluster {
  url = null;
  #children = new Map();
  #stopped = false;
  #env;

  constructor(env) {
    this.#env = env;
  }

  async start() {
    await this.#serve();
    this.#keep('scheduler', ['serve', '--role', 'scheduler', '--port', '0']);
    for (const name of ['worker 1', 'worker 2']) this.#keep(name, ['worker', '-c', '1', '--quiet']);
  }

  #spawn(name, args, stdio) {
    const child = spawn(process.execPath, [...nodeFlags, cli, ...args], { stdio, env: this.#env });
    this.#children.set(name, child);
    return child;
  }

  #keep(name, args) {
    this.#spawn(name, args, 'ignore').once('exit', async () => {
      await sleep(200);
      if (!this.#stopped) this.#keep(name, args);
    });
  }

  async #serve() {
    const port = this.url === null ? '0' : new URL(this.url).port;
    const args = ['serve', '--role', 'api', '--json', '--port', port];
    const child = this.#spawn('api', args, ['ignore', 'pipe', 'ignore']);
    child.once('exit', async () => {
      await sleep(200);
      if (!this.#stopped) await this.#serve();
    });
    const told = once(createInterface({ input: child.stdout }), 'line').then(([line]) => {
      this.url ??= JSON.parse(line).url;
    });
    if (this.url === null) await told;
    else told.catch(() => undefined);
  }

  kill(name) {
    this.#children.get(name)?.kill('SIGKILL');
  }

  async stop() {
    this.#stopped = true;
    for (const child of this.#children.values()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await once(child, 'exit');
      clearTimeout(late);
    }
  }
}

const portOf = (url) => Number(new URL(url).port);

async function down(kind, variable) {
  await kill(servers, kind);
  await sleep(DOWN_MS);
  await start(servers, portOf(urls[variable]), [kind]);
}

async function flush() {
  const socket = connect(portOf(urls.CVMATCH_TEST_REDIS), '127.0.0.1');
  socket.write('FLUSHALL\r\n');
  await once(socket, 'data');
  socket.destroy();
}

async function bad(mode) {
  proxy.mode = mode;
  await sleep(2 * DOWN_MS);
  proxy.mode = 'ok';
}

const KINDS = {
  'worker killed': (cluster, random) => cluster.kill(random() < 0.5 ? 'worker 1' : 'worker 2'),
  'API killed': (cluster) => cluster.kill('api'),
  'scheduler killed': (cluster) => cluster.kill('scheduler'),
  'Redis killed': () => down('redis', 'CVMATCH_TEST_REDIS'),
  'Redis flushed': () => flush(),
  'PostgreSQL killed': () => down('postgres', 'CVMATCH_TEST_POSTGRES'),
  'S3 slow': () => bad('slow'),
  'S3 busy': () => bad('busy'),
  'S3 cut off': () => bad('cut'),
};

/**
 * Each upload with an idempotency key until it is acknowledged, as a careful client does; counts the answers. Uploads keep
 * a little ahead of the workers, so that faults come while they are under way, too.
 */
async function upload(cluster, answers, done) {
  let next = 0;
  const client = async () => {
    while (next < CVS) {
      const from = next;
      next += FILES_A_REQUEST;
      while (from > done() + AHEAD) await sleep(50);
      for (;;) {
        const form = new FormData();
        for (let i = from; i < Math.min(CVS, from + FILES_A_REQUEST); i++)
          form.append('file', new Blob([cvOf(i)]), `${i}.txt`);
        const headers = { 'idempotency-key': `upload-${from}` };
        const answer = await fetch(`${cluster.url}/v1/cvs`, { method: 'POST', body: form, headers }).catch(() => null);
        const text = await answer?.text().catch(() => null);
        const status = answer === null || text === null ? 'cut off' : String(answer.status);
        answers[status] = (answers[status] ?? 0) + 1;
        if (status === '202') break;
        await sleep(1000 * Math.min(3, Number(answer?.headers.get('retry-after') ?? 0.5)));
      }
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

async function query(url, text) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Tasks that have ended; -1 while PostgreSQL does not answer. */
const ended = (url) =>
  query(url, "SELECT count(*)::int AS n FROM tasks WHERE status NOT IN ('pending', 'running')").then(
    ([row]) => row.n,
    () => -1,
  );

/** All that a run leaves of its CVs, without what depends on the time and the order of arrival. */
function rowsOf(url) {
  return query(
    url,
    `SELECT cvs.cv_id, f.name, f.state, f.code, f.format AS file_format, f.size, cvs.name AS person, cvs.label, cvs.years, cvs.country,
       cvs.language, cvs.format, cvs.engine, cvs.passages, cvs.fingerprint, cvs.text_hash, cvs.revision, cvs.latest, cvs.duplicate_of, t.status,
       md5(d.text) AS text, md5(p.profile) AS profile, md5(s.features) AS features, md5(s.vectors) AS vectors
     FROM files f
       LEFT JOIN cvs ON cvs.tenant = f.tenant AND cvs.cv_id = f.cv_id
       LEFT JOIN tasks t ON t.tenant = f.tenant AND t.path = f.path
       LEFT JOIN documents d ON d.tenant = cvs.tenant AND d.key = cvs.key
       LEFT JOIN profiles p ON p.tenant = cvs.tenant AND p.key = cvs.key
       LEFT JOIN scoring s ON s.tenant = cvs.tenant AND s.key = cvs.key
     ORDER BY f.name`,
  );
}

async function run(faults, random) {
  const store = await makeDatabase('faults', urls.CVMATCH_TEST_POSTGRES);
  const files = await makeBucket('faults', proxy.url);
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-faults-'));
  const places = { CVMATCH_STORE: store, CVMATCH_QUEUE: urls.CVMATCH_TEST_REDIS, CVMATCH_FILES: files };
  const limits = { CVMATCH_RATE_CVS: '0', CVMATCH_RATE_REQUESTS: '0', CVMATCH_RATE_ROUTES: 'none' };
  const rest = { NODE_ENV: 'production', CVMATCH_EMBEDDER: 'hashing', CVMATCH_LOG_LEVEL: 'error', HOME: folder };
  const cluster = new Cluster({ ...process.env, ...places, ...limits, ...rest });
  const [answers, kinds] = [{}, {}];
  try {
    await cluster.start();
    let done = 0;
    const look = async () => (done = Math.max(done, await ended(store)));
    const sending = upload(cluster, answers, () => done);
    const names = Object.keys(KINDS);
    for (let k = 0; k < faults; k++) {
      // Whenever a share of the work is done, so that work is under way; or after a while, in case nothing goes on.
      for (let i = 0; i < 300 && (await look()) < (CVS * (k + 0.5)) / faults; i++) await sleep(100);
      const kind = names[Math.floor(random() * names.length)];
      kinds[kind] = (kinds[kind] ?? 0) + 1;
      await KINDS[kind](cluster, random);
    }
    const latest = Date.now() + DRAIN_MS;
    while ((await look()) < CVS && Date.now() < latest) await sleep(100);
    if (done < CVS) throw new Error(`only ${done} of ${CVS} CVs were done ${DRAIN_MS / 1000} s after the last fault`);
    await sending;
    return { rows: await rowsOf(store), answers, kinds };
  } finally {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function account(rows, undisturbed) {
  const expected = new Set(Array.from({ length: CVS }, (_, i) => createHash('sha256').update(cvOf(i)).digest('hex')));
  const kept = rows.map(({ cv_id: id }) => id).filter((id) => id !== null);
  const lost = [...expected].filter((id) => !kept.includes(id)).length;
  const twice = rows.length - new Set(rows.map(({ name }) => name)).size;
  const plain = new Map(undisturbed.map((row) => [row.name, JSON.stringify(row)]));
  const different = rows.filter((row) => plain.get(row.name) !== JSON.stringify(row));
  for (const row of different.slice(0, 3)) console.error(plain.get(row.name), '\n', JSON.stringify(row));
  return { lost, twice, different: different.length };
}

const add = (into, more) => {
  for (const [name, n] of Object.entries(more)) into[name] = (into[name] ?? 0) + n;
};

prepare();
await removeOrphans();
try {
  urls = await start(servers);
  proxy = await startProxy(urls.CVMATCH_TEST_S3);
  const fresh = { seed, rounds: 0, uploads: 0, faults: 0, lost: 0, twice: 0, different: 0, byKind: {}, answers: {} };
  const before = !check && existsSync(RESULT) ? JSON.parse(readFileSync(RESULT, 'utf8')) : fresh;
  const total = Object.fromEntries(
    Object.keys(fresh).map((name) => [name, before.seed === seed ? before[name] : fresh[name]]),
  );
  const undisturbed = (await run(0, seeded(seed))).rows;
  while (total.rounds < rounds) {
    const began = performance.now();
    const { rows, answers, kinds } = await run(FAULTS, seeded(seed * 1000 + total.rounds));
    const found = account(rows, undisturbed);
    add(total, { rounds: 1, uploads: CVS, faults: FAULTS, ...found });
    add(total.byKind, kinds);
    add(total.answers, answers);
    console.error(JSON.stringify({ ...found, kinds, answers, seconds: rounded((performance.now() - began) / 1000) }));
    if (!check) saveResult('faults', total);
  }
  const { lost, twice, different } = total;
  const wrong = Object.keys(total.answers).filter((status) => !/^(?:202|429|503|cut off)$/.test(status));
  if (wrong.length > 0) console.error(`answers that should not be: ${wrong.join(', ')}`);
  if (lost + twice + different + wrong.length > 0) process.exitCode = 1;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  proxy?.close();
  await remove(servers);
}
// Senders may still wait for a cluster that is gone.
process.exit();
