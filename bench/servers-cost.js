// What a CV costs on PostgreSQL, Redis and S3, beside a store in a folder: the processor time of the service with its
// threads, of PostgreSQL and of Redis, for the same CVs, uploaded over HTTP to one service with two workers. The time of
// the S3 server is not counted: in production it is somebody else's machine.
//   npm run build && node scripts/servers.js run -- node bench/servers-cost.js [--cvs 400] [--rounds 3] [--data DIR]
// --data: PDFs of your own in the place of synthetic ones. Rounds alternate between the two, since the machine's speed
// changes. Writes bench/results/servers-cost.json.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startProxy } from './faulty-proxy.js';
import { makeBucket, makeDatabase } from './make-places.js';
import { cli, descendants, nodeFlags, option, round, saveResult } from './measure.js';
import { renderCv } from '../dist/src/simulate/generate/render.js';
import { readableSpec } from '../dist/src/simulate/generate/mix.js';

const { Blob, FormData, fetch } = globalThis;
const BAR = 0.6;
const CLOCK_TICK_MS = 10;
const FILES_A_REQUEST = 20;
/** CVs that are sent before the measurement, so that threads are started and warm. */
const WARM = 60;
const AHEAD = 80;

const cvs = Number(option('cvs', 400));
const rounds = Number(option('rounds', 3));
const data = option('data', null);

function filesToSend() {
  if (data === null)
    return Array.from({ length: cvs + WARM }, (_, i) => {
      const { bytes } = renderCv('servers-cost', readableSpec(i, 'servers-cost'));
      return { name: `${i}.${readableSpec(i, 'servers-cost').format}`, bytes };
    });
  const names = readdirSync(data, { recursive: true }).filter((name) => name.endsWith('.pdf'));
  return names
    .slice(0, cvs + WARM)
    .map((name, i) => ({ name: `${i}.pdf`, bytes: readFileSync(path.join(data, name)) }));
}

/** Processor seconds that a process and its descendants have used, with those that have ended and were waited for. */
function cpuSeconds(pid) {
  let ticks = 0;
  for (const member of descendants(pid)) {
    try {
      const fields = readFileSync(`/proc/${member}/stat`, 'latin1').split(') ').at(-1).split(' ');
      for (const at of [11, 12, 13, 14]) ticks += Number(fields[at]);
    } catch {
      // It ended meanwhile.
    }
  }
  return (ticks * CLOCK_TICK_MS) / 1000;
}

async function postgresPid(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const [{ pid }] = (await client.query('SELECT pg_backend_pid() AS pid')).rows;
  const parent = Number(readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1).split(' ')[1]);
  await client.end();
  return parent;
}

async function redisPid(url) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write('INFO server\r\n');
  const [answer] = await once(socket, 'data');
  socket.destroy();
  return Number(/process_id:(\d+)/.exec(String(answer))[1]);
}

async function startService(places, folder) {
  const env = { ...process.env, NODE_ENV: 'production', CVMATCH_LOG_LEVEL: 'error', ...places };
  const args = ['serve', '--json', '--workers', '2', '--port', '0', '--store', places.CVMATCH_STORE];
  const child = spawn(process.execPath, [...nodeFlags, cli, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...env, CVMATCH_RATE_CVS: '0', CVMATCH_RATE_REQUESTS: '0' },
    cwd: folder,
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, url: JSON.parse(line).url };
}

/** Sends the files, a little ahead of the workers, and waits for the end of all. */
async function send(url, files) {
  const open = [];
  const first = async () => {
    const { done } = await (await fetch(url + open[0])).json();
    if (done) open.shift();
    else await sleep(200);
  };
  for (let from = 0; from < files.length; from += FILES_A_REQUEST) {
    while (open.length * FILES_A_REQUEST >= AHEAD) await first();
    const form = new FormData();
    for (const { name, bytes } of files.slice(from, from + FILES_A_REQUEST))
      form.append('file', new Blob([bytes]), name);
    const answer = await fetch(`${url}/v1/cvs`, { method: 'POST', body: form });
    if (answer.status !== 202) throw new Error(`an upload was answered ${answer.status}: ${await answer.text()}`);
    open.push(answer.headers.get('location'));
  }
  while (open.length > 0) await first();
}

/** Processor milliseconds a CV, by part. */
async function measure(places, servers, files) {
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-cost-'));
  const { child, url } = await startService(await places(folder), folder);
  try {
    await send(url, files.slice(0, WARM));
    const parts = { service: child.pid, ...servers };
    const cpu = () => Object.fromEntries(Object.entries(parts).map(([name, pid]) => [name, cpuSeconds(pid)]));
    const [before, began] = [cpu(), performance.now()];
    await send(url, files.slice(WARM));
    const [after, seconds] = [cpu(), (performance.now() - began) / 1000];
    const sent = files.length - WARM;
    const ms = Object.fromEntries(
      Object.keys(parts).map((name) => [name, round(((after[name] - before[name]) * 1000) / sent)]),
    );
    return {
      cvsASecond: round(sent / seconds),
      ms,
      total: round(Object.values(ms).reduce((sum, one) => sum + one, 0)),
    };
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
}

const files = filesToSend();
const urls = process.env;
// It keeps connections open, which the S3 server for tests does not.
const proxy = await startProxy(urls.CVMATCH_TEST_S3);
const servers = {
  postgres: await postgresPid(urls.CVMATCH_TEST_POSTGRES),
  redis: await redisPid(urls.CVMATCH_TEST_REDIS),
};
const inFolder = async (folder) => ({ CVMATCH_STORE: path.join(folder, 'store') });
const onServers = async () => ({
  CVMATCH_STORE: await makeDatabase('cost'),
  CVMATCH_QUEUE: urls.CVMATCH_TEST_REDIS,
  CVMATCH_FILES: await makeBucket('cost', proxy.url),
});
const measuredRounds = [];
for (let i = 0; i < rounds; i++) {
  const folder = await measure(inFolder, {}, files);
  const onThem = await measure(onServers, servers, files);
  const ratio = round(folder.total / onThem.total);
  measuredRounds.push({ folder, servers: onThem, ratio });
  console.error(`round ${i + 1}: ${folder.total} ms a CV in a folder, ${onThem.total} on servers, ratio ${ratio}`);
}
const ratios = measuredRounds.map(({ ratio }) => ratio).sort((a, b) => a - b);
const ratio = ratios[Math.floor(ratios.length / 2)];
saveResult('servers-cost', {
  cvs,
  data: data === null ? 'synthetic, all formats' : 'PDFs',
  rounds: measuredRounds,
  ratio,
  bar: BAR,
  met: ratio >= BAR,
});
proxy.close();
