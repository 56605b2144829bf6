import type { Requirement } from '../../../domain/index.js';
import type { JdText, SegmentRole } from '../text.js';
import { htmlText } from './html-text.js';

/** The fields of a JobPosting that are read (https://schema.org/JobPosting), as text. */
export interface JobPosting {
  title?: string;
  company?: string;
  place?: string;
  employment?: string;
  salary?: string;
  description?: string;
  responsibilities: string[];
  skills: string[];
  qualifications: string[];
  benefits: string[];
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** No real page nests its data deeper. */
const DEEPEST = 12;

/** The first JobPosting in a JSON text; null where there is none or the text is not JSON. */
export function jobPostingIn(json: string): JobPosting | null {
  try {
    const found = find(JSON.parse(json) as Json, 0);
    return found === null ? null : read(found);
  } catch {
    return null;
  }
}

function find(value: Json, depth: number): Record<string, Json> | null {
  if (value === null || typeof value !== 'object' || depth > DEEPEST) return null;
  if (!Array.isArray(value) && texts(value['@type'] ?? null).some((type) => /(?:^|\/)JobPosting$/i.test(type)))
    return value;
  for (const one of Array.isArray(value) ? value : Object.values(value)) {
    const found = find(one, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

function read(posting: Record<string, Json>): JobPosting {
  const of = (...keys: string[]): string[] => keys.flatMap((key) => texts(posting[key] ?? null));
  const one = (...keys: string[]): string | undefined => of(...keys)[0];
  const lines = (...keys: string[]): string[] =>
    of(...keys)
      .flatMap((text) => htmlText(text).split('\n'))
      .map((line) => line.replace(/^- /, '').trim())
      .filter((line) => line !== '');
  return {
    title: one('title', 'name'),
    company: one('hiringOrganization'),
    place: placeOf(posting['jobLocation'] ?? null) ?? one('jobLocationType'),
    employment: of('employmentType').join(', ') || undefined,
    salary: salaryOf(posting['baseSalary'] ?? null),
    description: one('description'),
    responsibilities: lines('responsibilities'),
    skills: lines('skills').flatMap((line) => line.split(/\s*[,;]\s*/)),
    qualifications: [
      ...lines('qualifications'),
      ...experienceOf(posting['experienceRequirements'] ?? null),
      ...of('educationRequirements').map(educationText),
    ],
    benefits: lines('jobBenefits', 'benefits'),
  };
}

/** A value as texts: itself, its items, or the name of the thing that it describes. */
function texts(value: Json): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  if (typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(texts);
  if (value === null || typeof value !== 'object') return [];
  return texts(value['name'] ?? value['credentialCategory'] ?? value['value'] ?? value['description'] ?? null).slice(
    0,
    1,
  );
}

function placeOf(value: Json): string | undefined {
  const [first] = Array.isArray(value) ? value : [value];
  if (first === null || first === undefined || typeof first !== 'object' || Array.isArray(first))
    return texts(first ?? null)[0];
  const address = first['address'] ?? null;
  if (address === null || typeof address !== 'object' || Array.isArray(address))
    return texts(address)[0] ?? texts(first)[0];
  return (
    ['addressLocality', 'addressRegion', 'addressCountry'].flatMap((key) => texts(address[key] ?? null)).join(', ') ||
    undefined
  );
}

function salaryOf(value: Json): string | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return texts(value)[0];
  const amount = value['value'] ?? null;
  const range =
    amount !== null && typeof amount === 'object' && !Array.isArray(amount)
      ? ['minValue', 'maxValue', 'value'].flatMap((key) => texts(amount[key] ?? null))
      : texts(amount);
  return [...texts(value['currency'] ?? null), range.join(' - ')].join(' ').trim() || undefined;
}

function experienceOf(value: Json): string[] {
  const months =
    value !== null && typeof value === 'object' && !Array.isArray(value) ? Number(value['monthsOfExperience']) : NaN;
  if (!(months > 0)) return texts(value);
  return [
    months % 12 === 0
      ? `${months / 12} ${months === 12 ? 'year' : 'years'} of experience`
      : `${months} months of experience`,
  ];
}

/** Google writes its categories in lower case: `bachelor degree`. */
function educationText(category: string): string {
  return category.replace(
    /^(bachelor|master|associate)s? degree$/i,
    (_, level: string) => `${level[0]!.toUpperCase()}${level.slice(1)}'s degree`,
  );
}

/** Holds nothing that could be matched. */
export function isEmptyPosting({ title, description, skills, qualifications, responsibilities }: JobPosting): boolean {
  return [title, description, ...skills, ...qualifications, ...responsibilities].every(
    (text) => text === undefined || !/\p{L}/u.test(text),
  );
}

/**
 * A JobPosting as the text of a JD: labelled lines, its description, then whatever the description does not mention.
 */
export function postingText(posting: JobPosting): string {
  const { title, company, place, employment, salary } = posting;
  const form = Object.entries({
    'Job title': title,
    Company: company,
    Location: place,
    'Employment type': employment,
    Salary: salary,
  }).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value.replace(/\s+/g, ' ')}`]));
  const body = posting.description === undefined ? '' : htmlText(posting.description);
  const said = body.toLowerCase();
  const part = (heading: string, items: string[]): string[] => {
    const more = [...new Set(items)].filter((item) => !said.includes(item.toLowerCase()));
    return more.length === 0 ? [] : ['', heading, ...more.map((item) => `- ${item}`)];
  };
  return [
    ...form,
    ...(body === '' ? [] : ['', body]),
    ...part('Responsibilities', posting.responsibilities),
    ...part('Required skills', posting.skills),
    ...part('Qualifications', posting.qualifications),
    ...part('Benefits', posting.benefits),
  ]
    .join('\n')
    .trim();
}

/** A JD as a schema.org JobPosting, for websites and job boards. What the JD does not say is left out. */
export function jobPostingOf(jd: JdText, requirements: Requirement[], description: string): Record<string, unknown> {
  const of = (kind: Requirement['kind']) => requirements.filter((one) => one.kind === kind);
  const named = ({ text, alternatives = [] }: Requirement) =>
    [text, ...alternatives.map((one) => one.text)].join(' or ');
  const lines = (role: SegmentRole) => [
    ...new Set(jd.segments.filter((segment) => segment.role === role).map(({ line }) => jd.lines[line]!.text)),
  ];
  const company = jd.segments.find(({ role, line }) => role === 'company' && jd.lines[line]!.label);
  const place = jd.segments.find(({ role }) => role === 'place');
  const [experience] = of('experience');
  const [education] = of('education');
  const entries = {
    title: jd.title ?? undefined,
    hiringOrganization: company && { '@type': 'Organization', name: company.text },
    jobLocation: place && { '@type': 'Place', address: { '@type': 'PostalAddress', addressLocality: place.text } },
    employmentType: jd.segments.find(({ role }) => role === 'employment')?.text,
    baseSalary: salaryAmount(jd.segments.find(({ role }) => role === 'salary')?.text),
    description,
    skills: textOf([...of('skill'), ...of('term'), ...of('language')].filter(({ must }) => must).map(named)),
    qualifications: textOf([...of('certificate'), ...of('skill').filter(({ must }) => !must)].map(named)),
    responsibilities: textOf(lines('duties'), '\n'),
    jobBenefits: textOf(lines('benefits'), '\n'),
    experienceRequirements:
      experience?.years === undefined
        ? undefined
        : { '@type': 'OccupationalExperienceRequirements', monthsOfExperience: Math.round(experience.years * 12) },
    educationRequirements: education && {
      '@type': 'EducationalOccupationalCredential',
      credentialCategory: CATEGORY[education.term ?? ''] ?? education.text,
    },
  };
  return {
    '@context': 'https://schema.org',
    '@type': 'JobPosting',
    ...Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)),
  };
}
const CATEGORY: Record<string, string> = {
  school: 'high school',
  vocational: 'professional certificate',
  bachelor: 'bachelor degree',
  master: 'postgraduate degree',
  doctorate: 'postgraduate degree',
};

function textOf(items: string[], glue = ', '): string | undefined {
  return items.length === 0 ? undefined : items.join(glue);
}

const CURRENCY: Record<string, string> = { '£': 'GBP', '€': 'EUR', $: 'USD' };

function salaryAmount(text: string | undefined): Record<string, unknown> | undefined {
  const amounts = [...(text ?? '').matchAll(/(\d[\d.,]*)\s*(k)?/gi)]
    .map(
      (m) =>
        Number(
          m[1]!
            .replace(/[.,](?=\d{3})/g, '')
            .replace(/[.,]$/, '')
            .replace(',', '.'),
        ) * (m[2] === undefined ? 1 : 1000),
    )
    .filter((amount) => amount > 0);
  const currency = CURRENCY[/[£€$]/.exec(text ?? '')?.[0] ?? ''] ?? /\b(?:GBP|EUR|USD|CHF)\b/.exec(text ?? '')?.[0];
  if (amounts.length === 0 || currency === undefined) return undefined;
  return {
    '@type': 'MonetaryAmount',
    currency,
    value: {
      '@type': 'QuantitativeValue',
      minValue: amounts[0],
      ...(amounts[1] !== undefined && amounts[1] >= amounts[0]! ? { maxValue: amounts[1] } : {}),
    },
  };
}
