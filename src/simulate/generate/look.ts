import type { Random } from '../random.js';
import type { FileFormat, Layout } from './mix.js';

/** How dates of posts are written; degrees only have years. */
export type DateStyle =
  | 'words'
  | 'digits'
  | 'long-words'
  | 'dots'
  | 'year-month'
  | 'short-words'
  | 'short-digits'
  | 'seasons'
  | 'quarters'
  | 'years';
/** Order of the lines above a post's bullets; `grouped`: an employer once, above all of its posts. */
export type Arrangement = 'below' | 'dates-below' | 'one-line' | 'employer-first' | 'date-line' | 'labels' | 'grouped';
/** How posts are arranged in tables of word processors. */
export type Tables = 'none' | 'header-row' | 'labels' | 'stacked';

/** Small choices of writing in one CV, which do not change the facts. */
export interface Look {
  dates: DateStyle;
  /** Between two dates, with its blanks. */
  dash: string;
  posts: Arrangement;
  tables: Tables;
  /** The field of study follows the degree in brackets instead of after a comma. */
  brackets: boolean;
  /** Icons instead of words before the contacts. */
  icons: boolean;
  /** Name and page number at the top of every further page of a PDF. */
  runningHeader: boolean;
  skillsFirst: boolean;
}

/** The look of JDs and judged candidates. */
export const PLAIN_LOOK: Look = {
  dates: 'words',
  dash: ' – ',
  posts: 'dates-below',
  tables: 'none',
  brackets: false,
  icons: false,
  runningHeader: false,
  skillsFirst: false,
};

const DATES: Record<DateStyle, number> = {
  words: 0.32,
  digits: 0.2,
  'long-words': 0.12,
  dots: 0.06,
  'year-month': 0.07,
  'short-words': 0.05,
  'short-digits': 0.04,
  seasons: 0.03,
  quarters: 0.03,
  years: 0.08,
};
const POSTS: Record<Exclude<Arrangement, 'grouped'>, number> = {
  below: 0.45,
  'dates-below': 0.15,
  'one-line': 0.12,
  'employer-first': 0.12,
  'date-line': 0.08,
  labels: 0.08,
};
const TABLES: Record<Tables, number> = { none: 0.64, 'header-row': 0.12, labels: 0.12, stacked: 0.12 };
/** First those of Windows-1252, which standard PDF fonts and old editors have, then other dashes of Unicode. */
const DASHES = [' – ', ' - ', '–', '-', ' — '];
const OTHER_DASHES = [' \u2010 ', ' \u2011 ', ' \u2012 ', ' \u2212 ', '\u2009–\u2009', '\u00a0–\u00a0'];
const NARROW: readonly FileFormat[] = ['pdf', 'rtf', 'doc', 'txt', 'image'];

/** The same random numbers are drawn for every format, so that a CV looks alike in all of them. */
export function drawLook(random: Random, format: FileFormat, layout: Layout, grouped: boolean): Look {
  const skillsFirst = random.chance(0.35);
  const dates = random.weighted(DATES);
  const plainDash = random.pick(DASHES);
  const otherDash = random.chance(0.3) ? random.pick(OTHER_DASHES) : plainDash;
  const posts = random.weighted(POSTS);
  const tables = random.weighted(TABLES);
  const [brackets, icons, runningHeader] = [random.chance(0.25), random.chance(0.15), random.chance(0.25)];
  const dash = NARROW.includes(format) ? plainDash : otherDash;
  if (layout === 'network' && format === 'pdf')
    return {
      dates: 'long-words',
      dash: ' - ',
      posts: 'grouped',
      tables: 'none',
      brackets: false,
      icons: false,
      runningHeader: false,
      skillsFirst,
    };
  return {
    // A dash within a date would be taken for one between dates.
    dates,
    dash: dates === 'years' || dash.trim() !== dash || dash === '' ? dash : ` ${dash} `,
    posts: grouped ? 'grouped' : posts,
    tables: format === 'docx' && !layout.startsWith('sidebar') && !grouped ? tables : 'none',
    brackets,
    icons: icons && !NARROW.includes(format),
    runningHeader,
    skillsFirst,
  };
}
