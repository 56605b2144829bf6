// Writes src/profile/words/month-names.ts: months and units of time in the languages of dates, as Unicode's CLDR has them.
//   npm run build && node scripts/make-month-names.js
// Kept in the project because the platform takes a tenth of a second to say them, in every thread, and each version its own.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { foldInPlace } from '../dist/src/profile/text/fold-in-place.js';
import { DATE_LANGUAGES } from '../dist/src/profile/words/languages/index.js';

/** Countries whose months have names of their own in a language. */
const COUNTRIES = {
  ar: ['EG', 'DZ', 'MA', 'SY', 'IQ'],
  de: ['DE', 'AT'],
  en: ['US', 'GB', 'AU'],
  no: ['NO'],
  es: ['ES', 'MX', 'PE'],
  pt: ['BR', 'PT'],
  sr: ['RS', 'Latn-RS'],
};
const FORMS = ['long', 'short'].flatMap((month) => [
  { month },
  { month, day: 'numeric' },
  { month, year: 'numeric' },
  { month, day: 'numeric', year: 'numeric' },
]);
const target = path.join(
  path.dirname(path.dirname(fileURLToPath(import.meta.url))),
  'src/profile/words/month-names.ts',
);

const clean = (text) =>
  foldInPlace(text)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();

/** Alone and beside a day or year, where many languages have another case. */
function monthsOf(locale) {
  return Array.from({ length: 12 }, (_, month) =>
    FORMS.map((form) => {
      const parts = new Intl.DateTimeFormat(`${locale}-u-ca-gregory-nu-latn`, {
        ...form,
        timeZone: 'UTC',
      }).formatToParts(Date.UTC(2019, month, 5));
      return clean(parts.find((part) => part.type === 'month')?.value ?? '');
    }).filter((name) => !/^\p{N}*$/u.test(name) && !/^\p{N}+[月월]$/u.test(name)),
  );
}

/** In every plural form. */
function unitsOf(locale, unit) {
  return [1, 2, 3, 5, 11, 21].flatMap((n) =>
    ['long', 'short', 'narrow'].map((unitDisplay) => {
      const parts = new Intl.NumberFormat(`${locale}-u-nu-latn`, { style: 'unit', unit, unitDisplay }).formatToParts(n);
      return clean(
        parts
          .filter((part) => part.type === 'unit')
          .map((part) => part.value)
          .join(''),
      );
    }),
  );
}

const rows = DATE_LANGUAGES.map(({ code }) => {
  const locales = [code, ...(COUNTRIES[code] ?? []).map((country) => `${code}-${country}`)];
  const months = Array.from({ length: 12 }, (_, i) =>
    [...new Set(locales.flatMap((locale) => monthsOf(locale)[i]))].join(','),
  );
  const units = ['year', 'month', 'week'].map((unit) =>
    [...new Set(locales.flatMap((locale) => unitsOf(locale, unit)))].filter((name) => name !== '').join(','),
  );
  return `${code} ${months.join('|')} ; ${units.join('|')}`;
});
writeFileSync(
  target,
  `/** Per language the names of its months, folded, of Unicode's CLDR, and behind the semicolon its words for year, month and week. Written by scripts/make-month-names.js. */\nexport const MONTH_NAMES = \`\n${rows.join('\n')}\n\`;\n`,
);
