// Checks that tenants cannot see each other. Two tenants with all scopes send valid and invalid requests that are
// generated from the service's own OpenAPI document, and every answer is searched for data of the other tenant. Then
// the times of look-ups are compared: do they reveal which CVs the other tenant has?
//
//   npm run build && node bench/tenants/fuzz-api.js [--requests 1000000] [--seed 1] [--looks 500] [--check]
//
// Each round sends 5,000 requests to a fresh store. The results are written to bench/results/fuzz-api.json after each
// round, and a run that was stopped continues from there. --check starts afresh, writes nothing, and exits with 1 if a
// bar is missed.
/* global fetch, FormData, Blob, AbortSignal */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cli, option, root, saveResult } from '../measure.js';
import { newPools, remember, Requests } from './fuzz-requests.js';
import { addKey, addTenant, loadConfig } from '../../dist/src/index.js';
import { startServer } from '../../dist/src/simulate/http/server.js';
import { Random } from '../../dist/src/simulate/random.js';

const ROUND = 5000;
const AT_ONCE = 8;
/** Time after which a stream is closed again. */
const STREAM_MS = 300;
const LEAST_OK = 0.6;
const MOST_BUSY = 0.01;
/** Significance level of the permutation test: with one run a week, a false alarm is expected once in twenty years. */
const LEAST_P = 0.001;
const SCOPES = ['read', 'write', 'all', 'admin'];
const RESULT = path.join(root, 'bench/results/fuzz-api.json');

const check = process.argv.includes('--check');
const wanted = Number(option('requests', 1_000_000));
const seed = Number(option('seed', 1));
const looks = Number(option('looks', 500));

async function openRound(number) {
  const store = mkdtempSync(path.join(tmpdir(), 'cvmatch-fuzz-'));
  const config = { ...loadConfig({}, store).values, store };
  const tenants = [];
  for (const id of ['a', 'b']) {
    await addTenant(config, id);
    const { token: key } = await addKey({ ...config, tenant: id }, 'fuzz', SCOPES);
    // A token that is no word of any language, and that the generator cannot produce by chance.
    const token = `zq${createHash('sha256').update(`${seed} ${number} ${id}`).digest('hex').slice(0, 10)}`;
    tenants.push({ id, key, token, pools: newPools() });
  }
  const variables = { CVMATCH_EMBEDDER: 'hashing', CVMATCH_RATE_ROUTES: 'none', CVMATCH_LOG_LEVEL: 'info' };
  const server = await startServer({ cli, store, workers: 1, flags: [], variables });
  const close = async () => {
    await server.close();
    rmSync(store, { recursive: true, force: true });
  };
  return { store, tenants, url: server.url, close };
}

async function ask(url, { key }, request) {
  const { body, type } = bodyOf(request);
  const headers = {
    authorization: `Bearer ${key}`,
    ...request.headers,
    ...(type === undefined ? {} : { 'content-type': type }),
  };
  const answer = await fetch(url + request.path, {
    method: request.method,
    headers,
    body,
    signal: AbortSignal.timeout(60_000),
  });
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const text = isStream ? await beginningOf(answer.body) : await answer.text();
  return {
    status: answer.status,
    headers: [...answer.headers].join('\n'),
    text,
    retryAfter: answer.headers.get('retry-after'),
  };
}

function bodyOf({ form, json }) {
  if (json !== undefined) return { body: json, type: 'application/json' };
  if (form === undefined) return {};
  if (form.cut)
    return {
      body: '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nPerson',
      type: 'multipart/form-data; boundary=x',
    };
  const body = new FormData();
  for (const { name, text } of form.files) body.append('file', new Blob([text]), name);
  return { body };
}

async function beginningOf(stream) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = '';
  const timer = setTimeout(() => void reader.cancel(), STREAM_MS);
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) text += decoder.decode(piece.value);
  clearTimeout(timer);
  return text;
}

/** Without what each saving says anew: date, commit and machine. */
function pick({ date: _date, commit: _commit, machine: _machine, ...figures }) {
  return figures;
}

function newFigures() {
  return { seed, rounds: 0, requests: 0, ok: 0, busy: 0, byStatus: {}, byOperation: {}, faults: [] };
}

function note(figures, request, { status, text, headers, retryAfter }, own, other) {
  figures.requests += 1;
  figures.byStatus[status] = (figures.byStatus[status] ?? 0) + 1;
  const seen = (figures.byOperation[request.id] ??= { requests: 0, ok: 0 });
  seen.requests += 1;
  if (status < 300) {
    figures.ok += 1;
    seen.ok += 1;
  }
  const fault = (what) =>
    figures.faults.push({
      what,
      tenant: own.id,
      request: `${request.method} ${request.path}`.slice(0, 300),
      json: request.json?.slice(0, 300),
      status,
      answer: text.slice(0, 500),
    });
  if (status === 503 && retryAfter !== null) figures.busy += 1;
  else if (status >= 500) fault('an answer of 5xx');
  if (`${headers}\n${text}`.includes(other.token)) fault('a token of the other tenant');
}

async function fuzzRound(number, figures) {
  const at = await openRound(number);
  try {
    const document = await (await fetch(`${at.url}/v1/openapi.json`)).json();
    const requests = new Requests(document, [seed, number]);
    const turns = new Random('turns', seed, number);
    let left = ROUND;
    const one = async () => {
      while (left-- > 0) {
        const [own, other] = turns.chance(0.5) ? at.tenants : [...at.tenants].reverse();
        const request = requests.next({ own: own.pools, foreign: other.pools, token: own.token });
        const answer = await ask(at.url, own, request);
        note(figures, request, answer, own, other);
        if (answer.status < 300 && answer.text.startsWith('{')) remember(own.pools, JSON.parse(answer.text));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
    await lookEverywhere(at, figures);
    if (number === 0) figures.timing = await timing(at);
  } finally {
    await at.close();
  }
  figures.rounds += 1;
}

function holds(file, token) {
  try {
    return readFileSync(file).includes(token);
  } catch (error) {
    // A worker deletes the bytes of an upload once its CV is in the store.
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

/** Searches the metrics of each tenant, the log, and each tenant's files on disk. */
async function lookEverywhere({ url, store, tenants }, figures) {
  for (const [own, other] of [tenants, [...tenants].reverse()]) {
    const metrics = await ask(url, own, { method: 'GET', path: '/metrics', headers: {} });
    if (metrics.text.includes(other.token))
      figures.faults.push({ what: 'metrics name the other tenant', tenant: own.id });
    const folder = path.join(store, 'tenants', own.id);
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile()))
      if (holds(path.join(entry.parentPath, entry.name), other.token))
        figures.faults.push({ what: 'a file holds a token of the other tenant', tenant: own.id, file: entry.name });
  }
  const log = readFileSync(path.join(store, 'serve.log'), 'utf8');
  // The log lines of failed requests are kept, because the store is gone when somebody reads about them.
  for (const fault of figures.faults) {
    const id = /"requestId":"([^"]+)"/.exec(fault.answer ?? '')?.[1];
    fault.log ??= id && log.split('\n').find((line) => line.includes(id) && line.includes('"err"'));
  }
  for (const { token, id } of tenants)
    if (log.includes(token)) figures.faults.push({ what: 'the log holds a token', tenant: id });
}

/**
 * Times, in milliseconds, of look-ups of hashes that the other tenant has and of hashes that nobody has, alternately.
 */
async function timing({ url, tenants: [own, other] }) {
  const unknown = (i) => createHash('sha256').update(`${seed} nobody ${i}`).digest('hex');
  const theirs = [...new Set(other.pools.cvs)];
  if (theirs.length === 0) throw new Error('the other tenant has no CV to look for');
  const times = { theirs: [], nobodys: [] };
  const order = new Random('order', seed);
  for (let i = 0; i < looks; i++) {
    const pair = [
      ['theirs', theirs[i % theirs.length]],
      ['nobodys', unknown(i)],
    ];
    for (const [kind, id] of order.chance(0.5) ? pair : pair.reverse()) {
      const started = performance.now();
      const { status } = await ask(url, own, { method: 'GET', path: `/v1/cvs/${id}`, headers: {} });
      times[kind].push(performance.now() - started);
      if (status !== 404) throw new Error(`a look-up answered ${status}`);
    }
  }
  const [a, b] = [median(times.theirs), median(times.nobodys)];
  return { looks, medianTheirsMs: a, medianNobodysMs: b, p: permutationTest(times.theirs, times.nobodys) };
}

function median(values) {
  const sorted = [...values].sort((x, y) => x - y);
  return Math.round(sorted[Math.floor(sorted.length / 2)] * 1000) / 1000;
}

/** Share of random labellings whose medians differ by at least as much as those of the true labels. */
function permutationTest(a, b, rounds = 2000) {
  const seen = Math.abs(median(a) - median(b));
  const all = [...a, ...b];
  const random = new Random('permutation', seed);
  let further = 0;
  for (let i = 0; i < rounds; i++) {
    const mixed = random.sample(all, all.length);
    if (Math.abs(median(mixed.slice(0, a.length)) - median(mixed.slice(a.length))) >= seen) further += 1;
  }
  return (further + 1) / (rounds + 1);
}

function verdict({ requests, ok, busy, faults, timing: { p } }) {
  const bars = {
    'no 5xx but 503 with Retry-After, nothing of the other tenant': faults.length === 0,
    [`at least ${LEAST_OK * 100} % answered 2xx`]: ok / requests >= LEAST_OK,
    [`under ${MOST_BUSY * 100} % refused with 503`]: busy / requests < MOST_BUSY,
    'times of look-ups do not tell': p >= LEAST_P,
  };
  return { bars, met: Object.values(bars).every(Boolean) };
}

const earlier = !check && existsSync(RESULT) ? JSON.parse(readFileSync(RESULT, 'utf8')) : null;
const goesOn = earlier !== null && earlier.seed === seed && earlier.requests < wanted;
const figures = goesOn ? { ...newFigures(), ...pick(earlier) } : newFigures();
while (figures.requests < wanted) {
  await fuzzRound(figures.rounds, figures);
  console.error(
    `${figures.requests} requests, ${((100 * figures.ok) / figures.requests).toFixed(1)} % 2xx, ${figures.faults.length} faults`,
  );
  if (!check) saveResult('fuzz-api', { ...figures, ...verdict(figures) });
}
const { bars, met } = verdict(figures);
console.log(JSON.stringify({ ...figures, faults: figures.faults.slice(0, 20), bars }, null, 2));
process.exitCode = met ? 0 : 1;
