import { Random } from '../random.js';
import type { Person } from './person.js';
import { fill, rolesOf, TONGUES, type LanguageCode, type Role, type Tongue } from './words/index.js';

/** A JD with known right answers, since people and JD are made from the same roles. */
export interface MadeJd {
  id: string;
  title: string;
  text: string;
  language: LanguageCode;
  role: Role;
  must: string[];
  nice: string[];
  years: number;
}

export function makeJd(seed: string, number: number, local: LanguageCode): MadeJd {
  const random = new Random(seed, 'jd', number);
  const language = random.chance(0.85) ? local : 'en';
  const tongue = TONGUES[language];
  const roles = rolesOf(language);
  const role = roles[number % roles.length]!;
  const title = role.titles[language]!;
  const skills = random.sample(role.skills, 7);
  const [must, nice] = [skills.slice(0, 4), skills.slice(4)];
  const years = random.int(1, 6);
  const degree = random.pick([tongue.degrees.bachelor, tongue.degrees.vocational, tongue.degrees.master]);
  return {
    id: `jd-${String(number).padStart(4, '0')}`,
    title,
    text: `${linesOf({ title, must, nice, years, degree }, tongue, random).join('\n')}\n`,
    language,
    role,
    must,
    nice,
    years,
  };
}

function linesOf(
  { title, must, nice, years, degree }: Pick<MadeJd, 'title' | 'must' | 'nice' | 'years'> & { degree: string },
  tongue: Tongue,
  random: Random,
): string[] {
  return [
    title,
    '',
    fill(random.pick(tongue.jd.intro), { title, city: random.pick(tongue.cities) }),
    '',
    tongue.jd.duties,
    ...random
      .sample(tongue.bullets, 3)
      .map((line) => `- ${fill(line, { skill: must[0]!, skill2: must[1]!, n: random.int(3, 20) })}`),
    '',
    tongue.jd.must,
    `- ${fill(tongue.jd.years, { years, title })}`,
    ...must.map((skill) => `- ${skill}`),
    `- ${fill(tongue.jd.degree, { degree })}`,
    `- ${fill(tongue.jd.language, { language: tongue.languageNames[tongue.code] })}`,
    '',
    tongue.jd.nice,
    ...nice.map((skill) => `- ${skill}`),
  ];
}

/**
 * How well a person fits a JD: 3 for the role, three quarters of the musts and the years; 2 for the role and half of
 * the musts; 1 for the role alone, or a related one with half of the musts; else 0. Without the JD's language it is one
 * less.
 */
export function gradeOf(jd: MadeJd, person: Person): number {
  if (person.role.family !== jd.role.family) return 0;
  const share = jd.must.filter((skill) => person.skills.includes(skill)).length / jd.must.length;
  const grade =
    person.role.id !== jd.role.id
      ? Number(share >= 0.5)
      : share >= 0.75 && person.years >= jd.years
        ? 3
        : share >= 0.5
          ? 2
          : 1;
  return Math.max(0, grade - (speaks(person, jd.language) ? 0 : 1));
}

function speaks(person: Person, language: LanguageCode): boolean {
  const name = TONGUES[person.language].languageNames[language];
  return person.language === language || person.resume.languages.some((spoken) => spoken.language === name);
}
