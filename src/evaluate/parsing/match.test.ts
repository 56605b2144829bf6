import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agree, distinct, inOrder, overlap, pair, pairValues, scoreOf, tokensOf } from './match.js';

const of = (...values: string[]): string[][] => values.map((value) => [value]);

describe('overlap', () => {
  it.each([
    // shared tokens of the longer value
    ['Senior Software Engineer', 'Software Engineer', 2 / 3],
    ['Bengaluru', 'Bengaluru, Karnataka', 1 / 2],
    ['Acme', 'Acme Services Private Limited', 1 / 4],
    ['C++', 'C', 0],
    ['Développeur', 'DEVELOPPEUR', 1],
    ['', 'anything', 0],
  ])('%s / %s', (a, b, expected) => {
    expect(overlap(tokensOf(a), tokensOf(b))).toBeCloseTo(expected);
    expect(agree(a, b)).toBe(expected >= 0.5);
  });
});

describe('pairValues', () => {
  it('uses every value once', () => {
    expect(pairValues(of('Java'), of('Java', 'Java SE'))).toEqual([0, -1]);
  });

  it('finds the pairing that matches most, not the first that fits', () => {
    // "Data Analyst" fits both labels, "Analyst Data Senior" only the second: greedy pairing would lose one of them.
    expect(
      pairValues(of('Data Analyst', 'Lead Data'), of('Lead Data Analyst', 'Data Analyst')).filter((to) => to >= 0),
    ).toHaveLength(2);
  });

  it('lets any form of a value match', () => {
    expect(pairValues([['BSc Computer Science', 'BSc']], of('BSc'))).toEqual([0]);
  });

  it('never pairs more than there are, and only what fits', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), { maxLength: 6 }), (fits) => {
        const pairs = pair(fits.length, 4, (left, right) => fits[left]![right]!);
        const used = pairs.filter((to) => to >= 0);
        expect(new Set(used).size).toBe(used.length);
        pairs.forEach((to, left) => {
          if (to >= 0) expect(fits[left]![to]).toBe(true);
        });
        // Maximal: no unpaired left value fits an unpaired right value.
        pairs.forEach((to, left) => {
          if (to < 0) for (let right = 0; right < 4; right++) if (fits[left]![right]) expect(used).toContain(right);
        });
      }),
    );
  });
});

it('distinct leaves out repetitions in other case or order and values without a word', () => {
  expect(distinct(of('New York', 'york, NEW', '--', 'Boston'))).toEqual(of('New York', 'Boston'));
});

describe('scoreOf', () => {
  it('is computed by hand: 3 of 4 predictions are right, 3 of 6 labels found', () => {
    const score = scoreOf({ matched: 3, predicted: 4, labelled: 6 });
    expect(score.precision).toBeCloseTo(0.75);
    expect(score.recall).toBeCloseTo(0.5);
    expect(score.f1).toBeCloseTo(0.6);
    expect(score.support).toBe(6);
  });

  it('is 0 where nothing was predicted or matched', () => {
    expect(scoreOf({ matched: 0, predicted: 0, labelled: 2 })).toEqual({ precision: 0, recall: 0, f1: 0, support: 2 });
    expect(scoreOf({ matched: 0, predicted: 3, labelled: 2 }).f1).toBe(0);
  });
});

describe('inOrder', () => {
  it('counts headings in the labelled order', () => {
    expect(
      inOrder(['Summary', 'Skills', 'Work Experience', 'Education'], ['Summary', 'Work Experience', 'Education']),
    ).toBe(3);
  });
  it('does not count one that stands elsewhere', () => {
    expect(inOrder(['Education', 'Work', 'Skills'], ['Work', 'Skills', 'Education'])).toBe(2);
  });
});
