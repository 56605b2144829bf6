import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { matchParts } from '../src/app/match.js';
import { loadConfig } from '../src/config/config.js';
import { withServer } from '../src/config/testing-servers.js';
import { NODE_FLAGS } from '../src/domain/node-flags.js';
import { jdOf } from '../src/match/jd.js';
import { matchJd, type MatchParts } from '../src/match/match.js';
import { openWorkspace } from '../src/open.js';
import { folderWith, run } from './_shared/testing-ingest.js';
import { root } from './_shared/testing.js';

const TRADES = ['Welder', 'Nurse', 'Backend Developer', 'Accountant', 'Teacher'];
const SKILLS = ['TypeScript', 'Docker', 'PostgreSQL', 'SAP', 'Excel', 'Python', 'Kafka'];
const textOf = (i: number): string => {
  const [trade, skills] = [TRADES[i % 5]!, [0, 1, 2].map((k) => SKILLS[(i + 2 * k) % 7]!)];
  return `Person Number${i}\n${trade}\nperson${i}@example.com\n\nExperience\n${trade}, Example Works ${i}, ${1995 + (i % 20)} - ${2016 + (i % 5)}\n- Case ${i * 7919} with ${skills.join(', ')}\n\nSkills\n${skills.join(', ')}\n`;
};
const JDS = TRADES.flatMap((trade, i) =>
  [0, 3].map(
    (k) =>
      `${trade}\nRequirements:\n- ${i + 1} years of experience with ${SKILLS[(i + k) % 7]!}\n- ${SKILLS[(i + k + 1) % 7]!} and ${SKILLS[(i + k + 2) % 7]!}\n`,
  ),
);

/** Writes other content under the id of a CV, as a later release does that reads the same bytes in another way. */
const REWRITE = `
const [store, cvId, text] = process.argv.slice(1);
const { openWorkspace, loadConfig } = await import(${JSON.stringify(pathToFileURL(path.join(root, 'dist/src/open.js')).href)})
  .then(async (open) => ({ ...open, ...(await import(${JSON.stringify(pathToFileURL(path.join(root, 'dist/src/config/config.js')).href)})) }));
const workspace = await openWorkspace({ ...loadConfig({}).values, store, embedder: 'hashing' });
const pool = await workspace.pool();
const outcome = await pool.run({ kind: 'text', text, asOf: '2026-01-01', fallbackDate: '2026-01-01' });
const { path } = await workspace.store.cvs.get(cvId);
await workspace.store.intake.commit([
  { path, size: text.length, mtimeMs: 1, hash: cvId, madeWith: 'later', fingerprint: 'later', duplicates: 'keep', outcome },
]);
await workspace.close();
`;
const rewrite = (store: string, cvId: string, text: string) =>
  promisify(execFile)(process.execPath, [...NODE_FLAGS, '--input-type=module', '-e', REWRITE, store, cvId, text]);

const ranked = async (parts: MatchParts): Promise<string[]> => {
  const rankings: string[] = [];
  for (const text of JDS) {
    const { results } = await matchJd(jdOf(text), parts, { top: 40, noCache: true, cacheTtlMs: 1 });
    rankings.push(JSON.stringify(results));
  }
  return rankings;
};
const configOf = (store: string) => ({ ...loadConfig({}).values, store, embedder: 'hashing' as const });

/** By a workspace that has kept nothing. */
async function rankedAnew(store: string): Promise<string[]> {
  const workspace = await openWorkspace(configOf(store));
  try {
    return await ranked(await matchParts(workspace));
  } finally {
    await workspace.close();
  }
}

/** What a process has kept of CVs is as if it had kept nothing, to the bit, whatever other processes did meanwhile. */
async function keepsNothingStale(store: string): Promise<void> {
  const { cvs, cwd } = folderWith(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${i}.txt`, textOf(i)])));
  const on = (...args: string[]) => run([...args, '--store', store, '--json'], { cwd });
  expect((await on('ingest', cvs)).exitCode).toBe(0);
  const workspace = await openWorkspace(configOf(store));
  try {
    const parts = await matchParts(workspace);
    const before = await ranked(parts);
    expect(await ranked(parts)).toEqual(before);
    expect(await rankedAnew(store)).toEqual(before);

    const [first, second] = JSON.parse(before[0]!) as { cvId: string; path: string }[];
    await rewrite(store, first!.cvId, textOf(3));
    const rewritten = await ranked(parts);
    expect(rewritten).not.toEqual(before);
    expect(rewritten).toEqual(await rankedAnew(store));

    expect((await on('remove', second!.path)).json).toMatchObject({ removed: [second!.cvId] });
    const removed = await ranked(parts);
    expect(removed.join()).not.toContain(second!.cvId);
    expect(removed).toEqual(await rankedAnew(store));
    expect(await workspace.store.search.loadScoring([second!.cvId])).toEqual([]);

    const more = folderWith({ 'new.txt': textOf(41) });
    expect((await on('ingest', more.cvs)).exitCode).toBe(0);
    expect(await ranked(parts)).toEqual(await rankedAnew(store));
  } finally {
    await workspace.close();
  }
}

it('ranks by what other processes wrote and removed, in a folder', async () => {
  await keepsNothingStale(folderWith({ 'x.txt': textOf(50) }).store);
}, 300_000);

withServer('PostgreSQL', (url) => {
  it('ranks by what other processes wrote and removed, on PostgreSQL', async () => {
    const name = `kept_${process.pid}_${randomBytes(4).toString('hex')}`;
    const { default: pg } = await import('pg');
    const administrator = new pg.Client({ connectionString: url });
    await administrator.connect();
    await administrator.query(`CREATE DATABASE ${name}`);
    try {
      const own = new URL(url);
      own.pathname = `/${name}`;
      expect((await run(['migrate', '--store', own.href])).exitCode).toBe(0);
      await keepsNothingStale(own.href);
    } finally {
      await administrator.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await administrator.end();
    }
  }, 300_000);
});
