import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { it } from './it.js';
import { nl } from './nl.js';
import { pt } from './pt.js';
import type { HeadingRole, JdWords, LabelName } from './types.js';

export type { HeadingRole, JdWords, LabelName } from './types.js';

/**
 * Every line is tried against the tables of all languages: adverts mix languages, and a short line does not reveal its
 * own.
 */
const ALL: JdWords[] = [en, de, fr, es, it, pt, nl];

/** Lower case without accents, one code unit at a time, so that offsets stay the same. */
export function foldSame(text: string): string {
  return text.replace(/[^\0-\x7f]/g, foldUnit).toLowerCase();
}

const folded = new Map<string, string>([...'’‘`´'].map((mark) => [mark, "'"]));
for (const dash of '‐‑‒–—−') folded.set(dash, '-');
for (const blank of '\u00a0\u2007\u2009\u202f\u3000') folded.set(blank, ' ');
folded.set('：', ':');
folded.set('½', '½');

function foldUnit(unit: string): string {
  const known = folded.get(unit);
  if (known !== undefined) return known;
  const plain = unit.normalize('NFKD')[0]!.toLowerCase();
  const result = plain.length === 1 && plain !== ' ' ? plain : unit;
  folded.set(unit, result);
  return result;
}

const BEFORE = '(?<![\\p{L}\\p{N}_])';
const AFTER = '(?![\\p{L}\\p{N}_])';

/** One regular expression of the pieces of all languages, at word borders. `%` in `where` stands for the pieces. */
export function pieces(of: (words: JdWords) => string, where = '%'): RegExp {
  const all = ALL.map(of)
    .filter((piece) => piece !== '')
    .join('|');
  return new RegExp(where.replace('%', `${BEFORE}(?:${all})${AFTER}`), 'gu');
}

/** The words of one kind in all languages; the tables separate them by blanks. */
export function wordSet(of: (words: JdWords) => string): ReadonlySet<string> {
  return new Set(ALL.flatMap((words) => of(words).split(/\s+/)).filter((word) => word !== ''));
}

export const phrases = (text: string): string[] => text.split('|').map((phrase) => phrase.trim());

/**
 * Whole headings and the parts they open. A phrase claimed by two parts goes to the first in ORDER: nice before must.
 */
export const HEADINGS: ReadonlyMap<string, HeadingRole> = headingMap();
const ORDER: HeadingRole[] = ['nice', 'excluded', 'must', 'duties', 'stack', 'benefits', 'company', 'legal'];

function headingMap(): Map<string, HeadingRole> {
  const map = new Map<string, HeadingRole>();
  for (const role of ['nice', 'excluded', 'must', 'duties', 'stack', 'benefits', 'company', 'legal'] as const) {
    for (const phrase of ALL.flatMap((words) => phrases(words.headings[role] ?? ''))) {
      if (phrase !== '' && !phrase.includes('*') && !map.has(phrase)) map.set(phrase, role);
    }
  }
  return map;
}

/** Beginnings of headings that continue with a name, such as `about *`. */
export const NAMED_HEADINGS: readonly { start: string; role: HeadingRole }[] = ORDER.flatMap((role) =>
  ALL.flatMap((words) => phrases(words.headings[role] ?? ''))
    .filter((phrase) => phrase.endsWith(' *'))
    .map((phrase) => ({ start: phrase.slice(0, -1), role })),
);

/** What a single word contributes to the meaning of a heading. */
export const HEADING_WORDS: ReadonlyMap<string, HeadingRole | 'filler'> = headingWords();

function headingWords(): Map<string, HeadingRole | 'filler'> {
  const map = new Map<string, HeadingRole | 'filler'>();
  for (const role of [...ORDER, 'filler' as const]) {
    for (const word of wordSet((words) => words.headingWords[role] ?? '')) if (!map.has(word)) map.set(word, role);
  }
  return map;
}

/**
 * Headings that are half a sentence, by language: how they begin, and the words in them that tell the part. Benefits
 * are tried first: "what we offer".
 */
export const QUESTIONS: readonly { start: RegExp; parts: readonly [HeadingRole, RegExp][] }[] = ALL.map(
  ({ questions }) => ({
    start: new RegExp(`^(?:${questions.start})(?![\\p{L}])`, 'u'),
    parts: (['nice', 'benefits', 'must', 'duties'] as const).map(
      (role) => [role, new RegExp(`(?<![\\p{L}])${questions[role]}`, 'u')] as const,
    ),
  }),
);

/** Half sentences above a list that make its items nice to have. */
export const WISH = new RegExp(`(?<!\\p{L})(?:${ALL.map(({ wish }) => wish).join('|')})`, 'u');

export const LABELS: ReadonlyMap<string, LabelName> = new Map(
  (['title', 'company', 'place', 'employment', 'salary', 'level', 'other'] as const)
    .flatMap((name) =>
      ALL.flatMap((words) => phrases(words.labels[name] ?? ''))
        .filter((phrase) => phrase !== '')
        .map((phrase): [string, LabelName] => [phrase, name]),
    )
    .reverse(),
);

/** The numbers 0 to 20, 24 and 36 by their names in each language. */
export const NUMBER_WORDS: ReadonlyMap<string, number> = new Map([
  ...ALL.flatMap((words) =>
    words.years.numbers
      .split(' ')
      .flatMap((names, value) => names.split('|').map((name): [string, number] => [name, value])),
  ),
  ...monthsInWords(),
]);

/** 24 and 36, since two and three years are also given in months. */
function monthsInWords(): [string, number][] {
  const two = 'twenty-four|vierundzwanzig|vingt-quatre|veinticuatro|ventiquattro|vinte e quatro|vierentwintig'.split(
    '|',
  );
  const three = 'thirty-six|sechsunddreißig|trente-six|treinta y seis|trentasei|trinta e seis|zesendertig'.split('|');
  return [...two.map((name): [string, number] => [name, 24]), ...three.map((name): [string, number] => [name, 36])];
}
