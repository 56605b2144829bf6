/** One date of a text, before it is decided whether it belongs to a range. Offsets refer to the text. */
export interface Token {
  from: number;
  to: number;
  year: number;
  month: number | null;
  /**
   * How certain the date is when it stands alone. `month-year`, `numeric` and `season` are certain; `year` is a year
   * alone; `short` ("'19", "06/19") counts only next to another date; `academic` is two years in one ("2013-15").
   */
  kind: 'month-year' | 'numeric' | 'year' | 'season' | 'short' | 'academic';
  /**
   * The month's name is also a word in other languages ("AG", "Mars", "out"): it counts only next to another date with
   * a month.
   */
  unsure?: boolean;
  /** The second year of an academic date; the second month of "03-05/2019". */
  endYear?: number;
  endMonth?: number;
  /** Offset of the year: what is left of a `short` date that stands alone. */
  yearAt?: number;
}

const FIRST_YEAR = 1940;
const LAST_YEAR = 2060;

export const validYear = (year: number): boolean => year >= FIRST_YEAR && year <= LAST_YEAR;
export const century = (two: number): number => (two <= 50 ? 2000 + two : 1900 + two);
