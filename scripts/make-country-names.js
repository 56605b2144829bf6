// Writes src/profile/words/country-names.ts: names of countries in the languages of CVs, as Unicode's CLDR has them.
//   npm run build && node scripts/make-country-names.js
// Kept in the project because the platform takes a tenth of a second to say them, in every thread, and each version its own.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fold } from '../dist/src/profile/text/lines.js';
import { COUNTRY_CODES } from '../dist/src/profile/words/places.js';

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl'];
const target = path.join(
  path.dirname(path.dirname(fileURLToPath(import.meta.url))),
  'src/profile/words/country-names.ts',
);

/** Of two countries with one name, the first language's, then the first in the list, has it. */
const codes = new Map();
for (const language of LANGUAGES) {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  for (const code of COUNTRY_CODES) {
    const name = fold(names.of(code) ?? '');
    if (name !== '' && !codes.has(name)) codes.set(name, code);
  }
}
const lines = COUNTRY_CODES.map(
  (code) =>
    `${code} ${[...codes]
      .filter(([, own]) => own === code)
      .map(([name]) => name)
      .join('|')}`,
);
writeFileSync(
  target,
  `/** Folded names by code, of Unicode's CLDR. Written by scripts/make-country-names.js. */\nexport const COUNTRY_NAMES = \`\n${lines.join('\n')}\n\`;\n`,
);
