// Kills (SIGKILL) an ingest of 300 synthetic files at random moments and resumes it: is the store the same as after an
// undisturbed run?
//
//   npm run build && node bench/kill.js [--kills 20] [--files 300] [--seed 1]
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import * as sqliteVec from 'sqlite-vec';
import { cli, measured, nodeFlags, option, saveResult } from './measure.js';

const kills = Number(option('kills', 20));
const files = Number(option('files', 300));
/** Kills of one store before its run may finish. */
const KILLS_A_STORE = 5;

/** The seed is spread over all bits, since a small state would make the first moments all early ones. */
let state = Math.imul(Number(option('seed', 1)), 0x9e3779b1) >>> 0 || 1;
function random() {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) / 2 ** 32;
}

/**
 * A hash per table over every row without keys and times, in an order given by content, so that a difference can be
 * traced to its table.
 */
function contentOf(store) {
  const db = new Sqlite(path.join(store, 'store.db'), { readonly: true });
  sqliteVec.load(db);
  const tables = {
    cvs: `SELECT cv_id, candidate_id, revision, latest, duplicate_of, path, name, label, years, country, language, format, engine, passages,
      fingerprint, text_hash, hex(signature), who_email, who_phone FROM cvs ORDER BY cv_id`,
    documents: 'SELECT cv_id, text, layout, hex(lines) FROM documents JOIN cvs USING (key) ORDER BY cv_id',
    profiles: 'SELECT cv_id, profile FROM profiles JOIN cvs USING (key) ORDER BY cv_id',
    scoring:
      'SELECT cv_id, generation, hex(features), hex(scoring.passages), hex(vectors) FROM scoring JOIN cvs USING (key) ORDER BY cv_id',
    vectors: 'SELECT cv_id, hex(vector) FROM vectors_1 JOIN cvs USING (key) ORDER BY cv_id',
    files: 'SELECT path, cv_id, hash, state, code, message, format, size, mtime, made_with FROM files ORDER BY path',
    open: "SELECT path FROM tasks WHERE status IN ('pending', 'running') ORDER BY path",
  };
  const content = Object.fromEntries(
    Object.entries(tables).map(([name, sql]) => {
      const rows = db.prepare(sql).raw().all();
      return [
        name,
        { rows: rows.length, hash: createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16) },
      ];
    }),
  );
  const states = db.prepare('SELECT path, state, code, cv_id FROM files ORDER BY path').all();
  db.close();
  return { content, states };
}

/** Files that ended in another state, to help find the reason. */
function changedStates(expected, now) {
  const other = new Map(now.map((file) => [file.path, file]));
  return expected
    .filter((file) => JSON.stringify(file) !== JSON.stringify(other.get(file.path)))
    .map((file) => ({ expected: file, now: other.get(file.path) ?? null }))
    .slice(0, 5);
}

async function killed(args, afterMs) {
  const child = spawn(process.execPath, [...nodeFlags, cli, ...args], {
    stdio: 'ignore',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const exited = once(child, 'exit');
  await Promise.race([sleep(afterMs), exited]);
  const alive = child.exitCode === null;
  child.kill('SIGKILL');
  await exited;
  return alive;
}

const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-kill-'));
try {
  const cvs = path.join(folder, 'generated');
  await measured([cli, 'generate', '--cvs', String(files), '--jds', '0', '--out', cvs, '--seed', '7']);
  // Which file is too slow depends on the machine's other work, and is not tested here.
  const limits = ['--timeout', '120s', '--json'];
  const ingest = (store) => ['ingest', cvs, '--store', path.join(folder, store), ...limits];
  const undisturbed = await measured([cli, ...ingest('undisturbed')]);
  const { content: expected, states } = contentOf(path.join(folder, 'undisturbed'));
  const rounds = [];
  for (let done = 0; done < kills;) {
    const store = `killed-${rounds.length}`;
    const moments = [];
    while (moments.length < KILLS_A_STORE && done < kills) {
      const afterMs = Math.round(random() * undisturbed.seconds * 1000);
      if (!(await killed(ingest(store), afterMs))) break;
      moments.push(afterMs);
      done += 1;
    }
    // If it was killed before its store existed, there is nothing to resume.
    const finish =
      existsSync(path.join(folder, store, 'store.db')) && rounds.length % 2 === 0
        ? ['resume', '--store', path.join(folder, store), ...limits]
        : ingest(store);
    await measured([cli, ...finish]);
    if (finish[0] === 'resume') await measured([cli, ...ingest(store)]);
    const { content, states: now } = contentOf(path.join(folder, store));
    const different = Object.keys(expected).filter(
      (table) => JSON.stringify(content[table]) !== JSON.stringify(expected[table]),
    );
    rounds.push({ killedAfterMs: moments, finishedBy: finish[0], different, files: changedStates(states, now) });
    rmSync(path.join(folder, store), { recursive: true, force: true });
  }
  const same = rounds.filter((round) => round.different.length === 0).length;
  saveResult('kill', {
    files,
    kills,
    undisturbedSeconds: undisturbed.seconds,
    expected,
    rounds,
    same: `${same} of ${rounds.length} stores`,
  });
  if (same < rounds.length) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
