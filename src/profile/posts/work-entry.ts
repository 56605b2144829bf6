import type { Work } from '../../domain/index.js';
import type { DateSpan } from '../dates/dates.js';
import type { Head } from './heads.js';
import type { Span } from '../text/lines.js';

/** A work entry with what other parts need: its dates and its place in the text. */
export interface WorkEntry {
  work: Work;
  head: Head;
  dates: DateSpan | null;
  /** From the first line of the head to the last of the description. */
  span: Span;
}
