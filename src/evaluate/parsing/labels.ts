import type { Resume } from '../../domain/index.js';
import type { Value } from './match.js';

/** Fields compared as sets of values. */
export const SET_FIELDS = [
  'name',
  'email',
  'phone',
  'location',
  'designation',
  'company',
  'college',
  'degree',
  'link',
  'graduationYear',
  'skills',
] as const;
export type SetField = (typeof SET_FIELDS)[number];

/** A labelled work entry: null where the label gives nothing; dates are `YYYY`, `YYYY-MM` or `present`. */
export interface WorkLabel {
  title: string | null;
  start: string | null;
  end: string | null;
}

/** What is known of one CV. An absent field is unlabelled; a CV without labels has none at all. */
export interface Labels {
  sets: Partial<Record<SetField, Value[]>>;
  work?: WorkLabel[];
  /** Years of experience; null where they cannot be determined. */
  years?: number | null;
  /** The month, `YYYY-MM`, that "present" meant when the years were counted. */
  asOf?: string | null;
  /** Headings in reading order. */
  sections?: string[];
  /** Only links in the contact lines are labelled, so a list of links further down is no error. */
  linksOfHead?: boolean;
}

/** A CV with its labels: its text, or the name of its file. */
export interface LabelledCv {
  id: string;
  text?: string;
  file?: string;
  labels: Labels;
}

type Row = Record<string, unknown>;
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
const textOr = (value: unknown, other: null): string | null =>
  typeof value === 'string' && value !== '' ? value : other;
const values = (items: (string | null | undefined)[]): Value[] =>
  items.filter((item): item is string => typeof item === 'string' && item !== '').map((item) => [item]);

/** A row of a label file, whose layout is recognised by its keys; undefined where it is unknown. */
export function readLabels(row: unknown): LabelledCv | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  const fields = row as Row;
  if (typeof fields.text === 'string' && typeof fields.entities === 'object') return fromEntities(fields);
  if (typeof fields.file === 'string' && Array.isArray(fields.sections)) return fromTemplate(fields);
  if (typeof fields.file === 'string' && Array.isArray(fields.work)) return fromWorkTruth(fields);
  return undefined;
}

/**
 * Layout `{id, text, entities: {name: [...], designation: [...], ...}}`; its `email_address` contains profile links.
 */
function fromEntities(row: Row): LabelledCv {
  const entities = row.entities as Record<string, unknown>;
  const years = texts(entities.years_of_experience)
    .map(numberIn)
    .find((n) => n !== undefined);
  const sets: Labels['sets'] = {};
  const put = (field: SetField, items: string[]): void => {
    if (items.length > 0) sets[field] = values(items);
  };
  put('name', texts(entities.name));
  put('location', texts(entities.location));
  put('designation', texts(entities.designation));
  put('company', texts(entities.companies_worked_at));
  put('college', texts(entities.college_name));
  put('degree', texts(entities.degree));
  put('link', texts(entities.email_address));
  put('graduationYear', texts(entities.graduation_year).flatMap(yearsIn));
  put('skills', texts(entities.skills).flatMap(splitSkills));
  return {
    id: String(row.id),
    text: row.text as string,
    labels: { sets, linksOfHead: true, ...(years === undefined ? {} : { years }) },
  };
}

/**
 * A labelled list of skills: cut at commas, bullets, semicolons and line ends, without notes in brackets and "Group:"
 * labels.
 */
export function splitSkills(text: string): string[] {
  return text
    .replace(/\([^)]*\)/g, ' ')
    .split(/[,;•●▪\n]/)
    .map((item) => item.replace(/^[^:]{1,40}:\s*/, '').trim())
    .filter((item) => item !== '');
}

function yearsIn(text: string): string[] {
  return text.match(/\b(?:19|20)\d{2}\b/g) ?? [];
}

function numberIn(text: string): number | undefined {
  const match = /\d+(?:\.\d+)?/.exec(text);
  return match === null ? undefined : Number(match[0]);
}

/**
 * Layout `{file, work: [{title, start, end}], yearsOfExperience, presentCountedTo, yearsIsLowerBound}`, checked by
 * hand.
 */
function fromWorkTruth(row: Row): LabelledCv {
  const judged = typeof row.yearsOfExperience === 'number' && row.yearsIsLowerBound !== true;
  return {
    id: row.file as string,
    file: row.file as string,
    labels: {
      sets: {},
      work: workLabels(row.work),
      years: judged ? (row.yearsOfExperience as number) : null,
      asOf: textOr(row.presentCountedTo, null),
    },
  };
}

/**
 * Layout `{file, name, emails, phones, sections, work}`, one CV layout per file. Contacts of a kind count as found when
 * one of them is.
 */
function fromTemplate(row: Row): LabelledCv {
  const sets: Labels['sets'] = {};
  if (typeof row.name === 'string') sets.name = [[row.name]];
  if (texts(row.emails).length > 0) sets.email = [texts(row.emails)];
  if (texts(row.phones).length > 0) sets.phone = [texts(row.phones)];
  return {
    id: row.file as string,
    file: row.file as string,
    labels: { sets, work: workLabels(row.work), sections: texts(row.sections) },
  };
}

function workLabels(rows: unknown): WorkLabel[] {
  if (!Array.isArray(rows)) return [];
  return (rows as Row[]).map((row) => ({
    title: textOr(row.title, null),
    start: textOr(row.start, null),
    end: textOr(row.end, null),
  }));
}

/** A JSON Resume as truth: exactly what it contains is to be found. */
export function fromJsonResume(id: string, file: string, resume: Partial<Resume>): LabelledCv {
  const { basics, work = [], education = [], skills = [] } = resume;
  const { location } = basics ?? {};
  const sets: Labels['sets'] = {};
  const put = (field: SetField, items: Value[]): void => {
    if (items.length > 0) sets[field] = items;
  };
  put('name', values([basics?.name]));
  put('email', values([basics?.email]));
  put('phone', values([basics?.phone]));
  put('location', forms([[location?.text, location?.city, location?.address]]));
  put('designation', values([basics?.label, ...work.map((entry) => entry.position)]));
  put('company', values(work.map((entry) => entry.name)));
  put('college', values(education.map((entry) => entry.institution)));
  put(
    'degree',
    forms(education.map((entry) => [[entry.studyType, entry.area].filter(Boolean).join(' '), entry.studyType])),
  );
  put('link', values([basics?.url, ...(basics?.profiles ?? []).map((profile) => profile.url)]));
  put('graduationYear', values(education.map((entry) => entry.endDate?.slice(0, 4))));
  put('skills', values(skills.map((skill) => skill.name)));
  const labels = work.map((entry): WorkLabel => ({
    title: entry.position ?? null,
    start: entry.startDate?.slice(0, 7) ?? null,
    end: entry.endDate?.slice(0, 7) ?? (entry.startDate === undefined ? null : 'present'),
  }));
  return { id, file, labels: { sets, ...(labels.length > 0 ? { work: labels } : {}) } };
}

function forms(items: (string | undefined)[][]): Value[] {
  return items
    .map((item) => item.filter((form): form is string => form !== undefined && form !== ''))
    .filter((item) => item.length > 0);
}
