import { describe, it } from 'vitest';
import { findDates } from './dates/dates.js';
import { guessLanguage } from './language/language.js';
import { splitLines } from './text/lines.js';
import { findSections } from './sections.js';
import { documentOf } from './testing.js';
import { expectLinear, repeated } from './posts/testing-work.js';

/** Texts that repeat one piece over and over, as an attacker might to keep a parser busy. */
const SHAPES = [
  '2010 - 2012 ',
  'from 2010 to ',
  '2010 - present ',
  '2010 - ',
  '2010 ',
  'since ',
  'Jan ',
  'Mar - ',
  'Q1 ',
  '1/',
  '1',
  '(',
  '2010. . . ',
  "'19 - ",
  '2019年5月至今',
  'с 2010 по ',
  '三月 ',
  'Experience\n\n',
  'Experience\nEducation\n',
  'EXPERIENCE & ',
  '工作经历\n',
  'E X P ',
  ' ',
  '\n',
];
const STEPS: Record<string, (text: string) => () => void> = {
  findDates: (text) => () => findDates(text),
  guessLanguage: (text) => () => guessLanguage(text),
  findSections: (text) => {
    const lines = splitLines(documentOf(text));
    return () => findSections(lines, text.length);
  },
};

describe.each(Object.entries(STEPS))('%s', (_name, step) => {
  it.each(SHAPES)('does work in proportion to %j again and again', (piece) => {
    expectLinear((kilobytes) => step(repeated(piece, kilobytes)));
  });
});
