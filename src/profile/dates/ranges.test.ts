import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDates } from './dates.js';

const read = (text: string, language: string | null = null): string =>
  findDates(text, language)
    .map((d) => `${d.start ?? ''}..${d.current ? 'present' : (d.end ?? '')}${d.kind === 'single' ? ' single' : ''}`)
    .join('; ');

const MONTH_NAMES: Record<string, string[]> = {
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  enShort: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  de: [
    'Januar',
    'Februar',
    'März',
    'April',
    'Mai',
    'Juni',
    'Juli',
    'August',
    'September',
    'Oktober',
    'November',
    'Dezember',
  ],
  fr: [
    'janvier',
    'février',
    'mars',
    'avril',
    'mai',
    'juin',
    'juillet',
    'août',
    'septembre',
    'octobre',
    'novembre',
    'décembre',
  ],
  es: [
    'enero',
    'febrero',
    'marzo',
    'abril',
    'mayo',
    'junio',
    'julio',
    'agosto',
    'septiembre',
    'octubre',
    'noviembre',
    'diciembre',
  ],
  it: [
    'gennaio',
    'febbraio',
    'marzo',
    'aprile',
    'maggio',
    'giugno',
    'luglio',
    'agosto',
    'settembre',
    'ottobre',
    'novembre',
    'dicembre',
  ],
  pt: [
    'janeiro',
    'fevereiro',
    'março',
    'abril',
    'maio',
    'junho',
    'julho',
    'agosto',
    'setembro',
    'outubro',
    'novembro',
    'dezembro',
  ],
  nl: [
    'januari',
    'februari',
    'maart',
    'april',
    'mei',
    'juni',
    'juli',
    'augustus',
    'september',
    'oktober',
    'november',
    'december',
  ],
};
const two = (n: number): string => String(n).padStart(2, '0');
const STYLES: ((year: number, month: number) => string)[] = [
  ...Object.values(MONTH_NAMES).map((names) => (y: number, m: number) => `${names[m - 1]!} ${String(y)}`),
  (y, m) => `${MONTH_NAMES.enShort![m - 1]!}. ${String(y)}`,
  (y, m) => `${MONTH_NAMES.enShort![m - 1]!} '${two(y % 100)}`,
  (y, m) => `${MONTH_NAMES.enShort![m - 1]!}-${two(y % 100)}`,
  (y, m) => `${MONTH_NAMES.es![m - 1]!} de ${String(y)}`,
  (y, m) => `${two(m)}/${String(y)}`,
  (y, m) => `${String(m)}.${String(y)}`,
  (y, m) => `${two(m)}-${String(y)}`,
  (y, m) => `14.${two(m)}.${String(y)}`,
  (y, m) => `${String(y)}-${two(m)}-14`,
];
const SEPARATORS = [' - ', ' – ', '–', ' — ', ' to ', ' bis ', ' hasta ', ' tot ', ' until ', '\n-\n'];
const PRESENTS = [
  'present',
  'Current',
  'heute',
  "aujourd'hui",
  'actualidad',
  'oggi',
  'o presente',
  'heden',
  'till date',
  'atualmente',
  'en cours',
  'in corso',
];
const date = fc.tuple(fc.integer({ min: 1960, max: 2049 }), fc.integer({ min: 1, max: 12 }));
const iso = ([y, m]: [number, number]): string => `${String(y)}-${two(m)}`;

describe('any range in any supported style', () => {
  it('is read back, in text', () => {
    fc.assert(
      fc.property(date, date, fc.constantFrom(...STYLES), fc.constantFrom(...SEPARATORS), (a, b, style, separator) => {
        const text = `Acme Ltd\n${style(...a)}${separator}${style(...b)}\nEngineer`;
        expect(read(text)).toBe(`${iso(a)}..${iso(b)}`);
      }),
      { numRuns: 1500 },
    );
  });

  it('is read back when it is open', () => {
    fc.assert(
      fc.property(
        date,
        fc.constantFrom(...STYLES),
        fc.constantFrom(...SEPARATORS),
        fc.constantFrom(...PRESENTS),
        (a, style, separator, present) => {
          expect(read(`${style(...a)}${separator}${present}`)).toBe(`${iso(a)}..present`);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('never throws, and its spans are in order inside the text', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('2', '0', '1', '5', '-', '–', '/', '.', ' ', 'Mai', "'", 'to', '\n', 'Q1', 'é', 'İ'),
        }),
        (text) => {
          let end = 0;
          for (const span of findDates(text)) {
            expect(span.from).toBeGreaterThanOrEqual(end);
            expect(span.to).toBeGreaterThan(span.from);
            end = span.to;
          }
          expect(end).toBeLessThanOrEqual(text.length);
        },
      ),
    );
  });
});
