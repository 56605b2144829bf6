// Installs the dependencies if they are missing or older than the lockfile. Safe to repeat; silent if there is nothing
// to do.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

export function setup() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .update(process.version)
    .digest('hex');
  const stamp = path.join(root, 'node_modules', '.cvmatch-setup');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  if (!existsSync(stamp) && installedByHand()) return writeFileSync(stamp, lock);
  // What is there already and still right is left: it may have taken minutes to compile.
  const how = existsSync(stamp) ? ['install', '--no-save'] : ['ci'];
  console.error('Installing dependencies (once; better-sqlite3 may be compiled, which takes a minute or two) ...');
  execFileSync('npm', [...how, '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  writeFileSync(stamp, lock);
}

/** Whether someone ran `npm ci` or `npm install` after the last change of the lockfile. */
function installedByHand() {
  const installed = path.join(root, 'node_modules', '.package-lock.json');
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(path.join(root, 'package-lock.json')).mtimeMs;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) setup();
