import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCvmatchError } from '../../errors.js';
import { openVocabulary } from './vocabulary.js';

const bytes = readFileSync(new URL('../../../models/vocabulary/vocabulary.bin.gz', import.meta.url));
const vocabulary = openVocabulary(bytes);
const skillsIn = (text: string): string[] =>
  vocabulary
    .find(text)
    .filter((hit) => hit.kind === 'skill')
    .map((hit) => hit.term);
const titlesIn = (text: string): string[] =>
  vocabulary
    .find(text)
    .filter((hit) => hit.kind === 'title')
    .map((hit) => hit.term);

describe('canonical skills', () => {
  it.each([
    ['JS', 'JavaScript'],
    ['k8s', 'Kubernetes'],
    ['ReactJS', 'React'],
    ['React.js', 'React'],
    ['react js', 'React'],
    ['MS Excel', 'Microsoft Excel'],
    ['Microsoft Office Excel', 'Microsoft Excel'],
    ['C++', 'C++'],
    ['c plus plus', 'C++'],
    ['C#', 'C#'],
    ['.NET', '.NET'],
    ['Dot Net', '.NET'],
    ['ASP.NET', 'ASP.NET'],
    ['Node.js', 'Node.js'],
    ['nodejs', 'Node.js'],
    ['CI/CD', 'CI/CD'],
    ['Continuous Integration', 'CI/CD'],
    ['Postgres', 'PostgreSQL'],
    ['Golang', 'Go'],
    ['Go', 'Go'],
    ['R', 'R'],
    ['Java 8', 'Java'],
    ['Knowledge of SQL', 'SQL'],
    ['Python programming', 'Python'],
    ['Amazon Web Services', 'AWS'],
    ['REST APIs', 'REST'],
    ['Driver’s License', 'Driving'],
    ['R&D', 'R&D'],
  ])('%s is %s', (written, term) => {
    expect(vocabulary.canonical(written, 'skill')).toBe(term);
  });

  it('knows no skill that nobody has', () => {
    expect(vocabulary.canonical('Underwater basket weaving', 'skill')).toBeUndefined();
    expect(vocabulary.canonical('', 'skill')).toBeUndefined();
  });
});

describe('canonical titles', () => {
  it.each([
    ['Senior Software Engineer', 'Software Engineer'],
    ['Sr. Java Developer II', 'Java Developer'],
    ['Softwareentwicklerin', 'Software Developer'],
    ['Chef de projet', 'Project Manager'],
    ['Marketing Manager - EMEA', 'Marketing Manager'],
    ['Software Engineer at Initech', 'Software Engineer'],
    ['Registered Nurses', 'Registered Nurse'],
    ['CFO', 'Chief Financial Officer'],
    ['Krankenpfleger', 'Nurse'],
    // The head noun decides, whatever stands before it.
    ['Quantum Banana Accountant', 'Accountant'],
  ])('%s is %s', (written, term) => {
    expect(vocabulary.canonical(written, 'title')).toBe(term);
  });

  it('knows no title in a name', () => {
    expect(vocabulary.canonical('Grace Okafor', 'title')).toBeUndefined();
  });
});

describe('ambiguous words need context', () => {
  it.each<[text: string, found: string[], not?: string[]]>([
    ['I go to work by train and make lunch.', [], ['Go', 'Makefile']],
    ['Skills: Go, Rust, Python', ['Go', 'Rust', 'Python']],
    ['Services written in Go for a large bank.', ['Go']],
    ['We excel in sales and lead large teams.', [], ['Microsoft Excel', 'Sales']],
    ['Reports in Excel and PowerPoint', ['Microsoft Excel', 'Microsoft PowerPoint']],
    ['ms excel, word', ['Microsoft Excel', 'Microsoft Word']],
    ['Section C of the plan', [], ['C']],
    ['C, C++, R, Java', ['C', 'C++', 'R', 'Java']],
    ['Statistics in R using ggplot2', ['R', 'ggplot2']],
    [
      'In spring we had access to the rest of the assembly line.',
      [],
      ['Spring Framework', 'Microsoft Access', 'REST', 'Assembly Language'],
    ],
    ['Java, Spring, Hibernate', ['Java', 'Spring Framework', 'Hibernate']],
    ['A word from our swift oracle', [], ['Microsoft Word', 'Swift', 'Oracle Database']],
    ['Oracle, MySQL, Swift, Java', ['Oracle Database', 'MySQL', 'Swift', 'Java']],
    ['Write to go@example.net or see www.rust.example', [], ['Go', 'Rust', '.NET']],
    ['it is us or them', [], ['IT', 'US']],
    ['Experience with AI and ML', ['Artificial Intelligence', 'Machine Learning']],
    ['ai caramba', [], ['Artificial Intelligence']],
    ['TCP/IP, DNS, CI/CD', ['TCP/IP', 'DNS', 'CI/CD']],
    ['Java, Script writing', ['Java'], ['JavaScript']],
  ])('%s', (text, found, not = []) => {
    expect(skillsIn(text)).toEqual(expect.arrayContaining(found));
    for (const term of not) expect(skillsIn(text)).not.toContain(term);
  });
});

describe('find', () => {
  it('finds a title and the technology inside it', () => {
    expect(titlesIn('Worked as Senior Java Developer in Leeds')).toEqual(['Java Developer']);
    expect(skillsIn('Worked as Senior Java Developer in Leeds')).toContain('Java');
  });

  it('takes a title of one everyday word only where it stands as one', () => {
    expect(titlesIn('a manager of the year')).toEqual(['Manager']);
    expect(titlesIn('the manager called')).toEqual([]);
    expect(titlesIn('the controller calls the service')).toEqual([]);
  });

  it('prefers the longest term and never overlaps within a kind', () => {
    const text = 'Spring Boot, Microsoft SQL Server Reporting Services and Amazon Web Services';
    expect(skillsIn(text)).toEqual(['Spring Boot', 'SSRS', 'AWS']);
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            'Spring',
            'Boot',
            'SQL',
            'Server',
            'Java',
            'Developer',
            'Senior',
            'and',
            ',',
            '\n',
            'Excel',
            'C++',
          ),
        ),
        (words) => {
          const hits = vocabulary.find(words.join(' '));
          for (const kind of ['skill', 'title']) {
            const own = hits.filter((hit) => hit.kind === kind);
            own.forEach((hit, i) => {
              if (i > 0) expect(hit.start).toBeGreaterThanOrEqual(own[i - 1]!.end);
            });
          }
        },
      ),
    );
  });

  it('gives spans of the text, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const hit of vocabulary.find(`${text} Java ${text}`)) {
          expect(hit.start).toBeGreaterThanOrEqual(0);
          expect(hit.end).toBeLessThanOrEqual(2 * text.length + 6);
          expect(hit.end).toBeGreaterThan(hit.start);
        }
      }),
    );
  });

  it('takes time in proportion to the text, also on one long word', () => {
    expect(vocabulary.find('x@'.repeat(200_000))).toEqual([]);
    expect(vocabulary.find('sales '.repeat(50_000)).length).toBe(0);
  });

  it('joins a phrase that was wrapped at the end of a long line, not one that a list divides', () => {
    expect(skillsIn('Responsible for the planning and the delivery of project\nmanagement courses')).toContain(
      'Project Management',
    );
    expect(skillsIn('Project\nManagement')).not.toContain('Project Management');
  });
});

describe('occupationsNear', () => {
  const near = (term: string, least: number) =>
    new Map(vocabulary.occupationsNear(term, least).map((one) => [one.term, one.near]));

  it('names itself and those as near as relatedness says, and no skills', () => {
    const found = near('Software Engineer', 0.6);
    expect(found.get('Software Engineer')).toBe(1);
    expect(found.size).toBeGreaterThan(50);
    for (const [term, value] of found)
      if (term !== 'Software Engineer')
        expect(value).toBeCloseTo(vocabulary.relatedness('Software Engineer', term), 10);
    expect(found.has('Registered Nurse')).toBe(false);
    expect(found.has('Java')).toBe(false);
    expect(near('Software Engineer', 0.8).size).toBeLessThan(found.size);
  });

  it('knows nothing of what is no occupation', () => {
    expect(vocabulary.occupationsNear('Kubernetes', 0.1)).toEqual([]);
    expect(vocabulary.occupationsNear('', 0.1)).toEqual([]);
  });
});

describe('relatedness', () => {
  it.each([
    ['React', 'React', 1],
    ['Software Engineer', 'Software Developer', 0.8],
    ['PostgreSQL', 'SQL', 0.6],
    ['React', 'Angular', 0.5],
    ['Java', 'Cooking', 0],
    ['Software Engineer', 'Accountant', 0],
    ['Nonsense', 'Java', 0],
  ])('%s and %s: %s', (a, b, value) => {
    expect(vocabulary.relatedness(a, b)).toBe(value);
    expect(vocabulary.relatedness(b, a)).toBe(value);
  });

  it('falls with the distance of two occupations', () => {
    const to = (other: string): number => vocabulary.relatedness('Software Engineer', other);
    expect(to('Java Developer')).toBeGreaterThan(to('Web Developer'));
    expect(to('Web Developer')).toBeGreaterThan(to('Data Scientist'));
    expect(to('Data Scientist')).toBeGreaterThan(to('Chef'));
  });
});

describe('the file', () => {
  it.each([
    ['nothing', new Uint8Array()],
    ['no gzip', new TextEncoder().encode('hello')],
    ['another gzip', gzipSync('hello\n')],
    ['half of it', gzipSync(gunzipSync(bytes).subarray(0, 500_000))],
  ])('%s is refused as model_invalid', (_, wrong) => {
    try {
      openVocabulary(wrong);
      expect.unreachable();
    } catch (error) {
      expect(isCvmatchError(error, 'model_invalid')).toBe(true);
    }
  });

  it('is small', () => {
    expect(bytes.length).toBeLessThan(3_000_000);
  });
});
