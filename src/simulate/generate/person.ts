import type { Resume, Work } from '../../domain/index.js';
import type { Random } from '../random.js';
import { fill, LANGUAGE_CODES, rolesOf, TONGUES, type LanguageCode, type Role } from './words/index.js';

/** The month that "present" means: fixed, so that the same seed gives the same years on any day. */
const AS_OF = { year: 2026, month: 6 };

/** An invented person, with the facts about them. */
export interface Person {
  id: string;
  language: LanguageCode;
  role: Role;
  title: string;
  /** By the usual convention: merged intervals, in months / 12. */
  years: number;
  skills: string[];
  resume: Resume;
}

export interface PersonOptions {
  id: string;
  language: LanguageCode;
  /** Approximate number of words in the CV. */
  words: number;
  /** 1 for a later version of the same CV, with one more skill, certificate and task. */
  revision: number;
  /** Whether people may have several posts with one employer, at rising levels. */
  careers?: boolean;
  /** Drawn at random if missing. */
  role?: Role;
  skills?: string[];
}

const HEADER_WORDS = 90;
const WORDS_PER_JOB = 14;
const WORDS_PER_BULLET = 12.3;

/**
 * A person with a working life. The random numbers drawn do not depend on the revision, so that it remains the same
 * person.
 */
export function makePerson(random: Random, options: PersonOptions): Person {
  const tongue = TONGUES[options.language];
  const role = options.role ?? random.pick(rolesOf(options.language));
  const title = role.titles[options.language]!;
  const skills = options.skills ?? random.sample(role.skills, random.int(6, 10));
  const work = makeWork(random, options, skills, title);
  const education = makeEducation(random, options.language, role, work.at(-1)!);
  const languages = makeLanguages(random, options.language);
  const certificates = random.chance(0.4) ? [{ name: random.pick(role.certificates) }] : [];
  if (options.careers === true && random.chance(0.2)) joinPosts(random, work, title, options.language);
  const years = yearsOf(work);
  const basics = makeBasics(random, options.language, title);
  basics.summary = fill(random.pick(tongue.summaries), {
    title,
    years: Math.max(1, Math.floor(years)),
    skill: skills[0]!,
    skill2: skills[1]!,
  });
  if (options.revision > 0) revise(role, skills, work, certificates, options.language);
  const resume: Resume = {
    basics,
    work,
    volunteer: [],
    education,
    skills: skills.map((name) => ({ name })),
    languages,
    certificates,
    projects: [],
    publications: [],
    references: [],
  };
  return { id: options.id, language: options.language, role, title, years, skills, resume };
}

/** Some people change their post but not their employer; the later post is then the higher one. */
function joinPosts(random: Random, work: Work[], title: string, language: LanguageCode): void {
  const [higher, lower] = TONGUES[language].grades.map((grade) => fill(grade, { title })) as [string, string];
  const joined: boolean[] = [];
  // At most three posts with one employer, since there are three levels.
  for (const i of work.keys())
    joined.push(i > 0 && random.chance(0.5) && !(joined[i - 1] === true && joined[i - 2] === true));
  for (const [i, post] of work.entries()) {
    if (joined[i] !== true) continue;
    const later = work[i - 1]!;
    Object.assign(post, {
      name: later.name,
      location: later.location,
      endDate: later.startDate,
      position: joined[i - 1] === true ? lower : title,
    });
    if (joined[i - 1] !== true) later.position = higher;
  }
}

function revise(
  role: Role,
  skills: string[],
  work: Work[],
  certificates: { name: string }[],
  language: LanguageCode,
): void {
  const learned = role.skills.find((skill) => !skills.includes(skill)) ?? role.skills[0]!;
  if (!skills.includes(learned)) skills.push(learned);
  if (certificates.length === 0) certificates.push({ name: role.certificates[0]! });
  work[0]!.highlights.unshift(fill(TONGUES[language].bullets[1]!, { skill: learned, skill2: skills[0]!, n: 7 }));
}

function makeBasics(random: Random, language: LanguageCode, label: string): Resume['basics'] {
  const tongue = TONGUES[language];
  const first = random.pick(tongue.firstNames);
  const last = random.pick(tongue.lastNames);
  const user = `${plain(first)}.${plain(last)}${random.int(1, 999)}`;
  return {
    name: `${first} ${last}`,
    label,
    email: `${user}@example.${random.pick(['com', 'org', 'net'])}`,
    phone: tongue.phone.replaceAll('#', () => String(random.int(0, 9))),
    location: { city: random.pick(tongue.cities), countryCode: tongue.countryCode },
    profiles: random.chance(0.3) ? [{ network: 'Portfolio', username: user, url: `https://example.com/${user}` }] : [],
  };
}

/** Lower-case ASCII letters: `Käthe` -> `kathe`. */
function plain(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[^a-z]/g, '');
}

/** Newest first, without overlaps. */
function makeWork(random: Random, options: PersonOptions, skills: string[], title: string): Work[] {
  const jobs = Math.min(1 + random.poisson(2.2), Math.max(1, Math.floor(options.words / 60)), 8);
  const bullets = Math.max(jobs, Math.round((options.words - HEADER_WORDS - jobs * WORDS_PER_JOB) / WORDS_PER_BULLET));
  const work: Work[] = [];
  let end = AS_OF.year * 12 + AS_OF.month - 1;
  for (let i = 0; i < jobs; i++) {
    const current = i === 0 && random.chance(0.75);
    if (!current) end -= random.int(1, 4);
    const start = end - random.int(8, 60);
    const count = Math.max(1, Math.floor(bullets / jobs) + (i < bullets % jobs ? 1 : 0));
    work.push({
      name: employer(random, options.language),
      position: title,
      location: random.pick(TONGUES[options.language].cities),
      startDate: monthText(start),
      ...(current ? { current } : { endDate: monthText(end) }),
      highlights: Array.from({ length: count }, () => bullet(random, options.language, skills)),
    });
    end = start;
  }
  return work;
}

function bullet(random: Random, language: LanguageCode, skills: string[]): string {
  const [skill, skill2] = random.sample(skills, 2);
  return fill(random.pick(TONGUES[language].bullets), { skill: skill!, skill2: skill2!, n: random.int(3, 45) });
}

const STEMS = [
  'Almar',
  'Brevan',
  'Cordel',
  'Dynor',
  'Elvaro',
  'Fenwell',
  'Gravis',
  'Heliom',
  'Ionare',
  'Jorvik',
  'Kestral',
  'Lumora',
  'Mirado',
  'Novalis',
  'Orbena',
  'Pallas',
  'Questra',
  'Ravello',
  'Solvane',
  'Tarsus',
  'Umbrio',
  'Veltane',
  'Wexor',
  'Zephira',
];
const TRADES = [
  'Systems',
  'Logistics',
  'Medical',
  'Energy',
  'Foods',
  'Textiles',
  'Consulting',
  'Instruments',
  'Retail',
  'Media',
];

function employer(random: Random, language: LanguageCode): string {
  return `${random.pick(STEMS)} ${random.pick(TRADES)} ${random.pick(TONGUES[language].companyForms)}`;
}

function makeEducation(random: Random, language: LanguageCode, role: Role, first: Work): Resume['education'] {
  const tongue = TONGUES[language];
  const level = random.weighted({ vocational: 0.25, bachelor: 0.45, master: 0.3 });
  const endYear = Number(first.startDate!.slice(0, 4));
  const length = { vocational: 2, bachelor: 3, master: 5 }[level];
  return [
    {
      institution: fill(random.pick(tongue.schools), { city: random.pick(tongue.cities) }),
      area: role.field,
      studyType: tongue.degrees[level],
      startDate: String(endYear - length),
      endDate: String(endYear),
    },
  ];
}

function makeLanguages(random: Random, language: LanguageCode): Resume['languages'] {
  const tongue = TONGUES[language];
  const others = LANGUAGE_CODES.filter((code) => code !== language && code !== 'en');
  const spoken: Resume['languages'] = [{ language: tongue.languageNames[language], fluency: tongue.levels.native }];
  if (language !== 'en' && random.chance(0.8))
    spoken.push({ language: tongue.languageNames.en, fluency: tongue.levels.fluent });
  if (random.chance(0.35))
    spoken.push({ language: tongue.languageNames[random.pick(others)], fluency: tongue.levels.good });
  return spoken;
}

/** `month` counts from January of year 0. */
function monthText(month: number): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}

function monthNumber(text: string): number {
  return Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;
}

/** End minus start, in months / 12; gaps of up to a month are bridged, and entries never overlap. */
function yearsOf(work: Work[]): number {
  let months = 0;
  work.forEach((entry, i) => {
    const end = entry.endDate === undefined ? AS_OF.year * 12 + AS_OF.month - 1 : monthNumber(entry.endDate);
    months += end - monthNumber(entry.startDate!);
    const next = i === 0 ? undefined : work[i - 1];
    if (next !== undefined && monthNumber(next.startDate!) - end === 1) months += 1;
  });
  return Math.round((months / 12) * 100) / 100;
}
