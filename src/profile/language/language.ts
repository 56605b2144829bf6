import { isBlank, unitsOf } from '../../domain/index.js';
import { Beginnings } from '../text/beginnings.js';
import { stripAccents } from '../text/lines.js';
import { languageOfHeadings } from './language-of-headings.js';
import { languageOfScript } from '../text/scripts.js';
import { DATE_LANGUAGES } from '../words/languages/index.js';

/** Frequent small words and CV words per language, folded. A word shared by n languages counts 1/n for each. */
const WORDS = DATE_LANGUAGES.filter(({ common }) => common !== undefined).map(({ code, common }) => ({
  code,
  words: stripAccents(common!.toLowerCase()).split(/\s+/),
}));
const languages = WORDS.map(({ code }) => code);
/** Word -> indices of the languages that have it. */
const languagesOf = new Map<string, number[]>();
for (const [i, { words }] of WORDS.entries())
  for (const word of new Set(words)) languagesOf.set(word, [...(languagesOf.get(word) ?? []), i]);
const beginnings = new Beginnings(languagesOf.keys());
const LONGEST = Math.max(...[...languagesOf.keys()].map((word) => word.length));
const MAX_LETTERS = 6_000;
const LEAST = 3;
const LEAD = 1.2;

/** Function words of a language, in lower case without accents; empty for an unknown language. */
export function commonWords(code: string | null): readonly string[] {
  return WORDS.find((one) => one.code === code)?.words ?? [];
}

/** Groups so closely related that the first may stand for all: they share the months and most words. */
const KIN: readonly string[] = ['da no', 'cs sk', 'hr sl'];
const areKin = (a: string, b: string): boolean => KIN.some((pair) => pair.includes(a) && pair.includes(b));

// eslint-disable-next-line no-control-regex -- what is Latin-1
const NOT_LATIN_1 = /[^\x00-\xff]/;

/**
 * ISO 639-1 code of a text's language, from its script, else from its words, else from its headings; null for too
 * little text or no clear winner.
 */
export function guessLanguage(text: string): string | null {
  const beginning = text.slice(0, MAX_LETTERS);
  return (
    (NOT_LATIN_1.test(beginning) ? languageOfScript(beginning) : null) ??
    languageOfWords(beginning) ??
    languageOfHeadings(beginning)
  );
}

function languageOfWords(text: string): string | null {
  const weights = new Float64Array(languages.length);
  const letters = text.toLowerCase();
  const units = unitsOf(letters);
  const { length } = letters;
  let start = 0;
  let ascii = true;
  for (let at = 0; at <= length; at++) {
    const unit = units[at]!;
    if (at < length && !isBetween(unit)) {
      ascii &&= unit < 128;
      continue;
    }
    if (at > start && at - start <= LONGEST && mayBeKnown(units, start, at))
      weigh(ascii ? letters.slice(start, at) : stripAccents(letters.slice(start, at)), weights);
    start = at + 1;
    ascii = true;
  }
  const [first, second] = [...weights].map((weight, i) => ({ weight, i })).sort((a, b) => b.weight - a.weight);
  const lead = areKin(languages[first!.i]!, languages[second!.i]!) ? 1 : LEAD;
  return first!.weight >= LEAST && first!.weight >= second!.weight * lead ? languages[first!.i]! : null;
}

/**
 * A quick test whether a word may be in the tables. Short words nearly always are; a longer one is looked up only if it
 * begins like a known one or has an accent among its first three letters.
 */
function mayBeKnown(units: Uint16Array, start: number, end: number): boolean {
  if (end - start < 3) return true;
  return (
    units[start]! > 127 ||
    units[start + 1]! > 127 ||
    units[start + 2]! > 127 ||
    beginnings.has(units[start]!, units[start + 1]!, units[start + 2]!)
  );
}

/** Whether a code unit separates words. */
function isBetween(unit: number): boolean {
  return unit < 128 ? between[unit] === 1 : unit === 0x2019 || isBlank(unit);
}
const between = new Uint8Array(128);
for (const mark of " \t\n\v\f\r.,;:()|/'") between[mark.charCodeAt(0)] = 1;

function weigh(word: string, weights: Float64Array): void {
  const having = languagesOf.get(word);
  if (having === undefined) return;
  for (const i of having) weights[i]! += 1 / having.length;
}
