import { describe, expect, it } from 'vitest';
import {
  OVERRIDE_FIELDS,
  withOverride,
  withoutOverride,
  type OverrideField,
  type ProfileOverride,
} from '../domain/index.js';
import { documentOf, processDocument } from '../pool/process.js';
import { loadVocabulary } from '../pool/vocabulary.js';
import { decodeFeatures, lookUp } from './features/features.js';
import { overrideValue } from './index.js';
import { hashWord } from './words.js';

const vocabulary = loadVocabulary();
const embedder = {
  ...{ id: 'test', dimensions: 2, fingerprint: 'test' },
  embed: (texts: string[]) => Promise.resolve(new Float32Array(texts.length * 2).fill(0.5)),
} as unknown as Parameters<typeof processDocument>[2]['embedder'];
const TEXT = `Ada Exmaple
ada@exmaple.com

Welder
Berlin, Germany

Experience
Welder, Yard Ltd, 2018 - 2022
Wrote Java for ships, with Ada Example.

Education
Bachelor of Science in Ships, 2010 - 2013

Skills
Java, SQL

Languages
English, German
`;

const one = (field: OverrideField, value: string): ProfileOverride => ({
  ...{ field, value, reason: 'asked', by: 'Jo', keyId: null, at: '2026-03-01T00:00:00.000Z' },
});

async function read(...overrides: ProfileOverride[]) {
  const outcome = await processDocument(
    documentOf(TEXT),
    { asOf: '2026-01-01', fallbackDate: '2026-01-01', extractMs: 0, overrides },
    { embedder, vocabulary },
  );
  if (!outcome.ok) throw new Error(outcome.message);
  const { profile, features } = outcome.value;
  return { profile, ...decodeFeatures(features) };
}

describe('a corrected profile', () => {
  it('has the values given, tells what was read, and ranks by them', async () => {
    const before = await read();
    expect(before.profile.overrides).toBeUndefined();
    const { profile, facts, words } = await read(
      one('name', 'Ada Example'),
      one('email', 'ada@example.com'),
      one('phone', '+49 30 1234567'),
      one('location', 'Vienna'),
      one('country', 'AT'),
      one('title', 'Backend Engineer'),
      one('years', '12'),
      one('education', 'master'),
      one('add-skill', overrideValue('add-skill', 'postgres', vocabulary)),
      one('remove-skill', 'Java'),
      one('add-language', 'French'),
      one('remove-language', 'German'),
    );
    const { basics, skills, languages } = profile.resume;
    expect(basics).toMatchObject({ name: 'Ada Example', email: 'ada@example.com', phone: '+49 30 1234567' });
    expect(basics).toMatchObject({ label: 'Backend Engineer', location: { text: 'Vienna', countryCode: 'AT' } });
    expect(skills.map(({ name }) => name)).toEqual(expect.arrayContaining(['SQL', 'PostgreSQL']));
    expect(skills.map(({ name }) => name)).not.toContain('Java');
    expect(languages.map(({ language }) => language)).toEqual(['English', 'French']);
    expect(profile.overrides!.map(({ field, read: was }) => [field, was])).toEqual(
      expect.arrayContaining([
        ['name', before.profile.resume.basics.name],
        ['years', String(before.profile.yearsOfExperience)],
      ]),
    );
    expect(before.facts.skills.map(({ term }) => term)).toContain('Java');
    expect(facts.skills.map(({ term }) => term)).toEqual(expect.arrayContaining(['PostgreSQL', 'SQL']));
    expect(facts.skills.map(({ term }) => term)).not.toContain('Java');
    expect([facts.years, facts.education.level]).toEqual([12, 4]);
    expect(facts.titles[0]).toMatchObject({ text: 'Backend Engineer', at: null });
    expect([...new Set(facts.languages.map(({ key }) => key))].sort()).toEqual(['en', 'fr']);
    expect(facts.location.words).toContain('vienna');
    expect(lookUp(words, hashWord('postgresql'))?.[1]).toBeGreaterThan(0);
    // The right name is no more scored than the one that was read.
    expect(lookUp(words, hashWord('example'))).toBeNull();
  });

  it('is what was read once everything is taken back', async () => {
    const before = await read();
    const all = withOverride(withOverride([], one('name', 'Ada Example')), one('add-skill', 'Rust'));
    expect(await read(...withoutOverride(withoutOverride(all, one('name', 'x')), one('add-skill', 'rust')))).toEqual(
      before,
    );
  });
});

describe('corrections', () => {
  it('replace those that they contradict, one for each field, skill and language', () => {
    const all = [one('years', '3'), one('add-skill', 'Rust'), one('remove-skill', 'Java')];
    expect(withOverride(all, one('years', '4')).map(({ value }) => value)).toEqual(['Rust', 'Java', '4']);
    expect(withOverride(all, one('remove-skill', 'rust')).map(({ field }) => field)).toEqual([
      'years',
      'remove-skill',
      'remove-skill',
    ]);
    expect(withOverride(all, one('add-skill', 'Go'))).toHaveLength(4);
    expect(withoutOverride(all, { field: 'add-skill', value: 'Go' })).toEqual(all);
    expect(withoutOverride(all, { field: 'add-skill', value: null })).toHaveLength(2);
  });

  it.each<[OverrideField, string, string | null]>([
    ['name', '  Ada \n Example ', 'Ada Example'],
    ['name', '<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['name', '123', null],
    ['name', 'Ada\u202eExample', null],
    ['name', 'x'.repeat(201), null],
    ['email', 'ada@example.com', 'ada@example.com'],
    ['email', 'ada@localhost', null],
    ['email', 'a b@example.com', null],
    ['phone', '+49 (30) 1234567', '+49 (30) 1234567'],
    ['phone', '12', null],
    ['phone', 'call me', null],
    ['country', 'de', 'DE'],
    ['country', 'Germany', null],
    ['years', '12.5', '12.5'],
    ['years', '81', null],
    ['years', '-1', null],
    ['years', '1e1', null],
    ['education', 'Master', 'master'],
    ['education', 'guru', null],
    ['add-skill', 'js', 'JavaScript'],
    ['add-skill', '+++', null],
    ['add-language', 'deutsch', 'deutsch'],
    ['remove-language', 'Klingon', null],
    ['location', '', null],
  ])('of %s: %j becomes %j', (field, given, kept) => {
    if (kept === null) expect(() => overrideValue(field, given, vocabulary)).toThrow(/no value/);
    else expect(overrideValue(field, given, vocabulary)).toBe(kept);
  });

  it('are of every field there is', () => {
    for (const field of OVERRIDE_FIELDS) expect(() => overrideValue(field, '', vocabulary)).toThrow(/no value/);
  });
});
