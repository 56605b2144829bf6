import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ExtractedDocument, Profile } from '../domain/index.js';
import { parseProfile } from '../profile/index.js';
import { openVocabulary } from '../profile/vocabulary.js';
import { indexedWords } from './features.js';
import { cvFeatures, decodeFeatures, maskedCv, passagesOf, passageText } from './index.js';

const vocabulary = openVocabulary(readFileSync(new URL('../../models/vocabulary/vocabulary.bin.gz', import.meta.url)));

/** Occupations, skills, cities and countries, languages, and names of many cultures. */
const FIRST = 'Mason Dean Hunter Porter Marshall Bishop Judge Florence Paris Jordan Ruby Julia Swift Java English German Taylor Carter Emma José Oluwaseun Priyanka Weiwen Siobhán Anneliese Takeshi Guadalupe Mohammed Ngozi Åsa Łukasz'.split(' ');
const LAST = ['Baker', 'Cook', 'Painter', 'Potter', 'Swift', 'Scala', 'London', 'Berlin', 'French', 'Irish', 'Driver', 'Butler', 'Smith', 'Kroft', "O'Neill", 'Krüger-Lang', 'de la Cruz', "van 't Hoff", 'bin Rashid', 'Zhang'];
const FORMS: ((first: string, last: string) => string)[] = [
  (first, last) => `${first} ${last}`,
  (first, last) => `${last.toUpperCase()}, ${first}`,
  (first, last) => `${first} J. ${last}`,
  (first, last) => `Dr. ${first} ${last}, PhD`,
  (first, last) => `Curriculum Vitae of ${first} ${last}`,
  (first, last) => `Name: ${first} ${last}`,
  (first, last) => `${first} ${last}`.toLowerCase(),
  (first, last) => `${first} ${last}`.toUpperCase(),
  (first, last) => `${[...first.toUpperCase()].join(' ')}  ${[...last.toUpperCase().replace(/[^\p{L}]/gu, '')].join(' ')}`,
  (first, last) => `${first} "${first.slice(0, 3)}" ${last}`,
  (first, last) => `${first} ${last} (she/her)`,
  (first) => first,
  (first, last) => `${first}\n${last}`,
];
const OTHER_SCRIPTS = ['王小明', '김민준', '山田太郎', 'محمد عبد الله', 'Анна Сергеевна Петрова', 'Γιώργος Παπαδόπουλος', 'דוד כהן', 'प्रिया शर्मा'];

const WORK = 'Professional Experience\n\nAccountant, Castlemere Foods Ltd\nMay 2016 - Feb 2020\n- Closed the month for the plant\n\nBaker, Hillside Ltd\nJan 2012 - Apr 2016\n- Spoke English in Paris and wrote Swift\n';
const SKILLS = 'Skills\nExcel, SAP, Swift\n';
/** The name's line, the words that the text calls the person by, and a mailbox. */
const LAYOUTS: Record<string, (name: string, mail: string) => string> = {
  sections: (name, mail) => `${name}\nEmail: ${mail}@example.org | Tel: +44 20 7946 0573 | Leeds, UK\n\n${WORK}\n${SKILLS}`,
  'a title below': (name, mail) => `${name}\n\nSenior Accountant\n${mail}@example.org\nlinkedin.com/in/${mail}\n\n${WORK}`,
  'skills in the header': (name, mail) => `${name}\nPython, SQL, Airflow\n${mail}@example.org\n\n${WORK}`,
  'no contacts': (name) => `${name}\n\n${WORK}\n${SKILLS}`,
  'no sections': (name, mail) => `${name}\n${mail}@example.org\nI closed the books of a plant for six years and baked bread.\n`,
  'references and a file name': (name, mail) => `${name}\n${mail}@example.org\n\n${WORK}\nReferences: Jane Carpenter, Head Baker, Hillside\n${mail}_cv.pdf\n`,
};

const documentOf = (text: string): ExtractedDocument => ({ format: 'txt', engine: 'test', text, pageStarts: [0], lines: [], hidden: [], links: [], documentDate: null, warnings: [] });

function parsed(text: string): { document: ExtractedDocument; profile: Profile } {
  const document = documentOf(text);
  return { document, profile: parseProfile(document, { vocabulary, asOf: '2026-01-01' }) };
}

/** Everything that a score can be made of, places left out. */
function scored(text: string): string {
  const { document, profile } = parsed(text);
  const { words, facts } = decodeFeatures(cvFeatures(document, profile, vocabulary));
  const passages = passagesOf(document, profile).map((passage) => passageText(document, profile, passage));
  const named = { hashes: [...words.hashes], title: [...words.title], skills: [...words.skills], body: [...words.body], order: [...words.order], lengths: words.lengths };
  const plain = JSON.stringify({ ...facts, mentions: facts.mentions.length, posts: facts.posts.map(({ age, months }) => ({ age, months })) }, (key, value: unknown) => (key === 'at' ? null : value));
  return JSON.stringify([named, plain, passages, indexedWords(document, profile, vocabulary)]);
}

const people = FIRST.flatMap((first, i) => FORMS.map((form, j) => form(first, LAST[(i * 7 + j) % LAST.length]!))).concat(OTHER_SCRIPTS);

describe('a name moves nothing', () => {
  it.each(Object.entries(LAYOUTS))(`in a CV with %s: ${String(people.length)} names`, (_, layout) => {
    const expected = scored(layout('Emma Kroft', 'emma.kroft'));
    const moved = people.filter((name) => scored(layout(name, name.split(/[^\p{L}]+/u).filter(Boolean).join('.').toLowerCase())) !== expected);
    expect(moved).toEqual([]);
  });

  it.each([
    ['a summary', (first: string, last: string) => `${first} ${last}\n${first}@example.org\n\nSummary\n${first} is an accountant. Ms ${last} led a team of five.\n\n${WORK}`],
    ['a signature', (first: string, last: string) => `${first} ${last}\n${first}@example.org\n\n${WORK}\nYours sincerely,\n${first} ${last}\n`],
    ['a running header', (first: string, last: string) => `${first} ${last}\n${first}@example.org\n\n${WORK}\n${first} ${last} - Page 2\n\n${SKILLS}`],
  ])('also where it stands again: %s', (_, layout) => {
    const expected = scored(layout('Emma', 'Kroft'));
    const moved = FIRST.map((first, i) => [first, LAST[i % LAST.length]!] as const).filter(([first, last]) => /^\p{L}+$/u.test(last) && scored(layout(first, last)) !== expected);
    expect(moved).toEqual([]);
  });

  it('leaves what tells of work: titles, skills, posts, schools', () => {
    const { document, profile } = parsed(`Mason Baker | Senior Accountant | Leeds, UK\nPython, SQL and Airflow | mason@example.org\n\n${WORK}\nEducation\nBSc Mathematics, University of Leeds, 2008 - 2011\n`);
    const { document: { text } } = maskedCv(document, profile);
    for (const kept of ['Senior Accountant', 'Python, SQL and Airflow', 'Baker, Hillside Ltd', 'Accountant, Castlemere Foods Ltd', 'BSc Mathematics, University of Leeds', 'wrote Swift']) expect(text).toContain(kept);
    expect(text).not.toMatch(/Mason|example/);
    expect(profile.resume.basics).toMatchObject({ name: 'Mason Baker', label: 'Senior Accountant' });
  });

  it('keeps a headline of a CV without a name', () => {
    const { document, profile } = parsed(`SENIOR ACCOUNTANT\n\nSummary\nCloses books.\n\n${WORK}`);
    expect(maskedCv(document, profile).document.text).toContain('SENIOR ACCOUNTANT');
  });

  it('quotes the whole text: every place points into it', () => {
    const { document, profile } = parsed(LAYOUTS.sections!('Mason Baker', 'mason.baker'));
    const facts = decodeFeatures(cvFeatures(document, profile, vocabulary)).facts;
    const quoted = facts.skills.flatMap(({ term, at }) => (at === null ? [] : [[term, document.text.slice(at[0], at[1])]]));
    expect(quoted).toContainEqual(['SAP', 'SAP']);
    expect(facts.titles.map(({ text, at }) => [text, document.text.slice(at![0], at![1])])).toContainEqual(['Baker', 'Baker']);
    expect(document.text.slice(profile.fields['work[0].position']!.start, profile.fields['work[0].position']!.end)).toBe('Accountant');
  });
});
