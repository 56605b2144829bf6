import { describe, expect, it } from 'vitest';
import { FINDINGS, type FindingCode } from './findings.js';
import { documentOf, parse } from './testing.js';

const filler =
  'Built and ran many services for customers in several countries, with small teams and great care for quality and people.';
const head = `Jane Roe\njane@example.com\n+49 30 901820\n\nSUMMARY\n${filler}\n\n`;
const job = (line: string): string => `Engineer\nAcme Inc\n${line}\n• Did this and that\n\n`;
const cv = (jobs: string, rest = 'EDUCATION\n\nBSc Physics\nExample University\n2008\n'): string =>
  `${head}EXPERIENCE\n\n${jobs}${rest}`;
const good = cv(job('2015 - 2017'));

const codes = (text: string): string[] => parse(documentOf(text)).findings.map((finding) => finding.code);

/** One CV for every code; the good CV has no finding. */
const CASES: Record<FindingCode, () => string[]> = {
  no_text: () => codes('Jane Roe'),
  no_contact: () => codes(good.replace('jane@example.com\n+49 30 901820\n', '')),
  no_name: () => codes(good.replace('Jane Roe\n', '')),
  no_work: () => codes(`${head}EDUCATION\n\nBSc Physics\nExample University\n2008\n`),
  no_education: () => codes(cv(job('2015 - 2017'), '')),
  no_sections: () => codes(`Jane Roe\njane@example.com\n${filler}`),
  undated_role: () => codes(`${head}WORK EXPERIENCE\n\nData Entry Clerk\n\nAcme Widgets\n\n`),
  unreadable_date: () => codes(cv(job('2015 - 2017'), 'Born on 31.13.1980')),
  end_before_start: () => codes(cv(job('2017 - 2015'))),
  future_date: () => codes(cv(job('2031 - 2033'))),
  overlapping_roles: () => codes(cv(job('2015 - 2018') + job('2016 - 2017').replace('Acme', 'Example'))),
  over_50_years: () => codes(cv(job('1960 - 2017'))),
  duplicate_entry: () => codes(cv(job('2015 - 2017') + job('2015 - 2017'))),
  employment_gap: () => codes(cv(job('2015 - 2017') + job('2005 - 2008'))),
  personal_data: () => codes(good.replace('SUMMARY', 'Date of birth: 1 May 1980\nMarital status: single\n\nSUMMARY')),
  hidden_text: () =>
    parse(documentOf(good, { hidden: [{ reason: 'white', page: 1, text: 'python expert' }] })).findings.map(
      (finding) => finding.code,
    ),
  visibility_not_checked: () =>
    parse(documentOf(good, { unchecked: [{ reason: 'picture', page: 1 }] })).findings.map((finding) => finding.code),
  keyword_stuffing: () => codes(`${good}${'Kubernetes '.repeat(60)}`),
  obfuscated_text: () => codes(good.replace('Did this and that', 'Ran J\u200bava and Pyth\u043en')),
  language_partly_supported: () =>
    codes(good.replace(filler, 'Отвечал за разработку сервисов и обучение новых сотрудников. '.repeat(8))),
  unread_lines: () => codes(`${good}\n2001 - 2004 in another town\n`),
  several_emails: () => codes(good.replace('jane@example.com', 'jane@example.com\nroe@example.com')),
};

describe('findings', () => {
  it('a good CV has none', () => {
    expect(codes(good)).toEqual([]);
  });

  it.each(Object.entries(CASES))('%s', (code, found) => {
    expect(found()).toContain(code);
  });

  it.each([
    ['DOB: 1 May', 'date of birth'],
    ['D.O.B. 1 May', 'date of birth'],
    ['Née le 1 mai', 'date of birth'],
    ['born 1 May', 'date of birth'],
    ['état civil', 'marital status'],
    ['Religion: none', 'religion'],
    ['Nationality: any', 'nationality'],
    ['• Sexe : M', 'gender'],
    ['Hijos: 2', 'parents or children'],
    ['RG: 12', 'national id'],
    ['DNI : 12', 'national id'],
    ['(Lichtbild)', 'photo'],
  ])('%s is personal data', (line, kind) => {
    const { findings } = parse(documentOf(good.replace('SUMMARY', `${line}\n\nSUMMARY`)));
    expect(findings.map((finding) => finding.message)).toContain(`${FINDINGS.personal_data.message}: ${kind}`);
  });

  it('say on which pages text could not be checked, and what to do', () => {
    const { findings } = parse(
      documentOf(good, {
        unchecked: [
          { reason: 'picture', page: 1 },
          { reason: 'text_layer', page: 2 },
          { reason: 'picture', page: 3 },
        ],
      }),
    );
    expect(findings.map(({ message }) => message)).toEqual([
      `${FINDINGS.visibility_not_checked.message}: text on or under a picture, page 1, 3`,
      `${FINDINGS.visibility_not_checked.message}: the text layer behind a picture of the page, page 2`,
    ]);
  });

  it('come with their level, worst first, and never show what they found', () => {
    const { findings } = parse(documentOf(cv(job('2017 - 2015'), 'Religion: Pastafarian\n')));
    expect(findings.map((finding) => finding.level)).toEqual(
      [...findings.map((finding) => finding.level)].sort(
        (a, b) => ['fatal', 'major', 'minor', 'hint'].indexOf(a) - ['fatal', 'major', 'minor', 'hint'].indexOf(b),
      ),
    );
    for (const finding of findings) expect(finding.level).toBe(FINDINGS[finding.code as FindingCode].level);
    expect(JSON.stringify(findings)).not.toContain('Pastafarian');
  });
});
