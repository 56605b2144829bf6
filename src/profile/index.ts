import type {
  Education,
  ExtractedDocument,
  Finding,
  Profile,
  Resume,
  Section,
  SectionKind,
  Work,
} from '../domain/index.js';
import { once } from '../domain/memoize.js';
import { readHeadline, readPerson, type Person } from './person/basics.js';
import { cutDocument, Cutting } from './text/cutting.js';
import type { Found } from './person/contact.js';
import { findDates, type DateSpan } from './dates/dates.js';
import { noteEducation, readEducation, type EducationEntry } from './education/education.js';
import { monthsOf, yearsOf } from './posts/experience.js';
import { Fields } from './fields.js';
import { findFindings, type FindingsInput } from './findings.js';
import { identityOf } from './person/identity.js';
import { guessLanguage } from './language/language.js';
import { languagesIn } from './skills/languages.js';
import { splitLines, type Span, type TextLine } from './text/lines.js';
import { markContinued } from './text/paragraphs.js';
import { readCertificates, readProjects, readPublications, readReferences } from './lists.js';
import { mentionsOfName } from './person/mentions.js';
import type { Vocabulary } from './port.js';
import { findSections, headingKinds, type SectionLines } from './sections.js';
import { skillsOf } from './skills/skills.js';
import { givenResume, historyOf } from './structured.js';
import { workWithoutHeading } from './posts/without-heading.js';
import { unreadLines, unreadShare } from './unread.js';
import { noteWork, readWork } from './posts/work.js';
import type { WorkEntry } from './posts/work-entry.js';

export type { Vocabulary } from './port.js';

export interface ProfileOptions {
  /** `YYYY-MM-DD`: the day that "present" means. By default the document's own date, where it has one. */
  asOf?: string;
  vocabulary: Vocabulary;
}

interface Parts {
  text: string;
  sections: SectionLines[];
  dates: DateSpan[];
  vocabulary: Vocabulary;
}

/**
 * Parses a text with layout into a profile. Pure; never throws on odd text and invents nothing. The person's own
 * details are read first and cut out before everything else is read, so that a name is never taken for a title, skill,
 * language or place.
 */
export function parseProfile(document: ExtractedDocument, options: ProfileOptions): Profile {
  const { vocabulary } = options;
  const asOf = options.asOf ?? document.documentDate ?? '1970-01-01';
  const fields = new Fields();
  const lines = splitLines(document);
  const whole: Whole = { document, lines, sections: findSections(lines, document.text.length), vocabulary };
  const person = readPerson({ ...whole, language: once(() => guessLanguage(document.text)), fields });
  const own = ownFields(document);
  const identity = identityIn(whole, person, own);
  const cutting = new Cutting(document.text, identity);
  const rest = readRest(cutDocument(document, cutting), vocabulary, asOf);
  takeFields(rest.fields, fields, cutting);
  if (rest.given !== null) own.note(fields);
  const basics = rest.given?.basics ?? { ...person.basics, ...rest.headline };
  const findings = findingsOf(whole, rest, {
    cutting,
    asOf,
    emails: person.emails,
    phones: person.phones,
    name: basics.name,
  });
  const references = rest.given?.references ?? referencesIn(whole, fields);
  return {
    resume: { ...rest.resume, basics, references },
    fields: fields.all,
    sections: wholeSections(rest.sections, cutting, document.text.length),
    findings,
    yearsOfExperience: rest.years,
    asOf,
    language: rest.language,
    identity,
  };
}

/** The text with the person's details still in it. */
interface Whole {
  document: ExtractedDocument;
  lines: TextLine[];
  sections: SectionLines[];
  vocabulary: Vocabulary;
}

/** The places that identify the person, whether the details were read from the text or given as fields. */
function identityIn(
  { document: { text }, lines, sections, vocabulary }: Whole,
  person: Person,
  own: OwnFields,
): Span[] {
  return identityOf({
    ...person,
    name: own.name ?? person.name,
    mentions: own.name === null ? person.mentions : mentionsOfName(text, own.name.value),
    contacts: [...person.contacts, ...own.spans],
    text,
    lines,
    sections,
    vocabulary,
  });
}

/** Copies fields, translating places in the cut text to the whole text. */
function takeFields(from: Fields, into: Fields, cutting: Cutting): void {
  for (const [path, { start, end, confidence }] of Object.entries(from.all))
    into.set(path, { start: cutting.toWhole(start), end: cutting.endToWhole(end) }, confidence);
}

function findingsOf(
  { document, sections }: Whole,
  { unread, work, education, years, language }: ReturnType<typeof readRest>,
  about: Pick<FindingsInput, 'cutting' | 'asOf' | 'emails' | 'phones' | 'name'>,
): Finding[] {
  const headings = sections.filter((section) => section.heading !== '').length;
  return findFindings({ ...about, document, unread, work, education, headings, years, language });
}

const referencesIn = ({ document, sections }: Whole, fields: Fields): Resume['references'] =>
  readReferences(
    document.text,
    sections.filter(({ kinds }) => kinds.includes('references')).flatMap((section) => section.lines),
    fields,
  );

const OWN_FIELD = /^basics\.(?!label|summary)|^references/;

/** The identifying details of a CV that came as fields. */
interface OwnFields {
  name: Found | null;
  spans: Span[];
  note: (fields: Fields) => void;
}

function ownFields({ structured }: ExtractedDocument): OwnFields {
  const own = Object.entries(structured?.spans ?? {}).filter(([path]) => OWN_FIELD.test(path));
  const name = structured?.resume.basics.name;
  const at = structured?.spans['basics.name'];
  return {
    name: name === undefined || at === undefined ? null : { value: name, ...at, confidence: 1 },
    spans: own.map(([, span]) => span),
    note: (fields) => {
      for (const [path, span] of own) if (!path.endsWith(']')) fields.set(path, span, 1);
    },
  };
}

/** Everything that is read from the text without the person's details. */
function readRest(document: ExtractedDocument, vocabulary: Vocabulary, asOf: string) {
  const { text } = document;
  const fields = new Fields();
  const lines = splitLines(document);
  const sections = findSections(lines, text.length);
  markContinued(
    document,
    sections.filter(({ kind }) => kind !== 'header').map((section) => section.lines),
  );
  const language = guessLanguage(text);
  const parts: Parts = { text, sections, dates: findDates(text, language), vocabulary };
  const { structured } = document;
  const { work, volunteer, education } = structured === undefined ? readHistory(parts) : historyOf(structured);
  const headline = readHeadline({ document, lines, sections, vocabulary, fields }, datedSpans(work));
  work.forEach((entry, i) => noteWork(fields, `work[${String(i)}]`, entry));
  volunteer.forEach((entry, i) => noteWork(fields, `volunteer[${String(i)}]`, entry));
  education.forEach((entry, i) => noteEducation(fields, `education[${String(i)}]`, entry));
  const history = [...work, ...volunteer, ...education];
  const unread = structured === undefined ? unreadLines(sections, parts.dates, history).map((line) => line.text) : [];
  const skills = readSkills(parts, [...work, ...volunteer], asOf, fields);
  const read = (): Omit<Resume, 'basics' | 'references'> => ({
    work: work.map((entry): Work => entry.work),
    volunteer: volunteer.map((entry): Work => entry.work),
    education: education.map((entry): Education => entry.education),
    skills,
    languages: readLanguages(parts, fields),
    ...readLists(parts, fields),
  });
  const given = structured === undefined ? null : givenResume(structured, skills, vocabulary, fields);
  const resume = given ?? read();
  return {
    resume,
    given,
    headline,
    fields,
    sections,
    work,
    education,
    unread,
    language,
    years: yearsOf(work.filter((entry) => !isStudy(entry)).map((entry) => monthsOf(entry.dates, asOf))),
    unreadShare: shareUnread(lines, sections, history, fields),
  };
}

const datedSpans = (work: readonly WorkEntry[]): Span[] =>
  work.filter((entry) => entry.dates !== null).map((entry) => entry.span);

/** Studies listed among the posts are no experience, but work as a student assistant is. */
const STUDENT =
  /^(?:(?:full[- ]time|part[- ]time|university|college|high school|graduate|undergraduate|phd) )*(?:student|studentin|étudiante?|estudiante|studente(?:ssa)?|studentka|öğrenci|студент(?:ка)?|学生)$/iu;
const isStudy = ({ work }: WorkEntry): boolean => STUDENT.test(work.position?.trim() ?? '');

/** Kinds of sections that are read as lists. */
const LISTS: ReadonlySet<SectionKind> = new Set([
  'skills',
  'languages',
  'certificates',
  'projects',
  'publications',
  'references',
]);

/** The share of lines that ended up in no field, entry or list. */
function shareUnread(
  lines: readonly TextLine[],
  sections: readonly SectionLines[],
  history: readonly (WorkEntry | EducationEntry)[],
  fields: Fields,
): number {
  const headings = new Set(sections.filter((section) => section.heading !== '').map((section) => section.start));
  const told = lines.filter((line) => !headings.has(line.start));
  return unreadShare(told, [
    ...Object.values(fields.all),
    ...history.map((entry) => entry.span),
    ...sections.filter((section) => LISTS.has(section.kind)),
  ]);
}

/** The sections in the whole text; what was cut before the first heading belongs to the header. */
function wholeSections(sections: readonly SectionLines[], cutting: Cutting, length: number): Section[] {
  const starts = sections.map(({ kind, start }, i) => (i === 0 && kind === 'header' ? 0 : cutting.toWhole(start)));
  const all = sections.map(({ kind, heading }, i): Section => ({
    kind,
    heading,
    start: starts[i]!,
    end: starts[i + 1] ?? length,
  }));
  const first = starts[0] ?? length;
  return first > 0 ? [{ kind: 'header', heading: '', start: 0, end: first }, ...all] : all;
}

const linesOf = (parts: Parts, kind: SectionKind): TextLine[] =>
  parts.sections.filter((section) => section.kinds.includes(kind)).flatMap((section) => section.lines);

/** Work, volunteering and education. A section whose heading names two of them is read for both. */
function readHistory(parts: Parts): { work: WorkEntry[]; volunteer: WorkEntry[]; education: EducationEntry[] } {
  const { text, dates, vocabulary, sections } = parts;
  const read = (kind: SectionKind): WorkEntry[] =>
    sections
      .filter((section) => section.kinds.includes(kind))
      .flatMap((section) => readWork(text, section.lines, dates, vocabulary));
  const work = sections.some((section) => section.kinds.includes('work'))
    ? read('work')
    : workElsewhere(parts, () => read('projects'));
  const education = sections
    .filter((section) => section.kinds.includes('education'))
    .flatMap((section) => readEducation(text, section.lines, dates));
  return { work, volunteer: read('volunteer'), education };
}

/**
 * Posts without a heading for work. A CV of research or freelance projects may have no posts; then its dated projects
 * are the work.
 */
function workElsewhere({ text, sections, dates, vocabulary }: Parts, projects: () => WorkEntry[]): WorkEntry[] {
  const found = workWithoutHeading(text, sections, dates, vocabulary);
  return found.length > 0 ? found : projects().filter((entry) => entry.dates !== null);
}

function readLists(parts: Parts, fields: Fields): Pick<Resume, 'certificates' | 'projects' | 'publications'> {
  const { text, dates, vocabulary } = parts;
  return {
    certificates: readCertificates(text, linesOf(parts, 'certificates'), dates, fields),
    projects: readProjects(text, linesOf(parts, 'projects'), dates, vocabulary, fields),
    publications: readPublications(text, linesOf(parts, 'publications'), dates, fields),
  };
}

function readSkills(
  { text, sections, vocabulary }: Parts,
  entries: readonly WorkEntry[],
  asOf: string,
  fields: Fields,
): Resume['skills'] {
  const { skills, sources } = skillsOf({
    text,
    sections,
    vocabulary,
    yearsOf,
    names: namesIn(fields),
    entries: entries.map((entry) => ({ ...entry.span, months: monthsOf(entry.dates, asOf) })),
  });
  for (const [i, source] of sources.entries()) fields.set(`skills[${String(i)}].name`, source, source.confidence);
  return skills;
}

/** Places that name people, employers, schools and towns: words in them are no evidence of a skill. */
function namesIn(fields: Fields): Span[] {
  return Object.entries(fields.all)
    .filter(([path]) =>
      /^basics\.(?:name|location|email|url)|^(?:work|volunteer)\[\d+\]\.(?:name|location)$|\.institution$/u.test(path),
    )
    .map(([, source]) => source);
}

/** A line such as "Languages: English, French" outside its own section, in any language with a heading for it. */
const LABELLED = /^([^:：\d,;]{3,40}?)\s*(?:[:：]|\s[-–])\s*(?=\S)/u;
const isLanguageLine = (line: TextLine): boolean => {
  const label = LABELLED.exec(line.text)?.[1];
  return label !== undefined && headingKinds(label).includes('languages');
};

function readLanguages(parts: Parts, fields: Fields): Resume['languages'] {
  const inSections = parts.sections.filter((section) => section.kinds.includes('languages'));
  const spans =
    inSections.length > 0 ? inSections : parts.sections.flatMap((section) => section.lines.filter(isLanguageLine));
  const hits = spans.flatMap((span) =>
    languagesIn(parts.text.slice(span.start, span.end)).map((hit) => ({
      ...hit,
      start: hit.start + span.start,
      end: hit.end + span.start,
    })),
  );
  const seen = new Set<string>();
  const unique = hits.filter((hit) => !seen.has(hit.language) && seen.add(hit.language));
  return unique.map(({ language, fluency, start, end }, i) => {
    fields.set(`languages[${String(i)}].language`, { start, end }, inSections.length > 0 ? 0.95 : 0.8);
    return { language, ...(fluency === undefined ? {} : { fluency }) };
  });
}
