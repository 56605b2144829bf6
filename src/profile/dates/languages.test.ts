import { describe, expect, it } from 'vitest';
import { findDates } from './dates.js';
import { phrasesOf } from '../words/language-words.js';
import { DATE_LANGUAGES } from '../words/languages/index.js';

const read = (text: string, language: string): string =>
  findDates(text, language)
    .map((d) => `${d.start ?? ''}..${d.current ? 'present' : (d.end ?? '')}`)
    .join('; ');
const two = (n: number): string => String(n).padStart(2, '0');
const format = (language: string, month: number, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, { ...options, timeZone: 'UTC' }).format(
    Date.UTC(2019, month - 1, 5),
  );
const MONTHS = Array.from({ length: 12 }, (_, i) => i + 1);

describe.each(DATE_LANGUAGES)('dates in $code', ({ code, dates }) => {
  it('reads a range of every month as the platform writes them', () => {
    for (const month of MONTHS) {
      const text = format(code, month, { month: 'long', year: 'numeric' });
      expect(read(`${text} – ${text.replace('2019', '2021')}`, code), text).toBe(
        `2019-${two(month)}..2021-${two(month)}`,
      );
    }
  });

  it('reads months with a day, and short ones', () => {
    for (const month of MONTHS) {
      for (const options of [
        { day: 'numeric', month: 'long', year: 'numeric' },
        { month: 'short', year: 'numeric' },
      ] as const) {
        const text = format(code, month, options);
        expect(read(`${text} – ${text.replace('2019', '2021')}`, code), text).toBe(
          `2019-${two(month)}..2021-${two(month)}`,
        );
      }
    }
  });

  it('reads an open range with every word for today', () => {
    for (const present of phrasesOf(dates.present))
      expect(read(`03/2020 - ${present}`, code), present).toBe('2020-03..present');
  });

  it('reads since when, until when, and both', () => {
    for (const word of phrasesOf(dates.from)) expect(read(`${word} 03/2020`, code), word).toBe('2020-03..present');
    for (const word of phrasesOf(dates.to)) expect(read(`${word} 03/2020`, code), word).toBe('..2020-03');
    for (const word of [...phrasesOf(dates.to), ...phrasesOf(dates.rangeTo)])
      expect(read(`03/2020 ${word} 08/2023`, code), word).toBe('2020-03..2023-08');
  });

  it('reads seasons as their first month', () => {
    for (const [i, names] of dates.seasons.entries())
      for (const name of phrasesOf(names))
        expect(read(`${name} 2019 - ${name} 2021`, code), name).toBe(
          `2019-${two([1, 3, 6, 9][i]!)}..2021-${two([1, 3, 6, 9][i]!)}`,
        );
  });
});
