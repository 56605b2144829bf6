import type { SectionKind } from '../../domain/index.js';
import { titleScore } from '../posts/classify.js';
import type { Found } from './contact.js';
import { merged, within } from '../text/cutting.js';
import { wordCount, type Span, type TextLine } from '../text/lines.js';
import { beforeComma, namePart, partsPattern } from './name-line.js';
import { CREDENTIAL_TAIL, nameLabel } from './name.js';
import { placeScore } from './places.js';
import type { Vocabulary } from '../port.js';
import type { SectionLines } from '../sections.js';
import { isPageTitle } from '../words/page-titles.js';
import { isSkillList } from './not-names.js';

export interface IdentityInput {
  text: string;
  lines: readonly TextLine[];
  sections: readonly SectionLines[];
  nameLines: readonly TextLine[];
  name: Found | null;
  mentions: readonly Span[];
  /** E-mail addresses, phone numbers and links, whoever they belong to. */
  contacts: readonly Span[];
  location: Span | null;
  vocabulary: Vocabulary;
}

/** Lines from the top that may hold an address or other details of the person. */
const TOP = 25;
const PERSONAL =
  /^\s*(?:date of birth|birth ?date|d\.?o\.?b\b|born|age\s*[:\-–]|geburtsdatum|geboren|né(?:e)? le|fecha de nacimiento|nationality|nationalität|marital status|familienstand|gender|sex\b|geschlecht|religion\s*[:\-–]|pronouns\s*[:\-–]|[[(<]?(?:photo|foto|picture|image|bild|signature)\s*(?:[:\-–\])>]|$)|(?:father|mother|spouse|husband|wife)(?:['’]s)? name|supervisor\s*[:\-–]|passport (?:no|number|details))/iu;
/** Whether a line gives personal details: birth, nationality, photo and the like. */
export const isPersonal = (line: string): boolean => PERSONAL.test(line);
const REFERENCE = /^\s*(?:references?|referees?|referenzen|références|referencias|referenze)\s*[:\-–]\s*\S/iu;
const PRONOUNS =
  /[([]?(?<![\p{L}\p{N}])(?:he|she|they|er|sie)\s?\/\s?(?:him|her|hers|them|ihm|ihr)(?:\s?\/\s?(?:his|hers|theirs))?(?![\p{L}\p{N}])[)\]]?/giu;
/** English words that reveal a gender and nothing else. */
const GENDERED = /(?<![\p{L}\p{N}/'’-])(?:he|she|him|his|hers|her|himself|herself)(?![\p{L}\p{N}/'’-])[ \t]?/giu;
const FILE = /(?<=^|\s)[\p{L}\p{N}_.()-]{3,80}\.(?:pdf|docx?|odt|rtf|txt|pages)(?=$|[\s,;)])/gimu;
/** A quick test: most texts name no file. */
const NAMES_FILE = /\.(?:pdf|doc|odt|rtf|txt|pages)/iu;
const STREET =
  /\d.*(?:\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|court|ct|boulevard|blvd|way|square|close|terrace|apt|flat|floor|p\.?o\.? box|rue|calle|via|plaza|nagar|sector)\b|stra(?:ß|ss)e|str\.|weg\b|platz\b|gasse\b|straat\b)|^\s*(?:[\p{L} .'-]+,\s*)?[A-Z]{1,2}\d{1,2}[A-Z]?\s?\d[A-Z]{2}\s*$/iu;
const LABEL =
  /(?:^|(?<=[\s(]))(?:e-?mails?|mails?|tel|telephone|phone|mobile|mob|cell|fax|web|website|homepage|linkedin|github|gitlab|xing|portfolio|contact|telefon|handy|mobil|téléphone|teléfono|correo|whatsapp|skype)\s*(?:no|number|nr|id)?\.?\s*[:：]?\s*$/iu;
/** Accounts in the header: "@jane". */
const HANDLE = /(?<![\p{L}\p{N}@._-])@[\p{L}\d_][\p{L}\p{M}\d._-]{1,40}/gu;
/** In words: a longer text beside a contact is neither a label nor a place. */
const FEW = 8;
const LONGEST_ADDRESS = 120;
const MOST_REFERENCES = 30;

/**
 * Everything in the text that identifies the person: name, contacts, address, birth, photo, references, and the name
 * wherever it occurs. Ascending, without overlaps.
 */
export function identityOf(whole: IdentityInput): Span[] {
  const input = { ...whole, contacts: merged(whole.contacts) };
  const { text, name, mentions } = input;
  const [header, contact] = [headerLines(input), linesOf(input, 'contact')];
  const spans = [
    ...ownLines(input, header, contact),
    ...linesOf(input, 'references', MOST_REFERENCES).map(wholeLine),
    ...tokensOf(input),
    ...handlesIn([...header, ...contact]),
    ...mentions,
    ...(name === null ? [] : [name]),
  ];
  return withoutEmptyLines(text, merged(spans));
}

/** The first `most` lines of all sections of a kind. */
const linesOf = ({ sections }: IdentityInput, kind: SectionKind, most = Infinity): TextLine[] =>
  sections.filter((section) => section.kind === kind).flatMap((section) => section.lines.slice(0, most));

/**
 * The lines of the header. In a CV without headings everything is header, so only lines above and beside contacts
 * count.
 */
function headerLines({ lines, sections, contacts }: IdentityInput): TextLine[] {
  const top = sections.length > 1 ? TOP : 2 + lines.slice(0, TOP).findLastIndex((line) => touches(contacts, line));
  return sections
    .filter(({ kind }) => kind === 'header' || kind === 'contact')
    .flatMap((section) => section.lines)
    .filter(({ index }) => index < top);
}

/**
 * Lines that identify by their position or beginning: those of the name, of header and contact part, "Date of birth".
 */
function ownLines(input: IdentityInput, header: readonly TextLine[], contact: readonly TextLine[]): Span[] {
  const [ofHeader, ofContact] = [new Set(header), new Set(contact)];
  return input.lines.flatMap((line) => {
    if (input.nameLines.includes(line)) return fromNameLine(line, input);
    if (isPersonal(line.text) || REFERENCE.test(line.text)) return wordCount(line.text) <= 40 ? [wholeLine(line)] : [];
    return ofHeader.has(line) || ofContact.has(line) ? fromHeader(line, input, ofContact.has(line)) : [];
  });
}

/** Words that identify the person wherever they stand. */
const tokensOf = (input: IdentityInput): Span[] => [
  ...input.contacts.map((span) => withLabel(input.text, span)),
  ...(input.text.includes('/') ? matches(input.text, PRONOUNS) : []),
  ...matches(input.text, GENDERED),
  ...(NAMES_FILE.test(input.text) ? matches(input.text, FILE) : []),
  ...labelledNames(input),
];

const handlesIn = (lines: readonly TextLine[]): Span[] =>
  lines.flatMap((line) =>
    matches(line.text, HANDLE).map(({ start, end }) => ({ start: line.start + start, end: line.start + end })),
  );

const wholeLine = ({ start, end }: TextLine): Span => ({ start, end });

const matches = (text: string, pattern: RegExp): Span[] =>
  [...text.matchAll(pattern)].map((m) => ({ start: m.index, end: m.index + m[0].length }));

/** "Name: ..." anywhere. */
function labelledNames({ lines }: IdentityInput): Span[] {
  return lines.filter((line) => line.index < TOP && nameLabel(line.text) > 0).map(wholeLine);
}

function withLabel(text: string, span: Span): Span {
  const before = text.slice(Math.max(0, span.start - 30), span.start);
  const label = LABEL.exec(before.slice(before.lastIndexOf('\n') + 1));
  return { start: span.start - (label?.[0].length ?? 0), end: span.end };
}

interface Part extends Span {
  text: string;
}

/** The parts of a line, each with the separator before it; separators inside a contact do not split it. */
function partsOf(line: TextLine, text: string): Part[] {
  const parts: Part[] = [];
  let from = line.start;
  for (const m of line.text.matchAll(partsPattern(line.text))) {
    parts.push({ start: from, end: line.start + m.index, text: text.slice(from, line.start + m.index) });
    from = line.start + m.index + m[0].length;
  }
  parts.push({ start: from, end: line.end, text: text.slice(from, line.end) });
  return parts;
}

/** Everything in the name's line except separate titles and skills. */
function fromNameLine(line: TextLine, input: IdentityInput): Span[] {
  const { text, contacts, vocabulary } = input;
  const place = namePart(line, { ...input, firstPageEnd: text.length }, true);
  const parts = partsOf(line, text).flatMap((part) =>
    place === null || holds(part, place) ? commaParts(part) : [part],
  );
  const named =
    place === null
      ? 0
      : Math.max(
          0,
          parts.findIndex((part) => holds(part, place)),
        );
  const isName = (part: Part, i: number): boolean =>
    i === named || (place !== null && part.start >= place.start && part.end <= place.end);
  const after = parts.slice(named + 1);
  const skills = isSkillList(after.map((part) => part.text).join(', '), vocabulary);
  const tells = (part: Part): boolean =>
    titleScore(part.text, vocabulary) >= 0.7 ||
    (skills && hasSkill(part.text, vocabulary)) ||
    wordCount(part.text) > FEW;
  return allBut(
    line,
    parts.filter((part, i) => !isName(part, i) && !touches(contacts, part) && tells(part)),
  );
}

const holds = (part: Part, { start }: Span): boolean =>
  start >= part.start && start < Math.max(part.end, part.start + 1);

/** After a comma there may be a title ("Mason Baker, Senior Accountant"); after a single word it is the first name. */
function commaParts(part: Part): Part[] {
  const name = beforeComma(part.text);
  if (wordCount(part.text.slice(name.length + 1)) === 0) return [part];
  const credentials = /^(?:,\s*\d{2}(?=\s*,))?/u.exec(part.text.slice(name.length))![0].length;
  const from =
    name.length + credentials + (CREDENTIAL_TAIL.exec(part.text.slice(name.length + credentials))?.[0].length ?? 0);
  const rest = part.text.slice(from).replace(/^,/u, ' ');
  const start = part.start + from + (rest.length - rest.trimStart().length);
  return [
    { start: part.start, end: part.start + name.length, text: name },
    { start, end: part.end, text: rest.trim() },
  ];
}

const hasSkill = (text: string, vocabulary: Vocabulary): boolean =>
  vocabulary.find(text).some(({ kind }) => kind === 'skill');
const touches = (spans: readonly Span[], one: Span): boolean => within(spans, one.start, one.end).length > 0;

/**
 * In a line of the header or contact part, contacts, places and addresses are removed, and what tells about work is
 * kept.
 */
function fromHeader(line: TextLine, input: IdentityInput, inContact: boolean): Span[] {
  const { text, contacts, location, vocabulary } = input;
  const withContact = touches(contacts, line);
  const placed = location !== null && touches([location], line) && !/(?:19|20)\d\d/.test(line.text);
  if (!withContact && !placed && !inContact)
    return line.text.length <= LONGEST_ADDRESS &&
      (STREET.test(line.text) || isPlaceLine(line.text) || isPageTitle(line.text.trim()))
      ? [wholeLine(line)]
      : [];
  const skills = isSkillList(line.text, vocabulary);
  const tells = (part: Part): boolean => {
    const own = withoutContacts(text, part, contacts);
    if (placeScore(own) >= 0.9) return false;
    return (
      wordCount(own) > FEW ||
      (wordCount(own) > 0 && titleScore(own, vocabulary) >= 0.7) ||
      (skills && hasSkill(own, vocabulary))
    );
  };
  return allBut(line, partsOf(line, text).filter(tells));
}

const isPlaceLine = (text: string): boolean => wordCount(text) <= 6 && placeScore(text) >= 0.9;

function withoutContacts(text: string, part: Part, contacts: readonly Span[]): string {
  let own = '';
  let at = part.start;
  for (const { start, end } of within(contacts, part.start, part.end)) {
    own += text.slice(at, Math.max(at, start)).replace(LABEL, ' ');
    at = Math.max(at, end);
  }
  return (own + text.slice(at, Math.max(at, part.end))).trim();
}

/** The spans of a line outside the kept parts. Each kept part except the first keeps the separator before it. */
function allBut(line: TextLine, kept: readonly Part[]): Span[] {
  const gaps: Span[] = [];
  let at = line.start;
  for (const [i, part] of kept.entries()) {
    const from = i === 0 ? part.start : Math.max(at, part.start);
    if (from > at) gaps.push({ start: at, end: from });
    at = part.end;
  }
  return at < line.end ? [...gaps, { start: at, end: line.end }] : gaps;
}

/** Also removes lines in which no letter or digit is left, and all but one of the blank lines around them. */
function withoutEmptyLines(text: string, spans: readonly Span[]): Span[] {
  const more = [...spans];
  let [from, to] = [0, -1];
  for (const { start, end } of spans) {
    // The ends of a line are looked up once, however many spans it has.
    if (start > to) from = text.lastIndexOf('\n', start - 1) + 1;
    if (end > to) to = lineEnd(text, end);
    if (to - from > 2_000) continue;
    const left = leftOf(text, from, to, spans);
    if (
      !/[\p{L}\p{N}]/u.test(left) ||
      (/^[^\p{L}\p{N}]*(?:(?:page|seite|date|datum|place|ort)\b[\s:.]*)+\d{0,3}[^\p{L}\p{N}]*$/iu.test(left) &&
        left.trim().length < 20)
    )
      more.push({ start: from, end: Math.min(text.length, to + 1) });
  }
  return merged(merged(more).map((span) => withBlankLines(text, span)));
}

function lineEnd(text: string, from: number): number {
  const next = text.indexOf('\n', from);
  return next < 0 ? text.length : next;
}

function leftOf(text: string, from: number, to: number, spans: readonly Span[]): string {
  let left = '';
  let at = from;
  for (const { start, end } of within(spans, from, to)) {
    left += text.slice(at, Math.max(at, start));
    at = Math.max(at, Math.min(to, end));
  }
  return left + text.slice(at, Math.max(at, to));
}

/** Also removes the blank lines after removed lines, if a blank line or nothing stands before. */
function withBlankLines(text: string, { start, end }: Span): Span {
  if (start > 0 && text[start - 1] !== '\n') return { start, end };
  if (end < text.length && text[end - 1] !== '\n') return { start, end };
  if (start > 0 && !/\n[ \t]*\n$/.test(text.slice(Math.max(0, start - 40), start))) return { start, end };
  return { start, end: end + /^(?:[ \t]*\n)*/.exec(text.slice(end, end + 400))![0].length };
}
