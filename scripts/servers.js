// Real servers for tests: PostgreSQL 17 with pgvector, a replica of it, PgBouncer before it, Redis (valkey) and an S3 server (moto), each
// listening on 127.0.0.1 only. Their programs lie in a Debian root of their own outside the clone, made once and reused.
//
//   node scripts/servers.js prepare                    installs the programs
//   node scripts/servers.js start [NAME] [--port N]    starts them and prints their URLs; running ones are left alone
//   node scripts/servers.js urls [NAME]                prints the URLs of running servers, for `eval`
//   node scripts/servers.js stop [NAME]                stops them; their data stays
//   node scripts/servers.js remove [NAME]              stops them and deletes their data
//   node scripts/servers.js run -- COMMAND             runs a command beside fresh servers, removed when it ends; a
//                                                      server whose variable is set already is used as it is
//
// NAME (`test`) has data of its own. --port: PostgreSQL's port; the others take the next ones. Without it, free ones.
// Works as root on Debian, since it needs debootstrap and chroot. Elsewhere, set the variables that `urls` prints to
// servers of your own.
import { spawn } from 'node:child_process';
import { availability, prepare } from './servers/root.js';
import { PROGRAMS } from './servers/programs.js';
import { ownName, remove, removeOrphans, start, stop, urlsOf } from './servers/running.js';

const [verb = '', ...given] = process.argv.slice(2);
const [flags, command] = given.includes('--')
  ? [given.slice(0, given.indexOf('--')), given.slice(given.indexOf('--') + 1)]
  : [given, []];
const portAt = flags.indexOf('--port');
const port = portAt < 0 ? null : Number(flags.splice(portAt, 2)[1]);
const name = flags[0] ?? 'test';
const isNamed = (kind) => (process.env[PROGRAMS[kind].variable] ?? '') !== '';
/** Servers that `run` must start; one that copies another can be made of ours only. */
const unnamed = Object.keys(PROGRAMS).filter(
  (kind) => !isNamed(kind) && !(PROGRAMS[kind].after !== undefined && isNamed(PROGRAMS[kind].after)),
);

/** Lines for `eval` in a shell. */
function print(urls) {
  for (const [variable, value] of Object.entries(urls)) console.log(`export ${variable}='${value}'`);
}

/** The exit code of the command, which runs beside servers that nobody else uses. */
async function run() {
  await removeOrphans();
  const own = ownName();
  let child;
  const pass = (signal) => child?.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, pass);
  try {
    const urls = await start(own, null, unnamed);
    const env = { ...process.env, ...urls, CVMATCH_TEST_SERVERS: 'required' };
    child = spawn(command[0], command.slice(1), { stdio: 'inherit', env });
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 130)));
    });
  } finally {
    await remove(own);
  }
}

const VERBS = {
  prepare: () => prepare(),
  start: async () => {
    prepare();
    print(await start(name, port));
  },
  urls: () => print(urlsOf(name)),
  stop: () => stop(name),
  remove: () => remove(name),
  run: async () => {
    if (unnamed.length > 0) prepare();
    process.exitCode = await run();
  },
};

if (VERBS[verb] === undefined || (verb === 'run' && command.length === 0) || !/^[a-z][a-z\d-]*$/.test(name)) {
  console.error('usage: node scripts/servers.js prepare | start | urls | stop | remove | run -- COMMAND');
  process.exit(2);
}
const missing = availability();
if (missing !== null && !(verb === 'run' && unnamed.length === 0)) {
  console.error(`servers for tests cannot be had here: ${missing}`);
  console.error(
    'Set CVMATCH_TEST_POSTGRES, CVMATCH_TEST_REPLICA (a hot standby of it), CVMATCH_TEST_PGBOUNCER (to the same, in transaction mode), CVMATCH_TEST_REDIS and CVMATCH_TEST_S3 to servers of your own that tests may fill and empty, and CVMATCH_TEST_POSTGRES_TOOLS to a folder with a pg_dump of its version, if PATH has none.',
  );
  process.exit(1);
}
try {
  await VERBS[verb]();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
