import type { Education, ExtractedDocument, Profile, Resume, Section, SectionKind, Work } from '../domain/index.js';
import { readBasics } from './basics.js';
import { findDates, type DateSpan } from './dates.js';
import { noteEducation, readEducation, type EducationEntry } from './education.js';
import { monthsOf, yearsOf } from './experience.js';
import { Fields } from './fields.js';
import { findFindings } from './findings.js';
import { guessLanguage } from './language.js';
import { languagesIn } from './languages.js';
import { splitLines, type Span, type TextLine } from './lines.js';
import { readCertificates, readProjects, readPublications, readReferences } from './lists.js';
import type { Vocabulary } from './port.js';
import { findSections, type SectionLines } from './sections.js';
import { skillsOf } from './skills.js';
import { givenResume, historyOf } from './structured.js';
import { workWithoutHeading } from './without-heading.js';
import { unreadLines, unreadShare } from './unread.js';
import { noteWork, readWork, type WorkEntry } from './work.js';

export type { Vocabulary } from './port.js';

export interface ProfileOptions {
  /** `YYYY-MM-DD`: what "present" counts to; the document's own date where it has one and none is given. */
  asOf?: string;
  vocabulary: Vocabulary;
}

interface Parts {
  text: string;
  sections: SectionLines[];
  dates: DateSpan[];
  vocabulary: Vocabulary;
}

/** Text with layout -> profile. Pure; never throws for odd text; invents nothing. */
export function parseProfile(document: ExtractedDocument, options: ProfileOptions): Profile {
  const { vocabulary } = options;
  const { text } = document;
  const asOf = options.asOf ?? document.documentDate ?? '1970-01-01';
  const lines = splitLines(document);
  const sections = findSections(lines, text.length);
  const language = guessLanguage(text);
  const parts: Parts = { text, sections, dates: findDates(text, language), vocabulary };
  const fields = new Fields();
  const { basics, emails, phones } = readBasics({ document, lines, sections, vocabulary, language, fields });
  const { structured } = document;
  const { work, volunteer, education } = structured === undefined ? readHistory(parts) : historyOf(structured);
  work.forEach((entry, i) => noteWork(fields, `work[${String(i)}]`, entry));
  volunteer.forEach((entry, i) => noteWork(fields, `volunteer[${String(i)}]`, entry));
  education.forEach((entry, i) => noteEducation(fields, `education[${String(i)}]`, entry));
  const years = yearsOf(work.map((entry) => monthsOf(entry.dates, asOf)));
  const headings = sections.filter((section) => section.heading !== '').length;
  const history = [...work, ...volunteer, ...education];
  const unread = structured === undefined ? unreadLines(sections, parts.dates, history).map((line) => line.text) : [];
  const findings = findFindings({ document, unread, name: structured?.resume.basics.name ?? basics.name, emails, phones, work, education, headings, years, asOf, language });
  const skills = readSkills(parts, [...work, ...volunteer], asOf, fields);
  const resume: Resume = structured !== undefined ? givenResume(structured, skills, vocabulary, fields) : {
    basics,
    work: work.map((entry): Work => entry.work),
    volunteer: volunteer.map((entry): Work => entry.work),
    education: education.map((entry): Education => entry.education),
    skills,
    languages: readLanguages(parts, fields),
    ...readLists(parts, fields),
  };
  return { resume, fields: fields.all, sections: sections.map(toSection), findings, yearsOfExperience: years, asOf, language, unreadShare: shareUnread(lines, sections, history, fields) };
}

/** Kinds of sections that are taken as lists of what they hold. */
const LISTS: ReadonlySet<SectionKind> = new Set(['skills', 'languages', 'certificates', 'projects', 'publications', 'references']);

/** The share of lines that ended in no field: neither in one of its own, nor in an entry, nor in a list. */
function shareUnread(lines: readonly TextLine[], sections: readonly SectionLines[], history: readonly (WorkEntry | EducationEntry)[], fields: Fields): number {
  const headings = new Set(sections.filter((section) => section.heading !== '').map((section) => section.start));
  const told = lines.filter((line) => !headings.has(line.start));
  return unreadShare(told, [...Object.values(fields.all), ...history.map((entry) => entry.span), ...sections.filter((section) => LISTS.has(section.kind))]);
}

function toSection({ kind, heading, start, end }: SectionLines): Section {
  return { kind, heading, start, end };
}

const linesOf = (parts: Parts, kind: SectionKind): TextLine[] => parts.sections.filter((section) => section.kinds.includes(kind)).flatMap((section) => section.lines);

/** Work, volunteering and education; a section headed for two of them is read for both. */
function readHistory(parts: Parts): { work: WorkEntry[]; volunteer: WorkEntry[]; education: EducationEntry[] } {
  const { text, dates, vocabulary, sections } = parts;
  const read = (kind: SectionKind): WorkEntry[] => sections.filter((section) => section.kinds.includes(kind)).flatMap((section) => readWork(text, section.lines, dates, vocabulary));
  const work = sections.some((section) => section.kinds.includes('work')) ? read('work') : workElsewhere(parts, () => read('projects'));
  const education = sections.filter((section) => section.kinds.includes('education')).flatMap((section) => readEducation(text, section.lines, dates));
  return { work, volunteer: read('volunteer'), education };
}

/** Posts that stand under no heading. A CV of research or freelance projects may have none: then its dated projects are its work. */
function workElsewhere({ text, sections, dates, vocabulary }: Parts, projects: () => WorkEntry[]): WorkEntry[] {
  const found = workWithoutHeading(text, sections, dates, vocabulary);
  return found.length > 0 ? found : projects().filter((entry) => entry.dates !== null);
}

function readLists(parts: Parts, fields: Fields): Pick<Resume, 'certificates' | 'projects' | 'publications' | 'references'> {
  const { text, dates, vocabulary } = parts;
  return {
    certificates: readCertificates(text, linesOf(parts, 'certificates'), dates, fields),
    projects: readProjects(text, linesOf(parts, 'projects'), dates, vocabulary, fields),
    publications: readPublications(text, linesOf(parts, 'publications'), dates, fields),
    references: readReferences(text, linesOf(parts, 'references'), fields),
  };
}

function readSkills({ text, sections, vocabulary }: Parts, entries: readonly WorkEntry[], asOf: string, fields: Fields): Resume['skills'] {
  const { skills, sources } = skillsOf({ text, sections, vocabulary, yearsOf, names: namesIn(fields), entries: entries.map((entry) => ({ ...entry.span, months: monthsOf(entry.dates, asOf) })) });
  for (const [i, source] of sources.entries()) fields.set(`skills[${String(i)}].name`, source, source.confidence);
  return skills;
}

/** Where the names of people, employers, schools and places stand: a word in them tells of no skill. */
function namesIn(fields: Fields): Span[] {
  return Object.entries(fields.all).filter(([path]) => /^basics\.(?:name|location|email|url)|^(?:work|volunteer)\[\d+\]\.(?:name|location)$|\.institution$/u.test(path)).map(([, source]) => source);
}

/** A line such as "Languages: English, French" outside of a section of its own. */
const LANGUAGE_LINE = /^(?:languages?(?: known| spoken)?|sprachen|sprachkenntnisse|langues|idiomas|lingue|línguas|talen)\s*[:\-–]\s*(?=\S)/iu;

function readLanguages(parts: Parts, fields: Fields): Resume['languages'] {
  const inSections = parts.sections.filter((section) => section.kinds.includes('languages'));
  const spans = inSections.length > 0 ? inSections : parts.sections.flatMap((section) => section.lines.filter((line) => LANGUAGE_LINE.test(line.text)));
  const hits = spans.flatMap((span) => languagesIn(parts.text.slice(span.start, span.end)).map((hit) => ({ ...hit, start: hit.start + span.start, end: hit.end + span.start })));
  const unique = hits.filter((hit, i) => hits.findIndex((other) => other.language === hit.language) === i);
  return unique.map(({ language, fluency, start, end }, i) => {
    fields.set(`languages[${String(i)}].language`, { start, end }, inSections.length > 0 ? 0.95 : 0.8);
    return { language, ...(fluency === undefined ? {} : { fluency }) };
  });
}
