import { z } from 'zod';
import type { Profile, Resume } from '../../domain/index.js';

/** Fields expected in every CV; the share present is the completeness of a profile. */
export const REQUIRED_FIELDS = ['name', 'email', 'phone', 'work', 'education', 'skills'] as const;
export type RequiredField = (typeof REQUIRED_FIELDS)[number];

/** Properties of a profile that can be checked without labels. */
export interface ProfileChecks {
  present: Record<RequiredField, boolean>;
  /** Fields with the right JSON type and shape, among all fields present. */
  types: Share;
  email: Share;
  phone: Share;
  /** Dates that exist in the calendar. */
  dates: Share;
  /** Entries that start no later than they end, among those with both dates. */
  startBeforeEnd: Share;
  /** Work and education entries that repeat no other, among all. */
  unique: Share;
  /** Whether the years of experience are below 50. */
  plausible: boolean;
}

export interface Share {
  good: number;
  of: number;
}

const MOST_YEARS = 50;
const LONGEST = 5000;

export function checkProfile(profile: Profile): ProfileChecks {
  const { basics, work, education, skills } = profile.resume;
  const dated = [...work, ...profile.resume.volunteer, ...education];
  const both = dated.filter((entry) => entry.startDate !== undefined && entry.endDate !== undefined);
  return {
    present: {
      name: has(basics.name),
      email: has(basics.email),
      phone: has(basics.phone),
      work: work.length > 0,
      education: education.length > 0,
      skills: skills.length > 0,
    },
    types: checkTypes(profile.resume),
    email: share(basics.email === undefined ? [] : [basics.email], isEmail),
    phone: share(basics.phone === undefined ? [] : [basics.phone], isPhone),
    dates: share(
      dated.flatMap((entry) => [entry.startDate, entry.endDate]).filter((date) => date !== undefined),
      isDate,
    ),
    startBeforeEnd: share(both, (entry) => comparable(entry.startDate!, entry.endDate!)),
    unique: uniqueShare(profile.resume),
    plausible: (profile.yearsOfExperience ?? 0) < MOST_YEARS,
  };
}

const has = (text: string | undefined): boolean => text !== undefined && text.trim() !== '';

function share<T>(items: readonly T[], good: (item: T) => boolean): Share {
  return { good: items.filter(good).length, of: items.length };
}

/** An e-mail address as in practice (RFC 5321): a dot-atom, and a domain with a top-level part. */
export function isEmail(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}$/.test(
      text,
    )
  );
}

/** 7 to 15 digits (ITU-T E.164), grouped with blanks, dots, hyphens or brackets, perhaps with an extension. */
export function isPhone(text: string): boolean {
  const [number] = text.split(/\s*(?:ext\.?|x)\s*\d+$/i);
  const digits = number!.replace(/\D/g, '').length;
  return digits >= 7 && digits <= 15 && /^\+?[\d\s().\-/–]+$/.test(number!);
}

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, a real one between 1900 and 2100. */
export function isDate(text: string): boolean {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)];
  const real = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && year <= 2100 && real.getUTCMonth() === month - 1 && real.getUTCDate() === day;
}

/** Compares in the precision that both have: `2010` to `2010-03` is in order. */
function comparable(start: string, end: string): boolean {
  const length = Math.min(start.length, end.length);
  return start.slice(0, length) <= end.slice(0, length);
}

function uniqueShare({ work, education }: Resume): Share {
  const keys = [
    ...work.map((entry) => JSON.stringify(['work', entry.name, entry.position, entry.startDate, entry.endDate])),
    ...education.map((entry) =>
      JSON.stringify(['education', entry.institution, entry.studyType, entry.area, entry.endDate]),
    ),
  ];
  return { good: new Set(keys).size, of: keys.length };
}

const text = z.string().min(1).max(LONGEST);
const date = z.string().refine(isDate);
const work = {
  name: text,
  position: text,
  location: text,
  startDate: date,
  endDate: date,
  current: z.boolean(),
  summary: z.string(),
  highlights: z.array(text),
};
const shapes: Record<string, Record<string, z.ZodType>> = {
  basics: {
    name: text,
    label: text,
    email: text,
    phone: text,
    url: text,
    summary: text,
    location: z.record(z.string(), text),
    profiles: z.array(z.object({ network: text, username: text.optional(), url: text })),
  },
  work,
  volunteer: work,
  education: { institution: text, area: text, studyType: text, startDate: date, endDate: date, score: text },
  skills: { name: text, term: text, years: z.number().nonnegative().max(MOST_YEARS) },
  languages: { language: text, fluency: text },
  certificates: { name: text, issuer: text, date },
  projects: { name: text, description: z.string(), startDate: date, endDate: date, url: text },
  publications: { name: text, publisher: text, releaseDate: date },
  references: { name: text, reference: text },
};

/** Checks each field against its shape in the JSON Resume schema. */
function checkTypes(resume: Resume): Share {
  const results = Object.entries(shapes).flatMap(([part, fields]) => {
    const value = resume[part as keyof Resume] as object | object[];
    return (Array.isArray(value) ? value : [value]).flatMap((entry: object) =>
      Object.entries(entry)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => fields[key]?.safeParse(item).success ?? false),
    );
  });
  return { good: results.filter(Boolean).length, of: results.length };
}
