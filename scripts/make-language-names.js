// Writes src/profile/words/spoken-names.ts: names of the languages that people speak, in the languages of CVs, as Unicode's CLDR has them.
//   npm run build && node scripts/make-language-names.js
// Kept in the project for the reasons that make-country-names.js gives.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { foldWord } from '../dist/src/profile/text/known-words.js';
import { DATE_LANGUAGES } from '../dist/src/profile/words/languages/index.js';

const SPOKEN =
  'en de fr es it pt nl ru pl cs sk uk hu ro bg el tr ar he fa zh yue ja ko hi ur bn pa gu mr ta te kn ml or as sa kok sd ne si sv nb no da fi is ca gl eu hr sr bs sl sq mk lt lv et vi th id ms tl fil sw af la eo yo ig ha am zu xh so ku hy ka ga cy lb mt az kk uz ps be'.split(
    ' ',
  );
/** As other lists of the project call them. */
const KNOWN_AS = { nb: 'Norwegian', no: 'Norwegian', yue: 'Chinese', or: 'Oriya', fil: 'Tagalog' };
const target = path.join(
  path.dirname(path.dirname(fileURLToPath(import.meta.url))),
  'src/profile/words/spoken-names.ts',
);

const english = new Intl.DisplayNames(['en'], { type: 'language' });
const names = new Map();
for (const code of SPOKEN) {
  const term = KNOWN_AS[code] ?? english.of(code);
  const own = names.get(term) ?? new Set();
  for (const { code: language } of DATE_LANGUAGES) {
    const name = new Intl.DisplayNames([language], { type: 'language', fallback: 'none' }).of(code);
    if (name !== undefined && !/[\s()]/.test(name)) own.add(foldWord(name));
  }
  names.set(term, own);
}
/** A word for two languages is told by neither. */
const counts = new Map();
for (const own of names.values()) for (const name of own) counts.set(name, (counts.get(name) ?? 0) + 1);
const lines = [...names].map(([term, own]) => `${term} ${[...own].filter((name) => counts.get(name) === 1).join('|')}`);
writeFileSync(
  target,
  `/** Folded names by English name, of Unicode's CLDR. Written by scripts/make-language-names.js. */\nexport const SPOKEN_NAMES = \`\n${lines.join('\n')}\n\`;\n`,
);
