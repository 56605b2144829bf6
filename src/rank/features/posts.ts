import type { FieldSource, Profile, Work } from '../../domain/index.js';
import { monthIndex } from '../../profile/dates/dates.js';

/** What scoring needs of a post in the CV. */
export interface PostFact {
  /** 0 for the present or latest post, 1 for the one before, and so on. */
  age: number;
  /**
   * Months before the profile's `asOf` at which it began and ended (0 where it still runs); null where it has no dates.
   */
  months: [began: number, ended: number] | null;
  /** Its text, from its heading to the next entry or the end of its section; null where that cannot be told. */
  span: [start: number, end: number] | null;
}

type Entry = { work: Work; path: string; isWork: boolean };

/** The profile's posts, most recent first. A voluntary post shares the age of the paid post before it. */
export function postsOf(profile: Profile): (PostFact & { path: string })[] {
  const entries = (kind: 'work' | 'volunteer') =>
    profile.resume[kind].map((work, i) => ({ work, path: `${kind}[${i}]`, isWork: kind === 'work' }));
  const spans = entrySpans(profile);
  const now = monthIndex(profile.asOf);
  let age = 0;
  return byDate([...entries('work'), ...entries('volunteer')]).map(({ work, path, isWork }) => {
    const post = { age, months: monthsBefore(work, now), span: spans.get(path) ?? null, path };
    if (isWork) age++;
    return post;
  });
}

/** Present posts first, then by end date, latest first; undated posts keep their order. */
function byDate(entries: Entry[]): Entry[] {
  const end = ({ work }: Entry) => (work.current ? '9999' : (work.endDate ?? work.startDate ?? ''));
  return entries
    .map((entry, index) => ({ entry, index, end: end(entry) }))
    .sort((a, b) => (a.end < b.end ? 1 : a.end > b.end ? -1 : a.index - b.index))
    .map(({ entry }) => entry);
}

/** Counts as profile/posts/experience.ts does: a year alone means its January, and time after `now` is ignored. */
function monthsBefore({ startDate, endDate, current }: Work, now: number): PostFact['months'] {
  if (startDate === undefined || (endDate === undefined && current !== true)) return null;
  const [a, b] = [now - monthIndex(startDate), current === true ? 0 : Math.max(0, now - monthIndex(endDate!))];
  return Math.max(a, b) <= 0 ? null : [Math.max(a, b), Math.min(a, b)];
}

const ENTRY = /^(?:work|volunteer|education|projects)\[\d+\]/;

/**
 * Spans of entries. The profile only keeps the places of fields, so an entry reaches from its first field to the next
 * entry.
 */
function entrySpans(profile: Profile): Map<string, [number, number]> {
  const starts = new Map<string, number>();
  for (const [path, { start }] of Object.entries<FieldSource>(profile.fields)) {
    const entry = ENTRY.exec(path)?.[0];
    if (entry !== undefined) starts.set(entry, Math.min(start, starts.get(entry) ?? start));
  }
  const sorted = [...starts].sort((a, b) => a[1] - b[1]);
  return new Map(
    sorted.map(([path, start], i) => [
      path,
      [start, Math.min(sorted[i + 1]?.[1] ?? Infinity, sectionEnd(profile, start))],
    ]),
  );
}

function sectionEnd(profile: Profile, at: number): number {
  return profile.sections.find((section) => at >= section.start && at < section.end)?.end ?? at;
}
