import { findDates, type DateSpan } from '../dates/dates.js';
import type { TextLine } from '../text/lines.js';

/**
 * Japanese CVs (履歴書) list every event with its month on a line of its own: "2014年4月 青葉株式会社 入社", later "2018年9月 青葉株式会社
 * 退社"; for schools 入学 and 卒業. Chinese CVs use 入职, 离职, 入学, 毕业.
 */
const BEGINS = /入社|入行|入職|入庁|入所|着任|就任|開業|転籍|入职|加入|入学|編入|进修/u;
const ENDS = /退社|退職|退行|退任|離任|閉業|離職|离职|辞职|卒業|修了|中退|中途退学|毕业|結業|结业/u;
/** A last line that says the post continues: "現在に至る". */
const STILL = /^(?:現在に?至る|至现在|至今|在職中)[。.]?$/u;
const SYLLABLES = /[\p{Script=Han}\p{Script=Katakana}]/u;

/** The date stands within the first characters of its line. */
const LONGEST = 40;
const MOST_BEFORE = 4;

/** One post or degree from such a form: the time between its two events, described by the first line. */
export interface EventEntry {
  line: TextLine;
  /** The text before the event word, without the date. */
  before: { start: number; end: number };
  /** The text after the event word: the role, or what was done. */
  after: { start: number; end: number };
  date: DateSpan;
  last: TextLine;
}

interface DatedLine {
  line: TextLine;
  date: DateSpan;
  kind: 'begin' | 'end';
  at: number;
  length: number;
}

/** The entries of a section written as events; empty where fewer than half of its dated lines are events. */
export function eventEntries(lines: readonly TextLine[]): EventEntry[] {
  if (!lines.some((line) => BEGINS.test(line.text))) return [];
  const dated = datedLines(lines);
  const events = dated.filter((one) => one !== null);
  if (events.length * 2 < dated.length) return [];
  const entries: EventEntry[] = [];
  for (const [i, event] of events.entries()) {
    if (event.kind === 'end') {
      const open = entries.at(-1);
      const ends = open !== undefined && open.date.end === null && events[i - 1]?.kind === 'begin';
      if (ends) {
        open.date = { ...open.date, end: event.date.start, current: false };
        open.last = event.line;
      } else
        entries.push({
          ...entryOf(event),
          date: { ...event.date, kind: 'range', start: null, end: event.date.start, current: false },
        });
    } else entries.push(entryOf(event));
  }
  const still = lines.find((line) => STILL.test(line.text));
  return entries.map((entry, i) =>
    i === entries.length - 1 && entry.date.end === null && still !== undefined && still.start > entry.line.start
      ? { ...entry, date: { ...entry.date, current: true }, last: still }
      : entry,
  );
}

function entryOf({ line, date, at, length }: DatedLine): EventEntry {
  const start = Math.max(line.start, date.to);
  return {
    line,
    last: line,
    before: { start, end: line.start + at },
    after: { start: line.start + at + length, end: line.end },
    date: { ...date, kind: 'range', end: null },
  };
}

/** The lines that begin with a date, each with its event; null for every other line. */
function datedLines(lines: readonly TextLine[]): (DatedLine | null)[] {
  return lines.flatMap((line) => {
    // Read without the lines around it, since the word that ends the line above is not part of this date.
    const date = SYLLABLES.test(line.text) ? findDates(line.text.slice(0, LONGEST), null)[0] : undefined;
    if (date === undefined || date.start === null || date.from > MOST_BEFORE) return [];
    const [begin, end] = [BEGINS.exec(line.text), ENDS.exec(line.text)];
    const event = begin ?? end;
    const placed = { ...date, from: date.from + line.start, to: date.to + line.start };
    return [
      event === null
        ? null
        : {
            line,
            date: placed,
            kind: begin === null ? ('end' as const) : ('begin' as const),
            at: event.index,
            length: event[0].length,
          },
    ];
  });
}
