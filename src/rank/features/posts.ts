import type { FieldSource, Profile, Work } from '../../domain/index.js';
import { monthIndex } from '../../profile/dates/dates.js';

/** A post of the CV, as far as scores ask for it. */
export interface PostFact {
  /** 0 the present or latest post, 1 the one before, ... */
  age: number;
  /** Months before the profile's `asOf` at which it began and ended (0: it still runs); null where it is not dated. */
  months: [began: number, ended: number] | null;
  /** Where its text stands, from its head to the next entry or the end of its section; null where nothing tells. */
  span: [start: number, end: number] | null;
}

type Entry = { work: Work; path: string; isWork: boolean };

/** The profile's posts, most recent first, voluntary ones among them: those share the age of the paid post before them. */
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

/** The present post first, then by end; posts without dates in the order in which they stand. */
function byDate(entries: Entry[]): Entry[] {
  const end = ({ work }: Entry) => (work.current ? '9999' : (work.endDate ?? work.startDate ?? ''));
  return entries
    .map((entry, index) => ({ entry, index, end: end(entry) }))
    .sort((a, b) => (a.end < b.end ? 1 : a.end > b.end ? -1 : a.index - b.index))
    .map(({ entry }) => entry);
}

/** As profile/posts/experience.ts counts: a year alone is its January, what lies after `now` does not count. */
function monthsBefore({ startDate, endDate, current }: Work, now: number): PostFact['months'] {
  if (startDate === undefined || (endDate === undefined && current !== true)) return null;
  const [a, b] = [now - monthIndex(startDate), current === true ? 0 : Math.max(0, now - monthIndex(endDate!))];
  return Math.max(a, b) <= 0 ? null : [Math.max(a, b), Math.min(a, b)];
}

const ENTRY = /^(?:work|volunteer|education|projects)\[\d+\]/;

/** Where entries stand: the profile keeps places of their fields alone, so each reaches from its first field to the next entry. */
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
