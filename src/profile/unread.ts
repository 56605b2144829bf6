import type { Section } from '../domain/index.js';
import type { DateSpan } from './dates/dates.js';
import { isFurniture, wordCount, type Span, type TextLine } from './text/lines.js';

/** An entry as lines are compared with it: its place and its date. */
export interface ReadEntry {
  span: Span;
  dates: DateSpan | null;
}

/** Sections whose entries are posts or degrees. */
const OF_ENTRIES: ReadonlySet<Section['kind']> = new Set(['work', 'education', 'volunteer']);
/** A line with a date and more words than this tells a story; it heads no entry. */
const MOST_WORDS = 14;

/**
 * Lines in sections of posts or degrees that suggest a lost entry: they have a date range but belong to no entry, or
 * are short and stand in the description of an entry with other dates.
 */
export function unreadLines(
  sections: readonly (Section & { lines: TextLine[] })[],
  dates: readonly DateSpan[],
  entries: readonly ReadEntry[],
): TextLine[] {
  const ranges = dates.filter((date) => date.kind === 'range');
  const sorted = [...entries].sort((a, b) => a.span.start - b.span.start);
  let [nextDate, nextEntry] = [0, 0];
  const lines = sections
    .filter((section) => OF_ENTRIES.has(section.kind))
    .flatMap((section) => section.lines)
    .sort((a, b) => a.start - b.start);
  return lines.filter((line) => {
    while (nextDate < ranges.length && ranges[nextDate]!.to <= line.start) nextDate += 1;
    const date = ranges[nextDate];
    if (date === undefined || date.from >= line.end || isFurniture(line)) return false;
    while (nextEntry < sorted.length && sorted[nextEntry]!.span.end <= line.start) nextEntry += 1;
    const entry = sorted[nextEntry];
    if (entry === undefined || entry.span.start >= line.end) return true;
    return !line.bullet && wordCount(line.text) <= MOST_WORDS && !ownDate(entry, date);
  });
}

/** Whether a range is the entry's own date or a part of it. */
function ownDate({ dates }: ReadEntry, date: DateSpan): boolean {
  return dates === null || (date.from < dates.to && date.to > dates.from);
}

/**
 * Share of the lines, without headings, from which no field, entry or list item was read, 0..1; 0 where there are no
 * lines.
 */
export function unreadShare(lines: readonly TextLine[], read: readonly Span[]): number {
  const spans = [...read].sort((a, b) => a.start - b.start);
  let at = 0;
  let reach = -1;
  const unread = lines.filter((line) => {
    for (; at < spans.length && spans[at]!.start < line.end; at++) reach = Math.max(reach, spans[at]!.end);
    return reach <= line.start;
  });
  return lines.length === 0 ? 0 : Math.round((unread.length / lines.length) * 1000) / 1000;
}
