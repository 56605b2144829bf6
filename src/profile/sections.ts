import type { Section, SectionKind } from '../domain/index.js';
import { fold, isUpperCase, wordCount, type TextLine } from './lines.js';
import { HEADINGS } from './words/headings.js';

/** A section with its lines (the heading's own line left out). */
export interface SectionLines extends Section {
  lines: TextLine[];
  /** All kinds the heading names: `Education & Experience` has two. */
  kinds: SectionKind[];
}

interface Heading {
  line: TextLine;
  kinds: SectionKind[];
  /** Says how headings look in this CV: font size, weight, case. */
  style: string;
}

const MAX_HEADING_WORDS = 7;
const JOINERS = /\s+(?:and|und|et|y|e|en|or|with)\s+|\s*[&/,|+]\s*/u;

/** The kinds that a heading's words name; empty when it is none. */
export function headingKinds(text: string): SectionKind[] {
  const words = unspace(text).replace(/\([^)]*\)\s*$/u, '').replace(/^[\s\d.IVX]+[.)]\s+/u, '');
  const whole = HEADINGS.get(fold(words));
  if (whole !== undefined) return [whole];
  const plain = fold(words.replace(/\s(?:and|und|et|y|e|en)\s/giu, ' and '));
  const joined = HEADINGS.get(plain) ?? HEADINGS.get(plain.replace(/ and /g, ' '));
  if (joined !== undefined) return [joined];
  const kinds = words.toLowerCase().split(JOINERS).map(fold).filter((part) => part !== '').map((part) => HEADINGS.get(part));
  return kinds.length > 1 && kinds.every((kind) => kind !== undefined) ? [...new Set(kinds)] : [];
}

/** `E X P E R I E N C E` -> `EXPERIENCE`; wider gaps stay word gaps. */
function unspace(text: string): string {
  if (!/^(?:\p{L}\s){3,}\p{L}\s*$/u.test(text.replace(/\s{2,}/g, ' ').trim())) return text;
  return text.split(/\s{2,}/).map((word) => word.replace(/\s/g, '')).join(' ');
}

function styleOf(line: TextLine): string {
  const caps = isUpperCase(line.text) ? 'caps' : 'mixed';
  if (line.layout === null) return caps;
  return `${caps} ${line.layout.fontSize.toFixed(0)} ${line.layout.bold ? 'bold' : 'plain'}`;
}

function toHeading(line: TextLine): Heading | null {
  const text = line.text.replace(/[\s:•|_=~-]+$/u, '');
  if (line.bullet && !isUpperCase(text)) return null;
  if (/[.;!?]$/.test(text) || wordCount(text) > MAX_HEADING_WORDS || text.length > 60 || /^\p{Ll}/u.test(text)) return null;
  const kinds = headingKinds(text);
  return kinds.length === 0 ? null : { line, kinds, style: styleOf(line) };
}

const MAIN: ReadonlySet<SectionKind> = new Set(['work', 'education', 'skills']);

/** Styles that head the main parts of this CV; a heading word in another style is a sub-heading. */
function headingStyles(headings: readonly Heading[]): Set<string> {
  const main = headings.filter((heading) => heading.kinds.some((kind) => kind === 'work' || kind === 'education'));
  const counted = main.length > 0 ? main : headings.filter((heading) => heading.kinds.some((kind) => MAIN.has(kind)));
  return new Set(counted.map((heading) => heading.style));
}

/** One style heads this CV where the same style is used for two or more different parts; then only it counts. */
function isSection(heading: Heading, styles: ReadonlySet<string>, hasLayout: boolean): boolean {
  if (styles.size === 0 || styles.has(heading.style)) return true;
  if (hasLayout) return biggerThanAll(heading.style, styles);
  return ![...styles].every((style) => style.startsWith('caps'));
}

function biggerThanAll(style: string, styles: ReadonlySet<string>): boolean {
  const size = (value: string): number => Number(value.split(' ')[1]);
  return [...styles].every((other) => size(style) >= size(other) - 0.5 && (style.includes('bold') || !other.includes('bold')));
}

/** Lines that look just as this CV's headings do, in a font of their own, but say something no list knows. */
function unknownHeadings(lines: readonly TextLine[], headings: readonly Heading[]): Heading[] {
  const styles = headingStyles(headings);
  const known = new Set(headings.map((heading) => heading.line.index));
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(styleOf(line), (counts.get(styleOf(line)) ?? 0) + 1);
  const reserved = [...styles].filter((style) => (counts.get(style) ?? 0) <= 2 * headings.length + 2);
  return lines
    .filter((line) => line.layout !== null && !known.has(line.index) && !line.bullet && reserved.includes(styleOf(line)))
    .filter((line) => wordCount(line.text) <= MAX_HEADING_WORDS && !/[\d@:,]|[.;]$/.test(line.text) && line.index > (headings[0]?.line.index ?? 0))
    .map((line) => ({ line, kinds: ['other' as const], style: styleOf(line) }));
}

/** Cuts the lines into sections; the part before the first heading is the header. Together they cover the text. */
export function findSections(lines: readonly TextLine[], textLength: number): SectionLines[] {
  const candidates = lines.map(toHeading).filter((heading) => heading !== null);
  const styles = headingStyles(candidates);
  const hasLayout = lines.some((line) => line.layout !== null);
  const known = candidates.filter((heading) => isSection(heading, styles, hasLayout));
  const headings = [...known, ...(hasLayout ? unknownHeadings(lines, known) : [])].sort((a, b) => a.line.index - b.line.index);
  const header: SectionLines = { kind: 'header', kinds: ['header'], heading: '', start: 0, end: headings[0]?.line.start ?? textLength, lines: lines.slice(0, headings[0]?.line.index ?? lines.length) };
  const sections = headings.map((heading, i) => toSection(heading, headings[i + 1], lines, textLength));
  return header.end > 0 ? [header, ...sections] : sections;
}

function toSection(heading: Heading, next: Heading | undefined, lines: readonly TextLine[], textLength: number): SectionLines {
  return {
    kind: heading.kinds[0]!,
    kinds: heading.kinds,
    heading: heading.line.text,
    start: heading.line.start,
    end: next?.line.start ?? textLength,
    lines: lines.slice(heading.line.index + 1, next?.line.index ?? lines.length),
  };
}
