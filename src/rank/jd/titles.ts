import { labelOf, type Label } from './headings.js';
import { cleanTitle, isCompany, withoutGender, titleEnd, titleInSentence, titleScore } from './title.js';
import { foldSame } from './words/index.js';
import { yearsIn } from '../years.js';
import type { Read } from './text.js';

export interface FoundTitle {
  title: string | null;
  /**
   * Lines that belong to the title, by index: where the title ends in the line, and whether the line is the company's
   * name above it (`logo`).
   */
  lines: Map<number, { end: number; logo: boolean }>;
}

/** Number of lines from the top in which an unlabelled title is looked for. */
const HEAD = 8;

/** The title of a JD. Sources in order of trust: given, labelled, on a line of its own, named in a sentence. */
export function findTitle(lines: Read[], given: string | null | undefined): FoundTitle {
  if (given !== undefined) return givenTitle(lines, given);
  return labelledTitle(lines) ?? headTitle(lines) ?? { title: null, lines: new Map() };
}

/** Lines that repeat a given title must not be read as duties. */
function givenTitle(lines: Read[], title: string | null): FoundTitle {
  const same = lines.slice(0, HEAD).flatMap(({ line, label }, i): [number, { end: number; logo: boolean }][] => {
    const value = label === null ? line.text : line.text.slice(label.value);
    return title !== null && foldSame(value.trim()) === foldSame(title.trim())
      ? [[i, { end: line.text.length, logo: false }]]
      : [];
  });
  return { title, lines: new Map(same) };
}

function labelledTitle(lines: Read[]): FoundTitle | null {
  for (const [i, { line, label, heading }] of lines.entries()) {
    if ((label ?? (isTitled(lines, i) ? null : headingLabel(heading, line)))?.name !== 'title') continue;
    const own = label !== null && label.value < line.text.length;
    const at = own ? i : i + 1;
    const next = lines[at];
    if (next === undefined || (!own && (next.heading !== null || next.label !== null || next.line.bullet))) continue;
    const value = next.line.text.slice(own ? label.value : 0);
    // "Job" and "Role" are everyday words as labels: what follows must look like a title.
    const least =
      label !== null &&
      /^(?:(?:job |position |role |post |vacancy )?title|position|stelle\w*|poste|puesto|posizione|cargo|functie|vacature)/.test(
        line.folded,
      )
        ? 1
        : 2;
    if (titleScore(value) < least) continue;
    return titleAt(lines, at, cleanTitle(value), (own ? label.value : 0) + (titleCut(value, lines) ?? value.length));
  }
  return null;
}

/** "The position" with the title on the next line: heading and label in one. */
function headingLabel(heading: Read['heading'], line: Read['line']): Label | null {
  return heading !== null && heading.role === 'duties' && heading.rest >= line.text.length ? labelOf(line) : null;
}

/** Whether a line above looks like a title. */
function isTitled(lines: Read[], i: number): boolean {
  return lines.slice(0, Math.min(i, HEAD)).some((read, at) => isCandidate(read, at) && scoreOf(read, lines) === 2);
}

/**
 * A title on a line of its own: the first candidate, unless it is the company's name or a later line is clearly more of
 * a title.
 */
function headTitle(lines: Read[]): FoundTitle | null {
  const candidates = lines.flatMap((read, i) =>
    isCandidate(read, i) ? [{ i, read, score: scoreOf(read, lines) }] : [],
  );
  const top = candidates.filter(({ i }) => i < HEAD && headingsBefore(lines, i) === 0);
  const roles = rolesAbove(lines);
  const best =
    top.find(({ i, score, read }) => score === 2 || (i === 0 && score === 1 && read.line.marked)) ??
    candidates.find(({ i, score }) => score === 2 && standsAlone(lines, i, roles[i]));
  if (best !== undefined) return lineTitle(lines, best.i);
  const first = top.find(({ i, score }) => i === 0 && score === 1);
  const said = sentenceTitle(lines, false) ?? (first === undefined ? sentenceTitle(lines, true) : null);
  return said ?? (first === undefined ? null : lineTitle(lines, first.i));
}

function isCandidate({ line, heading, label }: Read, i: number): boolean {
  return (
    heading === null &&
    label === null &&
    !line.bullet &&
    (i === 0 || line.text.length <= 90) &&
    !(i > 0 && /,$/.test(line.text))
  );
}

function scoreOf({ line }: Read, lines: Read[]): number {
  const cut = titleCut(line.text, lines);
  const score = titleScore(cut === null ? line.text : line.text.slice(0, cut));
  return score === 2 && titleInSentence(line.text) !== null ? 0 : score;
}

/** Headings above the title; "Job description" at the very top does not count. */
function headingsBefore(lines: Read[], i: number): number {
  return lines.slice(0, i).filter(({ heading }, at) => heading !== null && !(at === 0 && heading.role === 'duties'))
    .length;
}

/** For each line, the role of the last heading above it. */
function rolesAbove(lines: Read[]): (string | undefined)[] {
  let role: string | undefined;
  return lines.map(({ heading }) => {
    const above = role;
    role = heading?.role ?? role;
    return above;
  });
}

/** Whether a line after the company's text stands between blank lines or before a heading. */
function standsAlone(lines: Read[], i: number, section: string | undefined): boolean {
  const next = lines[i + 1];
  return (
    lines[i]!.line.apart &&
    (section === 'company' || section === 'legal' || section === 'benefits') &&
    (next === undefined ||
      next.line.apart ||
      next.heading !== null ||
      next.label !== null ||
      next.line.text.split(/\s+/).length <= 8)
  );
}

function lineTitle(lines: Read[], i: number): FoundTitle {
  const { text } = lines[i]!.line;
  const cut = titleCut(text, lines);
  return titleAt(lines, i, cleanTitle(cut === null ? text : text.slice(0, cut)), cut ?? text.length);
}

/**
 * Where the title ends before what is asked for: "iOS Developer with 3 years of Swift". A comma ends it only where the
 * JD is a single line.
 */
function titleCut(text: string, lines: Read[]): number | null {
  const years = yearsCut(text);
  if (years !== null) return years;
  const cut = titleEnd(text);
  if (cut === null) return null;
  if (lines.length === 1) return text[cut] === '(' ? null : cut;
  return /^\s+(?:with|who|mit|avec|con|com|met|having|\d+\+?)\s/u.test(foldSame(text).slice(cut)) ? cut : null;
}

/** Position of the bracket in "iOS Developer (5+ years)". */
function yearsCut(text: string): number | null {
  const [years] = text.length > LONGEST ? [] : yearsIn(text);
  const before = years === undefined ? '' : text.slice(0, years.start);
  const cut = Math.max(...['(', '[', ' - ', ' – ', ' — ', '\t', ','].map((mark) => before.lastIndexOf(mark)));
  return cut > 2 && before.length - cut < 30 ? cut : null;
}
/** In characters: a title with what follows it on its line. */
const LONGEST = 120;

function titleAt(lines: Read[], i: number, title: string, end: number): FoundTitle {
  const found: FoundTitle = { title: title === '' ? null : title, lines: new Map([[i, { end, logo: false }]]) };
  for (const [at, { line, heading }] of lines.slice(0, i + HEAD).entries()) {
    if (at !== i && heading === null && !line.bullet && foldSame(line.text) === foldSame(title))
      found.lines.set(at, { end: line.text.length, logo: false });
  }
  markLogos(lines, i, found.lines);
  const below = lines[i + 1];
  if (
    below !== undefined &&
    !below.heading &&
    !below.label &&
    !below.line.bullet &&
    !found.lines.has(i + 1) &&
    below.line.text.split(/[,\t·|]|\s[-–—]\s/).some((part) => isCompany(part.trim()) || ABOUT_POST.test(part))
  )
    found.lines.set(i + 1, { end: 0, logo: true });
  return found;
}
/** Details that often follow a title: hours, pay. */
const ABOUT_POST =
  /^\s*(?:full[- ]time|part[- ]time|remote|hybrid|vollzeit|teilzeit|permanent|cdi|cdd|unbefristet)\s*$|[£€$]\s?\d/iu;

/** Short lines above a title, outside any part, are a logo, a slogan or the company's name. */
function markLogos(lines: Read[], i: number, found: FoundTitle['lines']): void {
  for (let at = 0; at < i && at < 3; at++) {
    const { line, heading, label } = lines[at]!;
    if (heading !== null) break;
    if (
      label === null &&
      !line.bullet &&
      !found.has(at) &&
      line.text.split(/\s+/).length <= 8 &&
      titleInSentence(line.text) === null
    )
      found.set(at, { end: 0, logo: true });
  }
}

/** "We are looking for an iOS Developer": the first sentence that seeks one. */
function sentenceTitle(lines: Read[], weak: boolean): FoundTitle | null {
  for (const [i, { line, heading }] of lines.slice(0, 40).entries()) {
    const from = heading === null ? 0 : heading.rest;
    const said = titleInSentence(line.text.slice(from), weak);
    if (said === null) continue;
    const only = lines.length === 1;
    const marked: FoundTitle['lines'] =
      only || !/[\p{L}\d]/u.test(withoutGender(line.text.slice(from + said.end)))
        ? new Map([[i, { end: from + said.end, logo: false }]])
        : new Map();
    markLogos(lines, i, marked);
    return { title: said.title, lines: marked };
  }
  return null;
}
