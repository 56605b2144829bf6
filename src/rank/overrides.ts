import { foldText as fold, type OverrideField, type Profile, type ProfileOverride } from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import type { Vocabulary } from '../profile/index.js';
import { DEGREE_NAMES, languageNamed } from './facts.js';

/** Corrections of a profile, as people ask for them. */

const LONGEST = 200;
const MOST_YEARS = 80;
/** Digits of a phone number, by ITU-T E.164 at most. */
const PHONE = { least: 6, most: 15 };

type Check = (value: string, vocabulary: Vocabulary) => string | null;

/** What a value becomes; null: it is none for this field. */
const CHECKS: Record<OverrideField, { check: Check; expected: string }> = {
  name: { check: (value) => (/\p{L}/u.test(value) ? value : null), expected: 'a name' },
  email: {
    check: (value) => (/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(value) ? value : null),
    expected: 'an address',
  },
  phone: { check: phone, expected: `${PHONE.least} to ${PHONE.most} digits` },
  location: { check: (value) => (/\p{L}/u.test(value) ? value : null), expected: 'a place' },
  country: {
    check: (value) => (/^[A-Za-z]{2}$/.test(value) ? value.toUpperCase() : null),
    expected: 'two letters, such as DE',
  },
  title: { check: (value) => (/\p{L}/u.test(value) ? value : null), expected: 'a job title' },
  years: { check: years, expected: `a number from 0 to ${MOST_YEARS}` },
  education: {
    check: (value) => DEGREE_NAMES.find((name) => name === value.toLowerCase()) ?? null,
    expected: `one of ${DEGREE_NAMES.join(', ')}`,
  },
  'add-skill': { check: skill, expected: 'a skill' },
  'remove-skill': { check: skill, expected: 'a skill' },
  'add-language': { check: language, expected: 'the English or own name of a language that cvmatch knows' },
  'remove-language': { check: language, expected: 'the English or own name of a language that cvmatch knows' },
};

function phone(value: string): string | null {
  const digits = value.replace(/\D/g, '').length;
  return /^[+\d][\d\s()./-]*$/.test(value) && digits >= PHONE.least && digits <= PHONE.most ? value : null;
}

function years(value: string): string | null {
  const number = Number(value);
  return /^\d{1,2}(?:\.\d)?$/.test(value) && number <= MOST_YEARS ? String(number) : null;
}

function skill(value: string, vocabulary: Vocabulary): string | null {
  return fold(value).length === 0 ? null : (vocabulary.canonical(value, 'skill') ?? value);
}

function language(value: string): string | null {
  return languageNamed(value) === undefined ? null : value;
}

/** A value as it is kept. @throws CvmatchError `bad_flag` if it is none for the field. */
export function overrideValue(field: OverrideField, given: string, vocabulary: Vocabulary): string {
  const value = given.normalize('NFC').replace(/\s+/g, ' ').trim();
  const { check, expected } = CHECKS[field];
  const hostile = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(value);
  const checked = value === '' || value.length > LONGEST || hostile ? null : check(value, vocabulary);
  if (checked !== null) return checked;
  throw new CvmatchError('bad_flag', `that is no value for ${field}`, {
    hint: `Give ${expected}, of at most ${LONGEST} characters.`,
  });
}

/** The profile with the corrections, each of which says what was read. */
export function rectified(
  profile: Profile,
  overrides: readonly ProfileOverride[],
  { text, vocabulary }: { text: string; vocabulary: Vocabulary },
): Profile {
  if (overrides.length === 0) return profile;
  const whole: Profile = structuredClone(profile);
  whole.overrides = overrides.map((one) => ({ ...one, read: apply(whole, one, vocabulary) }));
  const own = overrides.filter(({ field }) => field === 'name' || field === 'email' || field === 'phone');
  whole.identity = joined([...(profile.identity ?? []), ...own.flatMap(({ value }) => placesOf(value, text))]);
  return whole;
}

/** Returns what was read. */
function apply(profile: Profile, { field, value }: ProfileOverride, vocabulary: Vocabulary): string | null {
  const { resume } = profile;
  switch (field) {
    case 'name':
    case 'email':
    case 'phone':
      return set(profile, field, value);
    case 'title':
      return set(profile, 'label', value);
    case 'location':
      return moved(profile, { text: value });
    case 'country':
      return moved(profile, { ...resume.basics.location, countryCode: value });
    case 'years': {
      const read = profile.yearsOfExperience;
      profile.yearsOfExperience = Number(value);
      return read === null ? null : String(read);
    }
    case 'add-skill': {
      const term = vocabulary.canonical(value, 'skill');
      if (!resume.skills.some((one) => isSame(one, value))) resume.skills.push({ name: value, ...(term && { term }) });
      return null;
    }
    case 'remove-skill':
      remove(profile, 'skills', (one) => isSame(one, value));
      return null;
    case 'add-language':
      resume.languages.push({ language: value });
      return null;
    case 'remove-language':
      remove(profile, 'languages', (one) => languageNamed(one.language) === languageNamed(value));
      return null;
    // There is no entry of which it would be the degree: see rank/features.
    case 'education':
      return null;
  }
}

function set(profile: Profile, field: 'name' | 'email' | 'phone' | 'label', value: string): string | null {
  const { basics } = profile.resume;
  const read = basics[field] ?? null;
  basics[field] = value;
  forget(profile, (path) => path === `basics.${field}`);
  return read;
}

function moved(profile: Profile, location: Profile['resume']['basics']['location']): string | null {
  const { basics } = profile.resume;
  const { text, city, region, countryCode } = basics.location ?? {};
  const read = [text ?? city, region, countryCode].filter((part) => part !== undefined).join(', ');
  basics.location = location;
  forget(profile, (path) => path.startsWith('basics.location'));
  return read === '' ? null : read;
}

/** A value that was not read has no place in the text. */
function forget(profile: Profile, isGone: (path: string) => boolean): void {
  profile.fields = Object.fromEntries(Object.entries(profile.fields).filter(([path]) => !isGone(path)));
}

const isSame = ({ name, term }: { name: string; term?: string }, value: string): boolean =>
  term === value || fold(name).join(' ') === fold(value).join(' ');

/** Removes entries of a list; places in the text stay with those that are left. */
function remove<P extends 'skills' | 'languages'>(
  profile: Profile,
  part: P,
  isGone: (one: Profile['resume'][P][number]) => boolean,
): void {
  const all = profile.resume[part] as Profile['resume'][P][number][];
  const left = all.map((one, i) => ({ one, i })).filter(({ one }) => !isGone(one));
  const places = new Map(left.map(({ i }, at) => [i, at]));
  const path = new RegExp(`^${part}\\[(\\d+)\\]`);
  profile.fields = Object.fromEntries(
    Object.entries(profile.fields).flatMap(([name, source]) => {
      const at = path.exec(name)?.[1];
      if (at === undefined) return [[name, source]];
      const now = places.get(Number(at));
      return now === undefined ? [] : [[name.replace(path, `${part}[${now}]`), source]];
    }),
  );
  (profile.resume[part] as Profile['resume'][P][number][]) = left.map(({ one }) => one);
}

interface Span {
  start: number;
  end: number;
}

/** Where the text has it: it tells who the person is, so it is not embedded, indexed or scored. */
function placesOf(value: string, text: string): Span[] {
  const [lower, wanted] = [text.toLowerCase(), value.toLowerCase()];
  if (lower.length !== text.length) return [];
  const found: Span[] = [];
  for (let start = lower.indexOf(wanted); start >= 0; start = lower.indexOf(wanted, start + wanted.length))
    found.push({ start, end: start + wanted.length });
  return found;
}

/** Ascending and without overlaps. */
function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else all.push({ start, end });
  }
  return all;
}
