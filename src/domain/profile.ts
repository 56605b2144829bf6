import type { ProfileOverride } from './override.js';

/**
 * What was parsed from a CV, in the JSON Resume schema (https://jsonresume.org/schema, 1.0.0), plus source and
 * confidence.
 */
export interface Resume {
  basics: Basics;
  work: Work[];
  volunteer: Work[];
  education: Education[];
  skills: Skill[];
  languages: { language: string; fluency?: string }[];
  certificates: { name: string; issuer?: string; date?: string }[];
  projects: { name: string; description?: string; startDate?: string; endDate?: string; url?: string }[];
  publications: { name: string; publisher?: string; releaseDate?: string }[];
  references: { name?: string; reference?: string }[];
}

export interface Basics {
  name?: string;
  label?: string;
  email?: string;
  phone?: string;
  url?: string;
  summary?: string;
  location?: {
    address?: string;
    postalCode?: string;
    city?: string;
    region?: string;
    countryCode?: string;
    text?: string;
  };
  profiles: { network: string; username?: string; url: string }[];
}

/** Dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; without `endDate`, `current` true means "present". */
export interface Work {
  name?: string;
  position?: string;
  location?: string;
  startDate?: string;
  endDate?: string;
  current?: boolean;
  summary?: string;
  highlights: string[];
}

export interface Education {
  institution?: string;
  area?: string;
  studyType?: string;
  startDate?: string;
  endDate?: string;
  score?: string;
}

/** `name` as written in the CV; `term` the canonical term, absent for a skill that is not in the vocabulary. */
export interface Skill {
  name: string;
  term?: string;
  /** Years of experience from the dated entries that mention it; absent where none does. */
  years?: number;
}

/** Confidence 0..1, and the span in `ExtractedDocument.text` that the value was read from. */
export interface FieldSource {
  confidence: number;
  start: number;
  end: number;
}

export const SECTION_KINDS = [
  'header',
  'summary',
  'work',
  'education',
  'skills',
  'languages',
  'certificates',
  'projects',
  'publications',
  'references',
  'volunteer',
  'awards',
  'interests',
  'contact',
  'other',
] as const;
export type SectionKind = (typeof SECTION_KINDS)[number];

/** Text under one heading, in reading order; together the sections cover the text. */
export interface Section {
  kind: SectionKind;
  /** The heading as written; empty for the part before the first heading. */
  heading: string;
  start: number;
  end: number;
}

export type FindingLevel = 'fatal' | 'major' | 'minor' | 'hint';
export interface Finding {
  /** Stable, e.g. `no_contact`, `hidden_text`, `end_before_start`. */
  code: string;
  level: FindingLevel;
  message: string;
  /** JSON path of the field concerned, e.g. `work[2].endDate`. */
  path?: string;
  /** Where in the text it stands, for findings whose text is left out of every score. */
  spans?: [start: number, end: number][];
}

export interface Profile {
  resume: Resume;
  /** Keyed by JSON path into `resume`: `basics.name`, `work[0].position`. */
  fields: Record<string, FieldSource>;
  sections: Section[];
  findings: Finding[];
  /** From merged date ranges, up to `asOf`; null where nothing has dates. */
  yearsOfExperience: number | null;
  /** `YYYY-MM-DD`: the day that "present" means. */
  asOf: string;
  /** ISO 639-1 code of the language that the CV is probably written in; null when unsure. */
  language: string | null;
  /** Share of the CV's lines from which no field was read, 0..1; absent in profiles of earlier versions. */
  unreadShare?: number;
  /**
   * Places in the text that identify the person, ascending and without overlaps. None of it is embedded, indexed or
   * scored.
   */
  identity?: { start: number; end: number }[];
  /** What was corrected on request; the values above are the corrected ones. */
  overrides?: ProfileOverride[];
  /** Only as it is kept of a CV whose profile is too large: without some of its entries, or without details. See `boundedProfile`. */
  cut?: 'lists' | 'details';
}

/** The profile of a CV from which nothing was read. `asOf`: the day that "present" means. */
export function emptyProfile(asOf: string): Profile {
  const lists = { work: [], volunteer: [], education: [], skills: [], languages: [], certificates: [] };
  const resume = { basics: { profiles: [] }, ...lists, projects: [], publications: [], references: [] };
  return { resume, fields: {}, sections: [], findings: [], yearsOfExperience: null, asOf, language: null };
}
