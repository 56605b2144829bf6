import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { cli, temporaryFolder } from '../_shared/testing.js';

it('says who did what to a CV, also after it was erased, and shows that a record was changed', async () => {
  const folder = temporaryFolder();
  const cv = path.join(folder, 'ada.txt');
  writeFileSync(cv, 'Ada Example\nada@example.com\n\nExperience\nWelder, Yard, 2018 - 2022\nWelded steel of ships.\n');
  const jd = path.join(folder, 'jd.md');
  writeFileSync(jd, 'Welder of steel');
  const store = path.join(folder, 'store');
  const run = (...args: string[]) => cli([...args, '--store', store]);
  await run('ingest', cv);
  const [{ cvId }] = (await run('list', '--json')).json as [{ cvId: string }];
  await run('show', cv);
  await run('match', jd);
  await run('decisions', 'add', jd, cv, 'rejected', '--reason', 'no permit');
  const about = async (reference: string): Promise<string[]> =>
    ((await run('audit', 'list', '--cv', reference, '--json')).json as { records: { action: string }[] }).records.map(
      ({ action }) => action,
    );
  expect(await about(cv)).toEqual(['decide', 'match', 'read', 'read', 'ingest']);
  const listed = await run('audit', 'list', '--action', 'decide');
  expect(listed.stdout).toMatch(/user:\S+ +decide +decisions\.add rejected +jd [0-9a-f]{24}, cv [0-9a-f]{24} +cli /);
  await run('remove', cv);
  expect(await about(cvId)).toEqual(['erase', 'decide', 'match', 'read', 'read', 'ingest']);
  expect((await run('audit', 'list', '--cv', 'none.txt')).exitCode).toBe(2);

  const file = path.join(folder, 'log.csv');
  await run('audit', 'export', '--format', 'csv', '--output', file);
  const { stdout } = await run('audit', 'export');
  const lines = stdout.split('\n');
  for (const text of [readFileSync(file, 'utf8'), stdout])
    for (const personal of ['Ada', 'ada.txt', 'permit', cvId.slice(0, 12)]) expect(text).not.toContain(personal);
  expect(lines.map((line) => (JSON.parse(line) as { action: string }).action).slice(0, 2)).toEqual(['ingest', 'read']);

  const verdict = await run('audit', 'verify', '--json');
  expect(verdict).toMatchObject({ exitCode: 0, json: { ok: true, open: 0, problems: [] } });
  const { anchor } = verdict.json as { anchor: string };
  expect((await run('audit', 'verify', '--from', anchor)).stdout).toContain('Nothing was changed');
  expect((await run('audit', 'verify', '--from', 'x')).exitCode).toBe(2);
  const db = new Sqlite(path.join(store, 'store.db'));
  db.exec("UPDATE audit_records SET outcome = 'forbidden' WHERE action = 'decide'");
  db.close();
  const broken = await run('audit', 'verify');
  expect(broken.exitCode).toBe(1);
  expect(broken.stdout).toMatch(/segment \d+: record [0-9a-f]{28} was changed\n.*\nTHE LOG IS NOT|THE LOG IS NOT/);
}, 240_000);
