import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { PROFILE_BYTES, type Profile } from '../src/domain/index.js';
import { folderWith, run } from './_shared/testing-ingest.js';

it('a profile that is too large is kept cut, and shown whole', async () => {
  const posts = Array.from(
    { length: 1500 },
    (_, i) =>
      `Engineer, Company ${i} Ltd\nJanuary ${1990 + (i % 30)} - December ${1991 + (i % 30)}\n- Built and ran machine number ${i} with TypeScript for many people in many places.\n`,
  );
  const long = `Ada Example\nada@example.com\n\nExperience\n\n${posts.join('\n')}`;
  const { cvs, store } = folderWith({ 'long.txt': long });
  const ingested = await run(['ingest', cvs, '--store', store, '--timeout', '60s', '--json']);
  expect(ingested.json, ingested.stderr).toMatchObject({ counts: { ready: 1 } });
  const raw = new Sqlite(path.join(store, 'store.db'), { readonly: true });
  const text = raw.prepare<[], string>('SELECT profile FROM profiles').pluck().get()!;
  raw.close();
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(PROFILE_BYTES.most);
  const kept = JSON.parse(text) as Profile;
  expect(kept.cut).toBe('lists');
  const { profile } = (await run(['show', path.join(cvs, 'long.txt'), '--store', store, '--json'])).json as {
    profile: Profile;
  };
  expect([profile.cut, profile.resume.basics.name]).toEqual([undefined, 'Ada Example']);
  expect(profile.resume.work.length).toBeGreaterThan(1000);
  expect(profile.yearsOfExperience).toBe(kept.yearsOfExperience);
  // Its labels and decisions, and a closer look, take it for the same CV.
  expect((await run(['doctor', '--deep', '--store', store])).stdout).toMatch(/ok +records of default +1 CV read/);
}, 120_000);
