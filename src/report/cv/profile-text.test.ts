import { describe, expect, it } from 'vitest';
import type { Profile } from '../../domain/index.js';
import { parsingPage } from '../evaluation/parsing-page.js';
import { renderParsing } from '../evaluation/parsing-text.js';
import { profileCsvHeader, profileCsvRow, profileJsonLine } from './profile-rows.js';
import { jsonResume, profileMarkdown, profilePage, profileText } from './profile-text.js';

const profile: Profile = {
  resume: {
    basics: {
      name: 'Jane <Example>',
      label: 'Baker',
      email: 'jane@example.com',
      location: { text: 'Leeds, UK', city: 'Leeds' },
      profiles: [{ network: 'GitHub', url: 'https://github.com/jane-example' }],
    },
    work: [
      { position: 'Baker', name: 'Crumb & Co', startDate: '2018-01', current: true, highlights: ['Bread | rolls'] },
    ],
    volunteer: [{ position: 'Cook', name: 'Soup Kitchen', highlights: [] }],
    education: [{ studyType: 'BSc', area: 'Food Science', institution: 'University of Leeds', endDate: '2017' }],
    skills: [{ name: 'JS', term: 'JavaScript', years: 2 }, { name: 'Baking' }],
    languages: [{ language: 'English', fluency: 'Native speaker' }],
    certificates: [],
    projects: [],
    publications: [],
    references: [],
  },
  fields: {
    'basics.name': { confidence: 0.95, start: 0, end: 14 },
    'basics.label': { confidence: 0.3, start: 15, end: 20 },
    'work[0].position': { confidence: 0.4, start: 30, end: 35 },
    'work[0].name': { confidence: 0.9, start: 36, end: 46 },
  },
  sections: [],
  findings: [{ code: 'no_phone', level: 'minor', message: 'No phone number was found.' }],
  yearsOfExperience: 4.5,
  asOf: '2022-07-01',
  language: 'en',
};
const cv = { cvId: 'a'.repeat(64), path: '/cvs/jane.pdf', fileName: null, format: 'pdf', engine: 'test', profile };

describe('one profile', () => {
  it('as text: every part, what is unsure marked and explained', () => {
    expect(profileText(cv)).toBe(`Jane <Example>
Baker ?
/cvs/jane.pdf  (pdf, read with test, aaaaaaaaaaaa)

Contact
  E-mail: jane@example.com
  Location: Leeds, UK
  GitHub: https://github.com/jane-example

Work (4.5 years as of 2022-07-01)
  Baker at Crumb & Co, 2018-01 to present ?
    - Bread | rolls

Education
  BSc in Food Science, University of Leeds, 2017

Skills
  JS (= JavaScript, 2 years), Baking

Languages
  English, Native speaker

Volunteering
  Cook at Soup Kitchen

Findings
  minor: No phone number was found. (no_phone)

? unsure: please check against the CV`);
  });

  it('says that there is no name, and explains no mark that is not there', () => {
    const bare: Profile = {
      ...profile,
      resume: { ...profile.resume, basics: { profiles: [] }, work: [] },
      fields: {},
      findings: [],
    };
    const text = profileText({ ...cv, profile: bare });
    expect(text).toMatch(/^\(no name found\)/);
    expect(text).not.toContain('?');
  });

  it('as Markdown and HTML: markup of the CV is text', () => {
    expect(profileMarkdown(cv)).toContain('# Jane \\<Example\\>');
    expect(profileMarkdown(cv)).toContain('- Baker at Crumb & Co, 2018-01 to present _(unsure)_\n  - Bread \\| rolls');
    const page = profilePage(cv);
    expect(page).toContain('Jane &lt;Example&gt;');
    expect(page).not.toContain('<Example>');
    expect(page.match(/class="unsure"/g)).toHaveLength(2);
  });

  it("as JSON Resume: the schema's fields and no others", () => {
    expect(jsonResume(profile.resume)).toMatchObject({
      $schema: expect.stringContaining('v1.0.0') as string,
      basics: { name: 'Jane <Example>', location: { address: 'Leeds, UK', city: 'Leeds' } },
      work: [{ position: 'Baker', name: 'Crumb & Co', startDate: '2018-01', highlights: ['Bread | rolls'] }],
      volunteer: [{ organization: 'Soup Kitchen', position: 'Cook' }],
      skills: [{ name: 'JS', keywords: ['JavaScript'] }, { name: 'Baking' }],
    });
    expect(JSON.stringify(jsonResume(profile.resume))).not.toMatch(/"(?:current|term|years|text)"/);
  });
});

describe('all profiles', () => {
  const exported = {
    cvId: 'a'.repeat(64),
    candidateId: 'c1',
    path: '/cvs/jane.pdf',
    fileName: null,
    format: 'pdf',
    ingestedAt: '2022-07-02T00:00:00Z',
    profile,
  };

  it('as CSV', () => {
    expect(profileCsvHeader.split(',')).toHaveLength(16);
    expect(profileCsvRow(exported)).toBe(
      `${'a'.repeat(64)},c1,/cvs/jane.pdf,2022-07-02T00:00:00Z,Jane <Example>,Baker,jane@example.com,,"Leeds, UK",4.5,Baker,Crumb & Co,"BSc, Food Science, University of Leeds",JavaScript; Baking,English,no_phone`,
    );
  });

  it('as a line of JSON with confidences', () => {
    expect(JSON.parse(profileJsonLine(exported))).toMatchObject({
      cvId: exported.cvId,
      resume: profile.resume,
      fields: profile.fields,
    });
  });
});

describe('an evaluation', () => {
  const report = {
    documents: 1,
    fields: { name: { precision: 1, recall: 0.5, f1: 2 / 3, support: 2 } },
    completeness: 0.5,
    validity: { email: 1, phone: null, dates: 1 },
    findings: { no_phone: 1 },
    required: { name: 1 },
    types: 1,
    consistency: { startBeforeEnd: null, noDuplicates: 1, plausible: 1 },
    unread: [{ id: 'x.png', code: 'is_image' }],
  };

  it('as tables', () => {
    const text = renderParsing(report);
    expect(text).toContain('1 CVs parsed, 1 without text');
    expect(text).toMatch(/name\s+1\.000\s+0\.500\s+0\.667\s+2/);
    expect(text).toMatch(/phone valid\s+-/);
    expect(text).toMatch(/no_phone\s+1/);
  });

  it('as a page: missed and added values beside the text, spans marked by confidence', () => {
    const page = parsingPage(report, [
      {
        id: 'jane',
        document: { text: 'Jane <Example> Baker' },
        profile: {
          ...profile,
          fields: {
            'basics.name': { confidence: 0.9, start: 0, end: 14 },
            'basics.label': { confidence: 0.2, start: 15, end: 20 },
          },
        },
        fields: { name: { counts: { matched: 0, predicted: 1, labelled: 1 }, missed: ['Joan'], extra: ['Jane'] } },
      },
    ]);
    expect(page).toContain('<mark>Jane &lt;Example&gt;</mark> <mark class="unsure">Baker</mark>');
    expect(page).toContain('missed: <bdi>Joan</bdi>');
    expect(page).toContain('added: <bdi>Jane</bdi>');
  });
});
