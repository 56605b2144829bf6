import type { Vocabulary } from '../port.js';
import { headingKinds, type SectionLines } from '../sections.js';
import { fold, tighten, wordCount, type Span, type TextLine } from '../text/lines.js';
import { namesSchool } from '../words/degrees.js';
import { isPageTitle } from '../words/page-titles.js';
import { employerScore } from '../posts/classify.js';
import type { Found } from './contact.js';
import { UNSPACED } from './mentions.js';
import { nameCore, nameLabel, NOT_NAMES, SPACED } from './name.js';
import { isSkillList, skillsIn, isWhole, isTitlePhrase, isOneTitle, isTitleLine } from './not-names.js';
import { placeScore } from './places.js';

/**
 * Finds the line with the name by its position and by what it is not, never by whether its words look like a name:
 * Mason Baker, Dean Swift and Florence English must be treated as Emma Kroft is.
 */
export interface NameLineInput {
  text: string;
  lines: readonly TextLine[];
  sections: readonly SectionLines[];
  firstPageEnd: number;
  contacts: readonly Span[];
  vocabulary: Vocabulary;
}

/** Separators between the parts of a header line. */
const PARTS = /\s{3,}|\t+|\s*[|•·;｜／\u3000\uf000-\uf8ff]+\s*|\s+[-–—]+\s+/gu;
const SIGNS = '[★☆✦✧✪✱◆◇♦■□▪●○►▶➤→]+';
/** In a short line bullet signs separate too; in a long line they mark bullets. */
const PARTS_OF_SHORT = new RegExp(`${PARTS.source}|\\s+${SIGNS}\\s+`, 'gu');
const SHORT = 120;
export const partsPattern = (line: string): RegExp => (line.length > SHORT ? PARTS : PARTS_OF_SHORT);
const LONGEST_NAME = 7;
/** In characters: longer than any header line, contacts included. */
const LONGEST_LINE = 400;
/** Lines from the top in which a name may stand. */
const TOP = 12;
const MOST_BIG = 4;
/** Countries and regions that are also first or family names. */
const NAMES_OF_PLACES = new Set(
  'jordan georgia chad virginia carolina dakota montana israel india china kenya america ireland holland france england wales scotland'.split(
    ' ',
  ),
);
/** Words that are otherwise no names but that people are called nonetheless. */
const PRODUCTS = new Set('java python oracle sap cisco azure android excel page cloud'.split(' '));
const CLEAR_FORM = /(?:^|[\s,])(?:ltd|gmbh|inc|llc|pvt|limited|corporation|corp|plc)\.?$/iu;
const LABEL = /^[\p{L}\p{M}’'./ -]{1,28}[:：]/u;
const SENTENCE = /(?:^|\s)(?:the|and|with|for|und(?! zu\s)|mit|avec|para)(?=\s)/iu;
const LONG_SENTENCE = /\s(?:of|in(?! ['’]t)|to|is|my|at|et|con)(?=\s)/u;
/** What a page may begin with that says nothing about the person. */
const FURNITURE =
  /^(?:(?:last |zuletzt )?(?:updated?|modified|aktualisiert|printed|created|generated)\b|(?:stand|date|datum|ref(?:erence)?|version|confidential|private and confidential|strictly private|dear|to whom|sehr geehrte|madame|monsieur|estimad|gentile|egregi|prezad|caro|geachte)|["“„«'‘][^"”»'’]*[.!?]["”»'’]$)/iu;
const CLOSING =
  /(?:regards|sincerely|faithfully|grüßen|grüße|salutations|saludos|atentamente|saluti|cumprimentos|groet|groeten)[,.]?$/iu;
const LAST = 6;

/**
 * The line of the name, or two lines where first and last name are separate; empty where the CV begins with something
 * else.
 */
export function findNameLine(input: NameLineInput): TextLine[] {
  const labelled = input.lines
    .slice(0, 40)
    .filter((line) => nameLabel(line.text) > 0 && line.text.slice(nameLabel(line.text)).trim() !== '');
  if (labelled[0] !== undefined)
    return [
      ...labelled.filter(({ index }) => index <= labelled[0]!.index + 2),
      ...(labelled.length === 1 ? belowLabelled(labelled[0], input) : []),
    ];
  const top = topLines(input);
  const big = bigLines(input);
  const found =
    firstName(big, input, false) ??
    firstName(top, input, false) ??
    (isReachable(top, input) ? firstName(top, input, true) : undefined) ??
    besideContacts(input);
  return found === undefined ? [] : [found, ...secondLine(found, input, big)];
}

/** "Name: Emma", with the last name on the next line. */
function belowLabelled(first: TextLine, input: NameLineInput): TextLine[] {
  const next = input.lines[first.index + 1];
  if (
    next === undefined ||
    next.blankBefore ||
    wordCount(first.text.slice(nameLabel(first.text))) !== 1 ||
    UNSPACED.test(first.text) ||
    wordCount(next.text) > 3 ||
    holds(input.contacts, next)
  )
    return [];
  return namePart(next, input, false)?.start === next.start ? [next] : [];
}

const isReachable = (top: readonly TextLine[], { contacts }: NameLineInput): boolean =>
  top.some((line) => holds(contacts, line));

/** A name alone above the contacts, wherever those stand, or below the end of a letter. */
function besideContacts(input: NameLineInput): TextLine | undefined {
  const { lines, contacts } = input;
  return lines.find((line) => {
    const next = lines[line.index + 1];
    const near = line.index < TOP || line.index >= lines.length - LAST;
    const above =
      near &&
      line.blankBefore &&
      next !== undefined &&
      !next.blankBefore &&
      holds(contacts, next) &&
      !holds(contacts, line);
    const signed = CLOSING.test(lines[line.index - 1]?.text ?? '') && wordCount(lines[line.index - 1]!.text) <= 5;
    return (above || signed) && wordCount(line.text) <= 5 && namePart(line, input, true) !== null;
  });
}

function topLines({ lines, sections }: NameLineInput): TextLine[] {
  const own = sections.filter(
    (section) =>
      (section.kind === 'header' || section.kind === 'contact') && section.start <= (lines[TOP - 1]?.start ?? Infinity),
  );
  return own.flatMap((section) => section.lines).filter((line) => line.index < TOP);
}

/** The lines in the largest font of the first page, if there are only a few. */
function bigLines({ lines, firstPageEnd }: NameLineInput): TextLine[] {
  const page = lines.filter((line) => line.start < firstPageEnd && line.layout !== null);
  const sizes = page.map((line) => line.layout!.fontSize);
  const biggest = Math.max(0, ...sizes);
  const big = page.filter((line) => line.layout!.fontSize >= biggest - 0.6);
  return big.length <= MOST_BIG && big.length * 3 < page.length ? big : [];
}

const holds = (spans: readonly Span[], line: Span): boolean =>
  spans.some((span) => span.start < line.end && span.end > line.start);

function firstName(lines: readonly TextLine[], input: NameLineInput, titlesToo: boolean): TextLine | undefined {
  let employer: TextLine | undefined;
  for (const line of lines) {
    const part = namePart(line, input, titlesToo);
    if (part !== null) {
      const name = input.text.slice(part.start, part.end);
      if (wordCount(name) < 2 || name.includes(',') || employerScore(name) < 0.75) return line;
      employer ??= line;
    } else if (
      line.layout === null &&
      !holds(input.contacts, line) &&
      !FURNITURE.test(line.text) &&
      isSentence(line.text.split(PARTS)[0]!)
    )
      return employer;
  }
  return employer;
}

const isSentence = (part: string): boolean =>
  wordCount(part) > LONGEST_NAME ||
  (wordCount(part) >= 3 && SENTENCE.test(part)) ||
  (wordCount(part) >= 4 && (LONG_SENTENCE.test(part) || isWritten(part)));

/**
 * Whether a part is a phrase: small words among others that are no particles of a name ("Global trade consultant
 * offering outstanding advice").
 */
function isWritten(part: string): boolean {
  const small = part.replace(PARTICLES, ' ').match(/(?<![\p{L}\p{M}'’.-])\p{Ll}[\p{L}-]{2,}/gu) ?? [];
  return /\p{Lu}/u.test(part) && small.length >= 2;
}

/** The name within its line: the first part that may be one, if only titles, places and contacts stand before it. */
export function namePart(line: TextLine, input: NameLineInput, titlesToo: boolean): Span | null {
  if (line.text.length > LONGEST_LINE || isPageTitle(line.text.trim())) return null;
  for (const part of partsBetween(line, input)) {
    const text = input.text.slice(part.start, part.end);
    if (text.trim() === '' || !/\p{L}/u.test(text)) continue;
    const name = beforeComma(text);
    const core = nameCore(name);
    const found = unspaced(name.slice(core.start, core.end)).replace(NICKNAME, '');
    const isElsewhere = part.start > line.start && placeScore(found) >= 0.9;
    if (!isElsewhere && !isSentence(found) && mayBeName(found, unspaced(text), line, input.vocabulary, titlesToo))
      return withRest({ start: part.start + core.start, end: part.start + core.end }, line, input.text);
    const passed =
      found.split(/\s+/).every((word) => NOT_NAMES.has(word.toLowerCase())) ||
      isPlace(text.trim()) ||
      placeScore(text) >= 0.9 ||
      isTitleLine(text.trim(), input.vocabulary) ||
      LABEL_ONLY.test(text.trim());
    if (!passed) return null;
  }
  return null;
}
/** Joins "Mason    Baker", a first and a last name with a wide gap between them. */
function withRest(name: Span, line: TextLine, text: string): Span {
  const own = text.slice(name.start, name.end);
  const rest = /^(?: {3,}|\t+)[\p{L}\p{M}'’-]+(?=\s{2,}|\t|\s*[|•·;]|\s*$)/u.exec(text.slice(name.end, line.end));
  return rest !== null && wordCount(own) === 1 && !own.includes(',')
    ? { start: name.start, end: name.end + rest[0].length }
    : name;
}

/** "Coo" is short for an office. */
const NICKNAME = /\s*["“„][^"“”]{1,20}["“”]/u;
const LABEL_ONLY =
  /^(?:e-?mails?|mails?|tel|telephone|phone|mobile|mob|cell|address|contact|web|linkedin|github)\s*[.:]?$/iu;

/** What stands between the separators and the contacts of a line. */
function partsBetween(line: TextLine, { text, contacts }: NameLineInput): Span[] {
  const inside = contacts
    .filter((span) => span.start < line.end && span.end > line.start)
    .sort((a, b) => a.start - b.start);
  const spans: Span[] = [];
  let from = line.start;
  for (const { start, end } of [...inside, { start: line.end, end: line.end }]) {
    if (start > from) spans.push(...splitParts(text, { start: from, end: start }));
    from = Math.max(from, end);
  }
  return spans;
}

function splitParts(text: string, span: Span): Span[] {
  const own = text.slice(span.start, span.end);
  if (SPACED.test(own)) return [span];
  const spans: Span[] = [];
  let from = 0;
  for (const m of own.matchAll(partsPattern(own))) {
    spans.push({ start: span.start + from, end: span.start + m.index });
    from = m.index + m[0].length;
  }
  return [...spans, { start: span.start + from, end: span.end }];
}

const PARTICLES =
  /(?<!\p{L})(?:de|da|do|dos|del|della|di|du|la|le|van|von|der|den|ter|zu|bin|al|el|ibn|['’]t)(?!\p{L})/giu;

/** The name before the comma in "Mason Baker, Senior Accountant"; in "Baker, Mason, PhD" before the second comma. */
export function beforeComma(text: string): string {
  const first = text.indexOf(',');
  if (first < 0) return text;
  const before = text.slice(0, first);
  if (wordCount(before.slice(nameCore(before).start).replace(PARTICLES, ' ')) >= 2) return before;
  const second = text.indexOf(',', first + 1);
  return second < 0 ? text : text.slice(0, second);
}

/** `M A S O N  B A K E R` as two words. */
export function unspaced(text: string): string {
  if (!SPACED.test(text.slice(0, 120))) return text;
  return text
    .trim()
    .split(/\s{2,}/)
    .map((word) => word.replace(/\s/g, ''))
    .join(' ');
}

/** A line such as "Mason Baker:" at the very top is no label. */
const isLabelled = (whole: string, line: TextLine): boolean =>
  LABEL.test(whole) && !(line.index === 0 && /[:：]\s*$/u.test(whole) && wordCount(whole) >= 2);

/** Whether `part` may be a name; `whole` is the same text with what surrounds it. */
function mayBeName(part: string, whole: string, line: TextLine, vocabulary: Vocabulary, titlesToo: boolean): boolean {
  if (
    /\d|@|https?:/u.test(part) ||
    FURNITURE.test(whole.trim()) ||
    isLabelled(whole, line) ||
    (line.bullet && !ORNAMENTED.test(line.text) && !ORNAMENTED.test(whole) && !SIGN_BEHIND.test(line.text)) ||
    !/\p{L}/u.test(part) ||
    /^\([^()]*\)$/u.test(whole.trim())
  )
    return false;
  if (
    headingKinds(part).length > 0 ||
    CLEAR_FORM.test(whole) ||
    namesSchool(part) ||
    (isPlace(whole) && !isWithCountry(whole, line)) ||
    isHeaderOfSkills(part, line, vocabulary) ||
    skillsIn(whole, vocabulary) >= 3
  )
    return false;
  if (part.includes(' ') && isWhole(part, 'skill', vocabulary)) return false;
  if (
    /&|\p{L}\/\p{L}/u.test(part) &&
    (part.includes('&') || part.split('/').some((piece) => isTitlePhrase(piece, vocabulary)))
  )
    return false;
  if (part.split(/[\s&,]+/).every((word) => NOT_NAMES.has(word.toLowerCase()) && !PRODUCTS.has(word.toLowerCase())))
    return false;
  if (/^(?:page|photo|foto|confidential|picture|image|bild)\b/iu.test(part)) return false;
  return titlesToo ? !isTitlePhrase(part, vocabulary) && !isOneTitle(part, vocabulary) : !isTitleLine(part, vocabulary);
}

/** A sign at both ends is no bullet: "★ Emma Kroft ★". */
const SIGN_BEHIND = new RegExp(`^.{1,80}\\s${SIGNS}\\s`, 'u');
const ORNAMENTED = /[^\p{L}\p{N}\p{M}.!?"“”’')\]]$/u;

/** "Leeds, UK": a country or region after a comma. */
function isPlace(part: string): boolean {
  const last = fold(part.split(',').at(-1)!);
  return part.includes(',') && placeScore(part) === 1 && !NAMES_OF_PLACES.has(last);
}

/** Two words that are no town, and a country, in the first line: "Emma Kroft, UK". */
function isWithCountry(whole: string, { index }: TextLine): boolean {
  const [first, ...rest] = whole.trim().split(/\s*,\s*/);
  return index === 0 && rest.length === 1 && /^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$/u.test(first!) && placeScore(first!) < 0.9;
}

/** Skills where a name could stand. Brackets after a name hold pronouns and the like, so they are ignored. */
function isHeaderOfSkills(part: string, line: TextLine, vocabulary: Vocabulary): boolean {
  if (isSkillList(part.replace(/\s*\([^)]*\)/gu, ''), vocabulary)) return true;
  return (
    line.text.split(PARTS).length >= 3 &&
    vocabulary.canonical(part, 'skill') !== undefined &&
    isSkillList(line.text, vocabulary)
  );
}

/**
 * The last name on the line below the first: one or two words, in the same font where fonts are known. Contacts may
 * stand beside both.
 */
function secondLine(first: TextLine, input: NameLineInput, big: readonly TextLine[]): TextLine[] {
  const next = input.lines[first.index + 1];
  if (next === undefined || next.start - first.end > 3) return [];
  const [own, below] = [first, next].map((line) => namePart(line, input, true));
  if (!own || !below || below.start !== next.start) return [];
  const [name, rest] = [own, below].map(({ start, end }) => input.text.slice(start, end));
  const words = UNSPACED.test(name!) ? 2 : wordCount(name!);
  const inBig = big.includes(first) && big.includes(next) && words <= 3;
  if (!(inBig || (big.length === 0 && words === 1)) || wordCount(rest!) > 3 || next.text.includes(',')) return [];
  return namePart(next, input, false) === null ? [] : [next];
}

const NAME_WORDS = /^["“”„'(«]?\p{L}[\p{L}\p{M}'’`´._·-]*["”“')»,]?$/u;

/**
 * The name as written in its lines, without label, page title, honorifics and degrees; null where the rest does not
 * have the shape of a name.
 */
export function nameIn(nameLines: readonly TextLine[], input: NameLineInput): Found | null {
  const pieces = nameLines.flatMap((line) => pieceIn(line, input) ?? []);
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first === undefined || last === undefined) return null;
  const given =
    nameLines.findIndex((line) => FAMILY_LABEL.test(line.text)) === 0 && pieces.length > 1
      ? [...pieces].reverse()
      : pieces;
  const value = given
    .map(({ start, end }) => unspaced(input.text.slice(start, end)))
    .join(' ')
    .replace(/\s+/g, ' ');
  if (
    value.split(' ').length > LONGEST_NAME ||
    value.length > 60 ||
    !value.split(' ').every((word) => NAME_WORDS.test(word))
  )
    return null;
  if (value.split(' ').every((word) => NOT_NAMES.has(word.toLowerCase()))) return null;
  return { value, start: first.start, end: last.end, confidence: 0.8 };
}
const FAMILY_LABEL =
  /^(?:surname|family name|last name|nachname|familienname|nom\b|apellidos?|cognome|apelidos?|sobrenome|achternaam)/iu;

function pieceIn(line: TextLine, input: NameLineInput): Span | null {
  const label = nameLabel(line.text);
  const found = label > 0 ? null : (namePart(line, input, false) ?? namePart(line, input, true));
  if (found !== null) return found;
  const from = line.start + label;
  const to = input.contacts
    .filter((span) => span.start > from && span.start < line.end)
    .reduce((end, span) => Math.min(end, span.start), line.end);
  const [part] = splitParts(input.text, { start: from, end: Math.min(to, from + LONGEST_LINE) });
  const name = beforeComma(input.text.slice(part!.start, part!.end));
  const core = nameCore(name);
  return tighten(input.text, { start: part!.start + core.start, end: part!.start + core.end });
}
