import { monthIndex, type DateSpan } from '../dates/dates.js';
import type { WorkEntry } from './work-entry.js';

/** The most months between two posts with one employer: a break, or years given without months. */
const MOST_MONTHS = 3;
const IN_YEARS = 12;

/**
 * Several posts with one employer may name it once: in an entry of its own whose dates cover them all, or with the
 * first of them. Posts that follow without a break get that employer, and an entry that held only the employer is
 * removed.
 */
export function shareEmployers(entries: readonly WorkEntry[]): WorkEntry[] {
  const out: WorkEntry[] = [];
  let parent: WorkEntry | null = null;
  for (const entry of entries) {
    const { work } = entry;
    if (parent !== null && isPartOf(entry, parent)) {
      if (out.at(-1) === parent) out.pop();
      out.push(withEmployer(entry, parent));
      continue;
    }
    parent = work.position === undefined && work.name !== undefined ? entry : null;
    const previous = out.at(-1);
    out.push(
      previous !== undefined && parent === null && follows(entry, previous) ? withEmployer(entry, previous) : entry,
    );
  }
  return out;
}

/** Whether a post without employer lies within the dates of an entry that is only an employer. */
function isPartOf({ work, dates }: WorkEntry, parent: WorkEntry): boolean {
  if (
    work.position === undefined ||
    work.name !== undefined ||
    !dates?.start ||
    !parent.dates?.start ||
    parent.work.highlights.length > 0
  )
    return false;
  const within = (date: string, from: string, to: string | null): boolean =>
    year(date) >= year(from) && (to === null || year(date) <= year(to));
  return (
    within(dates.start, parent.dates.start, parent.dates.end) &&
    (dates.end === null
      ? parent.dates.current || !dates.current
      : within(dates.end, parent.dates.start, parent.dates.end))
  );
}

const year = (date: string): string => date.slice(0, 4);

/** Whether the head of a post names only a title, and its dates adjoin those of the post above. */
function follows(entry: WorkEntry, previous: WorkEntry): boolean {
  const { work, head } = entry;
  if (work.position === undefined || work.name !== undefined || work.location !== undefined || head.masked)
    return false;
  if (previous.work.name === undefined || previous.work.position === undefined) return false;
  return adjoin(entry.dates, previous.dates) || adjoin(previous.dates, entry.dates);
}

/** Whether the first ends about when the second starts. */
function adjoin(first: DateSpan | null, second: DateSpan | null): boolean {
  if (!first?.end || !second?.start || !first.start) return false;
  const gap = monthIndex(second.start) - monthIndex(first.end);
  const most = first.end.length === 4 || second.start.length === 4 ? IN_YEARS : MOST_MONTHS;
  return gap >= -1 && gap <= most;
}

function withEmployer(entry: WorkEntry, from: WorkEntry): WorkEntry {
  return {
    ...entry,
    work: {
      name: from.work.name,
      ...(from.work.location === undefined ? {} : { location: from.work.location }),
      ...entry.work,
    },
    head: { ...entry.head, employer: from.head.employer, place: entry.head.place ?? from.head.place },
  };
}
