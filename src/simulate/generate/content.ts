import type { Education, Work } from '../../domain/index.js';
import type { Person } from './person.js';
import { TONGUES, type Tongue } from './words/index.js';

/** A CV as it will be set: words in order, no places yet. Every format and layout is made from it. */
export interface Content {
  name: string;
  headline: string;
  contacts: string[];
  sections: Section[];
}

export interface Section {
  kind: 'summary' | 'work' | 'education' | 'skills' | 'languages' | 'certificates';
  heading: string;
  /** Plain lines; in `skills` and `languages` one item each. */
  lines: string[];
  entries: Entry[];
}

export interface Entry {
  title: string;
  place: string;
  dates: string;
  bullets: string[];
}

export type DateStyle = 'words' | 'digits';

/** What stands in a CV. `skillsFirst` puts skills before work, as every third person does. */
export function contentOf(person: Person, style: { dates: DateStyle; skillsFirst: boolean }): Content {
  const { resume } = person;
  const tongue = TONGUES[person.language];
  const skills = section('skills', tongue, person.skills);
  const work: Section = { ...section('work', tongue, []), entries: resume.work.map((entry) => workEntry(entry, tongue, style.dates)) };
  const sections = [
    section('summary', tongue, [resume.basics.summary!]),
    ...(style.skillsFirst ? [skills, work] : [work]),
    { ...section('education', tongue, []), entries: resume.education.map(educationEntry) },
    ...(style.skillsFirst ? [] : [skills]),
    section('languages', tongue, resume.languages.map((spoken) => `${spoken.language} (${spoken.fluency})`)),
    section('certificates', tongue, resume.certificates.map((certificate) => certificate.name)),
  ];
  return {
    name: resume.basics.name!,
    headline: person.title,
    contacts: contactsOf(person, tongue),
    sections: sections.filter((one) => one.lines.length + one.entries.length > 0),
  };
}

function section(kind: Section['kind'], tongue: Tongue, lines: string[]): Section {
  return { kind, heading: tongue.headings[kind], lines, entries: [] };
}

function contactsOf(person: Person, tongue: Tongue): string[] {
  const { basics } = person.resume;
  const links = basics.profiles.map((profile) => profile.url);
  return [`${tongue.labels.city}: ${basics.location!.city}`, `${tongue.labels.phone}: ${basics.phone}`, `${tongue.labels.email}: ${basics.email}`, ...links];
}

function workEntry(entry: Work, tongue: Tongue, style: DateStyle): Entry {
  const end = entry.current === true ? tongue.present : monthWord(entry.endDate!, tongue, style);
  return {
    title: entry.position!,
    place: `${entry.name}, ${entry.location}`,
    dates: `${monthWord(entry.startDate!, tongue, style)} – ${end}`,
    bullets: entry.highlights,
  };
}

function educationEntry(entry: Education): Entry {
  return { title: `${entry.studyType}, ${entry.area}`, place: entry.institution!, dates: `${entry.startDate} – ${entry.endDate}`, bullets: [] };
}

function monthWord(date: string, tongue: Tongue, style: DateStyle): string {
  const [year, month] = date.split('-') as [string, string];
  return style === 'digits' ? `${month}/${year}` : `${tongue.months[Number(month) - 1]} ${year}`;
}

/** The CV as plain text, one column: the corpus, and what TXT files hold. */
export function textOf(content: Content): string {
  const lines = [content.name, content.headline, ...content.contacts];
  for (const part of content.sections) {
    lines.push('', part.heading);
    if (part.kind === 'skills' || part.kind === 'languages') lines.push(part.lines.join(', '));
    else lines.push(...part.lines);
    for (const entry of part.entries) {
      lines.push(`${entry.title}, ${entry.place}`, entry.dates, ...entry.bullets.map((bullet) => `- ${bullet}`));
    }
  }
  return `${lines.join('\n')}\n`;
}
