import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { cli, temporaryFolder, type CliResult } from '../_shared/testing.js';

/** Words that nothing else has: no dictionary, no part of cvmatch, and no other CV. */
const tokens = (count: number, salt: string): string[] =>
  Array.from({ length: count }, (_, i) => {
    const letters = (i * 7919 + 104_729).toString(36).replace(/\d/g, (digit) => 'bcdfghjklm'[Number(digit)]!);
    return `zq${salt}${letters}xv`;
  });

/** A CV with a token in every part: name, contact, title, employer, text, skills, school. */
function cvWith(planted: string[], i: number): string {
  const token = (k: number): string => planted[(i * 8 + k) % planted.length]!;
  const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);
  return `${capital(token(0))} ${capital(token(1))}
${token(2)}@example.com | +49 30 1234567${i}

Summary
Engineer who knows ${token(3)} well.

Experience
Senior ${token(4)} Engineer, ${capital(token(5))} Ltd, 2018 - 2022
- Kept ${token(6)} alive with TypeScript and PostgreSQL.

Skills
TypeScript, PostgreSQL, ${token(7)}
`;
}

const JD = 'Senior Engineer\n\nRequirements:\n- TypeScript\n- PostgreSQL\n';

let place: { cwd: string; store: string; cvs: string; key: string; jd: string };

beforeEach(() => {
  const cwd = temporaryFolder();
  const [store, cvs, jd] = [path.join(cwd, 'store'), path.join(cwd, 'cvs'), path.join(cwd, 'jd.txt')];
  mkdirSync(cvs);
  writeFileSync(jd, JD);
  place = { cwd, store, cvs, key: path.join(cwd, 'my.key'), jd };
});

const KEYLESS = { CVMATCH_EMBEDDER: 'hashing', CVMATCH_THREADS: '1' };
const run = (args: string[], key: string | null = place.key): Promise<CliResult> =>
  cli([...args, '--store', place.store], {
    cwd: place.cwd,
    env: key === null ? KEYLESS : { ...KEYLESS, CVMATCH_ENCRYPTION_KEY: key },
  });

async function done(args: string[], key?: string | null): Promise<CliResult> {
  const result = await run(args, key);
  expect([args.join(' '), result.exitCode, result.exitCode === 0 ? '' : result.stderr]).toEqual([
    args.join(' '),
    0,
    '',
  ]);
  return result;
}

/** Tokens that lie in any file of the store, in any spelling of SQLite's or of JSON. */
function found(planted: string[]): string[] {
  const files = readdirSync(place.store, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)));
  return planted.filter((token) => files.some((bytes) => bytes.toString('latin1').toLowerCase().includes(token)));
}

function plant(planted: string[], cvs: number, folder = place.cvs): void {
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < cvs; i++) writeFileSync(path.join(folder, `cv-${i}.txt`), cvWith(planted, i));
}

const ranking = async (key?: string | null): Promise<unknown> => {
  const { json } = await done(['match', place.jd, '--json', '--no-cache'], key);
  return json.results.map(({ cvId, score, name, parts }: Record<string, unknown>) => ({ cvId, score, name, parts }));
};

/** All profiles, without when they came and in which order. */
const exported = async (key?: string | null): Promise<string[]> =>
  (await done(['export'], key)).stdout
    .split('\n')
    .map((line) => line.replace(/"ingestedAt":"[^"]*",/, ''))
    .sort();

describe('an encrypted store', () => {
  it('has none of 200 tokens on the disk, and ranks, shows and exports as a plain one', async () => {
    const planted = tokens(200, 'a');
    plant(planted, 25);
    await done(['encryption', 'new-key', place.key]);
    expect(statSync(place.key).mode & 0o077).toBe(0);
    await done(['ingest', place.cvs, '--keep']);
    const sealed = { ranking: await ranking(), exported: await exported() };
    await done(['match', place.jd]);
    const first = path.join(place.cvs, 'cv-0.txt');
    await done(['decisions', 'add', place.jd, first, 'shortlisted', '--reason', planted[0]!]);
    expect(found(planted)).toEqual([]);
    expect((await done(['open', path.join(place.cvs, 'cv-3.txt'), '-o', '-'])).stdout).toContain(planted[30]!);
    expect((await done(['list', '--where', `name~${planted[0]!}`, '--json'])).json).toHaveLength(1);
    expect((await done(['status', '--json'])).json.encryptedWith).toMatch(/^[0-9a-f]{8}$/);
    expect((await done(['doctor', '--json'])).json.checks).toContainEqual(
      expect.objectContaining({ name: 'encryption', status: 'ok' }),
    );

    place.store = path.join(place.cwd, 'plain');
    await done(['ingest', place.cvs, '--keep'], null);
    expect({ ranking: await ranking(null), exported: await exported(null) }).toEqual(sealed);
    expect(found(planted)).toHaveLength(200);
  }, 180_000);

  it('is opened by its key alone, and says what to do without it', async () => {
    plant(tokens(8, 'b'), 1);
    await done(['encryption', 'new-key', place.key]);
    await done(['ingest', place.cvs]);
    const other = path.join(place.cwd, 'other.key');
    await done(['encryption', 'new-key', other]);
    const none = await run(['list'], null);
    expect([none.exitCode, none.stderr]).toEqual([1, expect.stringContaining('CVMATCH_ENCRYPTION_KEY')]);
    const wrong = await run(['list', '--json'], other);
    expect([wrong.exitCode, wrong.json.error.code]).toEqual([1, 'key_wrong']);
    const gone = await run(['list'], path.join(place.cwd, 'gone.key'));
    expect([gone.exitCode, gone.stderr]).toEqual([1, expect.stringContaining('gone.key')]);
    const { json } = await run(['doctor', '--json'], path.join(place.cwd, 'gone.key'));
    const check = (json.checks as { name: string }[]).find(({ name }) => name === 'encryption');
    expect(check).toMatchObject({ status: 'missing', detail: expect.stringContaining('gone.key cannot be read') });
    expect(check).not.toMatchObject({ advice: expect.stringContaining('chmod') });
    expect((await run(['encryption', 'new-key', place.key])).stderr).toContain('exists');
    expect((await run(['doctor', '--json'], other)).json.checks).toContainEqual(
      expect.objectContaining({ name: 'store', status: 'failed' }),
    );
  }, 120_000);

  it('is not opened by a key that a project file names', async () => {
    writeFileSync(path.join(place.cwd, 'cvmatch.json'), JSON.stringify({ encryptionKey: 'command:touch pwned' }));
    const refused = await run(['list'], null);
    expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining('CVMATCH_ENCRYPTION_KEY')]);
    expect(existsSync(path.join(place.cwd, 'pwned'))).toBe(false);
  }, 120_000);
});

describe('encryption of a store that has data', () => {
  const planted = tokens(80, 'c');

  it('takes what is there, of all tenants, new keys replace old ones, and it can be taken back', async () => {
    plant(planted.slice(0, 40), 5);
    plant(planted.slice(40), 5, path.join(place.cwd, 'more'));
    await done(['tenants', 'add', 'team'], null);
    await done(['ingest', place.cvs, '--keep'], null);
    await done(['ingest', path.join(place.cwd, 'more'), '--keep', '--tenant', 'team'], null);
    const before = await ranking(null);
    await done(['match', place.jd], null);
    expect(found(planted)).toHaveLength(80);
    await done(['encryption', 'new-key', place.key]);
    expect((await run(['doctor', '--json'])).json.checks).toContainEqual(
      expect.objectContaining({ name: 'encryption', status: 'missing', advice: 'Run `cvmatch encryption on`.' }),
    );

    const on = await done(['encryption', 'on', '--json']);
    expect(on.json).toMatchObject({
      on: true,
      tenants: [
        { tenant: 'default', cvs: 5 },
        { tenant: 'team', cvs: 5 },
      ],
    });
    expect([found(planted), await ranking()]).toEqual([[], before]);
    expect((await done(['encryption', 'on', '--json'])).json.tenants).toEqual([]);
    expect((await done(['list', '--tenant', 'team', '--json'])).json).toHaveLength(5);

    const rotated = (await done(['encryption', 'rotate', '--json'])).json;
    expect(rotated.keys.map(({ retired }: { retired: boolean }) => retired)).toEqual([false, false]);
    expect(rotated.keys[0].id).not.toBe(on.json.keys[0].id);
    expect([found(planted), await ranking()]).toEqual([[], before]);

    const next = path.join(place.cwd, 'next.key');
    await done(['encryption', 'new-key', next]);
    await done(['encryption', 'rotate', '--to', next]);
    expect((await run(['list'])).exitCode).toBe(1);
    expect(await ranking(next)).toEqual(before);
    expect(await ranking(`command:cat ${next}`)).toEqual(before);

    await done(['encryption', 'off'], next);
    expect(await ranking(null)).toEqual(before);
    expect((await done(['open', path.join(place.cvs, 'cv-0.txt'), '-o', '-'], null)).stdout).toContain(planted[6]!);
    expect((await done(['encryption', 'show', '--json'], null)).json).toEqual({ on: false, masterKeys: [], keys: [] });
    expect((await run(['encryption', 'off'], null)).stderr).toContain('the store is not encrypted');
  }, 240_000);

  it('erases a removed CV, and a tenant with its key', async () => {
    plant(planted, 5);
    await done(['encryption', 'new-key', place.key]);
    await done(['ingest', place.cvs, '--keep']);
    await done(['tenants', 'add', 'team']);
    await done(['ingest', place.cvs, '--tenant', 'team']);
    const removed = await done(['remove', path.join(place.cvs, 'cv-0.txt'), '--json']);
    expect(JSON.stringify(removed.json)).toContain('removed');
    await done(['tenants', 'remove', 'team', '--yes']);
    expect((await done(['encryption', 'show', '--json'])).json.keys).toHaveLength(1);
    expect((await done(['list', '--json'])).json).toHaveLength(4);
  }, 120_000);
});
