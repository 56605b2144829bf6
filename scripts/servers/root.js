// A Debian root with the programs of the servers, because the packages of the machine's own Debian may be too old:
// pgvector is in Debian 13, not in 12.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Outside the clone, so that it outlives it, and not in /tmp, which may be memory. */
const HOME = '/var/tmp/cvmatch-servers';
const RELEASE = 'trixie';
const PACKAGES = [
  'postgresql-17',
  'postgresql-17-pgvector',
  'valkey-server',
  'python3-moto',
  'python3-flask',
  'python3-flask-cors',
  'nginx-light',
  'pgbouncer',
];
export const ROOT = path.join(HOME, RELEASE);
/** Says which packages a root has. */
const STAMP = path.join(ROOT, '.packages');

/** Null where servers can be had, else what stands in the way. */
export function availability() {
  if (process.platform !== 'linux' || !/^ID=debian$/m.test(osRelease())) return 'this machine is not Debian';
  return process.getuid() === 0 ? null : 'only root may make a Debian root and enter it';
}

function osRelease() {
  return existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
}

/** Installs what is missing; silent and quick if nothing is. */
export function prepare() {
  const wanted = PACKAGES.join('\n');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  console.error('Installing the servers for tests (once, about a minute and 1 GB) ...');
  if (!existsSync(ROOT)) makeRoot();
  inRoot(['apt-get', 'update', '-qq']);
  inRoot(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...PACKAGES]);
  inRoot(['apt-get', 'clean']);
  writeFileSync(STAMP, wanted);
}

/** Made under another name, so that an interrupted or simultaneous run never leaves half a root. */
function makeRoot() {
  if (!existsSync('/usr/sbin/debootstrap')) {
    quietly('apt-get', ['update', '-qq']);
    quietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'debootstrap']);
  }
  mkdirSync(HOME, { recursive: true });
  const making = path.join(HOME, `making-${process.pid}`);
  try {
    // In a mount namespace: what it mounts is gone even if it is killed, so that deleting never reaches the machine's own.
    const debootstrap = ['debootstrap', '--variant=minbase', '--include=ca-certificates', RELEASE, making, mirror()];
    quietly('unshare', ['--mount', ...debootstrap]);
    // Packages must not start their servers: we start our own.
    writeFileSync(path.join(making, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 });
    if (!existsSync(ROOT)) renameSync(making, ROOT);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** The mirror that this machine's own sources name. */
function mirror() {
  const targets = execFileSync('apt-get', ['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages'], {
    encoding: 'utf8',
  });
  const found = targets.split('\n').find((uri) => /^https?:/.test(uri) && !uri.includes('security'));
  if (found === undefined) throw new Error("this machine's apt sources name no mirror to install from");
  return found;
}

/** A folder with PostgreSQL's programs for backups, which run in the root, where their libraries are. */
export function postgresTools() {
  const folder = path.join(HOME, 'tools');
  mkdirSync(folder, { recursive: true });
  for (const tool of ['pg_dump', 'pg_restore']) {
    const file = path.join(folder, tool);
    const text = `#!/bin/sh\nexec chroot ${ROOT} /usr/lib/postgresql/17/bin/${tool} "$@"\n`;
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    writeFileSync(`${file}.${process.pid}`, text, { mode: 0o755 });
    renameSync(`${file}.${process.pid}`, file);
  }
  return folder;
}

function inRoot(command) {
  quietly('unshare', ['--mount', 'sh', '-c', `${MOUNTS} && exec chroot ${ROOT} "$@"`, 'sh', ...command]);
}

/** For a mount namespace of its own: what is mounted there is gone when its last process ends. */
export const MOUNTS = `mount -t proc proc ${ROOT}/proc && mount --rbind /dev ${ROOT}/dev`;

/** Shows what a command said only if it fails. */
function quietly(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  try {
    execFileSync(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env, maxBuffer: 1e8 });
  } catch (error) {
    throw new Error(`${command} failed:\n${`${error.stdout}${error.stderr}`.trim().slice(-4000)}`, { cause: error });
  }
}
