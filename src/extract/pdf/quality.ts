import { isBlank } from '../../domain/index.js';

/** How readable a text layer is; shares are 0..1. */
export interface TextQuality {
  /** Characters that stand for no letter: replacement, private use, control. */
  unreadable: number;
  /** Words of one letter among all words: letter-spaced or broken text. */
  lone: number;
  /** Letters that stand in words too long for any language: spaces were lost. */
  glued: number;
  /** Longer words in Latin letters without a vowel: glyphs were lost or mapped wrongly. */
  odd: number;
  /** Capitals torn off their words ("P assionate") per word. */
  torn: number;
  /** Words with digits or signs between their letters ("e2K2c!per"): a font numbers its glyphs in its own way. */
  mixed: number;
}

/** Above these a second engine is asked. Measured on real CVs, where the 99th percentile is below half of each. */
const LIMITS = { unreadable: 0.03, lone: 0.25, glued: 0.04, odd: 0.06, torn: 0.008, mixed: 0.025 };
/** Letters of the longest words that CVs hold, compounds of German and Dutch included. */
const LONGEST_WORD = 28;
const UNREADABLE = /[\uFFFD\p{Co}]|(?![\t\n\f\r])\p{Cc}/gu;
/** None of that is in a text without one of these, surrogates for the outer planes included. */
// eslint-disable-next-line no-control-regex -- controls are what it looks for
const MAYBE_UNREADABLE = /[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\uf8ff\ufffd]/;
const ADDRESS_MARK = /@|www\.|\.com|\//gi;
const WORD = /\p{L}[\p{L}\p{M}'’]*/gu;
/** No capital that is a word, a language or a list mark of its own. */
const TORN = /(?<![\p{L}\p{N}'’.&-])[BDFGHJKMNPQSTUWZ] \p{Ll}{2,}/gu;
const LATIN = /^[a-zß-öø-ÿ]+$/i;
/** What stands between letters in no language; hyphens, dots, apostrophes, slashes and the like do. */
const MIXED = /\p{L}[\d!$%*<=>?@[\\\]^{|}~]+\p{L}/u;
const VOWEL = /[aeiouyà-æè-ïò-öø-ý]/i;
/** Letters; shorter texts say too little. */
const ENOUGH = 60;

export function measureQuality(text: string): TextQuality {
  const prose = withoutAddresses(text);
  const words = prose.match(WORD) ?? [];
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  const judged = words.filter((word) => word.length >= 4 && LATIN.test(word) && word !== word.toUpperCase());
  const few = letters < ENOUGH;
  return {
    unreadable: MAYBE_UNREADABLE.test(text) ? (text.match(UNREADABLE)?.length ?? 0) / Math.max(1, text.length) : 0,
    lone: few ? 0 : words.filter((word) => word.length === 1).length / words.length,
    glued: few ? 0 : words.reduce((sum, word) => sum + (word.length > LONGEST_WORD && LATIN.test(word) ? word.length : 0), 0) / letters,
    odd: few ? 0 : judged.filter((word) => !VOWEL.test(word)).length / Math.max(1, judged.length),
    torn: few ? 0 : (text.match(TORN)?.length ?? 0) / words.length,
    mixed: few ? 0 : mixedShare(prose),
  };
}

/** A blank for each run without blanks that is an e-mail address, a link or a path. */
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

/** Short words are left out: B2B, i18n and k8s are words. */
function mixedShare(text: string): number {
  const tokens = text.split(/[\s,;:.()]+/u).filter((token) => token.length > 4 && /\p{L}/u.test(token));
  return tokens.filter((token) => MIXED.test(token)).length / Math.max(1, tokens.length);
}

/** 0 is clean, 1 is at a limit, more asks for another engine. */
export function badness(quality: TextQuality): number {
  return Math.max(quality.unreadable / LIMITS.unreadable, quality.lone / LIMITS.lone, quality.glued / LIMITS.glued, quality.odd / LIMITS.odd, quality.torn / LIMITS.torn, quality.mixed / LIMITS.mixed);
}
