import { describe, expect, it, vi } from 'vitest';
import { repairText } from '../extract/repair.js';
import { parseProfile } from '../profile/index.js';
import { expectLinear, repeated } from '../profile/posts/testing-work.js';
import { cvFeatures, cvOccupations } from '../rank/features/features.js';
import { explainReading } from '../rank/jd/explain.js';
import { readJdSource } from '../rank/jd/formats/source.js';
import { passagesOf, passageText } from '../rank/features/passages.js';
import { documentOf } from './process.js';
import { loadVocabulary } from './vocabulary.js';

/** Texts that repeat one piece over and over, as an attacker might to keep a worker busy. */
const SHAPES: Record<string, string> = {
  'ranges in one line': '2010 - 2012 ',
  'a range a line': '2010 - 2012\n',
  'from and to': 'from 2010 to ',
  'years with commas': '2010, ',
  months: 'Jan 2010 ',
  bullets: '• ',
  'bulleted lines': '- a\n',
  'e-mail addresses': 'a@b.co ',
  links: 'https://a.bc/d ',
  phones: '+1 555 ',
  'open brackets': '(',
  'closing brackets': ')',
  'one long word': 'a',
  'one number': '1',
  'two scripts': 'aя ',
  'no blanks': '漢字',
  degrees: 'Bachelor of Science, ',
  cells: 'a | b | ',
  tabs: 'a\t',
  labels: 'x: ',
  quotes: '"\'',
  'right to left': 'مرحبا ',
  'zero-width signs': 'a\u200b',
  'blank lines': '\n',
  blanks: ' ',
  languages: 'English, ',
  certificates: 'AWS Certified\n',
  cities: 'Berlin, ',
  joints: 'and and ',
  titles: 'Engineer\n',
  posts: 'Engineer at Acme 2010 - 2012 ',
  headings: 'Experience\n',
  'wrapped skills': 'Java,\n',
  denials: 'no ',
};

/** A CV with the piece in every part, on lines of its own and between words. */
function cvOf(piece: string, kilobytes: number): string {
  const t = repeated(piece, kilobytes / 9);
  return `Jane Doe\njane.doe@example.com ${t}\n${t}\n\nExperience\nEngineer at Acme ${t} 2010 - 2012\n${t}\n\nEducation\nBSc ${t} University of Leeds\n\nSkills\nJava ${t} SQL\n\nCertificates\n${t}\n\nProjects\n${t}\n\nLanguages\n${t}\n`;
}

/** A quarter of the size, since no JD is longer than 64 kB, and one of nothing but short lines takes long to read. */
function jdOf(piece: string, kilobytes: number): string {
  const t = repeated(piece, kilobytes / 12);
  return `Baker\n${t}\n\nRequirements\n- Bread ${t}\n${t}\n`;
}

// Counting is slow, and slower on a busy machine. No test here depends on time.
vi.setConfig({ testTimeout: 300_000 });

const vocabulary = loadVocabulary();

/** Runs everything that reads a CV's text. */
function readCv(text: string): void {
  const document = documentOf(text);
  const profile = parseProfile(document, { asOf: '2020-01-01', vocabulary });
  for (const passage of passagesOf(document, profile)) passageText(document, profile, passage);
  cvFeatures(document, profile, vocabulary);
  cvOccupations(document, profile, vocabulary);
}

describe.each(Object.entries(SHAPES))('does work in proportion to a text of %s', (_, piece) => {
  it('when a text is repaired', () => {
    expectLinear((kilobytes) => {
      const text = cvOf(piece, kilobytes);
      return () => {
        expect(repairText(text)).toBeTypeOf('string');
      };
    });
  });

  it('when a CV is read', () => {
    expectLinear((kilobytes) => {
      const text = cvOf(piece, kilobytes);
      return () => {
        readCv(text);
      };
    });
  });

  it('when a JD is read', () => {
    expectLinear((kilobytes) => {
      const text = jdOf(piece, kilobytes);
      return () => {
        explainReading(readJdSource(text, vocabulary));
      };
    });
  });
});
