import { fold } from '../text/lines.js';
import { phrasesOf } from '../words/language-words.js';
import { LANGUAGES } from '../words/languages/index.js';

/** Folded heading -> indices of the languages that use it. */
const languagesOf = new Map<string, number[]>();
for (const [i, { headings }] of LANGUAGES.entries()) {
  for (const phrase of new Set(Object.values(headings).flatMap(phrasesOf).map(fold)))
    languagesOf.set(phrase, [...(languagesOf.get(phrase) ?? []), i]);
}
const LONGEST = Math.max(...[...languagesOf.keys()].map((phrase) => phrase.length));
/**
 * A heading shared by several languages weighs less. The best language needs at least this weight, and twice that of
 * the second.
 */
const LEAST = 1.5;

/** ISO 639-1 code of the language of a text's headings; short CVs contain little else that tells. */
export function languageOfHeadings(text: string): string | null {
  const weights = LANGUAGES.map(() => 0);
  for (const line of text.split('\n')) {
    if (line.length > LONGEST + 8) continue;
    const having = languagesOf.get(fold(line));
    if (having !== undefined) for (const i of having) weights[i]! += 1 / having.length;
  }
  const [first, second] = weights.map((weight, i) => ({ weight, i })).sort((a, b) => b.weight - a.weight);
  return first!.weight >= LEAST && first!.weight >= 2 * second!.weight ? LANGUAGES[first!.i]!.code : null;
}
