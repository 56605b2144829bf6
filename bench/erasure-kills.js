// Sends SIGKILL at 50 moments of a removal while other processes read the store. Checks that "removed" is never printed
// while a file still contains a trace of the CV, that the next commands finish the removal, and that a certificate is there
// for what has ended and for nothing else. A run that was stopped
// continues where it was; --fresh starts again.
//   npm run build && node bench/erasure-kills.js [--kills 50] [--cvs 150] [--seed 1] [--fresh true]
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { cli, nodeFlags, option, saveResult } from './measure.js';

const kills = Number(option('kills', 50));
const cvs = Number(option('cvs', 150));
const seed = Number(option('seed', 1));
/** As in src/errors.ts. */
const PARTIAL = 3;
const TRACES = ['zebramarker', 'quaggastripe', 'okapitrail', 'eve.zebramarker@example.com'];
const TEXT = `Eve Zebramarker\neve.zebramarker@example.com\n\nExperience\nKeeper at Quaggastripe Ltd, 2018 to 2022\nKept animals.\n\nSkills\nOkapitrail, Counting\n`;

/**
 * A process that keeps reading the store as it was when it started: until it is ended, or again and again for a moment
 * each.
 */
const READER = `
const [database, kind] = process.argv.slice(1);
const connection = new (require('better-sqlite3'))(database, { readonly: true });
const count = connection.prepare('SELECT count(*) FROM cvs');
const pause = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
connection.exec('BEGIN');
count.get();
console.log('reading');
if (kind === 'held') setInterval(() => undefined, 1000);
else for (;;) { pause(30); connection.exec('COMMIT'); connection.exec('BEGIN'); count.get(); }
`;

const env = { ...process.env, NODE_ENV: 'production', CVMATCH_EMBEDDER: 'hashing', CVMATCH_THREADS: '1' };
const started = (args, stdio) =>
  spawn(process.execPath, [...nodeFlags, ...args], { env, stdio, cwd: path.dirname(import.meta.dirname) });

async function ended(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

async function startReader(store, kind) {
  const reader = started(['-e', READER, path.join(store, 'store.db'), kind], ['ignore', 'pipe', 'inherit']);
  await once(createInterface({ input: reader.stdout }), 'line');
  return reader;
}

/** Runs the removal until `killAfter`, or to its end. Returns what it printed, how it ended, and how long it took. */
async function remove(store, eve, killAfter) {
  const began = performance.now();
  const child = started([cli, 'remove', eve, '--store', store], ['ignore', 'pipe', 'inherit']);
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  const exit = once(child, 'exit');
  await Promise.race([exit, ...(killAfter === null ? [] : [sleep(killAfter)])]);
  const killed = child.exitCode === null;
  if (killed && killAfter !== null) child.kill('SIGKILL');
  await exit;
  return { said, killed, exitCode: child.exitCode, ms: Math.round(performance.now() - began) };
}

/** Number of traces found in each file. */
function tracesIn(store) {
  return readdirSync(store, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const text = readFileSync(path.join(entry.parentPath, entry.name)).toString('latin1').toLowerCase();
      const found = TRACES.filter((trace) => text.includes(trace));
      return found.length === 0 ? [] : [{ file: entry.name, traces: found.length }];
    });
}

function json(args) {
  return JSON.parse(execFileSync(process.execPath, [...nodeFlags, cli, ...args, '--json'], { env, encoding: 'utf8' }));
}

const COUNT = `
const connection = new (require('better-sqlite3'))(process.argv[1], { readonly: true });
console.log(connection.prepare('SELECT count(*) FROM erasure_certificates').pluck().get());
`;

/** Certificates in the store and as files; read by another process, which opens the store as it is and finishes nothing. */
function certificatesIn(store) {
  const args = [...nodeFlags, '-e', COUNT, path.join(store, 'store.db')];
  const rows = Number(
    execFileSync(process.execPath, args, { encoding: 'utf8', cwd: path.dirname(import.meta.dirname) }),
  );
  const folder = path.join(store, 'erasures');
  return { rows, files: existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')).length : 0 };
}

/**
 * One kill: what was printed, which traces were on the disk then, and which were left after the readers had ended and
 * the next commands had run.
 */
async function round(template, folder, eve, { kind, killAfter }) {
  const store = path.join(folder, 'store');
  cpSync(template, store, { recursive: true });
  const reader = await startReader(store, kind);
  try {
    const { said, killed, exitCode } = await remove(store, eve, killAfter);
    const atKill = tracesIn(store);
    const certified = certificatesIn(store);
    await ended(reader, 'SIGKILL');
    const { status, commands } = finished(store);
    const left = tracesIn(store);
    const removed = status.cvs < cvs + 1;
    const lied = (/^removed/m.test(said) || certified.rows > 0 || certified.files > 0) && atKill.length > 0;
    const last = certificatesIn(store);
    const uncertified = last.rows !== (removed ? 1 : 0) || last.files !== last.rows;
    const unfinished = removed && (left.length > 0 || status.erasures.length > 0);
    const seen = { certified, atKill, removed, commands, left };
    return { kind, killAfter, killed, exitCode, said: said.split(' ')[0], ...seen, lied, unfinished, uncertified };
  } finally {
    await ended(reader, 'SIGKILL');
    rmSync(store, { recursive: true, force: true });
  }
}

/** Commands that open a store scan 64 MB of it each, so that a large one takes some. */
const MOST_COMMANDS = 10;

/** The store after commands that came for something else, until none finds a removal to be finished. */
function finished(store) {
  for (let commands = 1; ; commands++) {
    const status = json(['status', '--store', store]);
    if (status.erasures.length === 0 || commands === MOST_COMMANDS) return { status, commands };
  }
}

/** The moment of a round: from before the removal is committed to after its end, spread so that none comes twice. */
function momentOf(i, typical) {
  const kind = i % 2 === 0 ? 'held' : 'passing';
  const share = 0.4 + 0.65 * (((i >> 1) * 0.618033988749 + seed * 0.1) % 1);
  return { kind, killAfter: Math.round(typical[kind] * share) };
}

const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-erasure-kills-'));
/** Results of a run that was stopped. */
const begun = path.join(tmpdir(), `cvmatch-erasure-kills-${kills}-${cvs}-${seed}.json`);
try {
  const cvFolder = path.join(folder, 'cvs');
  const template = path.join(folder, 'template');
  mkdirSync(cvFolder);
  for (let i = 0; i < cvs; i++)
    writeFileSync(
      path.join(cvFolder, `cv${i}.txt`),
      TEXT.replace(/Zebramarker|Quaggastripe|Okapitrail/gi, `Person${i}`).repeat(1 + (i % 7)),
    );
  const eve = path.join(cvFolder, 'eve.txt');
  writeFileSync(eve, TEXT);
  json(['ingest', cvFolder, '--store', template, '--duplicates', 'keep']);

  const typical = {};
  for (const kind of ['held', 'passing']) {
    const store = path.join(folder, 'typical');
    cpSync(template, store, { recursive: true });
    const reader = await startReader(store, kind);
    const { ms, exitCode } = await remove(store, eve, null);
    if (kind === 'held' && exitCode !== PARTIAL) throw new Error(`beside a reader it ended with ${exitCode}`);
    typical[kind] = ms;
    await ended(reader, 'SIGKILL');
    rmSync(store, { recursive: true, force: true });
  }

  const goesOn = option('fresh', 'false') !== 'true' && existsSync(begun);
  const rounds = goesOn ? JSON.parse(readFileSync(begun, 'utf8')) : [];
  // A removal that ended before its moment was not killed, and does not count.
  while (rounds.filter((one) => one.killed).length < kills) {
    rounds.push(await round(template, folder, eve, momentOf(rounds.length, typical)));
    writeFileSync(begun, JSON.stringify(rounds));
  }
  const count = (is) => rounds.filter(is).length;
  saveResult('erasure-kills', {
    cvs,
    removals: rounds.length,
    typicalMs: typical,
    killed: count((one) => one.killed),
    killedAfterCommit: count((one) => one.killed && one.removed),
    tracesOnDiskWhenKilled: count((one) => one.removed && one.atKill.length > 0),
    saidRemoved: count((one) => one.said === 'removed'),
    certifiedWhenKilled: count((one) => one.killed && one.certified.rows > 0),
    saidRemovedOrCertifiedWithATrace: count((one) => one.lied),
    mostCommandsToFinish: Math.max(...rounds.map(({ commands }) => commands)),
    withoutItsOneCertificateThen: count((one) => one.uncertified),
    unfinishedThen: count((one) => one.unfinished),
    rounds,
  });
  rmSync(begun, { force: true });
  if (rounds.some((one) => one.lied || one.unfinished || one.uncertified)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
