import {
  failure,
  ok,
  type Education,
  type ExtractedDocument,
  type Outcome,
  type Resume,
  type SectionKind,
  type Work,
} from '../../domain/index.js';
import { decodeText } from '../encoding.js';
import { repairText } from '../repair.js';
import { StructuredText } from './structured-text.js';

export type Json = Record<string, unknown>;

/** Entries of a list that are read; no person has more, and each takes time. */
const MAX_ENTRIES = 1000;
const LONGEST = 20_000;

/**
 * JSON Resume (https://jsonresume.org/schema, 1.0.0 and earlier drafts): the profile as given, and text made from it.
 */
export function readJsonResume(bytes: Uint8Array): Outcome<ExtractedDocument> {
  const json = parsed(decodeText(bytes));
  if (json === null) return failure('corrupt', 'it begins as a JSON Resume and is no valid JSON');
  const modified = /^\d{4}-\d\d-\d\d/.exec(string(object(json['meta'])['lastModified']) ?? '')?.[0] ?? null;
  return documentOfResume(json, { format: 'json', engine: 'json-resume', documentDate: modified, warnings: [] });
}

/** A document from fields of the schema, whatever format they came from, with text made from them. */
export function documentOfResume(
  json: Json,
  source: Pick<ExtractedDocument, 'format' | 'engine' | 'documentDate' | 'warnings'>,
): Outcome<ExtractedDocument> {
  const resume = resumeOf(json);
  const { text, spans } = textOf(resume, json);
  if (Object.keys(spans).length === 0) return failure('no_text', 'its fields hold no text');
  return ok({
    ...source,
    text,
    pageStarts: [0],
    lines: [],
    hidden: [],
    links: linksOf(resume),
    structured: { resume, spans },
  });
}

function parsed(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
  } catch {
    return null;
  }
}

const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(0, MAX_ENTRIES) : []);
const objects = (value: unknown): Json[] => list(value).map(object);
const strings = (value: unknown): string[] =>
  list(value)
    .map(string)
    .filter((one) => one !== undefined);

/** A single line, or several for a summary. */
function string(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = repairText(String(value).slice(0, LONGEST)).trim();
  return text === '' ? undefined : text;
}

/** Picks each value under the first of its possible names that is present; the schema's own name comes first. */
function pick<K extends string>(json: Json, names: Record<K, string[]>): Partial<Record<K, string>> {
  const found: Partial<Record<K, string>> = {};
  for (const name in names) {
    const value = names[name].map((key) => string(json[key])).find((one) => one !== undefined);
    if (value !== undefined) found[name] = value;
  }
  return found;
}

/** Dates such as `2021`, `2021-03`, `2021-03-01`; anything else is left out. */
function dates(json: Json, from = 'startDate', to = 'endDate'): { startDate?: string; endDate?: string } {
  const day = (key: string): string | undefined =>
    /^(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?/.exec(string(json[key]) ?? '')?.[0];
  const [start, end] = [day(from), day(to)];
  return { ...(start === undefined ? {} : { startDate: start }), ...(end === undefined ? {} : { endDate: end }) };
}

function resumeOf(json: Json): Resume {
  const certificate = (one: Json): Resume['certificates'][number] => ({
    name: '',
    ...pick(one, { name: ['name'], issuer: ['issuer'], date: ['date'] }),
  });
  return {
    basics: basicsOf(object(json['basics'])),
    work: objects(json['work']).map((one) => workOf(one, ['name', 'company', 'organization'])),
    volunteer: objects(json['volunteer']).map((one) => workOf(one, ['organization', 'name'])),
    education: objects(json['education']).map((one): Education => ({
      ...pick(one, { institution: ['institution'], area: ['area'], studyType: ['studyType'], score: ['score', 'gpa'] }),
      ...dates(one),
    })),
    skills: objects(json['skills'])
      .flatMap(skillNames)
      .map((name) => ({ name })),
    languages: objects(json['languages'])
      .map((one) => ({ language: '', ...pick(one, { language: ['language', 'name'], fluency: ['fluency', 'level'] }) }))
      .filter((one) => one.language !== ''),
    certificates: objects(json['certificates'])
      .map(certificate)
      .filter((one) => one.name !== ''),
    projects: objects(json['projects'])
      .map((one) => ({
        name: '',
        ...pick(one, { name: ['name'], description: ['description'], url: ['url'] }),
        ...dates(one),
      }))
      .filter((one) => one.name !== ''),
    publications: objects(json['publications'])
      .map((one) => ({
        name: '',
        ...pick(one, { name: ['name'], publisher: ['publisher'], releaseDate: ['releaseDate'] }),
      }))
      .filter((one) => one.name !== ''),
    references: objects(json['references']).map((one) => pick(one, { name: ['name'], reference: ['reference'] })),
  };
}

function basicsOf(json: Json): Resume['basics'] {
  const location = pick(object(json['location']), {
    address: ['address'],
    postalCode: ['postalCode'],
    city: ['city'],
    region: ['region'],
    countryCode: ['countryCode', 'country'],
  });
  const text = [location.city, location.region, location.countryCode].filter((one) => one !== undefined).join(', ');
  const profiles = objects(json['profiles']).map((one) => ({
    network: '',
    url: '',
    ...pick(one, { network: ['network'], username: ['username'], url: ['url'] }),
  }));
  return {
    ...pick(json, {
      name: ['name'],
      label: ['label'],
      email: ['email'],
      phone: ['phone'],
      url: ['url', 'website'],
      summary: ['summary'],
    }),
    ...(Object.keys(location).length === 0 ? {} : { location: { ...location, ...(text === '' ? {} : { text }) } }),
    profiles: profiles.filter((one) => one.url !== '' || one.network !== ''),
  };
}

/** A post with a start but no end continues, as in the schema's own renderers. */
function workOf(json: Json, employer: string[]): Work {
  const told = dates(json);
  return {
    ...pick(json, {
      name: employer,
      position: ['position'],
      location: ['location'],
      summary: ['summary', 'description'],
    }),
    ...told,
    ...(told.startDate !== undefined && told.endDate === undefined ? { current: true } : {}),
    highlights: strings(json['highlights']),
  };
}

/** The keywords are the skills; a name without keywords is a skill itself. */
function skillNames(json: Json): string[] {
  const keywords = strings(json['keywords']);
  const name = string(json['name']);
  return keywords.length > 0 ? keywords : name === undefined ? [] : [name];
}

function linksOf({ basics }: Resume): string[] {
  return [basics.url, ...basics.profiles.map(({ url }) => url)].filter(
    (url) => url !== undefined && /^https?:\/\//i.test(url),
  ) as string[];
}

/** The CV as text as a person would lay it out, under headings that the parser knows. */
function textOf(resume: Resume, json: Json): ReturnType<StructuredText['finish']> {
  const out = new StructuredText();
  header(out, resume);
  posts(out, resume);
  out.section('Education', resume.education.length, (i) => {
    degree(out, `education[${i}]`, resume.education[i]!, objects(json['education'])[i]!);
  });
  out.section('Projects', resume.projects.length, (i) => {
    project(out, `projects[${i}]`, resume.projects[i]!, objects(json['projects'])[i] ?? {});
  });
  skills(out, objects(json['skills']));
  lists(out, resume);
  rest(out, json, 'awards', 'Awards', ['title', 'awarder', 'date', 'summary']);
  rest(out, json, 'interests', 'Interests', ['name', 'keywords']);
  out.section('References', resume.references.length, (i) => {
    out.line([`references[${i}].name`, resume.references[i]!.name], ['', resume.references[i]!.reference]);
  });
  return out.finish();
}

function header(out: StructuredText, { basics }: Resume): void {
  for (const key of ['name', 'label', 'email', 'phone', 'url'] as const) out.line([`basics.${key}`, basics[key]]);
  out.line(['basics.location', basics.location?.text]);
  basics.profiles.forEach((one, i) => {
    out.line([`basics.profiles[${i}].url`, one.url === '' ? `${one.network} ${one.username ?? ''}` : one.url]);
  });
  out.section('Summary', basics.summary === undefined ? 0 : 1, () => {
    out.line(['basics.summary', basics.summary]);
  });
}

function posts(out: StructuredText, resume: Resume): void {
  for (const [kind, heading] of [
    ['work', 'Work Experience'],
    ['volunteer', 'Volunteering'],
  ] as const)
    out.section(heading, resume[kind].length, (i) => {
      post(out, `${kind}[${i}]`, resume[kind][i]!);
    });
}

function skills(out: StructuredText, groups: readonly Json[]): void {
  let next = 0;
  out.section('Skills', groups.length, (i) => {
    const one = groups[i]!;
    const label = strings(one['keywords']).length > 0 ? string(one['name']) : undefined;
    out.list(
      skillNames(one).map((name) => [`skills[${next++}].name`, name]),
      label,
    );
  });
}

function lists(out: StructuredText, { languages, certificates, publications }: Resume): void {
  out.section('Languages', languages.length, (i) => {
    const { language, fluency } = languages[i]!;
    out.line([`languages[${i}].language`, language], [`languages[${i}].fluency`, fluency]);
  });
  out.section('Certificates', certificates.length, (i) => {
    const { name, issuer, date } = certificates[i]!;
    out.line([`certificates[${i}].name`, name], ['', issuer], [`certificates[${i}].date`, date]);
  });
  out.section('Publications', publications.length, (i) => {
    const { name, publisher, releaseDate } = publications[i]!;
    out.line([`publications[${i}].name`, name], ['', publisher], ['', releaseDate]);
  });
}

function post(out: StructuredText, path: string, work: Work): void {
  out.entry(path, () => {
    out.line(
      [`${path}.position`, work.position],
      [`${path}.name`, work.name],
      [`${path}.location`, work.location],
      [`${path}.startDate`, period(work.startDate, work.endDate, work.current)],
    );
    out.line([`${path}.summary`, work.summary]);
    for (const highlight of work.highlights) out.line(['', `• ${highlight}`]);
  });
}

function degree(out: StructuredText, path: string, one: Education, json: Json): void {
  out.entry(path, () => {
    out.line(
      [`${path}.studyType`, one.studyType],
      [`${path}.area`, one.area],
      [`${path}.institution`, one.institution],
      [`${path}.endDate`, period(one.startDate, one.endDate)],
      [`${path}.score`, one.score],
    );
    for (const course of strings(json['courses'])) out.line(['', `• ${course}`]);
  });
}

function project(out: StructuredText, path: string, one: Resume['projects'][number], json: Json): void {
  out.entry(path, () => {
    out.line([`${path}.name`, one.name], ['', period(one.startDate, one.endDate)]);
    out.line([`${path}.description`, one.description]);
    for (const highlight of strings(json['highlights'])) out.line(['', `• ${highlight}`]);
    out.list(strings(json['keywords']).map((word) => ['', word]));
  });
}

function period(start: string | undefined, end: string | undefined, current = false): string | undefined {
  if (start === undefined) return end;
  return end === undefined ? (current ? `${start} – Present` : start) : `${start} – ${end}`;
}

/** Anything without a field in the profile is added as text. */
function rest(out: StructuredText, json: Json, key: SectionKind, heading: string, fields: string[]): void {
  const all = objects(json[key]);
  out.section(heading, all.length, (i) => {
    out.line(
      ...fields.map((field): [string, string | undefined] => [
        '',
        string(all[i]![field]) ?? (strings(all[i]![field]).join(', ') || undefined),
      ]),
    );
  });
}
