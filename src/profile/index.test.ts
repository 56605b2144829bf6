import { readdirSync, readFileSync, statSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Resume, Work } from '../domain/index.js';
import { extractDocument } from '../extract/index.js';
import { parseProfile } from './index.js';
import { documentOf, parse } from './testing.js';
import { openVocabulary } from './vocabulary/vocabulary.js';

const root = new URL('../../fixtures/', import.meta.url);
const vocabulary = openVocabulary(readFileSync(new URL('../../models/vocabulary/vocabulary.bin.gz', import.meta.url)));

type Truth = Partial<Resume> & { meta: { file: string; language?: string } };
const truths = readdirSync(new URL('truth/', root))
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(`truth/${name}`, root), 'utf8')) as Truth)
  .filter((truth) => !/scan/.test(truth.meta.file));
const digits = (phone: string | undefined): string | undefined => phone?.replace(/\D/g, '');
const entry = (work: Work): string =>
  [work.position, work.name, work.location, work.startDate, work.endDate].map((value) => value ?? '').join(' | ');

describe('the fixtures are read as they were made', () => {
  it.each(truths.map((truth) => [truth.meta.file, truth] as const))('%s', async (file, truth) => {
    expect(statSync(new URL(file, root)).isFile()).toBe(true);
    const outcome = await extractDocument(readFileSync(new URL(file, root)), { maxExpandedBytes: 1e8 });
    if (!outcome.ok) throw new Error(outcome.code);
    const { resume, language } = parseProfile(outcome.value, { vocabulary, asOf: '2026-01-01' });
    expect({
      name: resume.basics.name,
      email: resume.basics.email,
      phone: digits(resume.basics.phone),
      city: resume.basics.location?.city,
    }).toEqual({
      name: truth.basics?.name,
      email: truth.basics?.email,
      phone: digits(truth.basics?.phone),
      city: truth.basics?.location?.city,
    });
    expect(resume.work.map(entry)).toEqual(truth.work?.map(entry));
    expect(
      resume.education.map((one) => [one.studyType, one.area, one.institution, one.startDate, one.endDate]),
    ).toEqual(truth.education?.map((one) => [one.studyType, one.area, one.institution, one.startDate, one.endDate]));
    if (truth.meta.language !== undefined) expect(language).toBe(truth.meta.language);
  });
});

describe('parseProfile', () => {
  it('invents nothing', () => {
    const { resume, yearsOfExperience, language } = parse('');
    expect(resume).toEqual({
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
    });
    expect([yearsOfExperience, language]).toEqual([null, null]);
  });

  it('counts "present" to the date asked for, then to that of the document', () => {
    const text = 'EXPERIENCE\n\nEngineer\nAcme Inc\nJanuary 2010 to Present\n• Did this and that\n';
    expect(parseProfile(documentOf(text, { documentDate: '2012-01-15' }), { vocabulary })).toMatchObject({
      asOf: '2012-01-15',
      yearsOfExperience: 2,
    });
    expect(
      parseProfile(documentOf(text, { documentDate: '2012-01-15' }), { vocabulary, asOf: '2014-07-01' }),
    ).toMatchObject({ asOf: '2014-07-01', yearsOfExperience: 4.5 });
  });

  it('reads certificates, projects, publications, references and languages from their sections', () => {
    const text =
      'CERTIFICATES\nCertified Example Developer, Example Institute\n\nPROJECTS\n\nGarden Robot\n2016 - 2017\n• Waters plants\n\nPUBLICATIONS\n\n• J. Roe: On robots in gardens. 2018.\n\nREFERENCES\n\nAvailable on request\n\nLANGUAGES\nEnglish (native), German (B2)\n';
    expect(parse(text).resume).toMatchObject({
      certificates: [{ name: 'Certified Example Developer', issuer: 'Example Institute' }],
      projects: [{ name: 'Garden Robot', startDate: '2016', endDate: '2017', description: 'Waters plants' }],
      publications: [{ name: 'J. Roe: On robots in gardens. 2018.', releaseDate: '2018' }],
      references: [{ reference: 'Available on request' }],
      languages: [
        { language: 'English', fluency: 'Native speaker' },
        { language: 'German', fluency: 'Intermediate' },
      ],
    });
  });

  it('never throws, and every span lies in the text', () => {
    const piece = fc.constantFrom(
      'EXPERIENCE',
      'Education',
      'Engineer',
      'Acme Inc',
      '2015 - 2017',
      'since 2018',
      'Berlin, Germany',
      '• did',
      '\n',
      '\n\n',
      '\t',
      'jane@example.com',
      '+49 30 901820',
      'Name:',
      '(',
      ')',
      ',',
      ' - ',
      'B.Sc.',
      'University',
      'é',
      '\u0000',
      '🙂',
      'İ',
      'http://',
      '/',
      ':',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join(' ');
        const profile = parse(text);
        for (const { start, end, confidence } of Object.values(profile.fields)) {
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(confidence).toBeGreaterThan(0);
        }
        expect(profile.sections.at(-1)?.end ?? 0).toBe(text.length);
      }),
      { numRuns: 400 },
    );
  });
});
