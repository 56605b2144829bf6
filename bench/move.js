// How fast a store moves from a folder to PostgreSQL and S3, and back: rows, the indexes made from them, the comparison of
// all rows, and originals, each by itself. The servers run on the same cores.
//   npm run build && node scripts/servers.js run -- node bench/move.js [--cvs 5000] [--originals 500] [--store FOLDER]
//   writes bench/results/move.json; --store: the folder of the store that is made, or made up to that many CVs
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fillStore } from './make-store.js';
import { makeBucket, makeDatabase } from './make-places.js';
import { cli, measured, option, round, saveResult } from './measure.js';

/** CVs a second, of rows alone. */
const BAR = 500;
const ORIGINAL_BYTES = 100_000;

const cvs = Number(option('cvs', 5000));
const originals = Number(option('originals', 500));
const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-move-'));
const store = option('store', path.join(folder, 'store'));
const endpoint = process.env.CVMATCH_TEST_S3;
if (!endpoint) throw new Error('run it by `node scripts/servers.js run --`, which starts the servers');

function addOriginals() {
  const place = path.join(store, 'originals');
  if (existsSync(place)) return;
  for (let i = 0; i < originals; i++) {
    const bytes = randomBytes(ORIGINAL_BYTES);
    const hash = createHash('sha256').update(bytes).digest('hex');
    mkdirSync(path.join(place, hash.slice(0, 2)), { recursive: true });
    writeFileSync(path.join(place, hash.slice(0, 2), hash), bytes);
  }
}

async function move(from, to) {
  const args = [cli, 'move', '--to', to.store, '--files', to.files, '--json'];
  const { stdout, seconds, cpuSeconds, peakRssMb, exitCode } = await measured(args, {
    CVMATCH_STORE: from.store,
    CVMATCH_FILES: from.files,
  });
  const report = JSON.parse(stdout);
  if (exitCode !== 0 || !report.complete) throw new Error(`the move to ${report.to} is not complete`);
  const rate = (n, took) => round(n / took);
  return {
    cvs: report.cvs,
    rows: report.tables.reduce((sum, { rows }) => sum + rows, 0),
    cvsPerSecond: rate(report.cvs, report.seconds.rows),
    seconds: Object.fromEntries(Object.entries(report.seconds).map(([name, took]) => [name, round(took)])),
    indexesCvsPerSecond: rate(report.cvs, report.seconds.indexes),
    comparisonCvsPerSecond: rate(report.cvs, report.seconds.comparison),
    originalsMbPerSecond: rate(report.files.bytes / 1e6, report.seconds.files),
    originals: report.files.originals,
    wallSeconds: seconds,
    cpuSeconds,
    peakRssMb,
  };
}

try {
  await fillStore(store, cvs);
  addOriginals();
  const here = { store, files: 'none' };
  const there = { store: await makeDatabase('move'), files: await makeBucket('move', endpoint) };
  const toServer = await move(here, there);
  const toFolder = await move(there, { store: path.join(folder, 'back'), files: 'none' });
  const slowest = Math.min(toServer.cvsPerSecond, toFolder.cvsPerSecond);
  saveResult('move', { bar: BAR, met: slowest >= BAR, toServer, toFolder });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
