import { countWords, endOfWord, matchesOf } from '../../domain/index.js';
import type { Span } from '../text/lines.js';

/**
 * Text that would lift a CV's score without saying anything: repeated keywords and disguised words. Pure; linear in the
 * text.
 */
export interface Stuffing {
  /** Words of keywords that repeat more than in honest texts. */
  repeated: Span[];
  /** Words with invisible letters, or with look-alike letters of another script. */
  disguised: Span[];
}

export function findStuffing(text: string): Stuffing {
  return { repeated: repeatedWords(text), disguised: disguisedWords(text) };
}

/** Joins spans on one line that have at most `most` words between them. */
export function joinedSpans(text: string, spans: readonly Span[], most = 0): [start: number, end: number][] {
  const joined: [number, number][] = [];
  for (const { start, end } of spans) {
    const last = joined.at(-1);
    const between = last === undefined ? '' : text.slice(last[1], start);
    if (last !== undefined && countWords(between) <= (between.includes('\n') ? 0 : most))
      last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

interface Word extends Span {
  /** Equal words have equal ids. */
  id: number;
}

/**
 * Windows of `words` words in which fewer than `distinct` different ones mean repetition. Of 4,979 real CVs, fewer than
 * 1 in 1,000 are that poor in words at each length; a keyword list written again and again is far poorer.
 */
const WINDOWS: readonly [words: number, distinct: number][] = [
  [12, 2],
  [30, 7],
  [60, 16],
  [150, 36],
  [400, 72],
];
/** In a poor window, the words that occur at least this often are the repeated ones. */
const REPEATED = 3;
/** In honest CVs no word occurs more often than `times` plus `share` of all words (measured on 5,459 real ones). */
const MOST = { times: 15, share: 0.1 };

/** Below this many repeated words there is no stuffing, only e.g. a form with "less than 1 year" eight times. */
const FEWEST_REPEATED = 12;

function repeatedWords(text: string): Span[] {
  const { words, ids } = wordsOf(text);
  const marks = new Uint8Array(words.length);
  for (const [length, distinct] of WINDOWS) markPoorWindows(words, ids, length, distinct, marks);
  const counts = new Uint32Array(ids);
  for (const { id } of words) counts[id]! += 1;
  const most = MOST.times + MOST.share * words.length;
  const repeated = words.filter(({ id }, i) => marks[i] === 1 || counts[id]! > most);
  return repeated.length < FEWEST_REPEATED ? [] : repeated;
}

/** Words of two or more letters, without the most common ones. */
function wordsOf(text: string): { words: Word[]; ids: number } {
  const known = new Map<string, number>();
  const words: Word[] = [];
  const lower = lowerInPlace(text);
  let ids = 0;
  for (let at = 0; at < text.length;) {
    const end = endOfWord(text, at);
    if (end - at >= SHORTEST) {
      const word = lower === null ? text.slice(at, end).toLowerCase() : lower.slice(at, end);
      let id = known.get(word);
      if (id === undefined) known.set(word, (id = COMMON.has(word) ? OF_COMMON : ids++));
      if (id !== OF_COMMON) words.push({ id, start: at, end });
    }
    at = Math.max(end, at + 1);
  }
  return { words, ids };
}
const OF_COMMON = -1;

/**
 * The text in lower case; null where offsets would not fit, or where the lower case of a letter depends on the words
 * around it.
 */
function lowerInPlace(text: string): string | null {
  const lower = text.toLowerCase();
  return lower.length === text.length && !text.includes('Σ') ? lower : null;
}
const SHORTEST = 2;
const COMMON = new Set(
  'of to in at on an is be as by or we my it de la le el en et du un im am zu il di da do em the and for with from into all was were that this our their has have der die das den dem des und mit für von bei les des une dans pour avec sur aux los las del con para por una che per con gli della het een met van voor com dos das para uma'.split(
    ' ',
  ),
);

/** Slides a window over the words and marks the repeating words wherever it has too few different ones. */
function markPoorWindows(words: readonly Word[], ids: number, length: number, most: number, marks: Uint8Array): void {
  const counts = new Uint16Array(ids);
  let [distinct, row] = [0, 0];
  for (let i = 0; i < words.length; i++) {
    const { id } = words[i]!;
    counts[id]! += 1;
    if (counts[id] === 1) distinct += 1;
    if (i >= length) {
      const left = words[i - length]!.id;
      counts[left]! -= 1;
      if (counts[left] === 0) distinct -= 1;
    }
    const poor = i >= length - 1 && distinct <= most;
    row = poor ? row + 1 : 0;
    if (!poor) continue;
    // Marks only the newest words of the window, except every now and then all of it: so each word is looked at about
    // fifty times at most.
    const from = row % STEP === 1 ? i - length + 1 : i - STEP + 1;
    for (let at = from; at <= i; at++) if (counts[words[at]!.id]! >= REPEATED) marks[at] = 1;
  }
}
const STEP = 8;

/** Fewer disguised words are an accident of a keyboard or an export, unless a single one is cut up this often. */
const FEWEST = 2;
const CUTS = 3;

function disguisedWords(text: string): Span[] {
  if (!FOREIGN.test(text)) return [];
  const wide = CJK.test(text) ? [] : matchesOf(text, FULL_WIDTH).map(spanOf);
  const cut = matchesOf(text, INVISIBLE);
  const all = [...cut.map(spanOf), ...wide, ...lookAlikes(text)];
  const isCutUp = cut.some(([word]) => word.length - word.replace(CUT, '').length >= CUTS);
  return all.length < FEWEST && !isCutUp ? [] : all.sort((a, b) => a.start - b.start);
}

const spanOf = (match: RegExpExecArray): Span => ({ start: match.index, end: match.index + match[0].length });

/** Every character that a disguise may consist of. */
const FOREIGN =
  // eslint-disable-next-line no-misleading-character-class -- each of these by itself
  /[\u0251\u0261\u034f\u061c\u0370-\u0587\u13a0-\u13ff\u180e\u200b-\u200f\u2060-\u2064\ufeff\uff21-\uff5a]/;
/**
 * ASCII letters with something invisible between them. A joiner after f is allowed: typesetters use it to avoid
 * ligatures.
 */
const INVISIBLE = /(?<![A-Za-z])[A-Za-z]+(?:(?<!f)[\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff]+[A-Za-z+#]+)+/g;
const CUT = /[^A-Za-z+#]/g;
/** Legitimate among Chinese, Japanese and Korean letters, which have the same width. */
const FULL_WIDTH = /[\uff21-\uff3a\uff41-\uff5a]{2,}/g;
const CJK = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;

/** Words in a text of Latin letters that contain some letters of another script. */
function lookAlikes(text: string): Span[] {
  const foreign = text.match(OTHER_SCRIPT)?.length ?? 0;
  if (foreign === 0 || foreign > OTHER_SHARE * text.length) return [];
  const mixed: Span[] = [];
  const whole: Span[] = [];
  for (let start = 0; start < text.length;) {
    const end = endOfWord(text, start);
    const word = text.slice(start, end);
    if (end > start && MIXED.test(word) && ASCII.test(word)) mixed.push({ start, end });
    else if (end - start > 1 && WHOLE.test(word)) whole.push({ start, end });
    start = Math.max(end, start + 1);
  }
  // A word made only of look-alikes may be a foreign word, unless other words of the text mix scripts.
  return mixed.length === 0 ? [] : [...mixed, ...whole];
}
/**
 * Above this share of letters in another script, the text counts as written in that script, where a letter from the
 * wrong keyboard is an accident.
 */
const OTHER_SHARE = 0.2;
const OTHER_SCRIPT = /[\u0251\u0261\u0370-\u0587\u13a0-\u13ff]/g;
const ASCII = /[A-Za-z]/;
/**
 * Cyrillic, Armenian, Cherokee and phonetic letters, and Greek ones except in units and science (\u03bcm, TNF\u03b1,
 * NF\u03baB).
 */
const MIXED =
  /[\u0251\u0261\u0400-\u0587\u13a0-\u13ff]|[\u0370-\u03bb\u03bd-\u03ff](?=[a-z])|[\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03b9\u03bd\u03bf\u03c1\u03c4\u03c5]/;
/** Letters that look Latin, with nothing else in the word. */
const WHOLE =
  /^[\u0405\u0406\u0408\u0410\u0412\u0415\u041a\u041c-\u041e\u0420-\u0422\u0423\u0425\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458]+$/;
