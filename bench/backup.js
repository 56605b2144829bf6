// What a backup costs an ingest that runs at full rate beside it, and whether what it holds is one moment: the store restored
// from it must have every CV that was in before, and of each the same rows as the store.
//   npm run build && node bench/backup.js [--cvs 10000] [--files 400] [--rounds 4] [--store FOLDER]
//   writes bench/results/backup.json; --store: the folder of the store that is made, or made up to that many CVs
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { execa } from 'execa';
import { fillStore } from './make-store.js';
import { cli, measured, nodeFlags, option, round, saveResult } from './measure.js';

/** Share of its rate that ingest keeps at least. */
const BAR = 0.8;
const TABLES = ['documents', 'profiles', 'scoring'];

const cvs = Number(option('cvs', 10_000));
const files = Number(option('files', 400));
const rounds = Number(option('rounds', 4));
const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-backup-'));
const store = option('store', path.join(folder, 'store'));
const backups = path.join(folder, 'backups');

const run = async (...args) => JSON.parse((await measured([cli, ...args, '--json'], {})).stdout);

async function generated(seed) {
  const out = path.join(folder, `cvs-${seed}`);
  await measured([cli, 'generate', '--cvs', String(files), '--jds', '0', '--seed', String(seed), '--out', out], {});
  return path.join(out, 'cvs');
}

/** Seconds of an ingest; `beside`: backups one after the other meanwhile. */
async function ingestSeconds(seed, beside) {
  const from = await generated(seed);
  const made = [];
  let going = beside;
  const backingUp = (async () => {
    while (going) made.push(await run('backup', backups, '--store', store));
  })();
  const { seconds } = await measured([cli, 'ingest', from, '--store', store, '--keep', '--quiet'], {});
  going = false;
  await backingUp;
  return { seconds, made };
}

/** CvIds with their time, and a hash of all rows of each. */
function rowsOf(where) {
  const db = new Sqlite(path.join(where, 'store.db'), { readonly: true });
  const found = db.prepare('SELECT key, cv_id AS id, ingested_at AS at FROM cvs').all();
  // Each by an index: `scoring` is found by its generation and key.
  const generation = db.prepare("SELECT value FROM meta WHERE name = 'generation'").pluck().get();
  const of = { scoring: `generation = ${generation} AND` };
  const reads = TABLES.map((table) => db.prepare(`SELECT * FROM ${table} WHERE ${of[table] ?? ''} key = ?`).raw());
  const rows = new Map();
  for (const { key, id, at } of found) {
    const hash = createHash('sha256');
    for (const read of reads)
      for (const row of read.all(key))
        for (const value of row) hash.update(value instanceof Uint8Array ? value : `${value} `);
    rows.set(id, { at, hash: hash.digest('hex') });
  }
  db.close();
  return rows;
}

function compare(restored, at) {
  const [now, then] = [rowsOf(store), rowsOf(restored)];
  const missing = [...now].filter(([id, one]) => one.at < at && !then.has(id)).length;
  const differ = [...then].filter(([id, one]) => now.get(id)?.hash !== one.hash).length;
  return { cvs: then.size, missing, differ };
}

try {
  await fillStore(store, cvs);
  const first = await run('backup', backups, '--store', store);
  const again = await run('backup', backups, '--store', store);
  const pairs = [];
  let last = again;
  for (let i = 0; i < rounds; i++) {
    const turn = [false, true];
    const seconds = {};
    for (const beside of i % 2 === 0 ? turn : turn.reverse()) {
      const one = await ingestSeconds(100 + 2 * i + (beside ? 1 : 0), beside);
      seconds[beside ? 'beside' : 'alone'] = one.seconds;
      last = one.made.at(0) ?? last;
    }
    pairs.push({
      alone: round(files / seconds.alone),
      beside: round(files / seconds.beside),
      kept: round(seconds.alone / seconds.beside, 2),
    });
    console.error(JSON.stringify(pairs.at(-1)));
  }
  const verified =
    (await execa(process.execPath, [...nodeFlags, cli, 'backup', 'verify', backups, '--json'])).exitCode === 0;
  const restored = path.join(folder, 'restored');
  const back = await run('restore', backups, '--id', last.id, '--store', restored);
  const kept = pairs.map((one) => one.kept).sort((a, b) => a - b);
  const seconds = ({ seconds: took, bytes, written }) => ({
    seconds: round(took),
    mb: round(bytes / 1e6),
    writtenMb: round(written / 1e6),
  });
  const result = {
    cvs,
    first: seconds(first),
    unchanged: seconds(again),
    besideIngest: seconds(last),
    restoreSeconds: round(back.seconds),
    pairs,
    kept: kept[Math.floor(kept.length / 2)],
    verified,
    moment: compare(restored, last.at),
  };
  const bars = {
    [`ingest keeps ${BAR * 100} %`]: result.kept >= BAR,
    'one moment, every row the same': result.moment.missing === 0 && result.moment.differ === 0 && verified,
  };
  saveResult('backup', { ...result, bars });
  console.log(JSON.stringify({ ...result, bars }, null, 2));
  process.exitCode = Object.values(bars).every(Boolean) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
