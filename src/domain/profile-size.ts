import type { Profile, Resume } from './profile.js';

/** Bytes of a profile as it is kept: from here on it counts as large, and more are not kept. */
export const PROFILE_BYTES = { large: 256 * 1024, most: 512 * 1024 };
/** Entries of each list that stay when a profile is cut, the latest ones. */
const KEPT = 100;

/**
 * A profile as it is kept. One that is too large keeps the latest 100 entries of each list, and if that is not enough only what
 * listings show of a CV; `cut` says so. The rest is read again from the kept text whenever somebody looks at the CV.
 */
export function boundedProfile(profile: Profile): { text: string; bytes: number } {
  const whole = sized(profile);
  if (whole.bytes <= PROFILE_BYTES.most) return whole;
  const lists = sized(withKept(profile, KEPT, 'lists'));
  if (lists.bytes <= PROFILE_BYTES.most) return lists;
  const { summary: _summary, ...basics } = profile.resume.basics;
  const bare = withKept({ ...profile, resume: { ...profile.resume, basics } }, 0, 'details');
  return sized({ ...bare, sections: [], findings: [] });
}

function sized(profile: Profile): { text: string; bytes: number } {
  const text = JSON.stringify(profile);
  // A character is at most three bytes: most profiles are not measured.
  const isSmall = text.length * 3 <= PROFILE_BYTES.large;
  return { text, bytes: isSmall ? text.length : new TextEncoder().encode(text).length };
}

type List = Exclude<keyof Resume, 'basics'>;

function withKept(profile: Profile, most: number, cut: 'lists' | 'details'): Profile {
  const resume = { ...profile.resume };
  const places = new Map<string, number | null>();
  for (const list of Object.keys(resume).filter((name) => name !== 'basics') as List[]) {
    const entries = resume[list];
    const kept = new Set(latest(entries, most));
    let place = 0;
    entries.forEach((_, i) => places.set(`${list}[${i}]`, kept.has(i) ? place++ : null));
    Object.assign(resume, { [list]: entries.filter((_, i) => kept.has(i)) });
  }
  return { ...profile, resume, fields: movedFields(profile.fields, places), cut };
}

/** Places of the latest entries, by their end or beginning; those without a date count by their order. */
function latest(entries: readonly object[], most: number): number[] {
  const dated = entries.map((entry, i) => ({ i, date: dateOf(entry as Record<string, unknown>) }));
  const sorted = dated.sort((a, b) => (a.date === b.date ? a.i - b.i : a.date < b.date ? 1 : -1));
  return sorted.slice(0, most).map(({ i }) => i);
}

function dateOf(entry: Record<string, unknown>): string {
  if (entry.current === true) return '9999';
  const date = entry.endDate ?? entry.date ?? entry.releaseDate ?? entry.startDate;
  return typeof date === 'string' ? date : '';
}

function movedFields(fields: Profile['fields'], places: Map<string, number | null>): Profile['fields'] {
  const moved: Profile['fields'] = {};
  for (const [path, source] of Object.entries(fields)) {
    const found = /^(\w+)\[(\d+)\]/.exec(path);
    if (found === null) moved[path] = source;
    else {
      const place = places.get(found[0]) ?? null;
      if (place !== null) moved[`${found[1]}[${place}]${path.slice(found[0].length)}`] = source;
    }
  }
  return moved;
}
