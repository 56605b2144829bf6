import type { LanguageCode } from '../choices.js';

/** Everything needed to write CVs and JDs in one language. All people, employers and addresses are invented. */
export interface Tongue {
  code: LanguageCode;
  countryCode: string;
  firstNames: string[];
  lastNames: string[];
  cities: string[];
  /** `#` stands for a digit. */
  phone: string;
  headings: {
    summary: string;
    work: string;
    education: string;
    skills: string;
    languages: string;
    certificates: string;
  };
  labels: { phone: string; email: string; city: string };
  months: string[];
  present: string;
  longMonths: string[];
  /** Spring, summer, autumn, winter. */
  seasons: string[];
  /** Word before the number of a quarter. */
  quarter: string;
  /** Templates for a higher and a lower level of {title}. */
  grades: [string, string];
  /** Labels of a form and headers of a table. */
  columns: { from: string; to: string; employer: string; position: string };
  /** Template with {n} and {all}. */
  page: string;
  /** Words of a profile exported by a professional network; `year` and `month` in singular and plural. */
  network: {
    contact: string;
    skills: string;
    languages: string;
    certificates: string;
    summary: string;
    work: string;
    education: string;
    year: [string, string];
    month: [string, string];
    at: string;
  };
  /** Templates with {title} {years} {skill} {skill2}. */
  summaries: string[];
  /** Templates with {skill} {skill2} {n}. */
  bullets: string[];
  degrees: { vocational: string; bachelor: string; master: string };
  /** Templates with {city}. */
  schools: string[];
  companyForms: string[];
  languageNames: Record<LanguageCode, string>;
  levels: { native: string; fluent: string; good: string };
  jd: {
    intro: string[];
    must: string;
    nice: string;
    years: string;
    degree: string;
    language: string;
    duties: string;
  };
}

export { LANGUAGE_CODES, type LanguageCode } from '../choices.js';

/** Replaces each `{name}` by its value. */
export function fill(template: string, values: Record<string, string | number>): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}
