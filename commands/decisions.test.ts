import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, temporaryFolder } from './_shared/testing.js';

async function filled() {
  const folder = temporaryFolder();
  const cv = path.join(folder, 'ada.txt');
  writeFileSync(cv, 'Ada Example\nada@example.com\n\nExperience\nWelder, Yard, 2018 - 2022\nWelded steel of ships.\n');
  const jd = path.join(folder, 'jd.md');
  writeFileSync(jd, 'Welder of steel');
  const store = path.join(folder, 'store');
  await cli(['ingest', cv, '--store', store]);
  const run = (...args: string[]) => cli([...args, '--store', store]);
  return { folder, cv, jd, run, decide: (...args: string[]) => run('decisions', 'add', jd, cv, ...args) };
}

describe('cvmatch decisions', () => {
  it('come back with every ranking of the JD, in every form, until they are undone', async () => {
    const { folder, jd, run, decide } = await filled();
    const page = path.join(folder, 'out.html');
    const { json } = await decide(
      'rejected',
      '--stage',
      'phone screen',
      '--reason',
      'no permit',
      '--by',
      'Jo',
      '--json',
    );
    const told = { decision: 'rejected', stage: 'phone screen', reason: 'no permit', by: 'Jo', keyId: null };
    expect(json).toMatchObject({ id: 1, ...told, name: 'Ada Example', undoneAt: null });
    const text = /rejected \(phone screen\): no permit; Jo, \d{4}-\d\d-\d\d/;
    expect((await run('match', jd, '--json')).json.results[0].decision).toEqual({ id: 1, ...told, at: json.at });
    expect((await run('match', jd, '--html', page)).stdout).toMatch(new RegExp(`decided +${text.source}`));
    expect(readFileSync(page, 'utf8')).toMatch(text);
    expect((await run('match', jd, '--explain')).stdout).toMatch(text);
    expect((await run('match', jd, '--csv')).stdout).toContain(',rejected,phone screen,no permit,Jo,');
    expect((await run('match', jd, '--markdown')).stdout).toMatch(/- rank 1: rejected/);
    expect((await run('decisions', 'list', jd)).stdout).toMatch(text);
    expect((await run('decisions', 'undo', '1', '--json')).json).toMatchObject({
      id: 1,
      undoneBy: expect.any(String) as string,
    });
    expect((await run('match', jd, '--json')).json.results[0]).not.toHaveProperty('decision');
    expect((await run('decisions', 'list')).stdout).toBe('No decision.');
    expect((await run('decisions', 'list', '--undone')).stdout).toMatch(/undone \d{4}/);
  }, 120_000);

  it('hold for an edited JD where it is stored', async () => {
    const { jd, run, decide } = await filled();
    await run('jds', 'add', jd);
    await decide('shortlisted');
    writeFileSync(jd, 'Welder of steel and aluminium');
    expect((await run('match', jd, '--json')).json.results[0]).not.toHaveProperty('decision');
    await run('jds', 'add', jd);
    expect((await run('match', jd, '--json')).json.results[0].decision).toMatchObject({ decision: 'shortlisted' });
  }, 120_000);

  it('say what is wrong, with exit code 2', async () => {
    const { jd, run, decide } = await filled();
    expect(await decide('rejected')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('needs its reason') as string,
    });
    expect((await decide('perhaps')).exitCode).toBe(2);
    expect((await run('decisions', 'add', jd, 'none.txt', 'maybe', '--json')).json.error.code).toBe('not_found');
    expect((await run('decisions', 'undo', '7', '--json')).json.error.code).toBe('not_found');
  }, 120_000);
});
