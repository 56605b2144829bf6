import type { HiddenText, UncheckedText } from '../domain/index.js';

/** The result of a reader for a format without pages: text before repair, and what goes with it. */
export interface TextParts {
  engine: string;
  text: string;
  hidden: HiddenText[];
  unchecked?: UncheckedText[];
  links: string[];
  documentDate: string | null;
  warnings: string[];
}

/**
 * The day of an ISO date or date-time; null for anything else and for dates outside 1990 to 2100, which come from
 * clocks that were never set.
 */
export function isoDay(value: string | undefined): string | null {
  const day = /^\s*((?:199|20\d)\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))/.exec(value ?? '');
  return day?.[1] ?? null;
}

export const CUT_OFF = 'the file is cut off; read as far as it goes';
