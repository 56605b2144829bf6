import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll } from 'vitest';
import { writeTinyCrossEncoder, writeTinyMultilingual } from '../scripts/train/tiny.js';
import { cli, fixtures, temporaryFolder } from './_shared/testing.js';

const store = mkdtempSync(path.join(tmpdir(), 'cvmatch-test-'));
const jd = fixtures('demo', 'jd.txt');
const match = (...args: string[]) => cli(['match', ...args, '--store', store]);

beforeAll(async () => {
  const { exitCode, stderr } = await cli(['ingest', fixtures('demo', 'cvs'), '--store', store, '--quiet']);
  expect(stderr + String(exitCode)).toMatch(/0$/);
}, 120_000);
afterAll(() => {
  rmSync(store, { recursive: true, force: true });
});

describe('match --json', () => {
  it('has exactly the documented shape, verbatim evidence and scores that are the weighted mean', async () => {
    const { json, exitCode } = await match(jd, '--json', '--top', '12');
    expect(exitCode).toBe(0);
    expect(Object.keys(json)).toEqual(['jd', 'fingerprint', 'results']);
    expect(json.jd).toEqual({
      hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      title: expect.any(String) as string,
      truncated: false,
    });
    expect(json.results).toHaveLength(12);
    for (const [i, one] of json.results.entries()) {
      expect(Object.keys(one)).toEqual([
        'id',
        'rank',
        'cvId',
        'candidateId',
        'path',
        'fileName',
        'name',
        'score',
        'parts',
      ]);
      expect(one.rank).toBe(i + 1);
      expect(path.isAbsolute(one.path)).toBe(true);
      const points = one.parts.reduce(
        (sum: number, part: { weight: number; score: number }) => sum + part.weight * part.score,
        0,
      );
      expect(one.score).toBeCloseTo(Math.min(1, points), 9);
      const asked = new Set(['alternatives', 'years', 'maxYears']);
      for (const part of one.parts)
        expect(Object.keys(part).filter((key) => !asked.has(key))).toEqual([
          'requirement',
          'kind',
          'must',
          'weight',
          'score',
          'evidence',
        ]);
    }
    const plain = json.results.find((one: { path: string }) => one.path.endsWith('.txt'));
    const text = readFileSync(plain.path, 'utf8').replace(/\s+/g, ' ');
    for (const { evidence } of plain.parts)
      if (evidence !== null) expect(text).toContain(evidence.text.replace(/\s+/g, ' '));
  });

  it('gives the same scores to the bit without the cache, again and again', async () => {
    const first = await match(jd, '--json', '--no-cache');
    const again = await match(jd, '--json', '--no-cache');
    expect(again.stdout).toBe(first.stdout);
    const repeated = await match(jd, '--repeat', '3');
    expect(repeated.stderr).toContain('3 runs, every score the same to the bit');
  });

  it('ranks those with a --must requirement first and hides no one', async () => {
    const all = (await match(jd, '--json', '--top', '100')).json.results;
    const { json } = await match(jd, '--json', '--top', '100', '--must', 'Photoshop');
    expect(json.results).toHaveLength(all.length);
    const shown = json.results.map(
      ({ parts }: { parts: { requirement: string; score: number }[] }) => parts[0]!.score >= 0.5,
    );
    expect(shown).toEqual([...shown].sort((a, b) => Number(b) - Number(a)));
    const scores = (results: { id: string; score: number }[]) =>
      Object.fromEntries(results.map(({ id, score }) => [id, score]));
    expect(scores(json.results)).toEqual(scores(all));
  });

  it('says what it could not use', async () => {
    const boilerplate = path.join(temporaryFolder(), 'jd.txt');
    writeFileSync(boilerplate, 'We offer great benefits. Equal opportunity employer. Dental, health insurance, 401k.');
    expect((await match(boilerplate)).stderr).toContain('no title, skill or other requirement was recognised');
    expect((await match(jd, '--where', 'country=XX')).stderr).toContain('no CV meets all conditions');
    expect(await match(jd, '--must', ' ')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('--must is empty') as string,
    });
    expect(await match(jd, '--weights', 'none.json')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('there is no file none.json') as string,
    });
  });
});

describe('match --rerank-model', () => {
  it('reads the first candidates again, as one more part of the score', async () => {
    const model = temporaryFolder();
    writeTinyCrossEncoder(model, { dimensions: 16 });
    const plain = (await match(jd, '--json', '--top', '8')).json;
    const { json, exitCode } = await match(jd, '--json', '--top', '5', '--rerank-model', model, '--rerank-top', '8');
    expect(exitCode).toBe(0);
    expect(json.fingerprint).not.toBe(plain.fingerprint);
    expect(json.results).toHaveLength(5);
    for (const one of json.results) {
      const [own, ...others] = one.parts;
      expect(own).toMatchObject({ kind: 'rerank', weight: 0.5, evidence: { text: expect.any(String) as string } });
      const before = plain.results.find(({ cvId }: { cvId: string }) => cvId === one.cvId);
      expect(one.score).toBeCloseTo(0.5 * own.score + 0.5 * before.score, 9);
      expect(others.map(({ score }: { score: number }) => score)).toEqual(
        before.parts.map(({ score }: { score: number }) => score),
      );
    }
    const scores = json.results.map(({ score }: { score: number }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    const explained = await match(jd, '--explain', '--repeat', '2', '--rerank-model', model);
    expect(explained.stdout).toContain(`rerank: the JD as ${path.basename(model)} reads it`);
    expect(explained.stderr).toContain('every score the same to the bit');
  });

  it('says what is wrong with a folder that holds none', async () => {
    const { exitCode, json } = await match(jd, '--json', '--rerank-model', temporaryFolder());
    expect(exitCode).toBe(1);
    expect(json.error).toMatchObject({ code: 'model_missing', hint: expect.any(String) as string });
  });
});

describe('match --model of many languages', () => {
  const MEANINGS = ['baker brutar bread paine oven cuptor', 'nurse asistent ward salon', 'driver sofer lorry camion'];
  const cv = (name: string, title: string, did: string) =>
    `${name}\n\nExperience\n\n${title}, Fernhill Ltd\nJanuary 2018 - January 2021\n- ${did}\n\nEducation\nRiverside School, 2010\n`;

  it('finds CVs by meaning that share no word with the JD, and takes a word that only the model knows for a JD', async () => {
    const [model, cvs, many] = [temporaryFolder(), temporaryFolder(), path.join(temporaryFolder(), 'store')];
    writeTinyMultilingual(model, MEANINGS);
    writeFileSync(path.join(cvs, 'a.txt'), cv('Emma Kroft', 'Driver', 'Drove a lorry to shops.'));
    writeFileSync(path.join(cvs, 'b.txt'), cv('Olga Brandt', 'Baker', 'Made bread in the oven.'));
    writeFileSync(path.join(cvs, 'c.txt'), cv('Ivo Lindqvist', 'Nurse', 'Cared for a ward.'));
    expect((await cli(['ingest', cvs, '--store', many, '--model', model, '--quiet'])).exitCode).toBe(0);
    const jdFile = path.join(temporaryFolder(), 'jd.txt');
    writeFileSync(jdFile, 'Brutar\nCautam un brutar pentru paine, la cuptor.\n');
    const { json, stderr, exitCode } = await cli(['match', jdFile, '--store', many, '--model', model, '--json']);
    expect(stderr + String(exitCode)).toBe('0');
    const meaning = json.results.map(
      ({ path: file, parts }: { path: string; parts: { kind: string; score: number }[] }) => [
        path.basename(file),
        parts.find(({ kind }) => kind === 'meaning')!.score,
      ],
    );
    expect(meaning[0][0]).toBe('b.txt');
    expect(meaning[0][1]).toBeGreaterThan(0.8);
    expect(meaning[1][1]).toBeLessThan(0.2);
    writeFileSync(jdFile, 'Zxcvbrutar');
    expect((await match(jdFile, '--json')).json.error.code).toBe('jd_unreadable');
    writeFileSync(jdFile, 'Brutar');
    expect((await cli(['match', jdFile, '--store', many, '--model', model, '--json'])).json.results[0].path).toMatch(
      /b\.txt$/,
    );
  });
});

describe('other outputs', () => {
  it('writes a table, a trace, CSV, Markdown and a page', async () => {
    const folder = temporaryFolder();
    const page = path.join(folder, 'out.html');
    expect((await match(jd, '--top', '2')).stdout).toMatch(/candidates for[\s\S]+matched/);
    expect((await match(jd, '--top', '1', '--explain')).stdout).toMatch(/\d\.\d{3} = \d\.\d{3} x \d\.\d{3}/);
    expect((await match(jd, '--top', '2', '--csv')).stdout.split(/\r?\n/)[0]).toBe(
      'rank,score,name,path,cvId,matched,missing,candidateId,possibleDuplicates,decision,stage,reason,decidedBy,decidedAt',
    );
    expect((await match(jd, '--top', '2', '--markdown')).stdout).toContain(
      '| Rank | Candidate | Score | Matched | Missing |',
    );
    await match(jd, '--html', page);
    expect(readFileSync(page, 'utf8')).toMatch(/<mark>[\s\S]+<\/html>/);
  }, 120_000);

  it('ranks both who write the same name and e-mail, and marks both in every form', async () => {
    const folder = temporaryFolder();
    for (const [file, what] of Object.entries({ 'real.txt': 'ships', 'false.txt': 'bridges' }))
      writeFileSync(
        path.join(folder, file),
        `Ada Example\nada@example.com\n\nExperience\nWelder, Yard, 2018 - 2022\nWelded steel of ${what}.\n`,
      );
    const [own, page] = [path.join(folder, 'store'), path.join(folder, 'out.html')];
    await cli(['ingest', folder, '--store', own]);
    writeFileSync(path.join(folder, 'jd.md'), 'Welder of steel');
    const run = async (...args: string[]) => cli(['match', path.join(folder, 'jd.md'), '--store', own, ...args]);
    const { results } = (await run('--json')).json;
    expect(results).toMatchObject([{ rank: 1 }, { rank: 2 }]);
    expect(results[0].possibleDuplicates).toEqual([
      { pair: 1, candidateId: results[1].candidateId, cvId: results[1].cvId, name: 'Ada Example', reasons: ['email'] },
    ]);
    expect(results[1].possibleDuplicates).toMatchObject([{ pair: 1, cvId: results[0].cvId }]);
    const text = 'rank 2 (same e-mail), pair 1';
    expect((await run('--html', page)).stdout).toContain(`same as?  ${text}`);
    expect(readFileSync(page, 'utf8')).toContain(`May be the same person as ${text}.`);
    expect((await run('--explain')).stdout).toContain(`may be the same person as ${text}`);
    expect((await run('--markdown')).stdout).toContain(`- rank 1 may be the same person as ${text}`);
    expect((await run('--csv')).stdout).toContain(`,${results[0].candidateId},${results[1].cvId},,,,,\r\n`);
  }, 120_000);

  it('says what is wrong with a JD, with exit code 2', async () => {
    const folder = temporaryFolder();
    const empty = path.join(folder, 'empty.txt');
    writeFileSync(empty, ' \n');
    expect(await match(folder)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('is a folder') as string,
    });
    expect(await match(empty)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('holds no text') as string,
    });
    expect(await match(path.join(folder, 'none.txt'))).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('there is no file') as string,
    });
    expect((await match()).exitCode).toBe(2);
  });

  it('warns of a long JD and of one in another language', async () => {
    const file = path.join(temporaryFolder(), 'jd.txt');
    writeFileSync(
      file,
      `Koch (m/w/d)\n${'Wir suchen eine Köchin für unser Team, die mit uns in der Küche arbeitet. '.repeat(200)}`,
    );
    expect((await match(file, '--json')).json.jd).toMatchObject({ title: 'Koch', truncated: true });
    expect((await match(file)).stderr).toMatch(/8,000[\s\S]*German/);
  });
});

describe('stored JDs', () => {
  it('are added once, listed, matched with every CV, and removed', async () => {
    await cli(['jds', 'add', jd, jd, '--store', store]);
    const { json } = await cli(['jds', 'list', '--json', '--store', store]);
    expect(json.jds).toHaveLength(1);
    const all = (await match('--all', '--json')).json;
    expect(all.jds[0].results.length).toBeGreaterThan(5);
    expect(all.cvs.every((cv: { results: unknown[] }) => cv.results.length === 1)).toBe(true);
    await cli(['jds', 'remove', json.jds[0].id, '--store', store]);
    expect((await match('--all')).exitCode).toBe(2);
  });
});

describe('evaluate fairness', () => {
  it('finds that a name moves nothing, and gives impact ratios with the note', async () => {
    const people = path.join(temporaryFolder(), 'people.csv');
    const listed = (await cli(['list', '--json', '--store', store])).json;
    const paths = ((listed.cvs ?? listed) as { path: string }[]).map((cv) => cv.path);
    writeFileSync(
      people,
      [
        'cv,sex,race_ethnicity',
        ...paths.map((file, i) => `${file},${i % 2 === 0 ? 'Female' : 'Male'},${i % 3 === 0 ? 'A' : 'B'}`),
      ].join('\n'),
    );
    const { json, exitCode } = await cli([
      'evaluate',
      'fairness',
      jd,
      '--demographics',
      people,
      '--selected',
      '4',
      '--json',
      '--store',
      store,
    ]);
    expect(json.swaps[0]).toMatchObject({ swap: 'name', largestChange: 0, largestShift: 0 });
    expect(json.swaps[0].changed).toBeGreaterThan(8);
    expect(json.impact.tables).toHaveLength(3);
    expect(json.impact.note).toContain('not the audit');
    expect(exitCode).toBe(0);
  }, 120_000);
});
