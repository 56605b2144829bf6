import { describe, expect, it } from 'vitest';
import { findDates } from '../dates/dates.js';
import { mergeMonths, monthsOf, yearsOf } from './experience.js';

const years = (...texts: string[]): number | null =>
  yearsOf(texts.map((text) => monthsOf(findDates(text)[0] ?? null, '2020-07-01')));

describe('years of experience', () => {
  it.each([
    [['2010 - 2012'], 2],
    [['2010 - 2012', '2011 - 2013'], 3],
    [['Jan 2010 - Jun 2010', 'Jul 2010 - Dec 2010'], 0.9],
    [['Jan 2019 - present'], 1.5],
    [['Jan 2019 - Dec 2030'], 1.5],
    [['Jan 2025 - present'], null],
    [['June 2016'], null],
    [[], null],
    [['2015 - 2013'], 2],
  ] as [string[], number | null][])('%s', (texts, expected) => {
    expect(years(...texts)).toBe(expected);
  });

  it('bridges a month, not more', () => {
    expect(
      mergeMonths([
        { from: 0, to: 10 },
        { from: 11, to: 20 },
        { from: 22, to: 30 },
      ]),
    ).toEqual([
      { from: 0, to: 20 },
      { from: 22, to: 30 },
    ]);
  });
});
