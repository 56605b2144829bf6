/** One date of a text, before it is known whether it belongs to a range. Offsets are those of the text. */
export interface Token {
  from: number;
  to: number;
  year: number;
  month: number | null;
  /**
   * How sure it is a date when it stands alone. `month-year`, `numeric` and `season` are; `year` is one without month;
   * `short` ("'19", "06/19") counts beside another date only; `academic` is two years in one ("2013-15").
   */
  kind: 'month-year' | 'numeric' | 'year' | 'season' | 'short' | 'academic';
  /** The month's name is a word of other languages, too ("AG", "Mars", "out"): it counts only beside another date with a month. */
  unsure?: boolean;
  /** The second year of an academic one; the second month of "03-05/2019". */
  endYear?: number;
  endMonth?: number;
  /** Where the year alone stands: what is left of a `short` one when it stands alone. */
  yearAt?: number;
}

const FIRST_YEAR = 1940;
const LAST_YEAR = 2060;

export const validYear = (year: number): boolean => year >= FIRST_YEAR && year <= LAST_YEAR;
export const century = (two: number): number => (two <= 50 ? 2000 + two : 1900 + two);
