// How long it takes to find whom rules of retention reach, in a store of 100,000 CVs.
//
//   npm run build && node bench/retention.js [--cvs 100000]
//
// CVs come over 400 days, every fourth candidate was decided on; rules keep them for a year and warn for two weeks.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { built, option, root, round, saveResult } from './measure.js';

const [{ openSqliteStore }] = await built(root, ['store/sqlite/index.js']);
const CVS = Number(option('cvs', '100000'));
const DAYS = 400;
const DAY_MS = 86_400_000;
const GROUP = 5000;
const NOW = Date.now();
const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-bench-retention-'));

const idOf = (i) => createHash('sha256').update(`cv ${i}`).digest('hex');
const cameAt = (i) => new Date(NOW - DAYS * DAY_MS * (1 - i / CVS)).toISOString();

/** Only what the rules look at: a row for each CV, its file and its batch, and decisions. */
async function fill({ database: db }) {
  const cv =
    db.sql(`INSERT INTO cvs (cv_id, candidate_id, revision, latest, path, language, format, engine, passages, fingerprint,
      text_hash, signature, ingested_at, series, series_revision, came)
    VALUES (?, ?, 1, 1, ?, ?, 'pdf', 'x', 1, 'f', 'h', x'00', ?, ?, 1, ?)`);
  const batch = db.sql("INSERT INTO batches (id, source, files, created_at) VALUES (?, 'upload', 1, ?)");
  const file = db.sql(
    "INSERT INTO files (path, cv_id, hash, state, size, mtime, batch) VALUES (?, ?, ?, 'ready', 1, 1, ?)",
  );
  const decide = db.sql('INSERT INTO decisions (jd_hash, cv_id, decision, at) VALUES (?, ?, ?, ?)');
  for (let from = 0; from < CVS; from += GROUP)
    await db.write(() => {
      for (let i = from; i < Math.min(CVS, from + GROUP); i++) {
        const [id, at] = [idOf(i), cameAt(i)];
        cv.run(id, id.slice(0, 16), `upload:${i}`, i % 5 === 0 ? 'de' : 'en', at, id.slice(0, 16), i);
        batch.run(`b${i}`, at);
        file.run(`upload:${i}`, id, id, `b${i}`);
        if (i % 4 === 0) decide.run('jd', id, i % 16 === 0 ? 'shortlisted' : 'rejected', at);
      }
    });
}

async function timesOf(body) {
  const times = [];
  for (let i = 0; i < 15; i++) {
    const started = performance.now();
    await body();
    times.push(performance.now() - started);
  }
  return round(times.toSorted((a, b) => a - b)[7]);
}

try {
  const store = await openSqliteStore({ path: path.join(folder, 'store.db') });
  await fill(store);
  const cvIds = Array.from({ length: 100 }, (_, i) => idOf(i * 7));
  await store.retention.hold({ id: 'h1', reason: 'r', cvIds }, { by: null, keyId: null });
  const medianMs = {};
  for (const of of ['all', 'undecided', 'rejected']) {
    const rule = { of, where: [], afterDays: 365, warnDays: 14, notBefore: '2020-01-01T00:00:00.000Z' };
    const german = { ...rule, where: [{ field: 'language', op: '=', value: 'de' }] };
    const ahead = 14 * DAY_MS;
    const { next } = await store.retention.due(rule, { aheadMs: ahead, limit: 1000 });
    medianMs[of] = {
      due: await store.retention.count(rule, 0),
      within: await store.retention.count(rule, ahead),
      pageOf25: await timesOf(() => store.retention.due(rule, { aheadMs: ahead, limit: 25 })),
      laterPage: await timesOf(() =>
        store.retention.due(rule, { aheadMs: ahead, limit: 25, after: next ?? undefined }),
      ),
      pageWithCondition: await timesOf(() => store.retention.due(german, { aheadMs: ahead, limit: 25 })),
      countWithin: await timesOf(() => store.retention.count(rule, ahead)),
      countAll: await timesOf(() => store.retention.count(rule, Infinity)),
    };
  }
  const result = { cvs: CVS, medianMs, heldCvsMs: await timesOf(() => store.retention.heldCvs()) };
  await store.close();
  saveResult('retention', result);
  console.log(JSON.stringify(result, null, 2));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
