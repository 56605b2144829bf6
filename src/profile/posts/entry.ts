import type { DateSpan } from '../dates/dates.js';
import type { TextLine } from '../text/lines.js';

/** An entry of a section: its heading lines with their dates, and the lines that describe it. */
export interface Entry {
  head: TextLine[];
  dates: DateSpan | null;
  body: TextLine[];
}
