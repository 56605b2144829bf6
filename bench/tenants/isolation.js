// How much a hostile tenant slows another. One tenant sends slow documents and holds uploads open, another sends honest CVs at a
// steady rate; each phase beside the flood is compared with a phase without it, in turn, since other work may run on the
// machine. A run that was stopped continues where it was; --fresh starts again.
//   npm run build && node bench/tenants/isolation.js [--files 10000] [--rounds 6] [--seconds 30] [--rate 4] [--keys 2]
//                                                    [--same-tenant true] [--fresh true] [--quick]
// --keys: API keys of the flood, at least two: the first holds uploads open, the others send slow documents. --same-tenant: the flood comes from other keys of the honest tenant.
// --quick shows in a minute that it works, and writes nothing.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { cli, nodeFlags, option, round, saveResult } from '../measure.js';
import { addKey, addTenant, loadConfig } from '../../dist/src/index.js';

const { Blob, FormData, fetch } = globalThis;
const quick = process.argv.includes('--quick');
const rounds = Number(option('rounds', quick ? 1 : 6));
const seconds = Number(option('seconds', quick ? 10 : 30));
const files = Number(option('files', quick ? 300 : 10_000));
const rate = Number(option('rate', 4));
const hostileKeys = Number(option('keys', 2));
const sameTenant = option('same-tenant', 'false') === 'true';
/** Before each phase is measured: for the flood to fill its queue, and for threads to start. */
const LEAD_MS = 5000;

const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-isolation-'));
const store = path.join(folder, 'store');
const begun = path.join(
  tmpdir(),
  `cvmatch-isolation-${[rounds, seconds, files, rate, hostileKeys, sameTenant].join('-')}.json`,
);

/** Milliseconds from acknowledgement to result, by batch: the service's log tells them. */
const waited = new Map();

async function startServer() {
  const env = { ...process.env, NODE_ENV: 'production', CVMATCH_LOG_LEVEL: 'info', CVMATCH_RATE_CVS: '0' };
  const child = spawn(
    process.execPath,
    [...nodeFlags, cli, 'serve', '--json', '--workers', '1', '--port', '0', '--store', store],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...env, CVMATCH_RATE_REQUESTS: '0', CVMATCH_RATE_ROUTES: 'none' },
    },
  );
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (!line.includes('"task done"')) return;
    const { batch, waitedMs, state } = JSON.parse(line);
    waited.set(batch, { waitedMs, state });
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { url: JSON.parse(line).url, child };
}

/** Small, and all different. */
function cvOf(i) {
  const word = (k) => `word${((i * 7919 + k * 104729) % 99991).toString(36)}`;
  const words = Array.from({ length: 120 }, (_, k) => word(k)).join(' ');
  return `Person${i} Sample\nperson${i}@example.com\n\nExperience\nWelder at Company${i} Ltd, 2017 to 2022\n${words}\n\nSkills\nWelding, TypeScript\n`;
}

let next = 0;

/** Sends one CV; gives how long the acknowledgement took, and its batch. */
async function sendOne(url, token) {
  const form = new FormData();
  form.append('file', new Blob([cvOf(next++)]), `${next}.txt`);
  const began = performance.now();
  const answer = await fetch(`${url}/v1/cvs`, {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${token}` },
  });
  const { batch } = await answer.json();
  return { ackMs: performance.now() - began, batch, status: answer.status };
}

/** At a steady rate, whatever the answers take: a sender that waited would not see what it waits for. */
async function sendHonest(url, token) {
  const sent = [];
  for (let i = 0; i < seconds * rate; i++) {
    sent.push(sendOne(url, token));
    await sleep(1000 / rate);
  }
  const answers = await Promise.all(sent);
  const latest = performance.now() + 120_000;
  while (answers.some(({ batch }) => !waited.has(batch)) && performance.now() < latest) await sleep(20);
  return {
    ackMs: answers.map(({ ackMs }) => ackMs),
    // The log counts from the moment of the record, a little before the acknowledgement.
    sojournMs: answers.map(({ ackMs, batch }) => ackMs + (waited.get(batch)?.waitedMs ?? Infinity)),
    refused: answers.filter(({ status }) => status !== 202).length,
    unready: answers.filter(({ batch }) => waited.get(batch)?.state !== 'ready').length,
  };
}

/** Drops what waits of the flood, and waits for the end of what runs. */
async function calm(url, token) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const ask = async (where, init) => (await fetch(url + where, { headers, ...init })).json();
  await ask('/v1/tasks/drop', { method: 'POST', body: JSON.stringify({ status: ['pending'] }) });
  while ((await ask('/v1/tasks?status=pending&status=running')).total > 0) await sleep(100);
}

async function beside(url, keys, from, body) {
  const flood = fork(path.join(import.meta.dirname, 'flood.js'));
  // A sender works on a machine of its own; here it may only use what the service leaves.
  setPriority(flood.pid, constants.priority.PRIORITY_LOW);
  const told = once(flood, 'message');
  flood.send({ url, keys, from, files: Math.ceil(files / rounds) });
  try {
    await sleep(LEAD_MS);
    return { ...(await body()), flood: null };
  } finally {
    flood.kill('SIGTERM');
    const [counts] = await told;
    Object.assign(flooded, { sent: flooded.sent + counts.sent, cutOff: flooded.cutOff + counts.cutOff });
  }
}

const flooded = { sent: 0, cutOff: 0 };

const at = (values, q) => {
  const sorted = [...values].sort((a, b) => a - b);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]);
};
const summary = (values) => ({ p50: at(values, 0.5), p95: at(values, 0.95), max: at(values, 1) });
const pooled = (phases, name) => phases.flatMap((phase) => phase[name]);

let server = null;
try {
  const config = { ...loadConfig({}, folder).values, store };
  for (const tenant of ['honest', 'hostile']) await addTenant(config, tenant);
  const keyOf = async (tenant, name, ...scopes) =>
    (await addKey({ ...config, tenant }, name, ['read', 'write', ...scopes])).token;
  const honest = await keyOf('honest', 'honest');
  const hostile = [];
  for (let i = 0; i < hostileKeys; i++)
    hostile.push(await keyOf(sameTenant ? 'honest' : 'hostile', `hostile ${i}`, 'admin'));
  server = await startServer();
  const { url } = server;

  const goesOn = !quick && option('fresh', 'false') !== 'true' && existsSync(begun);
  const done = goesOn ? JSON.parse(readFileSync(begun, 'utf8')) : { rounds: [], flooded };
  Object.assign(flooded, done.flooded);
  await sendHonest(url, honest);
  while (done.rounds.length < rounds) {
    const i = done.rounds.length;
    const one = {};
    // Which comes first changes from round to round.
    for (const phase of i % 2 === 0 ? ['alone', 'beside'] : ['beside', 'alone']) {
      if (phase === 'alone') one.alone = await sendHonest(url, honest);
      else one.beside = await beside(url, hostile, i * 1_000_000, () => sendHonest(url, honest));
      for (const key of hostile) await calm(url, key);
    }
    done.rounds.push(one);
    done.flooded = flooded;
    if (!quick) writeFileSync(begun, JSON.stringify(done));
  }
  const [alone, floodedRounds] = [done.rounds.map((one) => one.alone), done.rounds.map((one) => one.beside)];
  const compared = (name) => {
    const figures = { alone: summary(pooled(alone, name)), beside: summary(pooled(floodedRounds, name)) };
    const ratio = round(figures.beside.p95 / figures.alone.p95);
    const ratios = done.rounds.map((one) => round(at(one.beside[name], 0.95) / at(one.alone[name], 0.95)));
    return { ...figures, ratioOfP95: ratio, ratiosByRound: ratios };
  };
  const figures = {
    rounds,
    secondsAPhase: seconds,
    honestCvsPerSecond: rate,
    hostileKeys,
    sameTenant,
    hostileFilesSent: flooded.sent,
    slowUploadsCutOff: flooded.cutOff,
    honestRefused: floodedRounds.reduce((sum, { refused }) => sum + refused, 0),
    honestUnready: floodedRounds.reduce((sum, { unready }) => sum + unready, 0),
    acknowledgementMs: compared('ackMs'),
    sojournMs: compared('sojournMs'),
  };
  if (quick)
    console.log(
      JSON.stringify(done.rounds.map((one) => one.beside.sojournMs.map(Math.round))),
      JSON.stringify(figures, null, 2),
    );
  else saveResult(`isolation${sameTenant ? '-keys' : ''}`, figures);
  rmSync(begun, { force: true });
} finally {
  if (server !== null) {
    server.child.kill('SIGTERM');
    await once(server.child, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
}
