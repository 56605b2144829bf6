import { DATE_LANGUAGES } from '../words/languages/index.js';
import { phrasesOf, type DateWords } from '../words/language-words.js';
import { MONTH_NAMES } from '../words/month-names.js';
import { foldInPlace } from '../text/fold-in-place.js';
import { PhraseTrie } from '../vocabulary/phrase-trie.js';

/** The name of a month. */
export interface MonthName {
  month: number;
  /** Languages in which the same word means another month, with that month. */
  others?: Map<string, number>;
  /**
   * Set where the word is also an everyday word or name ("out", "led"): it means a month only in these languages, or
   * next to another date.
   */
  only?: Set<string>;
  /** Whether it still counts as a month where the language of the text is unknown. */
  inDoubt?: boolean;
}

const cldr = MONTH_NAMES.trim()
  .split('\n')
  .map((row) => {
    const [code = ''] = row.split(' ', 1);
    const [months = '', units = ''] = row.slice(code.length + 1).split(' ; ');
    const lists = (text: string): string[][] =>
      text.split('|').map((names) => names.split(',').filter((name) => name !== ''));
    return { code, months: lists(months), units: lists(units) };
  });

/** Short month names that are everyday words or legal forms in other languages: "Kern AG 2015". */
const EVERYDAY: ReadonlySet<string> = new Set(
  'led pro dub lis elo lip ara tem eki sie tra svi kol stu ruj haz nis oca loka ag ap kas'.split(' '),
);
/** Likewise, but taken as months where the language is unknown: "Mars 2015"; not in English: "two years ago 2015". */
const ELSEWHERE: ReadonlySet<string> = new Set('set out ago des mag gen mars marc sub uno avg paz gru'.split(' '));

export const months = readMonths();

function readMonths(): PhraseTrie<MonthName> {
  const trie = new PhraseTrie<MonthName>();
  const known = new Map<string, MonthName>();
  const add = (name: string, month: number, code: string): void => {
    const old = known.get(name);
    if (old !== undefined && old.month !== month) (old.others ??= new Map()).set(code, month);
    old?.only?.add(code);
    if (old !== undefined) return;
    const entry: MonthName = {
      month,
      ...(EVERYDAY.has(name) || ELSEWHERE.has(name) ? { only: new Set([code]), inDoubt: ELSEWHERE.has(name) } : {}),
    };
    known.set(name, entry);
    trie.add(name, entry);
  };
  for (const { code, months: names } of cldr)
    for (const [i, list] of names.entries()) for (const name of list) add(name, i + 1, code);
  for (const { code, dates } of DATE_LANGUAGES) {
    for (const entry of phrasesOf(dates.months)) {
      const [number = '', ...names] = entry.split(' ');
      for (const name of names) add(foldInPlace(name), Number(number), code);
    }
  }
  return trie;
}

/** Long month names in ASCII, by language; misspelt months are compared with them. */
export const LONG_NAMES: ReadonlyMap<string, readonly (readonly [string, number])[]> = new Map(
  cldr.map(({ code, months: names }) => [
    code,
    names.flatMap((list, i) => list.filter((name) => /^[a-z]{5,}$/.test(name)).map((name) => [name, i + 1] as const)),
  ]),
);

function trieOf<T>(value: T, ...keys: (keyof DateWords)[]): PhraseTrie<T> {
  const trie = new PhraseTrie<T>();
  addAll(trie, value, keys);
  return trie;
}

function addAll<T>(trie: PhraseTrie<T>, value: T, keys: readonly (keyof DateWords)[]): void {
  for (const { dates } of DATE_LANGUAGES)
    for (const key of keys)
      for (const phrase of phrasesOf(dates[key] as string | undefined)) trie.add(foldInPlace(phrase), value);
}

/** How a word joins two dates. A `strong` word also means something next to a single date. */
export type Joint = 'strong' | 'weak';
const joint = (strong: keyof DateWords, weak: keyof DateWords): PhraseTrie<Joint> => {
  const trie = trieOf<Joint>('strong', strong);
  addAll(trie, 'weak', [weak]);
  return trie;
};

export const presents = trieOf(true, 'present');
export const sinces = joint('from', 'rangeFrom');
export const untils = joint('to', 'rangeTo');
export const sincesAfter = trieOf(true, 'fromAfter');
export const untilsAfter = trieOf(true, 'toAfter');
/** Words that may stand between two dates: "since" and "until", before or after a date. */
export const between = trieOf<'until' | 'since' | 'after'>('until', 'to', 'rangeTo', 'toAfter');
addAll(between, 'after', ['fromAfter']);
addAll(between, 'since', ['from', 'rangeFrom']);
export const yearMarks = trieOf(true, 'yearMark');
export const halves = trieOf(true, 'half');
export const quarters = trieOf(true, 'quarter');

/**
 * A season stands for its first month in the calendar year, so that winter, spring, summer and autumn of a year sort in
 * this order.
 */
const SEASON_MONTHS = [1, 3, 6, 9];
export const seasons = new PhraseTrie<number>();
for (const { dates } of DATE_LANGUAGES)
  for (const [i, names] of dates.seasons.entries())
    for (const name of phrasesOf(names)) seasons.add(foldInPlace(name), SEASON_MONTHS[i]!);
for (const [compound, month] of [
  ['wintersemester', 1],
  ['sommersemester', 6],
  ['wise', 1],
  ['sose', 6],
  ['fall semester', 9],
  ['autumn semester', 9],
  ['autumn term', 9],
  ['fall term', 9],
  ['spring semester', 3],
  ['spring term', 3],
  ['summer semester', 6],
  ['summer term', 6],
  ['winter semester', 1],
  ['winter term', 1],
] as const)
  seasons.add(compound, month);

/** Words for years, months and weeks. */
export const units = new PhraseTrie<true>();
for (const { units: lists } of cldr) for (const list of lists) for (const name of list) units.add(name, true);
for (const name of [
  'mo',
  'mos',
  'month s',
  'year s',
  'yr s',
  'mnth',
  'mnths',
  'mon',
  'mths',
  'yrs',
  'jahr e',
  'ano s',
  'an s',
])
  units.add(name, true);

/** Whether a name certainly means a month in a text of this language. */
export function isSureMonth(name: MonthName, language: string | null): boolean {
  return name.only === undefined || (language === null ? name.inDoubt === true : name.only.has(language));
}

/** The month that a name means in a text of this language. */
export function monthIn(name: MonthName, language: string | null): number {
  return (language === null ? undefined : name.others?.get(language)) ?? name.month;
}
