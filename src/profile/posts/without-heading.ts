import type { SectionKind } from '../../domain/index.js';
import { degreeScore, schoolScore } from './classify.js';
import { datesIn, type DateSpan } from '../dates/dates.js';
import type { TextLine } from '../text/lines.js';
import type { Vocabulary } from '../port.js';
import type { SectionLines } from '../sections.js';
import { readWork } from './work.js';
import type { WorkEntry } from './work-entry.js';

/**
 * Sections in which posts may stand when no heading says work: before the first heading, or below a heading that no
 * list contains.
 */
const PLACES: ReadonlySet<SectionKind> = new Set(['header', 'summary', 'other', 'skills']);
/** Name and contacts stand in these first lines. */
const MOST_CONTACT_LINES = 10;
const CONTACT =
  /\S@\S|\+\d[\d ()/-]{6,}\d|(?<![\d/-])0\d(?! ?[/-] ?(?:19|20)\d\d)[\d ()/-]{6,}\d|\b\d{10}\b|https?:\/\/|www\.|linkedin\.com|\b(?:phone|tel|mobile|mob)\b/iu;

/** The posts of a CV without a heading for work. Only posts with dates and a known title count. */
export function workWithoutHeading(
  text: string,
  sections: readonly SectionLines[],
  dates: readonly DateSpan[],
  vocabulary: Vocabulary,
): WorkEntry[] {
  return sections
    .filter((section) => section.kinds.every((kind) => PLACES.has(kind)))
    .flatMap((section) => {
      const lines = section.kind === 'header' ? afterContacts(section.lines) : section.lines;
      const ranged = datesIn(dates, section.start, section.end).some(
        (date) => date.kind === 'range' && date.from >= section.start && date.to <= section.end,
      );
      return ranged ? readWork(text, lines, dates, vocabulary).filter(isPost) : [];
    });
}

/** The name's line has been cut out before. */
function afterContacts(lines: readonly TextLine[]): TextLine[] {
  const last = lines.slice(0, MOST_CONTACT_LINES).findLastIndex((line) => CONTACT.test(line.text));
  return lines.slice(last + 1);
}

/** Whether an entry has a title and an employer or dates, and is no degree. */
function isPost({ work, head, dates }: WorkEntry): boolean {
  if (work.position === undefined || dates?.kind !== 'range') return false;
  const named = `${work.position} ${work.name ?? ''}`;
  if (degreeScore(named) > 0.9 || (work.name !== undefined && schoolScore(work.name) > 0.9 && head.clarity < 0.5))
    return false;
  return head.titled;
}
