import type { ExtractedDocument, Profile } from '../domain/index.js';

const CONTACT = [
  /[\p{L}\p{N}._%+-]+\s?@\s?[\p{L}\p{N}.-]+\.\p{L}{2,}/gu,
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
 * The text with the person's name, contact lines and personal data blanked out, offsets unchanged: all that is
 * embedded, indexed or scored is read from here, so that a name can move no score.
 */
export function maskedText(document: ExtractedDocument, profile: Profile): string {
  if (last?.document !== document || last.profile !== profile) last = { document, profile, text: mask(document.text, profile) };
  return last.text;
}
/** Passages, words and features ask for the same one in a row, and making it costs as much as they do. */
let last: { document: ExtractedDocument; profile: Profile; text: string } | null = null;

function mask(text: string, profile: Profile): string {
  const spans = [...contactSpans(text), ...fieldSpans(profile), ...sectionSpans(profile), ...nameSpans(text, profile.resume.basics.name)];
  return blank(text, spans.map((span) => widen(text, span)));
}

type Span = [start: number, end: number, wholeLine: boolean];

function contactSpans(text: string): Span[] {
  return CONTACT.flatMap((pattern) => [...text.matchAll(pattern)].map((m): Span => [m.index, m.index + m[0].length, true]));
}

function fieldSpans(profile: Profile): Span[] {
  return Object.entries(profile.fields)
    .filter(([path]) => PERSONAL_FIELDS.test(path))
    .map(([path, { start, end }]): Span => [start, end, path !== 'basics.location' && !path.startsWith('basics.location')]);
}

function sectionSpans(profile: Profile): Span[] {
  return profile.sections.filter((s) => s.kind === 'contact').map((s): Span => [s.start, s.end, false]);
}

/** The name's words wherever they stand capitalised: a signature, a page header, "Dear Ms Doe". */
function nameSpans(text: string, name: string | undefined): Span[] {
  const words = (name ?? '').split(/[\s,.]+/).filter((word) => word.length > 1);
  if (words.length === 0) return [];
  const either = words.flatMap((word) => [...new Set([escape(word), escape(word.toUpperCase()), escape(capitalised(word))])]).join('|');
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${either})(?![\\p{L}\\p{N}])`, 'gu');
  return [...text.matchAll(pattern)].map((m): Span => [m.index, m.index + m[0].length, false]);
}

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

function escape(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
