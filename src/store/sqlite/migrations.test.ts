import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { idOf, MODEL } from '../contract/index.js';
import { openSqliteStore, type SqliteStore } from './index.js';
import { MIGRATIONS } from './schema.js';

/** Migrations before near copies, series and decisions had rows of their own. */
const BEFORE = MIGRATIONS.findIndex((sql) => sql.includes('ADD COLUMN resembles'));

/** A store as an earlier version left it, with these rows, opened by this one. */
async function opened(rows: string): Promise<SqliteStore> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-migrations-'));
  const file = path.join(folder, 'store.db');
  const database = new Sqlite(file);
  for (const sql of MIGRATIONS.slice(0, BEFORE)) database.exec(sql);
  database.exec(`${rows}; PRAGMA user_version = ${BEFORE}`);
  database.close();
  const store = await openSqliteStore({ path: file });
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return store;
}

const cv = (seed: string, candidate: string, revision: number, latest: number, more = ''): string => `
  INSERT INTO cvs (cv_id, candidate_id, revision, latest, path, format, engine, passages, fingerprint, text_hash, signature, ingested_at)
  VALUES ('${idOf(seed)}', '${candidate}', ${revision}, ${latest}, '/${seed}', 'txt', 'test', 1, 'f', '${seed}', x'', '2026-01-01');
  UPDATE cvs SET ${more === '' ? 'label = NULL' : more} WHERE cv_id = '${idOf(seed)}';`;
const file = (name: string, seed: string, held: string, state: string, code: string | null): string => `
  INSERT INTO files (path, cv_id, hash, state, code, size, mtime)
  VALUES ('/${name}', '${idOf(held)}', '${idOf(seed)}', '${state}', ${code === null ? 'NULL' : `'${code}'`}, 1, 1);`;

it('parts near copies that were left out from those who hold a CV, also where one had been handed over', async () => {
  const store = await opened(
    cv('a', 'ada', 1, 1) +
      file('a', 'a', 'a', 'ready', null) +
      file('same', 'a', 'a', 'duplicate', 'exact_copy') +
      file('near', 'b', 'a', 'duplicate', 'near_copy') +
      file('taken', 'c', 'a', 'ready', null),
  );
  const records = await store.intake.known(['/a', '/same', '/near', '/taken']);
  const told = [...records.values()].map(({ path: at, cvId, resembles, code }) => [at, cvId, resembles, code]);
  expect(told).toEqual([
    ['/a', idOf('a'), null, null],
    ['/same', idOf('a'), null, 'exact_copy'],
    ['/near', null, idOf('a'), 'near_copy'],
    ['/taken', null, idOf('a'), 'near_copy'],
  ]);
});

it('leaves candidates as they were joined, with their numbers, and finds who else may be the same person', async () => {
  const store = await opened(
    // The first revision came back, so it has the highest number.
    cv('a1', 'ada', 3, 1, "who_email = 'ada'") +
      cv('a2', 'ada', 2, 0, "who_email = 'ada'") +
      cv('b', 'bea', 1, 1, "who_email = 'ada'") +
      cv('c', 'cid', 1, 1, `duplicate_of = '${idOf('b')}'`),
  );
  const all = await store.cvs.list({ allRevisions: true });
  expect(all.map(({ candidateId, revision, latest }) => [candidateId, revision, latest])).toEqual([
    ['ada', 3, true],
    ['ada', 2, false],
    ['bea', 1, true],
    ['cid', 1, true],
  ]);
  const pairs = await store.candidates.pairs({ limit: 9 }, null);
  expect(pairs.map(({ reasons, sides }) => [reasons, ...sides.map(({ cvId }) => cvId)])).toEqual([
    [['email'], idOf('a1'), idOf('b')],
    [['text'], idOf('b'), idOf('c')],
  ]);
  const jo = { by: 'Jo', keyId: null };
  await store.candidates.merge({ pair: pairs[0]!.id }, jo);
  await store.candidates.undo(pairs[0]!.id, jo);
  expect(await store.cvs.list({ allRevisions: true })).toEqual(all);
});

it('takes feedback along: decisions with their reason and key, and that a match was viewed', async () => {
  const store = await opened(`${cv('a', 'ada', 1, 1)}
    INSERT INTO matches_shown VALUES ('m1', '${idOf('a')}', 'jd', 1, '2026-03-01');
    INSERT INTO feedback (match_id, action, reason, key_id, at) VALUES ('m1', 'viewed', NULL, NULL, '2026-03-02'),
      ('m1', 'shortlisted', NULL, 'k1', '2026-03-03'), ('m1', 'rejected', 'no permit', NULL, '2026-03-04');`);
  expect(await store.decisions.list({ limit: 9 }, null)).toMatchObject([
    { decision: 'shortlisted', keyId: 'k1', jdHash: 'jd', cvId: idOf('a'), at: '2026-03-03', stage: null },
    { decision: 'rejected', reason: 'no permit', keyId: null },
  ]);
  expect(await store.impressions.outcomes('2026-01-01')).toEqual([
    { rank: 1, shown: 1, viewed: 1, shortlisted: 1, rejected: 1 },
  ]);
  expect(await store.impressions.view('m1', '2026-03-05')).toBe(false);
});

it("gives a near copy that is read after all its sender's turn, whatever became of its task", async () => {
  const [path, near] = ['upload:b0000001', idOf('b')];
  const rows = `${cv('a', 'ada', 1, 1)}${file('a', 'a', 'a', 'ready', null)}
    INSERT INTO files (path, cv_id, hash, state, code, size, mtime, key_id, batch)
    VALUES ('${path}', '${idOf('a')}', '${near}', 'duplicate', 'near_copy', 1, 1, 'bob', 'b1');`;
  const done = `INSERT INTO tasks (batch, path, status, updated_at) VALUES ('b1', '${path}', 'done', '2026-01-01');`;
  for (const task of [done, '']) {
    const store = await opened(rows + task);
    await store.model.adopt(MODEL);
    // The rows of this test hold no text, so there is nothing to control.
    await store.cvs.remove([idOf('a')], undefined, { stored: null });
    expect(await store.taskRows.claimDue('me', 9, 1000)).toMatchObject([{ path, keyId: 'bob' }]);
  }
});
