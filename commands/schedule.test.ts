import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../src/store/sqlite/index.js';
import { cli, temporaryFolder } from './_shared/testing.js';

const env = { CVMATCH_EMBEDDER: 'hashing', CVMATCH_THREADS: '1' };

const CV = (name: string, work: string): string =>
  `${name}\n${name.toLowerCase().replace(' ', '.')}@example.com\n\nExperience\n${work} at Example Ltd, 2018 to 2021. ${work} who planned, built and ran things for many people.\n\nSkills\n${work === 'Welder' ? 'MIG welding, Steel' : 'TypeScript, PostgreSQL'}\n`;
const JD = 'Software Developer\n\nRequirements\n- TypeScript (must)\n- PostgreSQL\n- 2 years of experience\n';

it('does what waits, once: match, explain, clean up; and says how it went', async () => {
  const store = path.join(temporaryFolder(), 'store');
  const run = async (...names: string[]) =>
    (await cli(['schedule', 'run', ...names, '--store', store, '--json'], { env })).json as {
      name: string;
      outcome: string;
      result: Record<string, number>;
    }[];
  const cvs = temporaryFolder();
  ['Developer', 'Welder', 'Programmer'].forEach((work, i) => {
    writeFileSync(path.join(cvs, `${i}.txt`), CV(`Person N${i}`, work));
  });
  writeFileSync(path.join(cvs, 'jd.md'), JD);
  expect(
    (
      await cli(
        ['ingest', path.join(cvs, '0.txt'), path.join(cvs, '1.txt'), path.join(cvs, '2.txt'), '--store', store],
        { env },
      )
    ).exitCode,
  ).toBe(0);
  expect((await cli(['jds', 'add', path.join(cvs, 'jd.md'), '--store', store], { env })).exitCode).toBe(0);

  const first = await run();
  expect(first.map(({ name, outcome }) => [name, outcome])).toEqual(
    ['parse', 'embed-cvs', 'embed-jds', 'match', 'explain', 'retry', 'retention', 'clean-up'].map((name) => [
      name,
      'done',
    ]),
  );
  const results = Object.fromEntries(first.map(({ name, result }) => [name, result]));
  expect(results).toMatchObject({
    parse: { settled: 0, left: 0 },
    'embed-cvs': { cvs: 0 },
    'embed-jds': { jds: 1 },
    match: { cvs: 3, matches: 3, warm: 1 },
    explain: { explanations: 3 },
  });
  // Without a place for backups there is none, and asking for one by name says so.
  const unset = await cli(['schedule', 'run', 'backup', '--store', store], { env });
  expect([unset.exitCode, unset.stdout]).toEqual([3, expect.stringContaining('no place for backups is configured')]);
  const again = Object.fromEntries((await run()).map(({ name, result }) => [name, result]));
  expect(again).toMatchObject({
    'embed-jds': { jds: 0 },
    match: { cvs: 0, matches: 0, warm: 1 },
    explain: { explanations: 0 },
  });

  // The ranking computed in advance equals the one computed on request.
  const ranking = (await cli(['match', path.join(cvs, 'jd.md'), '--no-cache', '--store', store, '--json'], { env }))
    .json;
  const opened = await openSqliteStore({ path: path.join(store, 'store.db') });
  const stored = await opened.matches.ofJd(ranking.jd.hash, ranking.fingerprint, 10);
  expect(stored.map(({ cvId, score, matchId }) => [cvId, score, matchId])).toEqual(
    ranking.results.map((match: { cvId: string; score: number; id: string }) => [match.cvId, match.score, match.id]),
  );
  expect(await opened.explanations.get(ranking.jd.hash, stored[0]!.cvId, ranking.fingerprint)).toMatch(
    /^Score 0\.\d\d\. Shown: .*TypeScript \(must\): “/,
  );

  // Vectors from older code are recomputed, a slice per run, until none is left.
  await opened.database.write(() => {
    opened.database.exec("UPDATE cvs SET fingerprint = substr(fingerprint, 1, instr(fingerprint, '-')) || 'older'");
  });
  await opened.close();
  const slice = (
    await cli(['schedule', 'run', 'embed-cvs', '--store', store, '--json'], {
      env: { ...env, CVMATCH_BATCH_EMBED_CVS: '2' },
    })
  ).json;
  expect(slice).toMatchObject([{ outcome: 'done', result: { cvs: 2, left: 1 } }]);
  expect(await run('embed-cvs')).toMatchObject([{ result: { cvs: 1, left: 0 } }]);
  expect(await run('embed-cvs')).toMatchObject([{ result: { cvs: 0, left: 0 } }]);

  const list = (
    await cli(['schedule', 'list', '--store', store, '--json'], { env: { ...env, CVMATCH_SCHEDULE_EXPLAIN: 'off' } })
  ).json;
  expect(list.map(({ name, last }: { name: string; last: { ok: boolean } }) => [name, last.ok])).toEqual([
    ...first.map(({ name }) => [name, true]),
    ['backup', false],
  ]);
  expect(list[4]).toMatchObject({ cron: null, next: null });
  expect(list[0]).toMatchObject({
    cron: '*/5 * * * *',
    batch: 50,
    next: expect.stringMatching(/^\d{4}-.*Z$/),
    last: { ms: expect.any(Number) },
  });
  expect((await cli(['schedule', 'run', 'nothing', '--store', store], { env })).exitCode).toBe(2);
}, 120_000);
