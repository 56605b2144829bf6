import { memoize } from '../domain/index.js';
import { merged } from '../profile/text/cutting.js';
import type { Span } from '../profile/text/lines.js';

/** What stands in place of what is hidden. */
export const HIDDEN = '[…]';

/** A place of a text that is hidden, or worded otherwise. */
export interface Cut extends Span {
  /** What stands there instead, e.g. `Entwickler` for `Entwicklerin`; absent: `HIDDEN`. */
  by?: string;
}

/** A piece of a blind text, in order. */
export interface Piece {
  text: string;
  hidden: boolean;
}

/** Ascending, without overlaps: what is hidden as a whole wins over what is worded otherwise. */
export function settled(cuts: readonly Cut[]): Cut[] {
  const hidden = merged(cuts.filter(({ by }) => by === undefined));
  const reworded = cuts.filter(
    (cut) => cut.by !== undefined && !hidden.some(({ start, end }) => start < cut.end && end > cut.start),
  );
  const all: Cut[] = [...hidden, ...reworded].sort((a, b) => a.start - b.start);
  return all.filter(({ start }, i) => i === 0 || start >= all[i - 1]!.end);
}

/** Nothing to be read stands between two hidden places. */
const NOTHING = /^[ \t.,;:|·•/()'’"“”„_-]{0,3}$/u;

/** `text.slice(start, end)` as it may be shown. `cuts`: as `settled` gives them. */
export function piecesOf(text: string, cuts: readonly Cut[], { start, end }: Span): Piece[] {
  const pieces: Piece[] = [];
  const add = (shown: string, hidden: boolean): void => {
    const last = pieces.at(-1);
    if (hidden && last !== undefined && !last.hidden && NOTHING.test(last.text) && pieces.at(-2)?.hidden === true)
      pieces.pop();
    else if (shown !== '' && !(hidden && last?.hidden === true)) pieces.push({ text: shown, hidden });
  };
  let at = start;
  for (const cut of cuts) {
    if (cut.end <= start || cut.start >= end) continue;
    add(text.slice(at, Math.max(at, cut.start)), false);
    if (cut.by === undefined)
      add(HIDDEN + lineEnds(text.slice(Math.max(cut.start, start), Math.min(cut.end, end))), true);
    else add(cut.by, false);
    at = Math.min(end, cut.end);
  }
  add(text.slice(at, end), false);
  return pieces;
}

/** What is hidden may reach over the end of a line, which the text after it needs. */
function lineEnds(hidden: string): string {
  return hidden.endsWith('\n') ? '\n' : '';
}

export function blinded(text: string, cuts: readonly Cut[], within: Span = { start: 0, end: text.length }): string {
  return piecesOf(text, cuts, within)
    .map((piece) => piece.text)
    .join('');
}

/** All matches of patterns, each of which has the flag `g`. */
export function cutsBy(text: string, patterns: readonly RegExp[]): Cut[] {
  const own = OTHER_SCRIPTS.test(text) ? patterns : patterns.filter((pattern) => !isOfOtherScripts(pattern.source));
  return own.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((m): Cut => ({ start: m.index, end: m.index + m[0].length })),
  );
}

/** Letters beyond Latin: patterns that are made of them need not be tried on other texts. */
const OTHER_SCRIPTS = /[\u0370-\u1dff\u2e80-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefc]/u;
const isOfOtherScripts = memoize(
  (source) => OTHER_SCRIPTS.test(source) && !/[a-zà-ÿ]{3}/iu.test(source.replace(/\\p\{[^}]*\}/gu, '')),
);
