import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadConfig } from '../src/config/config.js';
import { examineDeep, type DeepCheck } from '../src/app/doctor-deep.js';
import { seeded } from '../src/evaluate/ranking/metrics.js';
import { withServer } from '../src/config/testing-servers.js';
import { TestDatabase } from '../src/store/postgres/testing.js';
import { CV, folderWith, people, run } from './_shared/testing-ingest.js';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const FLIPS = 25;
const cwd = mkdtempSync(path.join(tmpdir(), 'cvmatch-test-'));
const place = { cwd, cvs: path.join(cwd, 'cvs'), store: path.join(cwd, 'store') };
const backups = path.join(cwd, 'backups');

beforeAll(async () => {
  const many = Object.fromEntries(
    Array.from({ length: 30 }, (_, i) => [`p${i}.txt`, CV(`Person Number${i}`, `Welder of kind ${i}`)]),
  );
  mkdirSync(path.join(place.cvs, 'deep'), { recursive: true });
  for (const [name, text] of Object.entries({ ...people, ...many })) writeFileSync(path.join(place.cvs, name), text);
  await run(['ingest', place.cvs, '--keep', '--store', place.store]);
  await run(['tenants', 'add', 'acme', '--store', place.store]);
});

afterAll(() => {
  rmSync(cwd, { recursive: true, force: true });
});

function copied(name: string, damage: (file: string) => void): string {
  const store = path.join(place.cwd, name);
  rmSync(store, { recursive: true, force: true });
  cpSync(place.store, store, { recursive: true });
  damage(path.join(store, 'store.db'));
  return store;
}

const deep = (store: string): Promise<DeepCheck[]> =>
  examineDeep({ ...loadConfig().values, store, embedder: 'hashing' });
const failures = (checks: DeepCheck[]): string[] =>
  checks.filter(({ status }) => status === 'failed').map(({ name, detail }) => `${name}: ${detail}`);

async function flip(random: () => number): Promise<string> {
  let page = 0;
  const store = copied('flipped', (file) => {
    const bytes = readFileSync(file);
    const at = Math.floor(random() * bytes.length);
    page = Math.floor(at / 4096) + 1;
    bytes[at]! ^= 1 << Math.floor(random() * 8);
    writeFileSync(file, bytes);
  });
  const checks = await deep(store);
  if (failures(checks).length > 0) return 'found';
  return checks.some(({ pages = [] }) => pages.some((one) => one.pages.includes(page))) ? 'named' : `missed: ${page}`;
}

describe('doctor --deep', () => {
  it('finds each changed byte, or names its page among those that nothing vouches for', async () => {
    const random = seeded(7);
    for (let i = 0; i < FLIPS; i++) expect(await flip(random)).toMatch(/found|named/);
    await run(['backup', backups, '--store', place.store]);
    const sound = await deep(place.store);
    expect(failures(sound)).toEqual([]);
    const left = sound
      .filter(({ name }) => name.endsWith('default'))
      .flatMap(({ pages = [] }) => pages)
      .flatMap(({ pages }) => pages);
    expect(left.length).toBeLessThan(20);
    for (let i = 0; i < FLIPS; i++) expect(await flip(random)).toMatch(/found|named/);
  });

  it('says which part of which CV is not what it must be', async () => {
    const change = (sql: string) => (file: string) => {
      const raw = new Sqlite(file);
      raw.exec(sql);
      raw.close();
    };
    const cases: [string, RegExp][] = [
      ["UPDATE documents SET text = replace(text, 'Welder', 'Wilder') WHERE text LIKE '%Number7%'", /text of /],
      ["UPDATE cvs SET name = 'Somebody Else' WHERE key = 3", /profile of /],
      ['UPDATE scoring SET vectors = substr(vectors, 5) WHERE key = 3', /scoring data of /],
      ['DELETE FROM bands WHERE key = 3 AND band = (SELECT min(band) FROM bands WHERE key = 3)', /bands of /],
      ["UPDATE counts SET n = n + 1 WHERE name LIKE 'cvs %'", /count of cvs /],
    ];
    for (const [sql, expected] of cases) {
      const found = failures(await deep(copied('changed', change(sql))));
      expect(found.join('\n'), sql).toMatch(expected);
    }
  });

  it('compares every original with its hash, and says so on the command line', async () => {
    const store = copied('originals', () => undefined);
    const { json } = await run(['list', '--json', '--store', store]);
    const folder = path.join(store, 'originals');
    const [file] = (readdirSync(folder, { recursive: true }) as string[]).filter((name) =>
      name.endsWith((json as { cvId: string }[])[0]!.cvId),
    );
    writeFileSync(path.join(folder, file!), 'other bytes');
    const told = await run(['doctor', '--deep', '--store', store]);
    expect([told.exitCode, told.stdout]).toEqual([
      1,
      expect.stringMatching(/FAIL +originals of default +not what it must be/),
    ]);
    expect(told.stdout).toMatch(/ok +records of default +33 CVs read/);
    expect(told.stdout).toMatch(/ok +records of acme +0 CVs read/);
  });
});

withServer('PostgreSQL', (administrator) => {
  it('doctor --deep reads every record of a store on PostgreSQL', async () => {
    const database = await TestDatabase.make(administrator, { plain: true });
    const { cvs, cwd: own } = folderWith(people);
    const env = { CVMATCH_STORE: database.url, CVMATCH_FILES: path.join(own, 'files') };
    await run(['ingest', cvs, '--keep'], { env, cwd: own });
    const sound = await run(['doctor', '--deep'], { env, cwd: own });
    expect(sound.stdout).toMatch(/ok +records of default +3 CVs read/);
    await database.run("UPDATE profiles SET profile = 'no json' WHERE key = 1");
    const told = await run(['doctor', '--deep'], { env, cwd: own });
    expect(told.stdout).toMatch(/FAIL +records of default +not what it must be: record of /);
    await database.remove();
  });
});
