import { isBlank, memoize, unitsOf } from '../../domain/index.js';

/** How readable a text layer is; all shares are 0..1. */
export interface TextQuality {
  /** Characters that stand for no letter: replacement, private use, control. */
  unreadable: number;
  /** Share of one-letter words: letter-spaced or broken text. */
  lone: number;
  /** Share of letters in words too long for any language: spaces were lost. */
  glued: number;
  /** Share of longer Latin words without a vowel: glyphs were lost or mapped wrongly. */
  odd: number;
  /** Capitals separated from their words ("P assionate"), per word. */
  torn: number;
  /** Share of words with digits or signs between letters ("e2K2c!per"): the font numbers its glyphs in its own way. */
  mixed: number;
}

/** Above one of these another engine is tried. On real CVs, the 99th percentile is below half of each. */
const LIMITS = { unreadable: 0.03, lone: 0.25, glued: 0.04, odd: 0.06, torn: 0.008, mixed: 0.025 };
/** Letters of the longest words in CVs, German and Dutch compounds included. */
const LONGEST_WORD = 28;
const UNREADABLE = /[\uFFFD\p{Co}]|(?![\t\n\f\r])\p{Cc}/gu;
/** A filter: unreadable characters need one of these. Surrogates stand for the supplementary planes. */
// eslint-disable-next-line no-control-regex -- controls are what it looks for
const MAYBE_UNREADABLE = /[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\uf8ff\ufffd]/;
const ADDRESS_MARK = /@|www\.|\.com|\//gi;
/**
 * No capital that is a word, a language or a list mark by itself. The pattern starts with the blank, which V8 finds
 * fast.
 */
const TORN = /[BDFGHJKMNPQSTUWZ] (?<=(?<![\p{L}\p{N}'’.&-])..)\p{Ll}{2,}/gu;
/** In letters: shorter texts say too little. */
const ENOUGH = 60;

export function measureQuality(text: string): TextQuality {
  const prose = withoutAddresses(text);
  const units = unitsOf(prose);
  const counts = tallyWords(units, prose.length);
  const few = counts.letters < ENOUGH;
  return {
    unreadable: MAYBE_UNREADABLE.test(text) ? (text.match(UNREADABLE)?.length ?? 0) / Math.max(1, text.length) : 0,
    lone: few ? 0 : counts.lone / counts.words,
    glued: few ? 0 : counts.glued / counts.letters,
    odd: few ? 0 : counts.odd / Math.max(1, counts.judged),
    torn: few ? 0 : (text.match(TORN)?.length ?? 0) / counts.words,
    mixed: few ? 0 : mixedShare(units, prose.length),
  };
}

/** Replaces each e-mail address, link or path by a blank. */
function withoutAddresses(text: string): string {
  let prose = '';
  let from = 0;
  ADDRESS_MARK.lastIndex = 0;
  for (let mark = ADDRESS_MARK.exec(text); mark !== null; mark = ADDRESS_MARK.exec(text)) {
    let [start, end] = [mark.index, mark.index];
    while (start > from && !isBlank(text.charCodeAt(start - 1))) start--;
    while (end < text.length && !isBlank(text.charCodeAt(end))) end++;
    prose += `${text.slice(from, start)} `;
    ADDRESS_MARK.lastIndex = from = end;
  }
  return prose + text.slice(from);
}

/** Counts words: a letter followed by letters, marks and apostrophes. `letters` and `glued` count characters. */
function tallyWords(
  units: Uint16Array,
  length: number,
): { words: number; letters: number; lone: number; glued: number; judged: number; odd: number } {
  const counts = { words: 0, letters: 0, lone: 0, glued: 0, judged: 0, odd: 0 };
  for (let at = 0; at < length; at++) {
    if ((kindAt(units, at) & LETTER) === 0) continue;
    const start = at;
    let all = LATIN;
    let any = 0;
    for (let kind = kindAt(units, at); (kind & (LETTER | GOES_ON)) !== 0; kind = kindAt(units, ++at)) {
      all &= kind;
      any |= kind;
    }
    const size = at - start;
    counts.words++;
    counts.letters += size;
    if (size === 1) counts.lone++;
    if (all === 0) continue;
    if (size > LONGEST_WORD) counts.glued += size;
    if (size < 4 || (any & SMALL) === 0) continue;
    counts.judged++;
    if ((any & VOWEL) === 0) counts.odd++;
  }
  return counts;
}

/** Among pieces between blanks and commas. Short ones are left out, since B2B, i18n and k8s are words. */
function mixedShare(units: Uint16Array, length: number): number {
  let all = 0;
  let mixed = 0;
  for (let at = 0; at < length; at++) {
    const start = at;
    let before = 0;
    let any = 0;
    let isMixed = false;
    for (; at < length; at++) {
      const kind = kindAt(units, at);
      if ((kind & PARTS) !== 0) break;
      any |= kind;
      if ((kind & LETTER) !== 0 && before === MIXES) isMixed = true;
      // A sign counts only after a letter, with nothing but such signs between them.
      before = (kind & LETTER) !== 0 ? LETTER : (kind & MIXES) !== 0 && before !== 0 ? MIXES : 0;
    }
    if (at - start <= 4 || (any & LETTER) === 0) continue;
    all++;
    if (isMixed) mixed++;
  }
  return mixed / Math.max(1, all);
}

/** 0 is clean, 1 is at a limit; above that another engine is tried. */
export function badness(quality: TextQuality): number {
  return Math.max(
    quality.unreadable / LIMITS.unreadable,
    quality.lone / LIMITS.lone,
    quality.glued / LIMITS.glued,
    quality.odd / LIMITS.odd,
    quality.torn / LIMITS.torn,
    quality.mixed / LIMITS.mixed,
  );
}

/** Bits for the properties of a character, by UTF-16 code unit; 0 where not yet computed. */
const [ASKED, LETTER, GOES_ON, LATIN, VOWEL, SMALL, MIXES, PARTS, HALF] = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const kinds = new Uint16Array(0x10000);
const TESTS: [number, RegExp][] = [
  [LETTER, /^\p{L}/u],
  [GOES_ON, /^[\p{M}'’]/u],
  [LATIN, /^[a-zß-öø-ÿ]/i],
  [VOWEL, /^[aeiouyà-æè-ïò-öø-ý]/i],
  // Signs that no language has between letters, unlike hyphens, dots, apostrophes and slashes.
  [MIXES, /^[\d!$%*<=>?@[\\\]^{|}~]/],
  [PARTS, /^[\s,;:.()]/],
  [HALF, /^[\ud800-\udfff]$/],
];

function kindAt(units: Uint16Array, at: number): number {
  const unit = units[at]!;
  const kind = kinds[unit]! || (kinds[unit] = kindOf(String.fromCharCode(unit)));
  return (kind & HALF) === 0 ? kind : kindOfPair(units, unit < 0xdc00 ? at : at - 1);
}

/** Both halves of a surrogate pair for a letter count as letters. */
function kindOfPair(units: Uint16Array, at: number): number {
  const character = String.fromCharCode(units[at] ?? 0, units[at + 1]!);
  return PAIR.test(character) ? memoizedKindOf(character) : ASKED;
}
const PAIR = /^[\ud800-\udbff][\udc00-\udfff]$/;
const memoizedKindOf = memoize(kindOf);

function kindOf(character: string): number {
  const isSmall = character !== character.toUpperCase();
  return TESTS.reduce(
    (kind, [bit, test]) => (test.test(character) ? kind | bit : kind),
    isSmall ? ASKED | SMALL : ASKED,
  );
}
