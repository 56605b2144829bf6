import type { JdLine } from './lines.js';
import {
  foldSame,
  HEADING_WORDS,
  HEADINGS,
  LABELS,
  NAMED_HEADINGS,
  QUESTIONS,
  WISH,
  type HeadingRole,
  type LabelName,
} from './words/index.js';

const LONGEST = 70;
const MOST_WORDS = 9;

export interface Heading {
  role: HeadingRole;
  /**
   * Where in the line the content after the heading begins (`Must have: Java, Go`); the line's length where there is
   * none.
   */
  rest: number;
}

/** The part of a JD that a line opens; null where the line is no heading. */
export function headingOf(line: JdLine): Heading | null {
  const { folded } = line;
  const split = /^([^:\t]{2,70}?)\s*(?::|\t)\s*(?=\S)/.exec(folded) ?? /^(.{2,50}?) - (?=\S)/.exec(folded);
  if (split !== null && folded.length > split[0].length) {
    const role = roleOfHeading(split[1]!, line.text.slice(0, split[1]!.length)) ?? questionRole(bare(split[1]!));
    // "Person specification - desirable": both halves form the heading.
    const second =
      role === null || split[0].includes(':')
        ? null
        : roleOfHeading(folded.slice(split[0].length), line.text.slice(split[0].length));
    return role === null ? null : { role: second ?? role, rest: second === null ? split[0].length : folded.length };
  }
  if (folded.length > LONGEST || /[^.][.]$|,$/.test(folded)) return null;
  if (line.bullet && !/:$/.test(folded) && !line.marked) return null;
  const role = roleOfHeading(folded, line.text);
  return role === null ? null : { role, rest: folded.length };
}

/** Without surrounding marks; `(must)` belongs to the heading and stays. */
function bare(folded: string): string {
  return folded
    .replace(/\([mwfhd]\/[^)]*\)/g, ' ')
    .replace(/[()[\]"“”„«»*#:!?¿¡…]+|\.{2,}/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}+]+$/gu, '');
}

function roleOfHeading(folded: string, written: string): HeadingRole | null {
  const name = bare(folded);
  if (name === '' || name.split(' ').length > MOST_WORDS) return null;
  const core = name.replace(EDGES, '');
  return (
    HEADINGS.get(name) ??
    HEADINGS.get(core) ??
    unlessDenied(composed(name) ?? composed(core), name) ??
    named(name, written)
  );
}

/** "Requisitos no excluyentes" means nice to have, "what we do not ask" means excluded. */
function unlessDenied(role: HeadingRole | null, name: string): HeadingRole | null {
  if (role !== 'must' || !DENIED.test(name) || WITHOUT.test(name)) return role;
  return OBLIGATORY.test(name) ? 'nice' : 'excluded';
}
const DENIED =
  /(?<!\p{L})(?:not|\p{L}+n't|cannot|non|nicht|keine?[nrms]?|pas|nao|niet|geen)(?![\p{L}-])|(?<!\p{L})no (?=(?:se |te |es |son )?(?:pedimos|ped|exig|requer|requier|necesi|oblig|impresc|indispens|excluy|esencial|fundament|mandat|essential|needed|necess|required|esper))/u;
/** A negation that makes a must: "What we can't do without". */
const WITHOUT = /(?<!\p{L})(?:without|ohne|sans|sin|senza|sem|zonder)(?!\p{L})/u;
/** Not obligatory means nice to have; not required means excluded. */
const OBLIGATORY =
  /mandator|essential|esencial|essenzial|compulsory|obligat|obrigat|zwingend|imperati|imprescind|excluyent|indispens|fundament|verplicht|must|muss|critical/u;

/** Words around the core of a heading: "The nice-to-haves", "Even better if you have". */
const EDGES =
  /^(?:the|our|your|some|die|der|das|unsere|deine|ihre|les|vos|los|las|tus|i|le|gli|os|as|de|het|onze)\s+(?=\S)|(?:,)?\s+(?:if|wenn|si|se|als)(?:\s+(?:you|du|sie|vous|tu|je|jij))?(?:\s+(?:also|ook|auch|aussi))?(?:\s+(?:have|know|are|avez|as|hebt))?$/gu;

/** Nice before must: "Preferred qualifications" contains words of both. */
const STRONGEST: HeadingRole[] = ['nice', 'benefits', 'duties', 'legal', 'must', 'company'];

/** A line made only of words that headings consist of: "Required technical skills & experience". */
function composed(name: string): HeadingRole | null {
  const roles = new Set<HeadingRole>();
  for (const word of name.split(/[\s/,&+]+/)) {
    if (word === '') continue;
    const role = wordRole(word);
    if (role === undefined) return null;
    if (role !== 'filler') roles.add(role);
  }
  return STRONGEST.find((role) => roles.has(role)) ?? null;
}

/** A compound takes the role of its parts: "Kann-Kenntnisse". */
function wordRole(word: string): HeadingRole | 'filler' | undefined {
  const whole = HEADING_WORDS.get(word) ?? HEADING_WORDS.get(word.replace(/'s?$/, ''));
  if (whole !== undefined || !word.includes('-')) return whole;
  const parts = word.split('-').map((part) => HEADING_WORDS.get(part));
  return parts.includes(undefined) ? undefined : (STRONGEST.find((role) => parts.includes(role)) ?? 'filler');
}

/** "About Zephyr Holdings": a known beginning, then one to four words, the first capitalised. */
function named(name: string, written: string): HeadingRole | null {
  const found = NAMED_HEADINGS.find(({ start }) => name.startsWith(start));
  if (found === undefined) return null;
  const rest = name.slice(found.start.length).split(' ');
  const first = written.trim().split(/\s+/)[found.start.trim().split(' ').length] ?? '';
  return rest.length <= 4 && /^\p{Lu}/u.test(first) && !/\d/.test(first) ? found.role : null;
}

/**
 * A short line before a list that no table knows. Its words decide the part where they can; else it is `otherwise`, or
 * no heading.
 */
export function guessedHeading({ folded }: JdLine, otherwise: HeadingRole | null): Heading | null {
  const name = bare(folded);
  if (name === '' || name.split(' ').length > MOST_WORDS || /[.;,]$/.test(folded)) return null;
  const asked = questionRole(name, true);
  if (asked !== null) return { role: asked, rest: folded.length };
  const roles = new Set(name.split(/[\s/,&+]+/).map(wordRole));
  const role = STRONGEST.find((one) => roles.has(one)) ?? otherwise;
  return role === null ? null : { role, rest: folded.length };
}

/** A half sentence such as "What we ask for", judged by its beginning and a word in it. */
function questionRole(name: string, aboveList = false): HeadingRole | null {
  if (name.split(' ').length > MOST_WORDS) return null;
  if (aboveList && WISH.test(name)) return 'nice';
  for (const { start, parts } of QUESTIONS) {
    const found = start.test(name) ? parts.find(([, pattern]) => pattern.test(name)) : undefined;
    if (found !== undefined) return unlessDenied(found[0], name);
  }
  return null;
}

/**
 * The roles of a table's columns, from its header row; null for every other line. A header row opens no part for the
 * text below the table.
 */
export function columnsOf({ text }: JdLine): (HeadingRole | null)[] | null {
  const cells = text.split('\t');
  if (cells.length < 2 || cells.length > MOST_COLUMNS) return null;
  const roles = cells.map((cell) => roleOfHeading(foldSame(cell), cell));
  const isHead = cells.every(
    (cell, i) => roles[i] !== null || LABELS.has(bare(foldSame(cell))) || !/\p{L}/u.test(cell),
  );
  return isHead && roles.some((role) => role !== null) ? roles : null;
}
const MOST_COLUMNS = 6;

/** The role in the last cell of a row, which covers the cells before it: "Xcode [tab] must". */
export function verdictOf(text: string): { role: 'must' | 'nice' | 'excluded'; end: number } | null {
  const end = text.lastIndexOf('\t');
  if (end <= 0) return null;
  const cell = text.slice(end + 1);
  const role = cell.split(/\s+/).length > 4 ? null : roleOfHeading(foldSame(cell), cell);
  return role === 'must' || role === 'nice' || role === 'excluded' ? { role, end } : null;
}

export interface Label {
  name: LabelName;
  /** Where in the line its value begins; the line's length where the value is on the next line. */
  value: number;
}

/** A line of a form: `Position: iOS Developer`. */
export function labelOf({ folded, text, bullet }: JdLine): Label | null {
  const split = /^([^:\t]{2,40}?)\s*(?::|\t|\s-\s)\s*(?=\S)/.exec(folded);
  if (split !== null) {
    const name = LABELS.get(bare(split[1]!));
    return name === undefined || isSentence(text.slice(split[0].length), name)
      ? null
      : { name, value: split[0].length };
  }
  const alone = bullet || folded.length > 40 ? undefined : LABELS.get(bare(folded));
  return alone === undefined ? null : { name: alone, value: folded.length };
}

/** "The role: You will build ..." is a heading and a sentence, not a title. */
function isSentence(value: string, name: LabelName): boolean {
  return name === 'title' && (value.split(/\s+/).length > 14 || /[.!?]\s+\p{Lu}/u.test(value));
}
