import { describe, expect, it } from 'vitest';
import { failure, ok, type ExtractedDocument, type Profile, type Work } from '../../domain/index.js';
import { checkProfile, isDate, isEmail, isPhone } from './checks.js';
import { compare } from './fields.js';
import { missedParsingGates, parseParsingGate } from './gate.js';
import { fromJsonResume, readLabels, splitSkills, type LabelledCv, type Labels } from './labels.js';
import { evaluateCvs } from './parsing.js';

type Overrides = Partial<Omit<Profile, 'resume'>> & { resume?: Partial<Profile['resume']> };

function profileOf({ resume, ...rest }: Overrides = {}): Profile {
  return {
    resume: {
      basics: { profiles: [] },
      work: [],
      volunteer: [],
      education: [],
      skills: [],
      languages: [],
      certificates: [],
      projects: [],
      publications: [],
      references: [],
      ...resume,
    },
    fields: {},
    sections: [],
    findings: [],
    yearsOfExperience: null,
    asOf: '2020-01-01',
    language: 'en',
    ...rest,
  };
}
const entry = (position: string, startDate?: string, endDate?: string, current?: boolean): Work => ({
  position,
  startDate,
  endDate,
  current,
  highlights: [],
});
const document: ExtractedDocument = {
  format: 'txt',
  engine: 'text',
  text: '',
  pageStarts: [0],
  lines: [],
  hidden: [],
  links: [],
  documentDate: null,
  warnings: [],
};
const counts = (
  profile: Profile,
  labels: Labels,
  field: 'work' | 'name' | 'email' | 'phone' | 'yearsOfExperience' | 'sections' | 'sectionOrder' | 'degree',
): unknown => compare(profile, labels)[field]?.counts;

describe('compare', () => {
  it('scores only labelled fields', () => {
    expect(
      Object.keys(
        compare(profileOf({ resume: { basics: { name: 'Ada Byron', profiles: [] } } }), {
          sets: { name: [['Ada Byron']] },
        }),
      ),
    ).toEqual(['name']);
  });

  it.each([
    // [label, entry, 1 if they match]
    [{ title: 'Baker', start: '2010-03', end: '2012-04' }, entry('Head Baker', '2010-03', '2012-04'), 1],
    [{ title: 'Baker', start: '2010-03', end: '2012-04' }, entry('Baker', '2010-03', '2012-05'), 0],
    [{ title: 'Baker', start: '2010', end: '2012' }, entry('Baker', '2010-03', '2012-05'), 1],
    [{ title: 'Baker', start: '2010-03', end: '2012-04' }, entry('Baker', '2010', '2012'), 0],
    [{ title: 'Baker', start: '2010-03', end: 'present' }, entry('Baker', '2010-03', undefined, true), 1],
    [{ title: 'Baker', start: '2010-03', end: 'present' }, entry('Baker', '2010-03', '2020-01'), 0],
    [{ title: 'Baker', start: '2010-03', end: null }, entry('Baker', '2010-03', '2020-01'), 1],
    [{ title: null, start: '2010-03', end: '2011-01' }, entry('Anything', '2010-03', '2011-01'), 1],
    [{ title: 'Chief Pastry Baker', start: '2010-03', end: '2011-01' }, entry('Miller', '2010-03', '2011-01'), 0],
  ])('work entry %o and %o', (label, work, matched) => {
    expect(counts(profileOf({ resume: { work: [work] } }), { sets: {}, work: [label] }, 'work')).toEqual({
      matched,
      predicted: 1,
      labelled: 1,
    });
  });

  it('counts a work entry that is printed twice once', () => {
    const work = [entry('Baker', '2010-03', '2011-01'), entry('Baker', '2010-03', '2011-01')];
    expect(
      counts(
        profileOf({ resume: { work } }),
        { sets: {}, work: [{ title: 'Baker', start: '2010-03', end: '2011-01' }] },
        'work',
      ),
    ).toEqual({ matched: 1, predicted: 1, labelled: 1 });
  });

  it.each([
    [5, 6, 1],
    [5, 6.1, 0],
    [null, 3, 0],
  ])('%s years against %s', (years, label, matched) => {
    expect(
      counts(profileOf({ yearsOfExperience: years }), { sets: {}, years: label }, 'yearsOfExperience'),
    ).toMatchObject({ matched, labelled: 1 });
  });

  it('wants the whole e-mail address, and any of several', () => {
    const profile = profileOf({ resume: { basics: { email: 'Ada@Example.com', profiles: [] } } });
    expect(counts(profile, { sets: { email: [['ada@example.com', 'other@example.com']] } }, 'email')).toMatchObject({
      matched: 1,
      labelled: 1,
    });
    expect(counts(profile, { sets: { email: [['ada@example.org']] } }, 'email')).toMatchObject({ matched: 0 });
  });

  it.each([
    ['+44 20 7946 0812', '(0)20 7946 0812', 1],
    ['+44 20 7946 0812', '0044 20 79460812', 1],
    ['+44 20 7946 0812', '+44 20 7946 0813', 0],
  ])('phone %s against %s', (phone, label, matched) => {
    expect(
      counts(profileOf({ resume: { basics: { phone, profiles: [] } } }), { sets: { phone: [[label]] } }, 'phone'),
    ).toMatchObject({ matched });
  });

  it('scores headings by order: both, and the CV as a whole', () => {
    const sections = ['', 'Work', 'Education', 'Skills'].map((heading) => ({
      kind: 'other' as const,
      heading,
      start: 0,
      end: 0,
    }));
    expect(
      counts(profileOf({ sections }), { sets: {}, sections: ['Work', 'Skills', 'Education'] }, 'sections'),
    ).toEqual({ matched: 2, predicted: 3, labelled: 3 });
    expect(
      counts(profileOf({ sections }), { sets: {}, sections: ['Work', 'Skills', 'Education'] }, 'sectionOrder'),
    ).toEqual({ matched: 0, predicted: 1, labelled: 1 });
    expect(
      counts(profileOf({ sections }), { sets: {}, sections: ['Work', 'Education', 'Skills'] }, 'sectionOrder'),
    ).toEqual({ matched: 1, predicted: 1, labelled: 1 });
  });

  it('lets a degree match with or without its area', () => {
    const profile = profileOf({
      resume: { education: [{ studyType: 'BSc', area: 'Computer Science and Mathematics' }] },
    });
    expect(counts(profile, { sets: { degree: [['BSc']] } }, 'degree')).toMatchObject({ matched: 1 });
  });
});

describe('evaluateCvs', () => {
  const cvs: LabelledCv[] = [
    { id: 'a', text: 'a', labels: { sets: { name: [['Ada Byron']], skills: [['SQL'], ['Java'], ['Rust']] } } },
    { id: 'b', text: 'b', labels: { sets: { name: [['Bob Crow']] } } },
    { id: 'c', text: 'c', labels: { sets: { name: [['Cat Dale']] } } },
  ];
  const profiles: Record<string, Profile> = {
    a: profileOf({
      resume: {
        basics: { name: 'Ada Byron', email: 'ada@example.com', phone: '12', profiles: [] },
        skills: [{ name: 'SQL' }, { name: 'Go' }],
        work: [entry('X', '2012', '2011')],
      },
    }),
    b: profileOf({
      resume: { basics: { name: 'Someone Else', profiles: [] }, skills: [{ name: 'Go' }] },
      findings: [{ code: 'no_contact', level: 'major', message: 'none' }],
      yearsOfExperience: 61,
    }),
  };
  const parse = (
    cv: LabelledCv,
  ): Promise<Parameters<typeof evaluateCvs>[1] extends (cv: LabelledCv) => infer R ? Awaited<R> : never> =>
    Promise.resolve(cv.id === 'c' ? failure('no_text', 'none') : ok({ document, profile: profiles[cv.id]! }));

  it('sums counts over the CVs that have the label; a CV without text has missed all of its labels', async () => {
    const { report } = await evaluateCvs(cvs, parse);
    expect(report.documents).toBe(2);
    // Names: 1 of 2 predictions, 1 of 3 labels.
    expect(report.fields.name).toMatchObject({ precision: 0.5, recall: 1 / 3, support: 3 });
    expect(report.fields.name!.f1).toBeCloseTo(0.4);
    // Skills: only CV a has labels; b's skill is not counted as wrong.
    expect(report.fields.skills).toMatchObject({ precision: 0.5, recall: 1 / 3, support: 3 });
    expect(report.unread).toEqual([{ id: 'c', code: 'no_text' }]);
  });

  it('checks what needs no labels', async () => {
    const { report } = await evaluateCvs(cvs, parse);
    // a has name, email, phone, work, skills of six; b has name and skills.
    expect(report.completeness).toBeCloseTo((5 / 6 + 2 / 6) / 2);
    expect(report.required).toMatchObject({ name: 1, email: 0.5, education: 0 });
    expect(report.validity).toEqual({ email: 1, phone: 0, dates: 1 });
    expect(report.consistency).toEqual({ startBeforeEnd: 0, noDuplicates: 1, plausible: 0.5 });
    expect(report.findings).toEqual({ no_contact: 1 });
  });

  it('puts the worst CV first', async () => {
    const { cvs: sorted } = await evaluateCvs(cvs, parse);
    expect(sorted.map((cv) => cv.id)).toEqual(['b', 'a']);
  });

  it('misses a gate below and meets it at the value', async () => {
    const { report } = await evaluateCvs(cvs, parse);
    const gates = [
      { field: 'name' as const, least: 0.4 },
      { field: 'name' as const, least: 0.41 },
      { field: 'work' as const, least: 0.1 },
    ];
    expect(missedParsingGates(report, gates).map(({ field, least }) => `${field} ${least}`)).toEqual([
      'name 0.41',
      'work 0.1',
    ]);
  });
});

it.each([
  ['name=0.95', { field: 'name', least: 0.95 }],
  ['work=1', { field: 'work', least: 1 }],
  ['name', undefined],
  ['nose=0.5', undefined],
  ['name=', undefined],
  ['name=2', undefined],
  ['name=x', undefined],
])('gate %s', (text, gate) => {
  expect(parseParsingGate(text)).toEqual(gate);
});

describe('checks', () => {
  it.each([
    ['ada@example.com', true],
    ['a.b+c@mail.example.co', true],
    ['ada@example', false],
    ['ada@@example.com', false],
    ['.ada@example.com', false],
    ['ada @example.com', false],
  ])('e-mail %s', (text, valid) => {
    expect(isEmail(text)).toBe(valid);
  });
  it.each([
    ['+49 30 123456', true],
    ['(030) 123-4567', true],
    ['020 7946 0812 ext. 12', true],
    ['12', false],
    ['+1 555 CALL NOW', false],
    ['1234567890123456', false],
  ])('phone %s', (text, valid) => {
    expect(isPhone(text)).toBe(valid);
  });
  it.each([
    ['2020', true],
    ['2020-02', true],
    ['2020-02-29', true],
    ['2021-02-29', false],
    ['2020-13', false],
    ['20-01', false],
    ['1850', false],
  ])('date %s', (text, valid) => {
    expect(isDate(text)).toBe(valid);
  });

  it('counts fields of a wrong type', () => {
    const profile = profileOf({
      resume: { basics: { name: 'Ada', profiles: [] }, work: [{ position: 'X', startDate: 'soon', highlights: [] }] },
    });
    // name, profiles, position, startDate, highlights: one of five is wrong.
    expect(checkProfile(profile).types).toEqual({ good: 4, of: 5 });
  });
});

describe('labels', () => {
  it('reads entities', () => {
    const cv = readLabels({
      id: 'x',
      text: 'T',
      entities: {
        name: ['Ada'],
        email_address: ['linkedin.com/in/ada'],
        skills: ['Languages: Java (2 years), C++; SQL'],
        graduation_year: ['May 2012'],
        years_of_experience: ['5+ years'],
      },
    })!;
    expect(cv).toMatchObject({ id: 'x', text: 'T' });
    expect(cv.labels.sets).toEqual({
      name: [['Ada']],
      link: [['linkedin.com/in/ada']],
      graduationYear: [['2012']],
      skills: [['Java'], ['C++'], ['SQL']],
    });
    expect(cv.labels.years).toBe(5);
  });

  it('judges years only where they are whole', () => {
    const row = {
      file: 'a.pdf',
      work: [{ title: 'X', employer: null, start: '2010-01', end: 'present' }],
      yearsOfExperience: 4,
      presentCountedTo: '2014-12',
    };
    expect(readLabels(row)!.labels).toMatchObject({
      years: 4,
      asOf: '2014-12',
      work: [{ title: 'X', start: '2010-01', end: 'present' }],
    });
    expect(readLabels({ ...row, yearsIsLowerBound: true })!.labels.years).toBeNull();
  });

  it('reads layouts and leaves out what is masked', () => {
    const cv = readLabels({
      file: 'a.pdf',
      name: 'Ada',
      emails: ['a@example.com'],
      phones: [],
      sections: ['Work'],
      work: [],
    })!;
    expect(cv.labels).toEqual({ sets: { name: [['Ada']], email: [['a@example.com']] }, work: [], sections: ['Work'] });
  });

  it('reads JSON Resume: an entry without an end is the present one', () => {
    const cv = fromJsonResume('a', 'a.pdf', {
      basics: { name: 'Ada', profiles: [] },
      work: [{ position: 'X', startDate: '2020-03-01', highlights: [] }],
    });
    expect(cv.labels.work).toEqual([{ title: 'X', start: '2020-03', end: 'present' }]);
  });

  it('knows no other layout', () => {
    expect(readLabels({ hello: 1 })).toBeUndefined();
    expect(readLabels(null)).toBeUndefined();
  });

  it('splits skills at commas, bullets and semicolons', () => {
    expect(splitSkills('• Tools: Git, Maven (3 years)\n• SQL; R')).toEqual(['Git', 'Maven', 'SQL', 'R']);
  });
});
