import { findDates } from '../profile/dates/dates.js';
import { placeScore } from '../profile/person/places.js';
import { titleScore } from '../profile/posts/classify.js';
import { languagesIn } from '../profile/skills/languages.js';
import type { Span } from '../profile/text/lines.js';
import { namesDegree, namesField, namesSchool } from '../profile/words/degrees.js';
import type { Vocabulary } from '../profile/index.js';
import { memoize, once } from '../domain/index.js';
import { folded, WORD } from './who.js';
import { OPENERS, PARTICLES } from './words/generic.js';

export interface Word extends Span {
  text: string;
  /** Neither a term, a place, a language, a date nor a word with which lines begin. */
  isUnknown: () => boolean;
  /** Whether the text has it in small letters too, outside of addresses: then it is no name. */
  isSmallToo: boolean;
}

export interface Line extends Span {
  text: string;
  words: Word[];
}

/** The lines of a text with their words. */
export function linesOf(text: string, vocabulary: Vocabulary): Line[] {
  const dates = findDates(text).map(({ from, to }) => ({ start: from, end: to }));
  const known = [...vocabulary.find(text), ...dates];
  const small = new Set([...text.matchAll(SMALL)].map(([word]) => folded(word)));
  let at = 0;
  return text.split('\n').map((line) => {
    const start = at;
    at += line.length + 1;
    return { text: line, start, end: start + line.length, words: wordsOf(line, start, { known, small, vocabulary }) };
  });
}
const SMALL = /(?<![\p{L}\p{N}@._/-])\p{Ll}[\p{Ll}\p{M}]+(?![\p{L}\p{N}@_/-]|\.\p{L})/gu;

interface Context {
  known: readonly Span[];
  small: ReadonlySet<string>;
  vocabulary: Vocabulary;
}

function wordsOf(line: string, from: number, { known, small, vocabulary }: Context): Word[] {
  return [...line.matchAll(WORD)].map((m) => {
    const [text, start, end] = [m[0], from + m.index, from + m.index + m[0].length];
    return {
      ...{ text, start, end },
      isUnknown: once(
        () =>
          !known.some((span) => span.start <= start && span.end >= end) &&
          isUnknown(text) &&
          titleScore(text, vocabulary) < 0.7,
      ),
      isSmallToo: small.has(folded(text)),
    };
  });
}

const isUnknown = memoize(
  (word) =>
    [...word].length > 1 &&
    !OPENERS.has(folded(word)) &&
    !PARTICLES.has(folded(word)) &&
    placeScore(word) < 0.9 &&
    languagesIn(word).length === 0 &&
    !namesDegree(word) &&
    !namesField(word) &&
    !namesSchool(word),
);

export const isCapital = ({ text }: Word): boolean => /^(?!\p{Ll})\p{L}/u.test(text);
