import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alternativesOf, Beginnings, numbersIn } from './beginnings.js';

const starts = (known: Beginnings, text: string): boolean =>
  known.has(text.charCodeAt(0), text.charCodeAt(1), text.charCodeAt(2));

describe('Beginnings', () => {
  it('loses no word, whatever follows it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{2,8}$/), { minLength: 1 }),
        fc.constantFrom(' ', ':', '.', '\n', ''),
        (words, behind) => {
          const known = new Beginnings(words);
          for (const word of words) expect(starts(known, word + behind)).toBe(true);
        },
      ),
    );
  });

  it('refuses what begins in another way', () => {
    const known = new Beginnings(['experience', 'education']);
    expect(['engineer', 'manager', 'acme', 'exact'].map((word) => starts(known, word))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('alternativesOf', () => {
  it('gives what the alternatives of a first group begin with', () => {
    const known = new Beginnings(alternativesOf([/^(?:role|d\.o\.b|rg\s*:)\s*:/u]));
    expect(['role', 'd.o.b', 'rg:', 'rg :'].map((label) => starts(known, label))).toEqual([true, true, true, true]);
  });
});

describe('numbersIn', () => {
  it('finds what the expression finds at every number', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('0', '7', '12', '(', '+', ' ', '/', '.', 'a', '–')).map((parts) => parts.join('')),
        (text) => {
          const found = numbersIn(text, /(?:\+|\()?\d+(?:\/\d+)?/uy).map((match) => [match.index, match[0]]);
          expect(found).toEqual(
            [...text.matchAll(/(?<!\d)(?:\+|\()?\d+(?:\/\d+)?/gu)].map((match) => [match.index, match[0]]),
          );
        },
      ),
    );
  });
});
