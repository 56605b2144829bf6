import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldWords } from '../rank/words.js';
import { countWords, decomposeWords, endOfWord, oneByte, withoutMarks, wordsIn } from './words.js';

const ODD = [
  '',
  'Ärzte, naïve façade — ﬁnance',
  'İstanbul ΑΒΓ ½ ²',
  '\u{1F600} \ud800 x \u{1D54F}y',
  'e\u0301le\u0300ve • 한국어',
  'a–b’s … ™',
];
const texts = fc.oneof(
  fc.constantFrom(...ODD),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom('a', 'É', '•', ' ', '\u0301', '.', 'net', 's', '+', '#', 'ß', '한', '\u{1D54F}', '9'),
  }),
);

const check = (is: (text: string) => void): void => {
  fc.assert(fc.property(texts, is), { numRuns: 500 });
};

describe('words', () => {
  it('are what the expression over Unicode ranges finds', () => {
    check((text) => {
      const expected = text.match(/[\p{L}\p{N}]+/gu) ?? [];
      expect(wordsIn(text)).toEqual(expected);
      expect(countWords(text)).toBe(expected.length);
      expect(endOfWord(text, 0)).toBe(/^[\p{L}\p{N}]*/u.exec(text)![0].length);
    });
  });

  it('are the same after decomposing for words as after NFKD', () => {
    check((text) => {
      expect(wordsIn(decomposeWords(text).toLowerCase())).toEqual(
        text
          .normalize('NFKD')
          .toLowerCase()
          .match(/[\p{L}\p{N}]+/gu) ?? [],
      );
      expect(withoutMarks(text)).toBe(text.replace(/\p{M}+/gu, ''));
      expect(oneByte(text)).toBe(text);
    });
  });

  it('are folded for the ranker as by its expressions', () => {
    check((text) => {
      const folded = text
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .toLowerCase()
        .replaceAll('ß', 'ss');
      const words = folded.match(/\.net(?![\p{L}\p{N}])|[\p{L}\p{N}]+(?:\+\+|#)?/gu) ?? [];
      expect(foldWords(text)).toHaveLength(words.length);
      foldWords(text).forEach((word, i) => {
        expect(words[i]!.startsWith(word.slice(0, -1))).toBe(true);
      });
    });
  });
});
