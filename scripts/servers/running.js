// Starts and stops sets of servers. A set has a name, data of its own, and a file that says what runs where.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PROGRAMS } from './programs.js';
import { MOUNTS, ROOT, postgresTools } from './root.js';

const STARTS_WITHIN_MS = 60_000;
const STOPS_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 50;

/** As seen from inside the root. */
const dataOf = (name, kind) => `/srv/${name}/${kind}`;
const folderOf = (name) => path.join(ROOT, 'srv', name);
const stateFile = (name) => path.join(folderOf(name), 'running.json');

/** What runs, by kind: `{pid, since, port}`; entries of ended processes are left out. */
function running(name) {
  if (!existsSync(stateFile(name))) return {};
  const all = JSON.parse(readFileSync(stateFile(name), 'utf8'));
  return Object.fromEntries(Object.entries(all).filter(([, { pid, since }]) => startOf(pid) === since));
}

/** When a process began, so that another one that got its number later is not taken for it; null if there is none. */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : fields[19];
  } catch {
    return null;
  }
}

/** Starts those of these servers that do not run yet; returns the URLs of all. */
export async function start(name, firstPort = null, kinds = Object.keys(PROGRAMS)) {
  const state = running(name);
  const started = [];
  try {
    for (const [at, kind] of kinds.entries()) {
      if (state[kind] !== undefined) continue;
      const { after } = PROGRAMS[kind];
      if (after !== undefined) await answering(name, after, state[after]);
      const beside = Object.fromEntries(Object.entries(state).map(([one, { port }]) => [one, port]));
      state[kind] = launch(name, kind, firstPort === null ? await freePort() : firstPort + at, beside);
      started.push(kind);
      writeFileSync(stateFile(name), JSON.stringify(state));
    }
    await Promise.all(started.map((kind) => answering(name, kind, state[kind])));
  } catch (error) {
    await end(started.map((kind) => [kind, state[kind]]).filter(([, process]) => process !== undefined));
    throw error;
  }
  return urlsOf(name);
}

/** Ends a server at once, as a crash does; its data stays. */
export async function kill(name, kind) {
  const { [kind]: server } = running(name);
  if (server === undefined) return;
  process.kill(server.pid, 'SIGKILL');
  while (startOf(server.pid) === server.since) await wait(LOOK_EVERY_MS);
}

/** Variables for tests with the URLs of what runs, and the folder of the programs that fit this PostgreSQL. */
export function urlsOf(name) {
  const servers = running(name);
  const urls = Object.entries(servers).map(([kind, { port }]) => [PROGRAMS[kind].variable, PROGRAMS[kind].url(port)]);
  const tools = servers.postgres === undefined ? {} : { CVMATCH_TEST_POSTGRES_TOOLS: postgresTools() };
  return { ...Object.fromEntries(urls), ...tools };
}

function launch(name, kind, port, beside) {
  const { user, first, command } = PROGRAMS[kind];
  const data = dataOf(name, kind);
  const folder = path.join(ROOT, data);
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    execFileSync('chroot', [ROOT, 'chown', user, data]);
    chmodSync(folder, 0o700);
    if (first !== undefined)
      execFileSync(...inside(user, first(data, beside)), { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const log = openSync(path.join(folderOf(name), `${kind}.log`), 'a');
  const child = spawn(...inside(user, command(data, port, beside)), { detached: true, stdio: ['ignore', log, log] });
  child.unref();
  return { pid: child.pid, since: startOf(child.pid), port };
}

/**
 * The command as a user inside the root. Every program on the way there replaces itself by the next one, so the process
 * that is started is the server.
 */
function inside(user, command) {
  const enter = `${MOUNTS} && cd / && exec chroot --userspec=${user} ${ROOT} "$@"`;
  return [
    'unshare',
    ['--mount', 'sh', '-c', enter, 'sh', 'env', '-i', 'PATH=/usr/bin:/bin', 'LC_ALL=C.UTF-8', ...command],
  ];
}

async function answering(name, kind, { pid, since, port }) {
  for (const end = Date.now() + STARTS_WITHIN_MS; Date.now() < end; await wait(LOOK_EVERY_MS)) {
    if (startOf(pid) !== since) break;
    if (await PROGRAMS[kind].answers(port)) return;
  }
  const log = readFileSync(path.join(folderOf(name), `${kind}.log`), 'utf8').slice(-2000);
  throw new Error(`${kind} does not answer at port ${port}:\n${log}`);
}

export async function stop(name) {
  await end(Object.entries(running(name)));
}

async function end(processes) {
  for (const [kind, { pid }] of processes) process.kill(pid, PROGRAMS[kind].signal);
  const patience = Date.now() + STOPS_WITHIN_MS;
  for (const [, { pid, since }] of processes)
    while (startOf(pid) === since) {
      if (Date.now() > patience) process.kill(pid, 'SIGKILL');
      await wait(LOOK_EVERY_MS);
    }
}

export async function remove(name) {
  await stop(name);
  rmSync(folderOf(name), { recursive: true, force: true });
}

const OWN = /^run-(\d+)$/;

/** Name of the set that belongs to this process. */
export function ownName() {
  return `run-${process.pid}`;
}

/** Removes the sets of processes that were killed before they could. */
export async function removeOrphans() {
  if (!existsSync(path.join(ROOT, 'srv'))) return;
  const names = readdirSync(path.join(ROOT, 'srv'));
  for (const name of names) if (startOf(OWN.exec(name)?.[1] ?? 'self') === null) await remove(name);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
