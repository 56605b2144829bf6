import { endOfWord, type ExtractedDocument, type Profile } from '../domain/index.js';

const CONTACT = [
  /(?:https?:\/\/|www\.)\S+/gi,
  /\b(?:linkedin|github|xing|gitlab|stackoverflow)\.com\/\S*/gi,
  /(?:\+|\(|\b00)\d[\d\s()./-]{7,}\d/g,
  /\b\d{3}[\s.-]\d{3}[\s.-]\d{4}\b/g,
];
/** A contact line is masked whole; a longer line (a text without line breaks) only where the contact stands. */
const LONGEST_CONTACT_LINE = 160;
const PERSONAL_FIELDS = /^basics\.(?:name|email|phone|url|location|profiles)\b/;
const PERSONAL_LINE = /^\s*(?:date of birth|birth ?date|born|geburtsdatum|geboren|né(?:e)? le|fecha de nacimiento|nationality|nationalität|marital status|familienstand|gender|sex|geschlecht)\b/i;

/**
 * The text with the person's name, contact lines, personal data and stuffed words blanked out, offsets unchanged: all that is
 * embedded, indexed or scored is read from here, so that a name can move no score.
 */
export function maskedText(document: ExtractedDocument, profile: Profile): string {
  if (last?.document !== document || last.profile !== profile) last = { document, profile, text: mask(document.text, profile) };
  return last.text;
}
/** Passages, words and features ask for the same one in a row, and making it costs as much as they do. */
let last: { document: ExtractedDocument; profile: Profile; text: string } | null = null;

function mask(text: string, profile: Profile): string {
  const spans = [...contactSpans(text), ...fieldSpans(profile), ...sectionSpans(profile), ...nameSpans(text, profile.resume.basics.name), ...stuffedSpans(profile)];
  return blank(text, spans.map((span) => widen(text, span)));
}

type Span = [start: number, end: number, wholeLine: boolean];

function contactSpans(text: string): Span[] {
  const others = CONTACT.flatMap((pattern) => [...text.matchAll(pattern)].map((m): Span => [m.index, m.index + m[0].length, true]));
  return [...emailSpans(text), ...others];
}

const MAILBOX = /[\p{L}\p{N}._%+-]+\s?$/u;
const DOMAIN = /@\s?[\p{L}\p{N}.-]+\.\p{L}{2,}/uy;
/** Looked for before an at sign; none that is longer is a mailbox. */
const LONGEST_MAILBOX = 120;

/** From the at signs outwards: an expression that begins with the mailbox tries every word of the text. */
function emailSpans(text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', Math.max(from, at + 1))) {
    const before = text.slice(Math.max(from, at - LONGEST_MAILBOX), at);
    const mailbox = MAILBOX.exec(before);
    DOMAIN.lastIndex = at;
    if (mailbox === null || !DOMAIN.test(text)) continue;
    from = DOMAIN.lastIndex;
    spans.push([at - mailbox[0].length, from, true]);
  }
  return spans;
}

function fieldSpans(profile: Profile): Span[] {
  return Object.entries(profile.fields)
    .filter(([path]) => PERSONAL_FIELDS.test(path))
    .map(([path, { start, end }]): Span => [start, end, path !== 'basics.location' && !path.startsWith('basics.location')]);
}

/** What the profile found to lift a CV without saying anything. */
function stuffedSpans({ findings }: Profile): Span[] {
  return findings.flatMap(({ spans = [] }) => spans.map(([start, end]): Span => [start, end, false]));
}

function sectionSpans(profile: Profile): Span[] {
  return profile.sections.filter((s) => s.kind === 'contact').map((s): Span => [s.start, s.end, false]);
}

/** The name's words wherever they stand capitalised: a signature, a page header, "Dear Ms Doe". */
function nameSpans(text: string, name: string | undefined): Span[] {
  const words = (name ?? '').split(/[\s,.]+/).filter((word) => word.length > 1);
  if (words.length === 0) return [];
  const forms = new Set(words.flatMap((word) => [word, word.toUpperCase(), capitalised(word)]));
  return [...forms].flatMap((form) => wholeWords(text, form));
}

/** Where a word stands by itself. */
function wholeWords(text: string, word: string): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const end = at + word.length;
    if (endOfWord(text, end) === end && !LETTER_BEFORE.test(text.slice(Math.max(0, at - 2), at))) spans.push([at, end, false]);
  }
  return spans;
}
const LETTER_BEFORE = /[\p{L}\p{N}]$/u;

function widen(text: string, [start, end, wholeLine]: Span): Span {
  if (!wholeLine) return [start, end, false];
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const to = next === -1 ? text.length : next;
  return to - from <= LONGEST_CONTACT_LINE ? [from, to, true] : [start, end, true];
}

function blank(text: string, spans: Span[]): string {
  let masked = '';
  let at = 0;
  for (const [start, end] of [...spans, ...personalLines(text)].sort((a, b) => a[0] - b[0])) {
    if (end <= at) continue;
    const from = Math.max(at, start);
    masked += text.slice(at, from) + text.slice(from, end).replace(/[^\n]/g, ' ');
    at = end;
  }
  return masked + text.slice(at);
}

function personalLines(text: string): Span[] {
  return [...text.matchAll(/[^\n]+/g)]
    .filter((m) => m[0].length <= LONGEST_CONTACT_LINE && PERSONAL_LINE.test(m[0]))
    .map((m): Span => [m.index, m.index + m[0].length, true]);
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}
