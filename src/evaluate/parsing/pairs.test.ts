import { expect, test } from 'vitest';
import type { Resume } from '../../domain/index.js';
import { comparePairs } from './pairs.js';

const resume = (more: Partial<Resume>): Resume => ({
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
  ...more,
});
const ADA = resume({
  basics: { name: 'Ada Oak', email: 'ada@example.org', profiles: [] },
  work: [{ position: 'Cook', name: 'Acorn', startDate: '2019', endDate: '2021', highlights: [] }],
  skills: [{ name: 'Baking' }, { name: 'Soups' }],
});
const shareOf = (first: Resume, second: Resume): number =>
  comparePairs([{ files: ['a.pdf', 'a.docx'], resumes: [first, second] }]).agree!;

test('two files that say the same agree in all', () => {
  expect(comparePairs([{ files: ['a.pdf', 'a.docx'], resumes: [ADA, ADA] }])).toMatchObject({
    pairs: 1,
    agree: 1,
    bar: 0.95,
    misses: [],
    unread: [],
  });
});

test('what only one file has counts, whichever it is', () => {
  const less = { ...ADA, basics: { name: 'Ada Oak', profiles: [] }, skills: [{ name: 'Baking' }] };
  expect(shareOf(ADA, less)).toBeCloseTo(6 / 8);
  expect(shareOf(less, ADA)).toBeCloseTo(6 / 8);
  expect(comparePairs([{ files: ['a.pdf', 'a.docx'], resumes: [less, ADA] }]).misses).toEqual([
    { pair: 0, field: 'email', first: '', second: 'ada@example.org' },
    { pair: 0, field: 'skills', first: '', second: 'Soups' },
  ]);
});

test('a file that is not read is told, and its pair not counted', () => {
  expect(comparePairs([{ files: ['a.pdf', 'a.docx'], resumes: [ADA, { code: 'corrupt' }] }])).toMatchObject({
    pairs: 0,
    agree: null,
    unread: [{ file: 'a.docx', code: 'corrupt' }],
  });
});
