import type { LanguageCode } from '../choices.js';

/** What a CV or JD needs to be written in one language. All people, employers and addresses are invented. */
export interface Tongue {
  code: LanguageCode;
  countryCode: string;
  firstNames: string[];
  lastNames: string[];
  cities: string[];
  /** `#` is a digit. */
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
  /** Stands before the number of a quarter. */
  quarter: string;
  /** A higher and a lower grade of {title}. */
  grades: [string, string];
  /** Labels of a form and heads of a table. */
  columns: { from: string; to: string; employer: string; position: string };
  /** With {n} {all}. */
  page: string;
  /** The words of a profile that a network of professionals exports; `year` and `month` for one and for more. */
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
  /** Written with {title} {years} {skill} {skill2}. */
  summaries: string[];
  /** Written with {skill} {skill2} {n}. */
  bullets: string[];
  degrees: { vocational: string; bachelor: string; master: string };
  /** With {city}. */
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

/** Puts values in the place of `{name}`. */
export function fill(template: string, values: Record<string, string | number>): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}
