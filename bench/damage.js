// Changes one byte of a store, 200 times, and asks `doctor --deep` each time: either it says that something is damaged, or the
// changed page is among those that it says nothing vouches for. Without a backup first, then with one. Then damages a backup 200
// times (a byte, its end, or all of a file) and restores it: it must be refused, or give back the same rows.
//   npm run build && node bench/damage.js [--times 200] [--cvs 300] [--seed 1]
//   writes bench/results/damage.json
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { fillStore } from './make-store.js';
import { built, option, saveResult } from './measure.js';

const times = Number(option('times', 200));
const cvs = Number(option('cvs', 300));
const seed = Number(option('seed', 1));
const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-damage-'));
const [store, copy, backups, hurt, restored] = ['store', 'copy', 'backups', 'hurt', 'restored'].map((name) =>
  path.join(folder, name),
);
const [{ backup, examineDeep, loadConfig, restore }, { seeded }] = await built(undefined, [
  'index.js',
  'evaluate/ranking/metrics.js',
]);
const random = seeded(seed);
const config = (where) => ({ ...loadConfig({}).values, store: where, embedder: 'hashing' });
const given = { signal: new AbortController().signal, onProgress: () => undefined };

/** What doctor makes of one changed byte. */
async function flip() {
  rmSync(copy, { recursive: true, force: true });
  cpSync(store, copy, { recursive: true });
  const file = path.join(copy, 'store.db');
  const bytes = readFileSync(file);
  const at = Math.floor(random() * bytes.length);
  bytes[at] ^= 1 << Math.floor(random() * 8);
  writeFileSync(file, bytes);
  const page = Math.floor(at / 4096) + 1;
  const checks = await examineDeep(config(copy));
  if (checks.some(({ status }) => status === 'failed')) return 'found';
  const named = checks.flatMap(({ pages = [] }) => pages).some(({ pages }) => pages.includes(page));
  return named ? 'named' : `missed: byte ${at}`;
}

async function flips() {
  const counts = { found: 0, named: 0, missed: [] };
  for (let i = 0; i < times; i++) {
    const what = await flip();
    if (what in counts) counts[what] += 1;
    else counts.missed.push(what);
  }
  return counts;
}

/** Pages that doctor vouches for in the sound store, of all. */
async function vouched() {
  const checks = await examineDeep(config(store));
  const left = checks.flatMap(({ pages = [] }) => pages).reduce((sum, { pages }) => sum + pages.length, 0);
  const all = readFileSync(path.join(store, 'store.db')).length / 4096;
  return { pages: all, vouched: all - left };
}

function rowsOf(where) {
  const db = new Sqlite(path.join(where, 'store.db'), { readonly: true });
  const hash = createHash('sha256');
  for (const table of ['cvs', 'documents', 'profiles', 'scoring', 'bands', 'occupations', 'files', 'jds'])
    for (const row of db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).raw().iterate())
      for (const value of row) hash.update(value instanceof Uint8Array ? value : `${value} `);
  db.close();
  return hash.digest('hex');
}

function damageFile(file) {
  const bytes = readFileSync(file);
  const kind = random();
  if (kind < 0.1) rmSync(file);
  else if (kind < 0.2) writeFileSync(file, bytes.subarray(0, Math.floor(random() * bytes.length)));
  else {
    bytes[Math.floor(random() * bytes.length)] ^= 1 << Math.floor(random() * 8);
    writeFileSync(file, bytes);
  }
}

async function backupsDamaged() {
  const whole = rowsOf(store);
  const counts = { refused: 0, same: 0, inSilence: 0 };
  for (let i = 0; i < times; i++) {
    for (const one of [hurt, restored]) rmSync(one, { recursive: true, force: true });
    cpSync(backups, hurt, { recursive: true });
    const files = readdirSync(hurt, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const entry = files[Math.floor(random() * files.length)];
    damageFile(path.join(entry.parentPath, entry.name));
    const refused = await restore(config(restored), { from: hurt, ...given }).then(
      () => false,
      () => true,
    );
    counts[refused ? 'refused' : rowsOf(restored) === whole ? 'same' : 'inSilence'] += 1;
  }
  return counts;
}

try {
  await fillStore(store, cvs);
  const without = { ...(await vouched()), ...(await flips()) };
  await backup(config(store), { to: backups, full: false, version: 'bench', ...given });
  const withBackup = { ...(await vouched()), ...(await flips()) };
  const damaged = await backupsDamaged();
  const result = { cvs, times, seed, withoutBackup: without, withBackup, backups: damaged };
  saveResult('damage', result);
  const isGood = [...without.missed, ...withBackup.missed].length === 0 && damaged.inSilence === 0;
  process.exitCode = isGood ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
