import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { withServer } from '../src/config/testing-servers.js';
import { TestDatabase } from '../src/store/postgres/testing.js';
import { CV, folderWith, people, run } from './_shared/testing-ingest.js';

vi.setConfig({ testTimeout: 120_000 });

async function comparesRevisions(where: (store: string) => { args: string[]; env: Record<string, string> }) {
  const { cvs, store, cwd } = folderWith(people);
  const { args: at, env } = where(store);
  const cv = path.join(cvs, 'ada.txt');
  const call = (...args: string[]) => run([...args, ...at], { env, cwd });
  await call('ingest', cvs);
  const none = await call('diff', cv);
  expect([none.exitCode, none.stderr]).toEqual([2, expect.stringContaining('there is only one revision')]);
  writeFileSync(cv, `${CV('Ada Example', 'Welder')}\nSkills\nTypeScript, Python\n`);
  await call('ingest', cvs);
  writeFileSync(cv, CV('Ada Example', 'Pilot').replace('ada.example@', 'ada.new@'));
  await call('ingest', cvs);

  const last = (await call('diff', cv, '--json')).json;
  expect(last).toMatchObject({ from: { revision: 2 }, to: { revision: 3 } });
  expect(last.changes).toEqual(
    expect.arrayContaining([
      { field: 'basics.email', before: 'ada.example@example.com', after: 'ada.new@example.com' },
      { field: 'skills', before: 'Python', after: null },
    ]),
  );
  const first = await call('diff', cv, '1', '2');
  expect(first.stdout).toMatch(/^From revision 1 \(\w{12}, [\d-]+\) to revision 2[^]*\n {2}skills\n {4}\+ /);
  expect((await call('diff', cv, '1', '1')).stdout).toMatch(/nothing differs$/);
  const wrong = await call('diff', cv, '1', '7');
  expect([wrong.exitCode, wrong.stderr]).toEqual([
    2,
    expect.stringMatching(/there is no revision 7[^]*There are: 1, 2, 3/),
  ]);
  expect((await call('diff', cv, '--blind')).stdout).not.toMatch(/ada|example\.com/i);

  const email = async (...args: string[]): Promise<string> =>
    (await call('show', cv, '--json', ...args)).json.profile.resume.basics.email as string;
  expect([await email(), await email('--revision', '1')]).toEqual(['ada.new@example.com', 'ada.example@example.com']);
  const other = await call('show', path.join(cvs, 'bea.txt'), '--revision', '2');
  expect([other.exitCode, other.stderr]).toEqual([2, expect.stringMatching(/no revision 2[^]*There are: 1/)]);
  expect((await call('show', path.join(cvs, 'nobody.txt'), '--revision', '1')).exitCode).toBe(2);
}

it('compares revisions in a folder', () => comparesRevisions((store) => ({ args: ['--store', store], env: {} })));

withServer('PostgreSQL', (administrator) => {
  it('compares revisions on PostgreSQL', async () => {
    const database = await TestDatabase.make(administrator, { plain: true });
    await comparesRevisions(() => ({ args: [], env: { CVMATCH_STORE: database.url } }));
    await database.remove();
  });
});
