import { describe, expect, it } from 'vitest';
import { findDates } from './dates.js';
import { guessLanguage } from './language.js';
import { splitLines } from './lines.js';
import { findSections } from './sections.js';
import { documentOf } from './testing.js';

/** Texts of one piece again and again: what somebody could send to keep a parser busy. */
const SHAPES = [
  '2010 - 2012 ', 'from 2010 to ', '2010 - present ', '2010 - ', '2010 ', 'since ', 'Jan ', 'Mar - ', 'Q1 ', '1/', '1', '(', '2010. . . ', "'19 - ", '2019年5月至今', 'с 2010 по ', '三月 ', 'Experience\n\n', 'Experience\nEducation\n', 'EXPERIENCE & ', '工作经历\n', 'E X P ', ' ', '\n',
];
const ARRAY = ['filter', 'map', 'flatMap', 'find', 'findLast', 'findIndex', 'some', 'every', 'slice', 'reduce', 'indexOf', 'includes'] as const;
const STRING = ['split', 'replace', 'trim', 'trimStart', 'toLowerCase', 'normalize'] as const;

/** How many elements and characters were handed to functions of arrays, strings and expressions. */
function workOf(run: () => void): number {
  let work = 0;
  const restore: (() => void)[] = [];
  const count = (prototype: object, name: string, cost: (self: { length: number }, answer: unknown) => number): void => {
    const original = Reflect.get(prototype, name) as (...args: unknown[]) => unknown;
    Reflect.set(prototype, name, function counted(this: { length: number }, ...args: unknown[]): unknown {
      const answer = original.apply(this, args);
      work += cost(this, answer);
      return answer;
    });
    restore.push(() => Reflect.set(prototype, name, original));
  };
  for (const name of ARRAY) count(Array.prototype, name, (self, answer) => (name === 'slice' ? (answer as unknown[]).length : self.length));

  for (const name of STRING) count(String.prototype, name, (self, answer) => self.length + (Array.isArray(answer) ? answer.length : 0));
  try {
    run();
  } finally {
    for (const undo of restore) undo();
  }
  return work;
}

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
    const text = (kilobytes: number): string => piece.repeat(Math.ceil((kilobytes * 1024) / piece.length));
    const [small, big] = [8, 256].map((kilobytes) => workOf(step(text(kilobytes)))) as [number, number];
    expect(big).toBeLessThanOrEqual(32 * 1.25 * small + 20_000);
  });
});
