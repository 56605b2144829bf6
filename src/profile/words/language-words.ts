import type { SectionKind } from '../../domain/index.js';

/**
 * What the parser needs to know of a language to read CVs in it; languages/ has one file of this shape per language. A
 * list holds phrases separated by `|`, in ordinary spelling; case, accents and punctuation do not matter. Names of
 * months and units of time come from Unicode's CLDR instead (see month-names.ts). CONTRIBUTING.md tells how to add a
 * language.
 */
export interface LanguageWords extends DateLanguage {
  /** Heading phrases per kind of section. A heading counts if all of it is one phrase, or phrases joined by "and". */
  headings: Record<Exclude<SectionKind, 'header'>, string>;
  /** Labels before a value or over a column: "Position: ...", "From". */
  labels: Record<LabelKind, string>;
  /** Degrees and school leaving certificates. A star stands for the rest of a word. */
  degrees: string;
  /** Parts of the names of schools and universities. A star stands for the rest of a word. */
  schools: string;
  /** Fields of study. A star stands for the rest of a word. */
  fields: string;
  /** Words for what somebody is, the head nouns of titles; in languages without spaces, endings of titles. */
  roles: string;
  /** Words for kinds of employers, as they occur in names. */
  employers: string;
  /** Legal forms of companies. */
  legal: string;
}

/** A language in which dates are read, but not whole CVs. */
export interface DateLanguage {
  /** ISO 639-1. */
  code: string;
  /** Frequent small words by which a text's language is recognised; left out where the script tells. */
  common?: string;
  dates: DateWords;
}

export interface DateWords {
  /** Words that end an open range. */
  present: string;
  /** Words before a start; with a single date they mean "since". */
  from: string;
  /** Words before an end or between two dates; with a single date they mean "until". */
  to: string;
  /** Words before a start or end that count only where the other date is present too. */
  rangeFrom?: string;
  rangeTo?: string;
  /** Like `from` and `to`, but after the date. */
  fromAfter?: string;
  toAfter?: string;
  /** Winter, spring, summer, autumn. */
  seasons: readonly [string, string, string, string];
  quarter: string;
  half: string;
  /** The abbreviated word for year that may follow one. */
  yearMark?: string;
  /** Forms of months that CLDR lacks, with the month's number: `3 maerz mrz|2 feber`. */
  months?: string;
}

/** `other` is for labels of none of these: "Duties:", "Client:". */
export type LabelKind = 'title' | 'employer' | 'place' | 'period' | 'degree' | 'school' | 'area' | 'name' | 'other';

/** The phrases of a list. */
export function phrasesOf(list: string | undefined): string[] {
  return (list ?? '')
    .split('|')
    .map((phrase) => phrase.trim().replace(/\s+/g, ' '))
    .filter((phrase) => phrase !== '');
}
