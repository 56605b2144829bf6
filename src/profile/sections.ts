import type { Section, SectionKind } from '../domain/index.js';
import { isDigit, isLetter, PhraseBeginnings, smallAt } from './text/beginnings.js';
import { endsPlainly, fold, isUpperCase, wordCount, type TextLine } from './text/lines.js';
import { isPageTitle } from './words/page-titles.js';
import { namesField } from './words/degrees.js';
import { HEADINGS, kindByWords, SQUEEZED_HEADINGS } from './words/headings.js';

/** A section with its lines; the heading's own line is not among them. */
export interface SectionLines extends Section {
  lines: TextLine[];
  /** All kinds that the heading names: `Education & Experience` has two. */
  kinds: SectionKind[];
}

/** The appearance of a line, which headings of one CV share. */
interface Style {
  caps: boolean;
  /** Font size; 0 where the extractor does not know it. */
  size: number;
  bold: boolean;
  column: number;
}

interface Heading {
  line: TextLine;
  kinds: SectionKind[];
  style: Style;
}

const MAX_HEADING_WORDS = 7;
const SIZE_TOLERANCE = 0.8;
/**
 * Words and signs between two headings on one line, or before the same heading in another script ("工作经历 Work
 * Experience").
 */
const JOINERS =
  /\s+(?:and|und|et|y|e|en|or|with|AND|UND|ET|Y|E|EN|OR|[иіiv]|og|och|oraz|şi|și|ve|ja|és|και|và|и|та)\s+|(?<=[\u3040-\u9fff\uac00-\ud7af])\s+(?=[A-Za-z])|(?<=[A-Za-z])\s+(?=[\u3040-\u9fff\uac00-\ud7af])|\s*[&|+]\s*|,\s+|\s+\/\s+|(?<=\p{Lu})\/(?=\p{Lu})/u;

/** Beginnings of headings, with or without blanks. Most lines begin differently, which rules them out cheaply. */
const beginnings = new PhraseBeginnings([...HEADINGS.keys(), ...SQUEEZED_HEADINGS.keys()]);
const NUMBER = /^(?:[\s\d.IVX]+[.)]\s+|[一二三四五六七八九十]{1,2}[、.．]\s*)/u;
const NUMERALS = new Set([...'ivx'].map((letter) => letter.charCodeAt(0)));

/**
 * Whether a text may begin with a heading. It must begin like one, like a number before one, or with fewer than three
 * ASCII letters.
 */
function mayBeHeading(text: string): boolean {
  const first = smallAt(text, 0);
  if ((isDigit(first) || NUMERALS.has(first)) && NUMBER.test(text)) return true;
  if (isDigit(first)) return false;
  return !isLetter(first) || !isLetter(smallAt(text, 1)) || !isLetter(smallAt(text, 2)) || beginnings.mayBegin(text);
}

/** The kinds of section that a text names as a heading; empty where it is none. */
export function headingKinds(text: string): SectionKind[] {
  if (!mayBeHeading(text)) return [];
  // "Licence (Computer Science)" is a degree, not a heading.
  if (text.endsWith(')') && namesField(text.slice(text.lastIndexOf('(')))) return [];
  const words = unspace(text)
    .replace(/[(（][^)）]*[)）]\s*$/u, '')
    .replace(NUMBER, '');
  const folded = fold(words);
  const whole = HEADINGS.get(folded) ?? SQUEEZED_HEADINGS.get(folded.replace(/ /g, ''));
  if (whole !== undefined) return [whole];
  const plain = folded.replace(/ (?:und|et|y|e|en) /gu, ' and ');
  const joined = HEADINGS.get(plain) ?? HEADINGS.get(plain.replace(/ and /g, ' '));
  if (joined !== undefined) return [joined];
  // Without a blank or sign, no two headings can be joined.
  if (!/[\s&|+/]/.test(words)) return [];
  const kinds = words
    .split(JOINERS)
    .map(fold)
    .filter((part) => part !== '')
    .map((part) => HEADINGS.get(part));
  return kinds.length > 1 && kinds.every((kind) => kind !== undefined) ? [...new Set(kinds)] : [];
}

/** `E X P E R I E N C E` -> `EXPERIENCE`; wider gaps still separate words. */
function unspace(text: string): string {
  if (!/^\s*\p{L}\s/u.test(text) || !/^(?:\p{L}\s){3,}\p{L}\s*$/u.test(text.replace(/\s{2,}/g, ' ').trim()))
    return text;
  return text
    .split(/\s{2,}/)
    .map((word) => word.replace(/\s/g, ''))
    .join(' ');
}

function styleOf(line: TextLine): Style {
  const { layout } = line;
  return {
    caps: isUpperCase(line.text),
    size: layout?.fontSize ?? 0,
    bold: layout?.bold ?? false,
    column: layout?.column ?? 0,
  };
}

const alike = (a: Style, b: Style): boolean =>
  a.caps === b.caps && a.bold === b.bold && Math.abs(a.size - b.size) <= SIZE_TOLERANCE;

function toHeading(line: TextLine): Heading | null {
  if (line.text.length > 70 || !mayBeHeading(line.text)) return null;
  const text = endsPlainly(line.text) ? line.text : line.text.replace(/[\s:•|_=~-]+$/u, '');
  if (line.bullet && /\p{Ll}/u.test(text)) return null;
  if (/[.;!?]$/.test(text) || wordCount(text) > MAX_HEADING_WORDS || text.length > 60 || /^\p{Ll}/u.test(text))
    return null;
  if (line.index === 0 && isPageTitle(text)) return null;
  const kinds = headingKinds(text);
  return kinds.length === 0 ? null : { line, kinds, style: styleOf(line) };
}

/** The style that heads the most kinds of section in this CV; among equals the largest. */
function mainStyle(headings: readonly Heading[]): { style: Style; kinds: number } | null {
  let best: { style: Style; kinds: number } | null = null;
  const groups = byStyle(headings);
  for (const { style } of groups) {
    const kinds = new Set(groups.filter((other) => alike(other.style, style)).flatMap((other) => [...other.kinds]))
      .size;
    if (best === null || kinds > best.kinds || (kinds === best.kinds && prominence(style) > prominence(best.style)))
      best = { style, kinds };
  }
  return best;
}

/** Groups headings by exact style: a CV has few styles, however many headings. */
function byStyle(headings: readonly Heading[]): { style: Style; kinds: Set<SectionKind> }[] {
  const groups = new Map<string, { style: Style; kinds: Set<SectionKind> }>();
  for (const { style, kinds } of headings) {
    const key = `${String(style.caps)} ${String(style.bold)} ${style.size.toFixed(1)} ${String(style.column)}`;
    const group = groups.get(key) ?? { style, kinds: new Set() };
    for (const kind of kinds) group.kinds.add(kind);
    groups.set(key, group);
  }
  return [...groups.values()];
}

const prominence = (style: Style): number => style.size + (style.bold ? 2 : 0) + (style.caps ? 1 : 0);

/** Font size of most letters. */
function bodySize(lines: readonly TextLine[]): number {
  const letters = new Map<number, number>();
  for (const { layout, text } of lines)
    if (layout !== null)
      letters.set(Math.round(layout.fontSize), (letters.get(Math.round(layout.fontSize)) ?? 0) + text.length);
  return [...letters].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0])[0];
}

/**
 * Whether a heading word starts a section. In another style than the main one it is a sub-heading, unless it stands out
 * just as much or stands in another column, since side bars have a style of their own. Plain text only has capitals to
 * go by.
 */
function isSection(heading: Heading, main: { style: Style; kinds: number }, body: number): boolean {
  const { style } = heading;
  if (alike(style, main.style)) return true;
  if (body === 0) return !main.style.caps || main.kinds < 2;
  const outstanding = style.size > body + SIZE_TOLERANCE || style.bold || style.caps;
  if (!outstanding) return false;
  return (
    main.kinds < 3 || style.column !== main.style.column || prominence(style) >= prominence(main.style) - SIZE_TOLERANCE
  );
}

/** Lines in the style of this CV's headings whose words are in no list. */
function unknownHeadings(lines: readonly TextLine[], known: readonly Heading[], main: Style): Heading[] {
  const taken = new Set(known.map((heading) => heading.line.index));
  const same = lines.filter((line) => line.layout !== null && alike(styleOf(line), main));
  if (same.length > 2.5 * known.length + 2 && known.length > 0) return [];
  const biggest = lines.reduce((size, line) => Math.max(size, line.layout?.fontSize ?? 0), 0);
  return same
    .filter(
      (line) =>
        !taken.has(line.index) &&
        !line.bullet &&
        line.index > 0 &&
        wordCount(line.text) <= MAX_HEADING_WORDS &&
        !/[\d@:,\t]|[.;]$/.test(line.text),
    )
    .filter((line) =>
      known.length > 0
        ? line.layout!.fontSize < biggest - SIZE_TOLERANCE || main.size >= biggest - SIZE_TOLERANCE
        : true,
    )
    .map((line) => ({ line, kinds: looseKinds(line.text), style: styleOf(line) }));
}

function looseKinds(text: string): SectionKind[] {
  return [kindByWords(fold(text))];
}

/** For a CV without any known heading: the largest font below the name's that at least three short lines have. */
function styleWithoutWords(lines: readonly TextLine[], body: number): Style | null {
  const short = lines.filter(
    (line) => line.layout !== null && line.layout.fontSize > body + 1.5 && wordCount(line.text) <= MAX_HEADING_WORDS,
  );
  const styles = short.map(styleOf).sort((a, b) => b.size - a.size);
  return styles.find((style) => short.filter((line) => alike(styleOf(line), style)).length >= 3) ?? null;
}

/** In text without fonts whose headings follow a blank line, items of a list ("Presentation") are no headings. */
function setApart(lines: readonly TextLine[], candidates: readonly Heading[], body: number): Heading[] {
  const apart = candidates.filter((heading) => heading.line.blankBefore);
  if (body > 0 || apart.length < 3 || apart.length * 3 < candidates.length * 2) return [...candidates];
  return candidates.filter(
    ({ line }) => line.blankBefore || !isItem(lines[line.index - 1]) || !isItem(lines[line.index + 1]),
  );
}

/** A short line right below another. */
const isItem = (line: TextLine | undefined): boolean =>
  line !== undefined && !line.blankBefore && wordCount(line.text) <= 4 && !/[\d:,]/u.test(line.text);

function findHeadings(lines: readonly TextLine[]): Heading[] {
  const body = bodySize(lines);
  const candidates = setApart(
    lines,
    lines.map(toHeading).filter((heading) => heading !== null),
    body,
  );
  const main = mainStyle(candidates);
  const plainStyle = main === null && body > 0 ? styleWithoutWords(lines, body) : null;
  if (main === null) return plainStyle === null ? [] : unknownHeadings(lines, [], plainStyle);
  const known = candidates.filter((heading) => isSection(heading, main, body));
  const standsOut = main.style.size > body + SIZE_TOLERANCE || main.style.bold || main.style.caps;
  const unknown = body > 0 && standsOut && main.kinds >= 2 ? unknownHeadings(lines, known, main.style) : [];
  return [...known, ...unknown].sort((a, b) => a.line.index - b.line.index);
}

/** Cuts the lines into sections that together cover the text. The part before the first heading is the header. */
export function findSections(lines: readonly TextLine[], textLength: number): SectionLines[] {
  const headings = findHeadings(lines);
  const header: SectionLines = {
    kind: 'header',
    kinds: ['header'],
    heading: '',
    start: 0,
    end: headings[0]?.line.start ?? textLength,
    lines: lines.slice(0, headings[0]?.line.index ?? lines.length),
  };
  const parts = headings.flatMap((heading, i) =>
    split(heading, lines.slice(heading.line.index + 1, headings[i + 1]?.line.index ?? lines.length), headings, i),
  );
  const sections = parts.map((part, i) => toSection(part, parts[i + 1]?.start ?? textLength));
  for (const [i, part] of parts.entries())
    if (part.continues !== null && part.continues !== 'header') continueIn(sections, parts, i, part.continues);
  return header.end > 0 ? [header, ...sections] : sections;
}

/** Lines under a heading, or the continuation of its section after another column came in between. */
interface Part {
  heading: Heading;
  start: number;
  lines: TextLine[];
  continues: Heading | 'header' | null;
}

const SAME_COLUMN = 60;

/**
 * Splits a section where the text returns to an earlier column, whose last section then continues. A column without an
 * earlier section that begins above the heading in larger letters holds the header: the name beside a side bar.
 */
function split(heading: Heading, lines: readonly TextLine[], headings: readonly Heading[], index: number): Part[] {
  const isElsewhere = (line: TextLine): boolean => line.layout !== null && line.layout.column !== heading.style.column;
  const body = lines.reduce(
    (most, line) => (line.layout !== null && !isElsewhere(line) ? Math.max(most, line.layout.fontSize) : most),
    0,
  );
  const at =
    heading.line.layout === null
      ? -1
      : lines.findIndex(
          (line) =>
            isElsewhere(line) &&
            (lastIn(line, headings, index) !== undefined ||
              isAbove(line, heading, body || heading.line.layout!.fontSize) ||
              tellsContacts(lines, line, heading)),
        );
  const own: Part = {
    heading,
    start: heading.line.start,
    lines: lines.slice(0, at < 0 ? lines.length : at),
    continues: null,
  };
  if (at < 0) return [own];
  const rest = lines.slice(at);
  return [
    own,
    { heading, start: rest[0]!.start, lines: rest, continues: lastIn(rest[0]!, headings, index) ?? 'header' },
  ];
}

/** Whether a line stands above the heading, in larger letters than the heading or than everything under it. */
function isAbove({ layout }: TextLine, { line }: Heading, body: number): boolean {
  if (layout === null || line.layout === null || layout.page !== line.layout.page || layout.y >= line.layout.y)
    return false;
  return layout.fontSize > Math.min(line.layout.fontSize, body) + SIZE_TOLERANCE;
}

/** Lines at the top of a side bar of which one must hold a contact. */
const FIRST_CONTACTS = 4;

/** Whether a side bar on the right begins, without a heading, with the person's contacts. */
function tellsContacts(lines: readonly TextLine[], first: TextLine, { line }: Heading): boolean {
  if (
    first.layout === null ||
    line.layout === null ||
    first.layout.x < line.layout.x ||
    (first.layout.page === line.layout.page && first.layout.y > line.layout.y)
  )
    return false;
  const at = first.index - lines[0]!.index;
  return lines
    .slice(at, at + FIRST_CONTACTS)
    .some((one) => one.layout?.column === first.layout!.column && REACHED.test(one.text));
}
/** An address, or a label in front of one. */
const REACHED =
  /[^\s@]@[\w-]+\.[a-z]{2,}|^(?:e-?mail|courriel|correo|phone|mobile|tel|telefono?|téléphone|teléfono|telefone|telefoon|handy|móvil)(?![\p{L}])\s*:/iu;

/** How many headings back an interrupted section may have begun. */
const FARTHEST = 200;

/** The last heading before `index` with a line under it in the same column. */
function lastIn(line: TextLine, headings: readonly Heading[], index: number): Heading | undefined {
  for (let at = index - 1; at >= Math.max(0, index - FARTHEST); at--) {
    const heading = headings[at]!;
    if (
      heading.line.layout !== null &&
      heading.style.column === line.layout!.column &&
      Math.abs(heading.line.layout.x - line.layout!.x) < SAME_COLUMN
    )
      return heading;
  }
  return undefined;
}

function toSection({ heading, start, lines, continues }: Part, end: number): SectionLines {
  if (continues === 'header') return { kind: 'header', kinds: ['header'], heading: '', start, end, lines };
  const { kinds } = continues ?? heading;
  return { kind: kinds[0]!, kinds, heading: continues === null ? heading.line.text : '', start, end, lines };
}

/** Adds the lines of a continued section to the section they continue. */
function continueIn(sections: SectionLines[], parts: readonly Part[], at: number, heading: Heading): void {
  const first = sections[parts.findIndex((part) => part.heading === heading && part.continues === null)]!;
  first.lines = [...first.lines, ...sections[at]!.lines];
  sections[at]!.lines = [];
}
