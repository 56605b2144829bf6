import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ExtractedDocument, Profile } from '../domain/index.js';
import { parseProfile } from '../profile/index.js';
import { openVocabulary } from '../profile/vocabulary/vocabulary.js';
import { cvOccupations } from './features/features.js';
import { cvFeatures, decodeFeatures, maskedCv, passagesOf, passageText } from './index.js';
import { documentOf } from '../profile/testing.js';

const vocabulary = openVocabulary(readFileSync(new URL('../../models/vocabulary/vocabulary.bin.gz', import.meta.url)));

/** First names drawn from occupations, skills, cities and countries, languages, and many cultures. */
const FIRST =
  'Mason Dean Hunter Porter Marshall Bishop Judge Florence Paris Jordan Ruby Julia Swift Java English German Taylor Carter Emma José Oluwaseun Priyanka Weiwen Siobhán Anneliese Takeshi Guadalupe Mohammed Ngozi Åsa Łukasz'.split(
    ' ',
  );
const LAST = [
  'Baker',
  'Cook',
  'Painter',
  'Potter',
  'Swift',
  'Scala',
  'London',
  'Berlin',
  'French',
  'Irish',
  'Driver',
  'Butler',
  'Smith',
  'Kroft',
  "O'Neill",
  'Krüger-Lang',
  'de la Cruz',
  "van 't Hoff",
  'bin Rashid',
  'Zhang',
];
const FORMS: ((first: string, last: string) => string)[] = [
  (first, last) => `${first} ${last}`,
  (first, last) => `${last.toUpperCase()}, ${first}`,
  (first, last) => `${first} J. ${last}`,
  (first, last) => `Dr. ${first} ${last}, PhD`,
  (first, last) => `Curriculum Vitae of ${first} ${last}`,
  (first, last) => `Name: ${first} ${last}`,
  (first, last) => `${first} ${last}`.toLowerCase(),
  (first, last) => `${first} ${last}`.toUpperCase(),
  (first, last) =>
    `${[...first.toUpperCase()].join(' ')}  ${[...last.toUpperCase().replace(/[^\p{L}]/gu, '')].join(' ')}`,
  (first, last) => `${first} "${first.slice(0, 3)}" ${last}`,
  (first, last) => `${first} ${last} (she/her)`,
  (first) => first,
  (first, last) => `${first}\n${last}`,
];
const OTHER_SCRIPTS = [
  '王小明',
  '김민준',
  '山田太郎',
  'محمد عبد الله',
  'Анна Сергеевна Петрова',
  'Γιώργος Παπαδόπουλος',
  'דוד כהן',
  'प्रिया शर्मा',
];

const WORK =
  'Professional Experience\n\nAccountant, Castlemere Foods Ltd\nMay 2016 - Feb 2020\n- Closed the month for the plant\n\nBaker, Hillside Ltd\nJan 2012 - Apr 2016\n- Spoke English in Paris and wrote Swift\n';
const SKILLS = 'Skills\nExcel, SAP, Swift\n';
/** Arguments: the line with the name and a mailbox. */
const LAYOUTS: Record<string, (name: string, mail: string) => string> = {
  sections: (name, mail) =>
    `${name}\nEmail: ${mail}@example.org | Tel: +44 20 7946 0573 | Leeds, UK\n\n${WORK}\n${SKILLS}`,
  'a title below': (name, mail) =>
    `${name}\n\nSenior Accountant\n${mail}@example.org\nlinkedin.com/in/${mail}\n\n${WORK}`,
  'skills in the header': (name, mail) => `${name}\nPython, SQL, Airflow\n${mail}@example.org\n\n${WORK}`,
  'no contacts': (name) => `${name}\n\n${WORK}\n${SKILLS}`,
  'no sections': (name, mail) =>
    `${name}\n${mail}@example.org\nI closed the books of a plant for six years and baked bread.\n`,
  'references and a file name': (name, mail) =>
    `${name}\n${mail}@example.org\n\n${WORK}\nReferences: Jane Carpenter, Head Baker, Hillside\n${mail}_cv.pdf\n`,
};

const mailOf = (first: string, last: string): string => `${first}.${last}`.toLowerCase();
/** Other places in the header and the text where a name may stand. */
const HEADERS: Record<string, (first: string, last: string) => string> = {
  'contacts before it': (first, last) =>
    `Leeds, UK | ${mailOf(first, last)}@example.org | ${first} ${last} | +44 20 7946 0573\n\n${WORK}`,
  'contacts beside it': (first, last) =>
    `${mailOf(first, last)}@example.org                ${first} ${last}\n+44 20 7946 0573            Leeds\n\n${WORK}`,
  'a title behind bold letters': (first, last) =>
    `**${first} ${last}** | Senior Accountant\n${mailOf(first, last)}@example.org\n\n${WORK}`,
  'a colon behind it': (first, last) => `${first} ${last}:\n${mailOf(first, last)}@example.org\n\n${WORK}`,
  'a sign between it and a title': (first, last) =>
    `★ ${first} ${last} ★ Senior Accountant\n${mailOf(first, last)}@example.org\n\n${WORK}`,
  'a letter below it': (first, last) =>
    `${first} ${last}\n${mailOf(first, last)}@example.org\n\nI close books.\n\nBest,\n${first}\n\n${WORK}`,
  'a title behind a comma': (first, last) =>
    `${first} ${last}, Senior Accountant\n${mailOf(first, last)}@example.org\n\n${WORK}`,
  'a date above': (first, last) =>
    `Last updated in March 2024\n${first} ${last}\n${mailOf(first, last)}@example.org\n\n${WORK}`,
  'a motto above': (first, last) =>
    `"Numbers tell stories."\n${first} ${last}\n${mailOf(first, last)}@example.org\n\n${WORK}`,
  'an agency above': (first, last) =>
    `Northgate Recruitment Ltd\nCandidate Profile\n\n${first} ${last}\n${mailOf(first, last)}@example.org\n\n${WORK}`,
  'the title of the page': (first, last) => `CV - ${first} ${last}\n${mailOf(first, last)}@example.org\n\n${WORK}`,
  'a label over two lines': (first, last) =>
    `Name: ${first}\n${last}\nEmail: ${mailOf(first, last)}@example.org\n\n${WORK}`,
  labels: (first, last) =>
    `Surname: ${last}\nGiven name: ${first}\nEmail: ${mailOf(first, last)}@example.org\n\n${WORK}`,
  'a label for the candidate': (first, last) => `Candidate: ${first} ${last}\nPosition: Accountant\n\n${WORK}`,
  'accounts alone': (first, last) =>
    `${first} ${last}\nGitHub: ${mailOf(first, last)}\nTwitter: @${mailOf(first, last)}\n\n${WORK}`,
  'a link over two lines': (first, last) =>
    `${first} ${last}\nhttps://www.linkedin.com/in/${mailOf(first, last).replace('.', '-\n')}\nhttps://${mailOf(first, last).replace('.', '-\n')}.example.com\n\n${WORK}`,
  'an address over two lines': (first, last) =>
    `${first} ${last}\nEmail: ${mailOf(first, last).replace('.', '.\n')}@example.org\n\n${WORK}`,
  'a letter and no name above it': (first, last) =>
    `Dear Sir or Madam,\nI wish to apply as an accountant.\n\nKind regards,\n${first} ${last}\n\n${WORK}`,
  'a sentence that tells it': (first, last) =>
    `Accountant\n${mailOf(first, last)}@example.org\n\nAbout me\nMy name is ${first} ${last} and I close books.\n\n${WORK}`,
  'lists of authors': (first, last) =>
    `${first} ${last}\n${mailOf(first, last)}@example.org\n\n${WORK}\nPublications\n${last}, ${first[0]!}., Moser, K. (2019). Closing books.\nMoser K, ${last} ${first[0]!}. Bread. 2018.\n${first[0]!}. ${last} and K. Moser: Yeast, 2017.\nKarl Moser, ${first} ${last}, Ada Lang: Flour.\n`,
  'a greeting': (first, last) =>
    `${first} ${last}\n${mailOf(first, last)}@example.org\n\nAbout\nHello! I'm ${first}, an accountant.\n\n${WORK}\nContact ${first} at ${mailOf(first, last)}@example.org\n`,
};

function parsed(text: string): { document: ExtractedDocument; profile: Profile } {
  const document = documentOf(text);
  return { document, profile: parseProfile(document, { vocabulary, asOf: '2026-01-01' }) };
}

/** Everything that a score can be made from, except places. */
function scored(text: string): string {
  const { document, profile } = parsed(text);
  const { words, facts } = decodeFeatures(cvFeatures(document, profile, vocabulary));
  const passages = passagesOf(document, profile).map((passage) => passageText(document, profile, passage));
  const named = {
    hashes: [...words.hashes],
    title: [...words.title],
    skills: [...words.skills],
    body: [...words.body],
    order: [...words.order],
    lengths: words.lengths,
  };
  const plain = JSON.stringify(
    { ...facts, mentions: facts.mentions.length, posts: facts.posts.map(({ age, months }) => ({ age, months })) },
    (key, value: unknown) => (key === 'at' ? null : value),
  );
  return JSON.stringify([named, plain, passages, cvOccupations(document, profile, vocabulary)]);
}

const people = FIRST.flatMap((first, i) =>
  FORMS.map((form, j) => form(first, LAST[(i * 7 + j) % LAST.length]!)),
).concat(OTHER_SCRIPTS);

describe('a name moves nothing', () => {
  it.each(Object.entries(LAYOUTS))(`in a CV with %s: ${String(people.length)} names`, (_, layout) => {
    const expected = scored(layout('Emma Kroft', 'emma.kroft'));
    const moved = people.filter(
      (name) =>
        scored(
          layout(
            name,
            name
              .split(/[^\p{L}]+/u)
              .filter(Boolean)
              .join('.')
              .toLowerCase(),
          ),
        ) !== expected,
    );
    expect(moved).toEqual([]);
  });

  it.each([
    [
      'a summary',
      (first: string, last: string) =>
        `${first} ${last}\n${first}@example.org\n\nSummary\n${first} is an accountant. Ms ${last} led a team of five.\n\n${WORK}`,
    ],
    [
      'a signature',
      (first: string, last: string) =>
        `${first} ${last}\n${first}@example.org\n\n${WORK}\nYours sincerely,\n${first} ${last}\n`,
    ],
    [
      'a running header',
      (first: string, last: string) =>
        `${first} ${last}\n${first}@example.org\n\n${WORK}\n${first} ${last} - Page 2\n\n${SKILLS}`,
    ],
  ])('also where it stands again: %s', (_, layout) => {
    const expected = scored(layout('Emma', 'Kroft'));
    const moved = FIRST.map((first, i) => [first, LAST[i % LAST.length]!] as const).filter(
      ([first, last]) => /^\p{L}+$/u.test(last) && scored(layout(first, last)) !== expected,
    );
    expect(moved).toEqual([]);
  });

  it.each(Object.entries(HEADERS))('in a header with %s', (_, layout) => {
    const expected = scored(layout('Emma', 'Kroft'));
    expect(expected).not.toMatch(/emma|kroft/iu);
    const moved = FIRST.map((first, i) => [first, LAST[i % LAST.length]!] as const).filter(
      ([first, last]) => /^\p{L}+$/u.test(last) && scored(layout(first, last)) !== expected,
    );
    expect(moved).toEqual([]);
  });

  it.each([
    'Mark Sales',
    'Ms Emma Kroft',
    'Prof. Dr. Emma Kroft',
    'Dipl.-Ing. Emma Kroft',
    'Emma Kroft, MBA, PMP',
    'Emma Kroft BSc (Hons) ACA',
    'Emma Kroft Jr.',
    'Emma Kroft III',
    'Emma Kroft, 34',
    'Emma Kroft (née Lang)',
    'Fatima al-Zahra',
    "Kim de l'Horizon",
    'Abu Bakr',
    'DE LA CRUZ, Guadalupe',
    '# Emma Kroft',
    '**Emma Kroft**',
    '*** Emma Kroft ***',
    '★ Emma Kroft ★',
    '» Emma Kroft «',
    '"Emma Kroft"',
    'Emma Kroft:',
    'My name: Emma Kroft',
    'Name Surname: Emma Kroft',
    'Vor- und Zuname: Emma Kroft',
    'Apellidos y nombre: Kroft, Emma',
    'Nome e apelido: Emma Kroft',
    'Voor- en achternaam: Emma Kroft',
    "Kees in 't Veld",
    'Mia von und zu Stein',
    'Emma Kroft CV 2024',
    'Profile of Emma Kroft',
    'Emma Kroft, UK',
    'Emma    Kroft',
    'Emma Kroft.',
    'E. Kroft',
    'Emma K.',
    'Emma Kroft - CV',
  ])('nor does the form in which it is written: %s', (name) => {
    expect(scored(`${name}\nx1@example.org\n\n${WORK}\n${SKILLS}`)).toBe(
      scored(`Emma Kroft\nx1@example.org\n\n${WORK}\n${SKILLS}`),
    );
  });

  it('leaves a product, a customer and a post that bear the name', () => {
    const { document, profile } = parsed(
      `Emma Potter\nemma@example.org\n\nProfessional Experience\n\nPotter, Hillside Ltd\nJan 2012 - Apr 2016\n- Sold the platform Emma to bakeries, and Potter Brothers their stock\n`,
    );
    const {
      document: { text },
    } = maskedCv(document, profile);
    for (const kept of ['Potter, Hillside Ltd', 'platform Emma to', 'Potter Brothers']) expect(text).toContain(kept);
  });

  it('leaves what tells of work: titles, skills, posts, schools', () => {
    const { document, profile } = parsed(
      `Mason Baker | Senior Accountant | Leeds, UK\nPython, SQL and Airflow | mason@example.org\n\n${WORK}\nEducation\nBSc Mathematics, University of Leeds, 2008 - 2011\n`,
    );
    const {
      document: { text },
    } = maskedCv(document, profile);
    for (const kept of [
      'Senior Accountant',
      'Python, SQL and Airflow',
      'Baker, Hillside Ltd',
      'Accountant, Castlemere Foods Ltd',
      'BSc Mathematics, University of Leeds',
      'wrote Swift',
    ])
      expect(text).toContain(kept);
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
    const quoted = facts.skills.flatMap(({ term, at }) =>
      at === null ? [] : [[term, document.text.slice(at[0], at[1])]],
    );
    expect(quoted).toContainEqual(['SAP', 'SAP']);
    expect(facts.titles.map(({ text, at }) => [text, document.text.slice(at![0], at![1])])).toContainEqual([
      'Baker',
      'Baker',
    ]);
    expect(
      document.text.slice(profile.fields['work[0].position']!.start, profile.fields['work[0].position']!.end),
    ).toBe('Accountant');
  });
});
