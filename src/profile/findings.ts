import {
  unitsOf,
  type ExtractedDocument,
  type Finding,
  type FindingLevel,
  type UncheckedText,
} from '../domain/index.js';
import { alternativesOf, Beginnings, isLetter, numbersIn } from './text/beginnings.js';
import type { Cutting } from './text/cutting.js';
import { monthIndex } from './dates/dates.js';
import type { EducationEntry } from './education/education.js';
import { monthsOf } from './posts/experience.js';
import { fold, plainOf } from './text/lines.js';
import { findStuffing, joinedSpans } from './skills/stuffing.js';
import { notReadIn } from './language/support.js';
import type { WorkEntry } from './posts/work-entry.js';

/** Every finding code with its level and message. The codes are stable, since programs match them. */
export const FINDINGS = {
  no_text: { level: 'fatal', message: 'there is too little text for a CV' },
  no_contact: { level: 'major', message: 'neither an e-mail address nor a phone number was found' },
  no_name: { level: 'major', message: 'no name was found' },
  no_work: { level: 'minor', message: 'no work experience was found' },
  no_education: { level: 'hint', message: 'no education was found' },
  no_sections: { level: 'minor', message: 'no section heading was recognised' },
  undated_role: { level: 'minor', message: 'a role has no dates' },
  unreadable_date: { level: 'minor', message: 'something that should be a date cannot be read' },
  end_before_start: { level: 'major', message: 'an entry ends before it starts' },
  future_date: { level: 'major', message: 'a date lies in the future' },
  overlapping_roles: { level: 'minor', message: 'two roles overlap by more than three months' },
  over_50_years: { level: 'major', message: 'more than 50 years of experience: a date is probably wrong' },
  duplicate_entry: { level: 'minor', message: 'an entry stands twice' },
  employment_gap: { level: 'hint', message: 'more than two years between two roles' },
  personal_data: { level: 'hint', message: 'personal data that is best left out of a CV' },
  hidden_text: {
    level: 'major',
    message:
      'text that a reader would not see was left out and counts for nothing; look at the original before you judge',
  },
  visibility_not_checked: {
    level: 'hint',
    message: 'whether a reader sees all of the text could not be checked; compare it with the original',
  },
  keyword_stuffing: { level: 'major', message: 'keywords are repeated as no honest text does: they earn nothing' },
  obfuscated_text: {
    level: 'major',
    message: 'words are disguised with invisible or look-alike letters: they earn nothing',
  },
  language_partly_supported: {
    level: 'hint',
    message: 'the language of the CV is supported in part; compare the profile with the original',
  },
  unread_lines: {
    level: 'minor',
    message: 'lines with dates that no post or degree was read from; look at them in the original',
  },
  several_emails: { level: 'hint', message: 'more than one e-mail address' },
} as const satisfies Record<string, { level: FindingLevel; message: string }>;
export type FindingCode = keyof typeof FINDINGS;

export interface FindingsInput {
  document: ExtractedDocument;
  /** The text without what identifies the person. */
  cutting: Cutting;
  name: string | undefined;
  emails: readonly { value: string }[];
  phones: readonly { value: string }[];
  work: readonly WorkEntry[];
  education: readonly EducationEntry[];
  /** Number of headings recognised. */
  headings: number;
  years: number | null;
  /** Lines that look like posts or degrees but could not be read. */
  unread?: readonly string[];
  asOf: string;
  language: string | null;
}

const MIN_LETTERS = 120;
const OVERLAP_MONTHS = 3;
const GAP_MONTHS = 24;
/**
 * Entries that each entry is compared with. No honest CV has more; the bound keeps a hostile one from quadratic work.
 */
const MOST_COMPARED = 100;

/** What a person should look at, worst first. */
export function findFindings(input: FindingsInput): Finding[] {
  const found = [
    ...ofContact(input),
    ...ofParts(input),
    ...ofWork(input),
    ...ofEducation(input),
    ...ofUnread(input),
    ...ofText(input),
    ...ofStuffing(input),
  ];
  const levels: readonly FindingLevel[] = ['fatal', 'major', 'minor', 'hint'];
  return found.sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
}

function finding(code: FindingCode, options: { path?: string; detail?: string } = {}): Finding {
  const { level, message } = FINDINGS[code];
  return {
    code,
    level,
    message: options.detail === undefined ? message : `${message}: ${options.detail}`,
    ...(options.path === undefined ? {} : { path: options.path }),
  };
}

/** The most lines quoted, each cut short: enough to find them in the original. */
const MOST_LINES = 5;
const MOST_LETTERS = 80;

function ofUnread({ unread = [] }: FindingsInput): Finding[] {
  if (unread.length === 0) return [];
  const shown = unread
    .slice(0, MOST_LINES)
    .map((line) => `"${line.length > MOST_LETTERS ? `${line.slice(0, MOST_LETTERS)}...` : line}"`);
  const more = unread.length > MOST_LINES ? ` and ${String(unread.length - MOST_LINES)} more` : '';
  return [finding('unread_lines', { detail: shown.join(', ') + more })];
}

function ofContact(input: FindingsInput): Finding[] {
  return [
    ...(input.emails.length === 0 && input.phones.length === 0 ? [finding('no_contact')] : []),
    ...(input.name === undefined ? [finding('no_name', { path: 'basics.name' })] : []),
    ...(new Set(input.emails.map((email) => email.value.toLowerCase())).size > 1
      ? [finding('several_emails', { path: 'basics.email' })]
      : []),
  ];
}

function ofParts(input: FindingsInput): Finding[] {
  const notRead = notReadIn(input.language, input.document.text);
  return [
    ...(notRead === null ? [] : [finding('language_partly_supported', { detail: notRead })]),
    ...(hasFewLetters(input.document.text.slice(0, 10 * MIN_LETTERS)) ? [finding('no_text')] : []),
    ...(input.headings === 0 ? [finding('no_sections')] : []),
    ...(input.work.length === 0 ? [finding('no_work')] : []),
    ...(input.education.length === 0 ? [finding('no_education')] : []),
    ...(input.years !== null && input.years > 50 ? [finding('over_50_years')] : []),
  ];
}

/** A shortcut: nearly every text has enough letters in ASCII alone. */
function hasFewLetters(text: string): boolean {
  const units = unitsOf(text);
  let letters = 0;
  for (let at = 0; at < text.length && letters < MIN_LETTERS; at++) if (isLetter(units[at]!)) letters += 1;
  return letters < MIN_LETTERS && text.replace(/[^\p{L}]/gu, '').length < MIN_LETTERS;
}

function ofWork(input: FindingsInput): Finding[] {
  const found: Finding[] = [];
  for (const [i, entry] of input.work.entries()) {
    const path = `work[${String(i)}]`;
    if (entry.dates === null) found.push(finding('undated_role', { path }));
    else found.push(...ofDates(path, entry.dates, input.asOf));
  }
  return [
    ...found,
    ...overlaps(input),
    ...gaps(input),
    ...duplicates(
      input.work.map((entry) => [entry.work.position, entry.work.name, entry.work.startDate, entry.work.endDate]),
      'work',
    ),
  ];
}

function ofDates(path: string, dates: { start: string | null; end: string | null }, asOf: string): Finding[] {
  const { start, end } = dates;
  const reversed =
    start !== null &&
    end !== null &&
    (start.length === 4 || end.length === 4
      ? end.slice(0, 4) < start.slice(0, 4)
      : monthIndex(end) < monthIndex(start));
  const future = start !== null && monthIndex(start) > monthIndex(asOf);
  return [
    ...(reversed ? [finding('end_before_start', { path: `${path}.endDate` })] : []),
    ...(future ? [finding('future_date', { path: `${path}.startDate` })] : []),
  ];
}

function overlaps(input: FindingsInput): Finding[] {
  const ranges = input.work.map((entry) => monthsOf(entry.dates, input.asOf));
  const found: Finding[] = [];
  for (const [i, a] of ranges.entries()) {
    const overlap = ranges
      .slice(Math.max(0, i - MOST_COMPARED), i)
      .some((b) => a !== null && b !== null && Math.min(a.to, b.to) - Math.max(a.from, b.from) > OVERLAP_MONTHS);
    if (overlap) found.push(finding('overlapping_roles', { path: `work[${String(i)}]` }));
  }
  return found;
}

function gaps(input: FindingsInput): Finding[] {
  const ranges = input.work
    .map((entry) => monthsOf(entry.dates, input.asOf))
    .filter((range) => range !== null)
    .sort((a, b) => a.from - b.from);
  let covered = ranges[0]?.to ?? 0;
  let found = false;
  for (const range of ranges) {
    found ||= range.from - covered > GAP_MONTHS;
    covered = Math.max(covered, range.to);
  }
  return found ? [finding('employment_gap')] : [];
}

function duplicates(rows: readonly (string | undefined)[][], path: string): Finding[] {
  const seen = new Set<string>();
  return rows.flatMap((row, i) => {
    const key = row.map((value) => fold(value ?? '')).join('|');
    if (row.every((value) => value === undefined) || !seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [finding('duplicate_entry', { path: `${path}[${String(i)}]` })];
  });
}

function ofEducation(input: FindingsInput): Finding[] {
  const found = input.education.flatMap((entry, i) =>
    entry.dates?.kind === 'range' ? ofDates(`education[${String(i)}]`, entry.dates, input.asOf) : [],
  );
  return [
    ...found,
    ...duplicates(
      input.education.map(({ education }) => [
        education.institution,
        education.studyType,
        education.area,
        education.endDate,
      ]),
      'education',
    ),
  ];
}

/** Read from the text without the person's details, so that a name cannot cause a finding that changes a score. */
function ofStuffing({ cutting }: FindingsInput): Finding[] {
  const { text } = cutting;
  const { repeated, disguised } = findStuffing(text);
  const whole = ([start, end]: [number, number]): [number, number] => [cutting.toWhole(start), cutting.endToWhole(end)];
  const told = (code: FindingCode, spans: [number, number][]): Finding[] =>
    spans.length === 0 ? [] : [{ ...finding(code), spans: spans.map(whole) }];
  // Words too short to be disguised or counted may stand between the others: IFRS, C, R.
  return [
    ...told('keyword_stuffing', joinedSpans(text, repeated, 2)),
    ...told('obfuscated_text', joinedSpans(text, disguised, 2)),
  ];
}

/**
 * Personal data that should not be in a CV, by labels in seven languages: kind -> pattern. Only the kind is reported,
 * never the value. Patterns are for text from plainOf(), matched at one place.
 */
const PERSONAL: Record<string, RegExp> = {
  'date of birth':
    /(?<!\p{L})(?:date of birth|d\.o\.?b\.?|do\.b\.?|dob\.?|born(?: on)?|birth ?date|geburtsdatum|geboren(?: am)?|geb\. am|date de naissance|née le|né le|fecha de nacimiento|nacid[oa] el|data di nascita|nat[oa] il|data de nascimento|geboortedatum|geboren op)\s*[:-]?\s*(?=[\d\p{L}])/uy,
  'marital status':
    /(?<!\p{L})(?:marital status|civil status|familienstand|situation (?:familiale|de famille)|état civil|estado civil|stato civile|burgerlijke staat)(?!\p{L})/uy,
  religion: /(?<!\p{L})(?:religion|konfession|religión|religione|religião|confession|caste)\s*[:-]/uy,
  nationality:
    /(?<!\p{L})(?:nationality|nationalität|staatsangehörigkeit|nationalité|nacionalidad|nazionalità|nacionalidade|nationaliteit)\s*[:-]?\s/uy,
  gender: /(?<!\p{L})(?:gender|sex|geschlecht|sexe|sexo|sesso|geslacht)\s*[:-]/uy,
  'parents or children':
    /(?<!\p{L})(?:father(?:'s)? name|mother(?:'s)? name|spouse(?:'s)? name|husband(?:'s)? name|number of children|kinder\s*:|enfants\s*:|hijos\s*:)/uy,
  'national id':
    /(?<!\p{L})(?:passport (?:no|number|#)|aadhaa?r|pan (?:no|card)|ssn\b|social security (?:no|number)|national id|nif\s*:|dni\s*:|nie\s*:|codice fiscale|cpf\s*:|rg\s*:|bsn\s*:|ahv|sozialversicherungsnummer|reisepass)/uy,
  photo: /(?<!\p{L})(?:photo(?:graph)? attached|passport size photo|lichtbild|bewerbungsfoto|pasfoto)(?!\p{L})/uy,
};
const personal = Object.entries(PERSONAL);
const beginnings = new Beginnings(alternativesOf(Object.values(PERSONAL)));

/** Kinds of personal data for which the text has a label. Patterns are tried only where a word begins like a label. */
function personalKinds(plain: string): string[] {
  const found = new Set<RegExp>();
  const units = unitsOf(plain);
  const { length } = plain;
  let letter = false;
  for (let at = 0; at < length; at++) {
    const unit = units[at]!;
    const inside = letter;
    letter = isLetter(unit);
    if (!inside && unit >= LETTER_A && beginnings.has(unit, units[at + 1]!, units[at + 2]!)) addKinds(plain, at, found);
  }
  return personal.filter(([, pattern]) => found.has(pattern)).map(([kind]) => kind);
}

const LETTER_A = 97;

function addKinds(plain: string, at: number, found: Set<RegExp>): void {
  for (const [, pattern] of personal) {
    pattern.lastIndex = at;
    if (!found.has(pattern) && pattern.test(plain)) found.add(pattern);
  }
}

/** A label of a date without a readable date after it: "From: 13/2015", "Dates: Smarch 2014". */
const UNREADABLE =
  /(?:(?<![\d./-])(?:1[3-9]|[2-9]\d)[./](?:19|20)\d{2}(?!\d)|(?<!\d)(?:3[2-9]|[4-9]\d)[./](?:0?[1-9]|1[0-2])[./](?:19|20)\d{2}|(?<!\d)(?:0?[1-9]|[12]\d|3[01])[./](?:1[3-9]|[2-9]\d)[./](?:19|20)\d{2}(?!\d))/uy;

function ofText(input: FindingsInput): Finding[] {
  const { text, hidden, unchecked = [] } = input.document;
  const kinds = personalKinds(plainOf(text)).map((kind) => finding('personal_data', { detail: kind }));
  const unreadable = numbersIn(text, UNREADABLE)
    .filter((match) => !isDayFirst(match[0]))
    .slice(0, 3)
    .map(() => finding('unreadable_date'));
  const reasons = [...new Set(hidden.map((one) => one.reason))];
  return [
    ...kinds,
    ...unreadable,
    ...(hidden.length > 0 ? [finding('hidden_text', { detail: reasons.join(', ') })] : []),
    ...ofVisibility(unchecked),
  ];
}

const DOUBTS: Record<UncheckedText['reason'], string> = {
  picture: 'text on or under a picture',
  text_layer: 'the text layer behind a picture of the page',
  mixed_paint: 'paint that mixes with what is below',
  attachment: 'what is attached to the PDF says more or other than its pages do, so that it is left out',
  no_colours: 'the file is damaged or too large for a reader that knows colours',
};

function ofVisibility(unchecked: readonly UncheckedText[]): Finding[] {
  const reasons = [...new Set(unchecked.map(({ reason }) => reason))];
  const pagesOf = (reason: UncheckedText['reason']): string =>
    unchecked
      .filter((one) => one.reason === reason)
      .map(({ page }) => page.toString())
      .join(', ');
  return reasons.map((reason) =>
    finding('visibility_not_checked', {
      detail:
        reason === 'no_colours' || reason === 'attachment'
          ? DOUBTS[reason]
          : `${DOUBTS[reason]}, page ${pagesOf(reason)}`,
    }),
  );
}

/** `4/13/2015` is a valid date with the month first. */
function isDayFirst(raw: string): boolean {
  const [first, second] = raw.split(/[./]/).map(Number);
  return raw.split(/[./]/).length === 3 && first! <= 12 && second! <= 31;
}
