import { changeForeign, decomposeWords, endOfWord } from '../domain/index.js';

/** Folding of words, in one place: the search index, the features, the idf table and the scores must agree. */

/**
 * Lower case, without accents, ligatures and full-width forms expanded. This changes lengths: do not use it where
 * offsets matter.
 */
export function foldText(text: string): string {
  const lower = unaccented(text).toLowerCase();
  return lower.includes('ß') ? lower.replaceAll('ß', 'ss') : lower;
}
const MARKS = /\p{M}+/gu;
const unaccented = changeForeign((run) => run.normalize('NFKD').replace(MARKS, ''));

/** Folded words in order, with simple plurals stripped; `C++`, `C#` and `.NET` stay whole. */
export function foldWords(text: string): string[] {
  const folded = foldText(decomposeWords(text));
  const words: string[] = [];
  for (let at = 0; at < folded.length;) {
    const end = endOfFolded(folded, at);
    if (end > at) words.push(stem(folded.slice(at, end)));
    at = Math.max(end, at + 1);
  }
  return words;
}

/** The end of the word that begins at `at`; `at` itself where no word does. */
export function endOfFolded(folded: string, at: number): number {
  const end = endOfWord(folded, at);
  if (end === at) return folded.startsWith('.net', at) && endOfWord(folded, at + 4) === at + 4 ? at + 4 : at;
  if (folded.startsWith('++', end)) return end + 2;
  return folded.charCodeAt(end) === 0x23 ? end + 1 : end;
}

/**
 * Makes a plural and its singular the same word. Only rules that are safe in English and harmless in related languages.
 */
export function stem(word: string): string {
  const { length } = word;
  if (
    length < 4 ||
    word.charCodeAt(length - 1) !== 0x73 ||
    'suijoa'.includes(word[length - 2]!) ||
    word.endsWith('ics')
  )
    return word;
  if (word.endsWith('ies') && length > 4) return `${word.slice(0, -3)}y`;
  return word.endsWith('es') && /(?:sses|xes|ches|shes)$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

/** FNV-1a, 32 bit (http://www.isthe.com/chongo/tech/comp/fnv/). Features keep only this hash of a word. */
export function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/**
 * Words that say nothing about an occupation, in the languages that most JDs here are written in. Folded, but not
 * stemmed.
 */
const STOP = new Set(
  `a about above across after all also am an and any are as at be been being both but by can could did do does doing during each etc for from
  further had has have having he her here him his how i if in into is it its itself just may me more most must my no nor not of off on once only
  or other our out over own per she should so some such than that the their them then there these they this those through to too under until up
  us very was we were what when where which while who whom why will with within without would you your yours
  ability able including include includes new well work working job role position team teams opportunity candidate candidates join looking
  required preferred requirement requirements responsibilities responsibility qualifications experience experienced years year strong excellent
  good great skills skill knowledge understanding related relevant equivalent minimum plus need needs
  der die das den dem des ein eine einen einem einer eines und oder aber mit von vom zu zum zur im in am an auf aus bei fur ist sind war wird werden
  wir sie du dein deine ihr ihre ihren unser unsere sich nicht auch als wie nach uber unter sowie durch um so bis kann haben hast
  le la les un une des du de et ou mais avec sans pour par sur dans en au aux ce cette ces est sont vous votre vos nous notre nos il elle que qui
  el los las una unos unas del y o pero con sin para por sobre es son tu su sus nuestro nuestra que se al lo como`
    .split(/\s+/)
    .map(stem),
);

/** Pass `hash` where the word's hash is already known. */
export function isStopWord(word: string, hash = hashWord(word)): boolean {
  return word.length < 2 || (MAY_STOP[hash & LOW] === 1 && STOP.has(word));
}
const LOW = 0xfff;
/** A filter by the low bits of the hash. Few words are stop words, and a Set would hash each string again. */
const MAY_STOP = new Uint8Array(LOW + 1);
for (const word of STOP) MAY_STOP[hashWord(word) & LOW] = 1;
