import type { SectionKind } from '../../domain/index.js';

/**
 * What the parser must know of a language to read CVs in it: one file per language in languages/, all of this shape.
 * A list is phrases with `|` between them, as they are written in the language; case, accents and punctuation do not
 * matter. Names of months and units of time are not here: they come from Unicode's CLDR (see month-names.ts).
 * How to add one is in CONTRIBUTING.md.
 */
export interface LanguageWords extends DateLanguage {
  /** Heading phrases per kind of section. A heading counts when all of it is one phrase, or phrases joined by "and". */
  headings: Record<Exclude<SectionKind, 'header'>, string>;
  /** What stands before a value or over a column: "Position: ...", "From". */
  labels: Record<LabelKind, string>;
  /** Degrees and school leaving certificates. A star stands for the rest of a word. */
  degrees: string;
  /** Parts of the names of schools and universities. A star stands for the rest of a word. */
  schools: string;
  /** Fields of study. A star stands for the rest of a word. */
  fields: string;
  /** Words that name what somebody is, the heads of titles; where the language has no spaces, how titles end. */
  roles: string;
  /** Words for kinds of employers, as they stand in their names. */
  employers: string;
  /** Legal forms of companies. */
  legal: string;
}

/** A language in which dates are read, but no whole CVs. */
export interface DateLanguage {
  /** ISO 639-1. */
  code: string;
  /** Frequent small words, by which a text is known to be in this language; left out where the script tells. */
  common?: string;
  dates: DateWords;
}

export interface DateWords {
  /** What an open range ends with. */
  present: string;
  /** Stands before a start; alone it says "since". */
  from: string;
  /** Stands before an end, or between the two dates; alone it says "until". */
  to: string;
  /** Stands before a start or an end only where the other date is there as well. */
  rangeFrom?: string;
  rangeTo?: string;
  /** The same as `from` and `to`, behind the date. */
  fromAfter?: string;
  toAfter?: string;
  /** Winter, spring, summer, autumn. */
  seasons: readonly [string, string, string, string];
  quarter: string;
  half: string;
  /** What a year may be followed by: the abbreviated word for year. */
  yearMark?: string;
  /** Forms of months that CLDR lacks: `3 maerz mrz|2 feber`. */
  months?: string;
}

/** `other` are labels of what is neither: "Duties:", "Client:". */
export type LabelKind = 'title' | 'employer' | 'place' | 'period' | 'degree' | 'school' | 'area' | 'name' | 'other';

/** The phrases of a list. */
export function phrasesOf(list: string | undefined): string[] {
  return (list ?? '')
    .split('|')
    .map((phrase) => phrase.trim().replace(/\s+/g, ' '))
    .filter((phrase) => phrase !== '');
}
