import type { Education, Resume, Work } from '../../domain/index.js';
import type { DateStyle, Look } from './look.js';
import type { Person } from './person.js';
import { LANGUAGE_CODES, TONGUES, type Tongue } from './words/index.js';

/** A CV's words in order, before layout. Every format and layout is made from it. */
export interface Content {
  name: string;
  headline: string;
  city: string;
  contacts: string[];
  sections: Section[];
  look: Look;
  tongue: Tongue;
}

export interface Section {
  kind: 'summary' | 'work' | 'education' | 'skills' | 'languages' | 'certificates';
  heading: string;
  /** Plain lines; in `skills` and `languages` one item per line. */
  lines: string[];
  entries: Entry[];
}

export interface Entry {
  title: string;
  employer: string;
  /** Empty for schools. */
  city: string;
  from: string;
  to: string;
  dates: string;
  bullets: string[];
  /** The lines above the bullets. */
  head: HeadLine[];
  /** The same lines without dates, for layouts that put dates elsewhere. */
  undated: HeadLine[];
  /** The values that the CV states and a parser should read back. */
  written: Pick<Work, 'location' | 'startDate' | 'endDate' | 'current'>;
}

export interface HeadLine {
  text: string;
  bold?: boolean;
  bullet?: boolean;
}

/** The content of a CV. `skillsFirst` puts skills before work, as one in three people does. */
export function contentOf(person: Person, look: Look): Content {
  const { resume } = person;
  const tongue = TONGUES[person.language];
  const skills = section('skills', tongue, person.skills);
  const work: Section = { ...section('work', tongue, []), entries: workEntries(resume.work, tongue, look) };
  const sections = [
    section('summary', tongue, [resume.basics.summary!]),
    ...(look.skillsFirst ? [skills, work] : [work]),
    { ...section('education', tongue, []), entries: resume.education.map((entry) => educationEntry(entry, look)) },
    ...(look.skillsFirst ? [] : [skills]),
    section(
      'languages',
      tongue,
      resume.languages.map((spoken) => `${spoken.language} (${spoken.fluency})`),
    ),
    section(
      'certificates',
      tongue,
      resume.certificates.map((certificate) => certificate.name),
    ),
  ];
  return {
    name: resume.basics.name!,
    headline: person.title,
    city: resume.basics.location!.city!,
    contacts: contactsOf(person, tongue, look),
    sections: sections.filter((one) => one.lines.length + one.entries.length > 0),
    look,
    tongue,
  };
}

function section(kind: Section['kind'], tongue: Tongue, lines: string[]): Section {
  return { kind, heading: tongue.headings[kind], lines, entries: [] };
}

function contactsOf(person: Person, tongue: Tongue, { icons }: Look): string[] {
  const { basics } = person.resume;
  const links = basics.profiles.map((profile) => profile.url);
  const lead = icons
    ? ['⌂ ', '☎ ', '✉ ']
    : [tongue.labels.city, tongue.labels.phone, tongue.labels.email].map((label) => `${label}: `);
  return [`${lead[0]}${basics.location!.city}`, `${lead[1]}${basics.phone}`, `${lead[2]}${basics.email}`, ...links];
}

type Written = Omit<Entry, 'head' | 'undated'>;

function workEntries(posts: readonly Work[], tongue: Tongue, look: Look): Entry[] {
  return posts.map((post, i) => {
    const end = post.current === true ? tongue.present : dateText(post.endDate!, tongue, look.dates);
    const from = dateText(post.startDate!, tongue, look.dates);
    const entry = {
      title: post.position!,
      employer: post.name!,
      city: post.location!,
      from,
      to: end,
      dates: `${from}${look.dash}${end}`,
      bullets: post.highlights,
      written: {
        ...(look.posts === 'date-line' ? {} : { location: post.location }),
        startDate: asWritten(post.startDate!, look.dates),
        ...(post.current === true ? { current: true } : { endDate: asWritten(post.endDate!, look.dates) }),
      },
    };
    const continues = i > 0 && posts[i - 1]!.name === post.name;
    return {
      ...entry,
      head: headOf(entry, look, tongue, continues),
      undated: [{ text: entry.title, bold: true }, { text: placed(entry) }],
    };
  });
}

const placed = ({ employer, city }: Pick<Entry, 'employer' | 'city'>): string =>
  city === '' ? employer : `${employer}, ${city}`;

function headOf(entry: Written, { posts }: Look, tongue: Tongue, continues: boolean): HeadLine[] {
  const { title, from, to, dates, employer } = entry;
  switch (posts) {
    case 'below':
      return [{ text: title, bold: true }, { text: `${placed(entry)}  |  ${dates}` }];
    case 'dates-below':
      return [{ text: `${title}, ${placed(entry)}`, bold: true }, { text: dates }];
    case 'one-line':
      return [{ text: `${title}, ${placed(entry)} (${dates})`, bold: true }];
    case 'employer-first':
      return [{ text: `${placed(entry)}, ${dates}`, bold: true }, { text: title }];
    case 'date-line':
      return [{ text: dates }, { text: `${title}, ${employer}`, bullet: true }];
    case 'labels':
      return [
        { text: title, bold: true },
        { text: placed(entry) },
        { text: `${tongue.columns.from}: ${from}  ${tongue.columns.to}: ${to}` },
      ];
    case 'grouped':
      return [...(continues ? [] : [{ text: placed(entry), bold: true }]), { text: title }, { text: dates }];
  }
}

function educationEntry(entry: Education, look: Look): Entry {
  const dates = `${entry.startDate}${look.dash}${entry.endDate}`;
  const title = look.brackets ? `${entry.studyType} (${entry.area})` : `${entry.studyType}, ${entry.area}`;
  const head =
    look.posts === 'dates-below'
      ? [{ text: `${title}, ${entry.institution}`, bold: true }, { text: dates }]
      : [{ text: title, bold: true }, { text: `${entry.institution}  |  ${dates}` }];
  return {
    title,
    employer: entry.institution!,
    city: '',
    from: entry.startDate!,
    to: entry.endDate!,
    dates,
    bullets: [],
    head,
    undated: [{ text: title, bold: true }, { text: entry.institution! }],
    written: {},
  };
}

function dateText(date: string, tongue: Tongue, style: DateStyle): string {
  const [year, month] = date.split('-') as [string, string];
  const [seasonYear, season] = seasonOf(Number(year), Number(month));
  switch (style) {
    case 'words':
      return `${tongue.months[Number(month) - 1]} ${year}`;
    case 'long-words':
      return `${tongue.longMonths[Number(month) - 1]} ${year}`;
    case 'short-words':
      return `${tongue.months[Number(month) - 1]} '${year.slice(2)}`;
    case 'digits':
      return `${month}/${year}`;
    case 'dots':
      return `${month}.${year}`;
    case 'short-digits':
      return `${month}/${year.slice(2)}`;
    case 'year-month':
      return `${year}/${month}`;
    case 'quarters':
      return `${tongue.quarter}${String(Math.ceil(Number(month) / 3))} ${year}`;
    case 'seasons':
      return `${tongue.seasons[season]} ${seasonYear}`;
    case 'years':
      return year;
  }
}

/** A winter is named after the year in which it ends. */
function seasonOf(year: number, month: number): [year: number, season: number] {
  return month === 12 ? [year + 1, 3] : [year, month < 3 ? 3 : Math.floor(month / 3) - 1];
}

/** By convention spring begins in March; a winter counts as January of the year it is named after. */
const SEASON_MONTHS = ['03', '06', '09', '01'];

/** What a reader can know from the way a date is written: the first month of a quarter or season, or just the year. */
function asWritten(date: string, style: DateStyle): string {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5))];
  if (style === 'years') return String(year);
  if (style === 'quarters') return `${String(year)}-${String(Math.ceil(month / 3) * 3 - 2).padStart(2, '0')}`;
  if (style !== 'seasons') return date;
  const [of, season] = seasonOf(year, month);
  return `${String(of)}-${SEASON_MONTHS[season]}`;
}

/** The truth about a person as far as the CV tells it. */
export function writtenResume(person: Person, content: Content): Resume {
  const posts = content.sections.find((one) => one.kind === 'work')?.entries ?? [];
  const languages = person.resume.languages.map((spoken) => ({
    ...spoken,
    language: englishName(spoken.language, content.tongue),
  }));
  return {
    ...person.resume,
    languages,
    work: person.resume.work.map(({ name, position, highlights }, i) => ({
      name,
      position,
      highlights,
      ...posts[i]!.written,
    })),
  };
}

/** Parsers report languages by their English names. */
function englishName(name: string, { languageNames }: Tongue): string {
  const code = LANGUAGE_CODES.find((one) => languageNames[one] === name);
  return code === undefined ? name : TONGUES.en.languageNames[code];
}

/** The CV as plain text in one column, for the corpus and for TXT files. */
export function textOf(content: Content): string {
  const lines = [content.name, content.headline, ...content.contacts];
  for (const part of content.sections) {
    lines.push('', part.heading);
    if (part.kind === 'skills' || part.kind === 'languages') lines.push(part.lines.join(', '));
    else lines.push(...part.lines);
    for (const entry of part.entries) {
      lines.push(
        ...entry.head.map((line) => (line.bullet === true ? `- ${line.text}` : line.text)),
        ...entry.bullets.map((bullet) => `- ${bullet}`),
      );
    }
  }
  return `${lines.join('\n')}\n`;
}
