import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { cli, fixtures, temporaryFolder } from './_shared/testing.js';

const OTHERS = 500;
const JD = fixtures('demo', 'jd.txt');
const TRADES = [
  'Welder',
  'Florist',
  'Backend Developer',
  'Nurse',
  'Accountant',
  'Data Engineer',
  'Bus Driver',
  'Teacher',
];
const SKILLS = [
  'TypeScript',
  'Docker',
  'PostgreSQL',
  'triage',
  'TIG welding',
  'bookkeeping',
  'Kafka',
  'lesson plans',
  'Node.js',
  'route planning',
];

/** Different invented CVs, some with trades and skills that the JD asks for. */
function writeOthers(folder: string): void {
  mkdirSync(folder);
  for (let i = 0; i < OTHERS; i++) {
    const trade = TRADES[i % TRADES.length]!;
    const skills = [0, 1, 2].map((k) => SKILLS[(i * 3 + k * 7 + Math.floor(i / 10)) % SKILLS.length]!);
    const text = `Person Number${i}\n${trade}\nperson${i}@example.com\n\nExperience\n${trade}, Example Works ${i}, ${1990 + (i % 25)} - ${2015 + (i % 9)}\n- Case ${i * 7919} with ${skills.join(', ')}\n\nSkills\n${skills.join(', ')}\n`;
    writeFileSync(path.join(folder, `${i}.txt`), text);
  }
}

const ingest = async (store: string, folder: string, threads: number) => {
  const { exitCode, stderr } = await cli(['ingest', folder, '--store', store, '--threads', String(threads), '--quiet']);
  expect(`${stderr}${exitCode}`).toMatch(/0$/);
};

/**
 * By CV, everything in its match that no other CV may change: id, score, parts with evidence. The pick has room for all
 * CVs.
 */
async function scores(store: string): Promise<Map<string, string>> {
  const { json } = await cli(['match', JD, '--store', store, '--no-cache', '--top', '1000', '--json']);
  return new Map(
    (json.results as { cvId: string; id: string; score: number; parts: object[] }[]).map(
      ({ cvId, id, score, parts }) => [cvId, JSON.stringify([id, score, parts])],
    ),
  );
}

it('gives a CV the same score to the bit with 1 and 2 threads, again without the cache, and after 500 other CVs came', async () => {
  const folder = temporaryFolder();
  const [one, two, others] = ['one', 'two', 'others'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  await ingest(one, fixtures('demo', 'cvs'), 1);
  const alone = await scores(one);
  expect(alone.size).toBe(12);
  expect(await scores(one)).toEqual(alone);
  await ingest(two, fixtures('demo', 'cvs'), 2);
  expect(await scores(two)).toEqual(alone);
  writeOthers(others);
  await ingest(one, others, 2);
  const among = await scores(one);
  expect(among.size).toBe(12 + OTHERS);
  for (const [cvId, match] of alone) expect(among.get(cvId)).toBe(match);
}, 240_000);
