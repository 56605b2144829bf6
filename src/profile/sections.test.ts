import { describe, expect, it } from 'vitest';
import { splitLines } from './text/lines.js';
import { findSections, headingKinds } from './sections.js';
import { documentOf, laidOut } from './testing.js';

const sections = (document: Parameters<typeof splitLines>[0]): string[] =>
  findSections(splitLines(document), document.text.length).map((section) => `${section.kind}:${section.heading}`);

describe('headingKinds', () => {
  // One heading per language and per way of writing it: [heading, kinds]
  it.each([
    ['WORK EXPERIENCE', 'work'],
    ['Berufserfahrung', 'work'],
    ['Expérience professionnelle', 'work'],
    ['Experiencia laboral', 'work'],
    ['Esperienze lavorative', 'work'],
    ['Experiência profissional', 'work'],
    ['Werkervaring', 'work'],
    ['Ausbildung', 'education'],
    ['Istruzione e formazione', 'education'],
    ['E D U C A T I O N', 'education'],
    ['Wor k Experience', 'work'],
    ['Honors & Awards', 'awards'],
    ['EXPERIENCE AND EDUCATION', 'work education'],
    ['Sprachkenntnisse', 'languages'],
    ['2. Projects', 'projects'],
    ['Leadership/communication skills', ''],
    ['Senior Engineer', ''],
  ])('%s', (heading, kinds) => {
    expect(headingKinds(heading).join(' ')).toBe(kinds);
  });
});

describe('findSections', () => {
  it('covers the text, header first', () => {
    const document = documentOf('Jane Roe\njane@example.com\n\nEXPERIENCE\n\nEngineer\n\nEDUCATION\n\nBSc\n');
    const found = findSections(splitLines(document), document.text.length);
    expect(found.map((section) => section.kind)).toEqual(['header', 'work', 'education']);
    expect(found[0]!.start).toBe(0);
    expect(found.at(-1)!.end).toBe(document.text.length);
    found.slice(1).forEach((section, i) => {
      expect(section.start).toBe(found[i]!.end);
    });
  });

  it('takes a heading word in another case for a sub-heading where headings are in capitals', () => {
    expect(sections(documentOf('EXPERIENCE\n\nEngineer\n\nProjects\n\nA thing\n\nEDUCATION\n\nBSc'))).toEqual([
      'work:EXPERIENCE',
      'education:EDUCATION',
    ]);
  });

  it('knows sub-headings by their font, and unknown headings by the font of the known ones', () => {
    const document = laidOut([
      ['20b', 'Jane Roe'],
      ['14b', 'Hello there'],
      ['10', 'I build things that last.'],
      ['14b', 'Experience'],
      ['10b', 'Engineer'],
      ['10', 'Skills'],
      ['10', 'Some longer text of a description'],
      ['14b', 'Education'],
      ['10', 'BSc'],
    ]);
    expect(sections(document)).toEqual(['header:', 'other:Hello there', 'work:Experience', 'education:Education']);
  });

  it('accepts the style of a side bar', () => {
    const document = laidOut([
      ['20b', 'Jane Roe'],
      ['14b', 'Experience'],
      ['10', 'Engineer at some place for a long time'],
      ['14b', 'Education'],
      ['10', 'BSc'],
      ['12b/1', 'SKILLS'],
      ['10/1', 'Java'],
    ]);
    expect(sections(document)).toEqual(['header:', 'work:Experience', 'education:Education', 'skills:SKILLS']);
  });

  it('goes on with the section of a column after another column', () => {
    const document = laidOut([
      ['20b', 'Jane Roe'],
      ['14b', 'Experience'],
      ['10', 'Engineer at some place'],
      ['14b/1', 'Skills'],
      ['10/1', 'Java'],
      ['10', 'Tester at another place'],
    ]);
    const found = findSections(splitLines(document), document.text.length);
    expect(found.map((section) => section.kind)).toEqual(['header', 'work', 'skills', 'work']);
    expect(found[1]!.lines.map((line) => line.text)).toEqual(['Engineer at some place', 'Tester at another place']);
  });

  it('begins a header anew where a column beside a side bar begins above its last heading', () => {
    const document = laidOut([
      ['14/1', 'Contact'],
      ['10/1', 'jane@example.org'],
      ['14/1', 'Certifications'],
      ['10/1', 'Airflow Fundamentals'],
      ['26', 'Jane Roe'],
      ['12', 'Data Engineer at Example Ltd'],
      ['14', 'Experience'],
      ['10', 'Engineer'],
    ]);
    document.lines.forEach((line, i) => {
      line.y = i < 4 ? 40 + 20 * i : 30 + 20 * (i - 4);
    });
    const found = findSections(splitLines(document), document.text.length);
    expect(found.map((section) => [section.kind, section.lines.length])).toEqual([
      ['contact', 1],
      ['certificates', 1],
      ['header', 2],
      ['work', 1],
    ]);
  });

  it('finds headings by their font alone when no word is known', () => {
    const rows = ['Alpha', 'Beta', 'Gamma'].flatMap(
      (name) =>
        [
          ['14b', `${name} Entries`],
          ['10', 'Some text of this part, long enough to be the body'],
        ] as const,
    );
    expect(sections(laidOut([['24b', 'Jane Roe'], ...rows]))).toEqual([
      'header:',
      'other:Alpha Entries',
      'other:Beta Entries',
      'other:Gamma Entries',
    ]);
  });
});
