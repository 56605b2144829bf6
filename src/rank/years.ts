import { foldSame, NUMBER_WORDS, pieces } from './jd/words/index.js';
import type { Fact } from './fact.js';

/** A number of years asked for. Months are fractions of a year. */
export interface YearsFact extends Fact {
  /** Minimum, 0 or more. Absent where only a maximum is given. */
  years?: number;
  /** Maximum. */
  maxYears?: number;
  /** Whether words near it speak of experience. */
  experience: boolean;
}

/** Numbers with a half ("one and a half"), as seven languages say them before "year". */
const HALVES: readonly [RegExp, number][] = [
  [/^(?:half(?: an?)?|ein(?:em)? halbe[sn]|une demi-?|medio|mezzo|meio|een half)$/u, 0.5],
  [/^(?:anderthalb|anderhalf)$/u, 1.5],
];
const words = [...NUMBER_WORDS.keys()].sort((a, b) => b.length - a.length).join('|');
const NUMBER = `(?:\\d{1,2}(?:[.,]\\d)?(?:½)?|${words}|${HALVES.map(([written]) => written.source.slice(1, -1)).join('|')}|a|an|a couple of|a decade)`;
/** The pattern without the word borders that `pieces` adds. */
const plain = (pattern: RegExp): string => pattern.source.replace(/^\(\?<![^)]*\)/, '').replace(/\(\?![^)]*\)$/, '');
const MOST = plain(pieces((one) => one.years.most));
const LEAST = plain(pieces((one) => one.years.least));
const RANGE = plain(pieces((one) => one.years.range));
const YEAR = plain(pieces((one) => one.years.year));
const MONTH = plain(pieces((one) => one.years.month));
const MOST_AFTER = plain(pieces((one) => one.years.mostAfter));

/** `at least five (5) years`, `2-4 Jahre`, `18 mois`, `maximum 3 anos`, `5+ YOE`. Folded text. */
const YEARS = new RegExp(
  `(?<![\\p{L}\\d.,$€£/#])(?:(?<most>(?:${MOST})|<=?)\\s*|(?<least>(?:${LEAST})|>=?|≥)\\s*)?(?:an? )?(?<low>${NUMBER})(?<half>[.,]5| ?1/2|[ -]and[ -]a[ -]half|einhalb| ein ?halb| et demie?| y medi[oa]| e mezz[oa]| e mei[oa]|en(?:een)?half)?\\s*(?:\\(\\s*(?:\\d+|${words})\\+?\\s*\\)\\s*)?(?<plus>\\+|-?plus)?\\s*` +
    `(?:(?:-|(?:${RANGE})(?=\\s))\\s*(?<high>${NUMBER})\\s*(?:\\(\\s*\\d+\\s*\\)\\s*)?\\+?\\s*)?(?:(?:or more|plus|full|solid|volle?|ganze|ou plus|o mas|o piu|ou mais|of meer|oder mehr|complete|good|whole|consecutive)\\s+)?` +
    `(?<joint>-(?=year|month))?(?<unit>(?<month>${MONTH})|${YEAR}|(?<=\\d\\+?)y\\+?)(?![\\p{L}\\d])(?<later>\\s+(?:and a half|et demie?|y medi[oa]|e mezz[oa]|e mei[oa]|en een half))?(?<after>\\s*\\(?(?:${MOST_AFTER})\\)?)?`,
  'giu',
);
/** `Years of experience: 5`. */
const LABELLED =
  /(?:(?:years?'?|jahre|ans|annees|anos|anni|jaren)\s*(?:of|de|d'|di)?\s*(?:work |working |professional |relevant )?(?:experience|erfahrung|berufserfahrung|experiencia|esperienza|ervaring|werkervaring)|yoe|(?:experience|erfahrung|berufserfahrung|experiencia|esperienza|ervaring|werkervaring)\s*\((?:years?|yrs|jahre|ans|annees|anos|anni|jaren|jaar)\))\s*(?:required|minimum)?\s*[:=]\s*(?<low>\d{1,2})(?![\d.,])\+?(?:\s*-\s*(?<high>\d{1,2}))?/gu;
/** A cheap first look: most texts mention no time at all. */
const UNIT =
  /ye?a?rs?|yoe|month|mos\.|jahr|monat|(?<!\p{L})ans?(?!\p{L})|annee|mois|anos?(?!\p{L})|ann[io](?!\p{L})|mes|jaar|jar|maand|decade|\dy|erfahrung|experien|esperien|ervaring/u;
const DECADE = /(?<![\p{L}])(?:a|one) decade(?![\p{L}])/gu;
const OTHER = pieces((one) => one.years.other);
const EXPERIENCE = pieces((one) => one.years.experience);
const LONGEST = 40;

/**
 * Years of experience asked for or claimed: in digits or words, as ranges, months or maxima. Ages, lengths of contracts
 * and company history are left out.
 */
export function yearsIn(text: string): YearsFact[] {
  const folded = foldSame(text);
  const found: YearsFact[] = [];
  if (!UNIT.test(folded)) return found;
  for (const m of folded.matchAll(YEARS)) {
    const fact = factOf(m, folded);
    if (fact !== null) found.push(fact);
  }
  for (const m of folded.matchAll(LABELLED)) {
    const { low, high } = m.groups!;
    found.push({
      key: 'years',
      years: Number(low),
      ...(high === undefined ? {} : { maxYears: Number(high) }),
      start: m.index,
      end: m.index + m[0].length,
      experience: true,
    });
  }
  for (const m of folded.matchAll(DECADE))
    found.push({
      key: 'years',
      years: 10,
      start: m.index,
      end: m.index + m[0].length,
      experience: hasExperience(folded, m.index, m.index + m[0].length),
    });
  return found;
}

function factOf(m: RegExpMatchArray, folded: string): YearsFact | null {
  const { most, low, half, high, month, joint, later, after, plus, least } = m.groups!;
  const start = m.index!;
  const end = start + m[0].length;
  const unit = month === undefined ? 1 : 12;
  const value = (numberOf(low!) + (half === undefined ? 0 : 0.5) + (later === undefined ? 0 : 0.5)) / unit;
  const upper = high === undefined ? undefined : numberOf(high) / unit;
  if (
    isOther(folded, start, end) ||
    isAge(value, folded, start, end) ||
    value > LONGEST ||
    (value === 0 && upper === undefined)
  )
    return null;
  // "a five-year plan" asks for no experience.
  if (joint !== undefined && !hasExperience(folded, end, end)) return null;
  // "a year" is a rate or a time unless the text says that it is experience.
  if (/^an?$/.test(low!) && least === undefined && !hasExperience(folded, end, end)) return null;
  const fact: YearsFact = { key: 'years', start, end, experience: hasExperience(folded, start, end) };
  if (upper !== undefined && upper < value) return { ...fact, years: upper };
  if ((most !== undefined || after !== undefined) && upper === undefined && plus === undefined)
    return { ...fact, maxYears: value };
  return { ...fact, years: value, ...(upper === undefined || upper === value ? {} : { maxYears: upper }) };
}

/** An age ("Ab 18 Jahren", "avoir 18 ans"), unless the text says that it is experience. */
function isAge(value: number, folded: string, start: number, end: number): boolean {
  return AGES.has(value) && !/exp|erfahr|esper|ervar|yoe/.test(folded.slice(Math.max(0, start - NEAR), end + NEAR));
}
const AGES = new Set([16, 18, 21]);

function numberOf(word: string): number {
  if (/^\d/.test(word)) return Number(word.replace(',', '.').replace('½', '.5'));
  if (word === 'a couple of') return 2;
  if (word === 'a decade') return 10;
  return NUMBER_WORDS.get(word) ?? HALVES.find(([written]) => written.test(word))?.[1] ?? 1;
}

/** Characters around the years in which a word refers to them. */
const NEAR = 60;

function hasExperience(folded: string, start: number, end: number): boolean {
  EXPERIENCE.lastIndex = 0;
  return (
    EXPERIENCE.test(folded.slice(Math.max(0, start - NEAR), start)) ||
    has(EXPERIENCE, folded.slice(Math.max(0, end - 5), end + NEAR + 20))
  );
}

function has(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
}

/** An age, a contract or a warranty, judged by the two words before and the few after. */
function isOther(folded: string, start: number, end: number): boolean {
  const before =
    folded
      .slice(Math.max(0, start - 24), start)
      .split(/(?<=\s)(?=\S+\s*\S*\s*$)/)
      .at(-1) ?? '';
  const after = /^[\s-]*(?:\S+\s+){0,2}\S*/.exec(folded.slice(end, end + 26))![0].replace(/[.;,(].*$/s, '');
  if (/(?:^|\s)(?:for over|since|seit|depuis|desde)\s*$/.test(before)) return true;
  if (has(EXPERIENCE, after) || /^\s*(?:of|in|as|with|in the)?\s*(?:\S+ )?experien/.test(after))
    return has(OTHER, lastWords(folded, start)) && !/degree|study|college|university|program/.test(before);
  return has(OTHER, lastWords(folded, start)) || has(OTHER, after);
}

function lastWords(folded: string, start: number): string {
  return folded
    .slice(Math.max(0, start - 30), start)
    .replace(/^.*[.;]/s, '')
    .trim()
    .split(/\s+/)
    .slice(-2)
    .join(' ');
}
