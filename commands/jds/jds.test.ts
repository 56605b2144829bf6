import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jdOf, LONGEST_JD } from '../../src/match/jd.js';
import { cli, fixtures, temporaryFolder } from '../_shared/testing.js';

const store = mkdtempSync(path.join(tmpdir(), 'cvmatch-test-'));
const jd = fixtures('demo', 'jd.txt');

beforeAll(async () => {
  expect((await cli(['ingest', fixtures('demo', 'cvs'), '--store', store, '--quiet'])).exitCode).toBe(0);
}, 120_000);
afterAll(() => {
  rmSync(store, { recursive: true, force: true });
});

describe('jds explain', () => {
  it('prints how each line was read, as text and as JSON', async () => {
    const [text, { json }] = await Promise.all([cli(['jds', 'explain', jd]), cli(['jds', 'explain', jd, '--json'])]);
    expect(text.exitCode).toBe(0);
    expect(text.stdout).toMatch(/^heading +Nice to have\n/m);
    expect(text.stdout).toMatch(/^nice +Redis\n +-> nice skill: Redis/m);
    expect(Object.keys(json)).toEqual(['title', 'lines', 'requirements', 'notAsked']);
    expect(json.lines.find((line: { text: string }) => line.text === 'Redis')).toMatchObject({
      part: 'nice',
      asks: [{ text: 'Redis', kind: 'skill', must: false }],
    });
  }, 120_000);

  it('writes requirements that match reads, and each edit of them is a JD of its own', async () => {
    const folder = temporaryFolder();
    const [file, edited] = [path.join(folder, 'r.yaml'), path.join(folder, 'edited.yaml')];
    expect((await cli(['jds', 'explain', jd, '--out', file])).exitCode).toBe(0);
    const yaml = readFileSync(file, 'utf8');
    writeFileSync(
      edited,
      yaml.replace(
        /^requirements:\n/m,
        'requirements:\n  - text: Photoshop\n    kind: skill\n    must: true\n    weight: 50\n',
      ),
    );
    const ranked = async (source: string) =>
      (await cli(['match', source, '--json', '--store', store, '--top', '100'])).json;
    const [asRead, before] = [await ranked(jd), await ranked(file)];
    // The cache still has the ranking of the file before the edit.
    const after = await ranked(edited);
    const asked = ({ results }: { results: { parts: { requirement: string }[] }[] }) =>
      results[0]!.parts.map(({ requirement }) => requirement).sort();
    const order = ({ results }: { results: { cvId: string }[] }) => results.map(({ cvId }) => cvId);
    expect(asked(before)).toEqual(asked(asRead));
    expect(order(before)).toEqual(order(asRead));
    expect(asked(after)).toEqual([...asked(before), 'Photoshop'].sort());
    expect(order(after)).not.toEqual(order(before));
    expect(new Set([asRead, before, after].map((ranking) => ranking.jd.hash)).size).toBe(3);
    expect(after.results[0].id).not.toBe(
      before.results.find(({ cvId }: { cvId: string }) => cvId === after.results[0].cvId).id,
    );
  }, 120_000);
});

it('jds show --json-ld prints a JobPosting, which is read as a JD again', async () => {
  const { json, stdout } = await cli(['jds', 'show', jd, '--json-ld']);
  expect(json).toMatchObject({
    '@context': 'https://schema.org',
    '@type': 'JobPosting',
    title: 'Backend Engineer (TypeScript, Node.js)',
    experienceRequirements: { monthsOfExperience: 48 },
  });
  expect(json.skills).toContain('PostgreSQL');
  const again = await cli(['jds', 'explain', '-', '--json'], { input: stdout });
  expect(again.json.title).toBe(json.title);
}, 120_000);

describe('a JD that cannot be used', () => {
  const bad: [string, string | Buffer, string][] = [
    ['a word that says nothing', 'asdfgh', 'no word of the JD is known'],
    [
      'a language that nobody reads',
      'Qapla vutpa qachjaj ghobe tlhingan maHmej. Daqaw bortas nIvqu lopno. '.repeat(9),
      'no word of the JD is known',
    ],
    ['beyond any JD', 'We work with care and write about what we do.\n'.repeat(5000), 'longer than 200,000 characters'],
    ['binary', Buffer.from(Array.from({ length: 4096 }, (_, i) => i % 256)), 'not a format that cvmatch reads'],
    [
      'a JobPosting with nothing in it',
      '{"@context": "https://schema.org", "@type": "JobPosting"}',
      'neither a title nor a description nor skills',
    ],
    [
      'an edited file with an unknown kind',
      'title: Baker\nrequirements:\n  - text: Bread\n    kind: skil\n',
      "is of kind 'skil'; kinds are skill, ",
    ],
  ];
  it.each(bad)(
    '%s: says so with exit code 2, and stores nothing',
    async (_, content, message) => {
      const folder = temporaryFolder();
      const file = path.join(folder, 'jd');
      writeFileSync(file, content);
      const runs = await Promise.all([
        cli(['match', file, '--store', store]),
        cli(['jds', 'add', file, '--store', path.join(folder, 'store')]),
      ]);
      for (const run of runs)
        expect(run).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(message) as string });
      expect(existsSync(path.join(folder, 'store'))).toBe(false);
    },
    60_000,
  );

  it.each([
    ['one word that names an occupation', 'Baker'],
    ['one word that names a skill', 'Kubernetes'],
    [
      'another language',
      'Brutar\nCăutăm un brutar pentru a pregăti pâine și produse de patiserie. Este necesară experiență în domeniu.',
    ],
    ['another script', 'Пекарь\nИщем пекаря для работы в ночную смену, опыт работы от двух лет.'],
    ['twenty pages', `Baker\n\nRequirements\n- Bread\n\n${'We bake every day with care for the town.\n'.repeat(1400)}`],
  ])('%s is matched', (_, content) => {
    expect(jdOf(content).text).toBe(content.slice(0, LONGEST_JD));
  });
});
