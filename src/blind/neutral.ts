import type { Profile } from '../domain/index.js';
import { WORD } from './who.js';
import type { Cut } from './marks.js';
import { NEUTRAL } from './words/gender.js';

/** Finds words that say by their ending who is a woman, and words them as for anybody. */
export type Reworded = (text: string) => Cut[];

/** The suffixes of German are the same in any text; those of other languages are only looked for in titles that were read. */
const EVERYWHERE = 'de';

export function neutralWords({ language, resume }: Profile): Reworded {
  const rules = NEUTRAL.filter(([languages]) => language !== null && languages.split(' ').includes(language));
  const neutral = (word: string): string | null => {
    const rule = rules.find(([, pattern]) => pattern.test(word));
    return rule === undefined ? null : withCase(word, word.replace(rule[1], rule[2]));
  };
  const titles = [resume.basics.label, ...resume.work.map(({ position }) => position)];
  const known = new Set(titles.flatMap((title) => title?.match(WORD) ?? []).map((word) => word.toLowerCase()));
  return (text) =>
    [...text.matchAll(WORD)].flatMap((m) => {
      const isTold = language === EVERYWHERE ? /^\p{Lu}/u.test(m[0]) : known.has(m[0].toLowerCase());
      const by = rules.length > 0 && isTold ? neutral(m[0]) : null;
      return by === null ? [] : [{ start: m.index, end: m.index + m[0].length, by }];
    });
}

function withCase(from: string, to: string): string {
  if (from.length > 1 && from === from.toUpperCase()) return to.toUpperCase();
  return /^\p{Lu}/u.test(from) ? to.charAt(0).toUpperCase() + to.slice(1) : to;
}
