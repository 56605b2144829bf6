import { boilerplateOf } from './boilerplate.js';
import { clausesOf, type Sense } from './clauses.js';
import { companyIn, companyNames, isAbout } from './company.js';
import { columnsOf, guessedHeading, headingOf, labelOf, verdictOf, type Heading, type Label } from './headings.js';
import { linesOf, tidyText, type JdLine } from './lines.js';
import { type SegmentRole, ASKING, type Segment, type JdText, type Read } from './text.js';
import { titleInSentence } from './title.js';
import { findTitle, type FoundTitle } from './titles.js';
import { foldSame, pieces, type LabelName } from './words/index.js';
import { yearsIn } from '../years.js';

export { cleanTitle, titleHead } from './title.js';

/**
 * Cuts the text of a JD into segments and says what each is for. The title is searched for unless `title` is given
 * (null: there is none).
 */
export function readJd(text: string, title?: string | null): JdText {
  const tidy = tidyText(text);
  const lines = linesOf(tidy).map((line): Read => ({ line, heading: null, label: null, ...kindOf(line) }));
  const found = findTitle(lines, title);
  guessHeadings(lines, found);
  const reader = new PartReader(lines, found);
  lines.forEach((read, i) => {
    reader.read(read, i);
  });
  return {
    title: found.title,
    segments: reader.segments,
    text: tidy,
    lines: lines.map(({ line, heading, label }) => ({
      text: line.text,
      heading: heading !== null && heading.rest >= line.text.length,
      label: label !== null,
    })),
  };
}

function kindOf(line: JdLine): Partial<Read> {
  const label = labelOf(line);
  if (label !== null && label.value < line.text.length) return { label };
  const heading = headingOf(line);
  return heading === null ? { label } : { heading };
}

/** A short line above a list is a heading too. Where no heading says what is asked for, that list does. */
function guessHeadings(lines: Read[], found: FoundTitle): void {
  const told = lines.some(({ heading }) => heading?.role === 'must');
  lines.forEach((read, i) => {
    const { line, heading, label } = read;
    const next = lines[i + 1]?.line;
    if (heading !== null || label !== null || line.bullet || found.lines.has(i) || next === undefined) return;
    const opens = next.bullet && (line.apart || /:$/.test(line.text) || isBetweenLists(lines, i));
    if (!opens && !line.marked) return;
    const short = next.bullet && next.text.split(/\s+/).length <= 4;
    // With a blank line before the list, only words that name the part make it a heading.
    const sure = line.marked || !next.apart || /:$/.test(line.text);
    read.heading = guessedHeading(line, !sure ? null : told || !short ? 'duties' : 'must');
  });
  firstWishIsMust(lines, told);
  laterWishIsNice(lines);
}

/** "Was wir uns wünschen" asks for musts, but below a list of musts it introduces wishes. */
function laterWishIsNice(lines: Read[]): void {
  const musts = lines.filter(({ heading, line }) => heading?.role === 'must' && heading.rest >= line.text.length);
  for (const read of musts.slice(1))
    if (/(?<!\p{L})w[uü]nsch(?:en|t)/iu.test(read.line.text)) read.heading = { ...read.heading!, role: 'nice' };
}

/**
 * Where a JD has only two wishes as headings ("We'd love you to have", then "The cherry on top"), the first lists the
 * musts.
 */
function firstWishIsMust(lines: Read[], told: boolean): void {
  const wishes = lines.filter(({ heading }) => heading?.role === 'nice');
  if (told || wishes.length < 2 || lines.some(({ heading }) => heading?.role === 'must')) return;
  const [first] = wishes;
  if (first!.heading!.rest >= first!.line.text.length && headingOf(first!.line) === null)
    first!.heading = { ...first!.heading!, role: 'must' };
}

/** A heading such as "KÜR" directly between two lists, rather than the rest of the item before. */
function isBetweenLists(lines: Read[], i: number): boolean {
  const before = lines[i - 1]?.line;
  const { text } = lines[i]!.line;
  return (
    before?.bullet === true &&
    before.text.length < 60 &&
    /^\p{Lu}/u.test(text) &&
    !/[.,;]$/.test(text) &&
    text.split(/\s+/).length <= 5
  );
}

type Part = 'duties' | 'must' | 'nice' | 'excluded' | 'stack' | 'company' | 'benefits' | 'legal';
const YOU = pieces((words) => words.you);
const LABELLED: Record<Exclude<LabelName, 'title'>, SegmentRole> = {
  company: 'company',
  place: 'place',
  employment: 'employment',
  salary: 'salary',
  level: 'level',
  other: 'other',
};
/** In words: a longer line is prose, not one item. */
const SHORT = 8;

/** Goes through the lines and keeps track of the part that they belong to. */
class PartReader {
  readonly segments: Segment[] = [];
  private part: Part = 'duties';
  /** The part before a heading whose content is on its own line: it resumes after that line. */
  private before: Part | null = null;
  private readonly sorted: boolean;
  private readonly companies: string[];
  private wasBullet = false;
  private pending: Label | null = null;
  /** Columns of the table being read, and the index of the first column. */
  private columns: { roles: (Part | null)[]; first: number } | null = null;

  constructor(
    all: Read[],
    private readonly found: FoundTitle,
  ) {
    this.companies = companyNames(all, found);
    this.sorted = all.some(({ heading }) => heading?.role === 'must' || heading?.role === 'nice');
  }

  read({ line, heading, label }: Read, i: number): void {
    if (this.found.lines.has(i)) this.title(line, i);
    else if (this.pending !== null && !heading && !label && !line.bullet && line.text.length <= 80)
      this.put(line, i, 0, line.text.length, this.labelled(this.pending.name), false);
    else if (this.table(line, i)) this.before = null;
    else if (heading) this.open(line, i, heading);
    else if (label) this.form(line, i, label);
    else this.content(line, i);
    this.pending = label !== null && label.value >= line.text.length ? label : null;
    this.wasBullet = line.bullet;
  }

  /** The line with the title; the rest of that line is read as a requirement. */
  private title(line: JdLine, i: number): void {
    const { end, logo } = this.found.lines.get(i)!;
    if (logo) this.put(line, i, 0, line.text.length, 'company', false);
    else {
      const to = Math.min(end, line.text.length);
      this.put(line, i, 0, to, 'title', false);
      if (to < line.text.length) this.sentences(line, i, [to, line.text.length], 'must', true);
      this.part = 'duties';
    }
  }

  /** A row of a table: the header says what each column is for, or the last cell what the row is. */
  private table(line: JdLine, i: number): boolean {
    const heads = line.text.includes('\t') ? columnsOf(line) : null;
    if (heads !== null) {
      const sorts = new Set(heads.filter((role) => role !== null));
      if (sorts.size === 1) this.part = heads.find((role) => role !== null)!;
      this.columns = sorts.size > 1 ? { roles: heads, first: line.tabs } : null;
      return true;
    }
    const { columns } = this;
    if (
      columns !== null &&
      line.text.split('\t').length + line.tabs - columns.first <= columns.roles.length &&
      (line.tabs > 0 || line.text.includes('\t'))
    )
      return this.cells(line, i, columns);
    this.columns = null;
    const verdict = verdictOf(line.text);
    if (verdict !== null) this.sentences(line, i, [0, verdict.end], verdict.role, true);
    return verdict !== null;
  }

  private cells(line: JdLine, i: number, { roles, first }: { roles: (Part | null)[]; first: number }): boolean {
    let at = 0;
    for (const [n, cell] of line.text.split('\t').entries()) {
      this.sentences(line, i, [at, at + cell.length], roles[n + line.tabs - first] ?? this.part, true);
      at += cell.length + 1;
    }
    return true;
  }

  private open(line: JdLine, i: number, { role, rest }: Heading): void {
    const inline = rest < line.text.length;
    // "- Bonus: C++" applies to that bullet only.
    if (inline && line.bullet)
      return this.sentences(line, i, [rest, line.text.length], role, isList(line.text.slice(rest)));
    this.before = inline ? this.part : null;
    this.part = role;
    if (inline) this.sentences(line, i, [rest, line.text.length], role, isList(line.text.slice(rest)));
  }

  private form(line: JdLine, i: number, { name, value }: Label): void {
    if (value >= line.text.length) return;
    const role = name === 'level' && yearsIn(line.text.slice(value)).length > 0 ? 'must' : this.labelled(name);
    this.put(line, i, value, line.text.length, role, false);
    if (name === 'title' && this.part !== 'must' && this.part !== 'nice') this.part = 'duties';
  }

  private labelled(name: LabelName): SegmentRole {
    return name === 'title' ? 'other' : LABELLED[name];
  }

  private content(line: JdLine, i: number): void {
    this.turn(line);
    const words = line.text.split(/\s+/).length;
    const short = words <= SHORT || isList(line.text);
    if (this.part === 'duties' && !line.bullet && isOfCompany(line.text, this.companies))
      return this.put(line, i, 0, line.text.length, 'company', false);
    if (this.part === 'duties' && !this.sorted && line.bullet && words <= SHORT - 3)
      this.sentences(line, i, [0, line.text.length], 'must', true);
    else this.sentences(line, i, [0, line.text.length], this.part, line.bullet || (short && !/[.!?]$/.test(line.text)));
  }

  /** Ends a part without a heading: at a paragraph that addresses the candidate, or at one that follows a list. */
  private turn(line: JdLine): void {
    const prose = !line.bullet && line.text.split(/\s+/).length > SHORT;
    if (this.before !== null && line.apart && !line.bullet) this.part = this.before;
    if (!line.bullet || this.before === null) this.before = null;
    if ((this.part === 'company' || this.part === 'legal') && line.apart && asksOf(line)) this.part = 'duties';
    if (
      (this.part === 'must' || this.part === 'nice' || this.part === 'excluded') &&
      this.wasBullet &&
      line.apart &&
      prose
    )
      this.part = 'duties';
  }

  /** Reads the line from `from` on, sentence by sentence and clause by clause. */
  private sentences(line: JdLine, i: number, [from, to]: [number, number], part: Part, listed: boolean): void {
    for (const [start, end] of sentenceEdges(line.text.slice(0, to), from)) {
      const sentence = line.text.slice(start, end);
      const role = roleOf(sentence, part, listed && line.bullet);
      if (role !== 'duties' && role !== 'must' && role !== 'nice') this.put(line, i, start, end, role, false);
      else this.clauses(line, i, start, sentence, role, listed);
    }
  }

  private clauses(
    line: JdLine,
    i: number,
    at: number,
    sentence: string,
    role: 'duties' | 'must' | 'nice',
    listed: boolean,
  ): void {
    const clauses = clausesOf(sentence);
    const must = clauses.some(({ sense }) => sense === 'must');
    const stretches: { start: number; end: number; role: SegmentRole }[] = [];
    for (const { start, end, sense } of clauses) {
      const own = senseRole(sense, role, must);
      const last = stretches.at(-1);
      if (last?.role === own) last.end = end;
      else stretches.push({ start, end, role: own });
    }
    for (const one of stretches) this.put(line, i, at + one.start, at + one.end, one.role, listed);
  }

  /** Cuts the company's name out: it is not asked for. */
  private put(line: JdLine, i: number, from: number, to: number, role: SegmentRole, listed: boolean): void {
    const named = ASKING.has(role) && role !== 'title' ? companyIn(line.text.slice(from, to), this.companies) : [];
    let at = from;
    for (const [start, end] of named) {
      this.putPiece(line, i, at, from + start, role, listed);
      this.putPiece(line, i, from + start, from + end, 'company', false);
      at = from + end;
    }
    this.putPiece(line, i, at, to, role, listed);
  }

  private putPiece(line: JdLine, i: number, from: number, to: number, role: SegmentRole, listed: boolean): void {
    const raw = line.text.slice(from, to);
    const lead = /^[\s:,;*)\]•–—-]*/.exec(raw)![0].length;
    const text = raw.slice(lead).trimEnd();
    if (!/[\p{L}\p{N}]/u.test(text)) return;
    const start = line.start + from + lead;
    this.segments.push({
      role,
      text,
      start,
      end: start + text.length,
      line: i,
      listed: listed && role !== 'duties' ? true : listed && this.part === 'stack',
    });
  }
}

function senseRole(sense: Sense, role: 'duties' | 'must' | 'nice', must: boolean): SegmentRole {
  if (sense === 'excluded') return 'excluded';
  if (sense === 'nice' || role === 'nice') return 'nice';
  return must ? 'must' : role;
}

/** The sentence's own words decide first, then the heading above it. */
function roleOf(sentence: string, part: Part, listed: boolean): SegmentRole {
  const own = boilerplateOf(sentence);
  if (part === 'excluded') return 'excluded';
  if (own === 'legal') return 'legal';
  if (part === 'company') return own === null && asks(sentence) && MUST_HAVE.test(sentence) ? 'must' : 'company';
  if (part === 'benefits' || part === 'legal') return part;
  if (part === 'must' || part === 'nice') return own !== null && !listed && own === 'company' ? 'company' : part;
  return own ?? 'duties';
}
/**
 * A paragraph about the company, or praising it, that asks nothing of anyone: all of it belongs to the company's part.
 */
function isOfCompany(text: string, names: readonly string[]): boolean {
  if (text.length > LONGEST_SENTENCE || asks(text) || MUST_HAVE.test(text) || titleInSentence(text) !== null)
    return false;
  return (
    isAbout(text, names) ||
    sentenceEdges(text, 0).some(([start, end]) => boilerplateOf(text.slice(start, end)) === 'company')
  );
}

const MUST_HAVE = /\bmust\b|required|erforderlich|vorausgesetzt|exig[ée]|imprescindible|richiest|obrigat|vereist/iu;

function asks(sentence: string): boolean {
  YOU.lastIndex = 0;
  return YOU.test(foldSame(sentence));
}

/** Whether the line begins by addressing the candidate. */
function asksOf(line: JdLine): boolean {
  YOU.lastIndex = 0;
  const cue = YOU.exec(line.folded);
  return cue !== null && cue.index < 60 && boilerplateOf(line.text) === null;
}

/** Commas with few words between them. */
function isList(text: string): boolean {
  const items = text.replace(/\([^()]*\)/g, '').split(/[,;\t]/);
  return items.length > 1
    ? items.every((item) => item.trim().split(/\s+/).length <= 5)
    : text.split(/\s+/).length <= SHORT;
}

const SENTENCE_END = /[.!;](?=\s+[\p{Lu}•●▪*\d"“-])|\?(?=\s+(?:\S+\s+){4})|\s*[•●▪◦■➢✓]\s*|\t/gu;
const ABBREVIATED =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|incl|min|max|mind|bzw|z\.? ?b|d\.h|ca|approx|no|nr|sr|jr|mr|mrs|ms|dr|vs|inc|ltd|st|ex|p\.ex|ej|es)$/iu;
/** "c. 20 hours" is about 20 hours; "C." may end a sentence. */
const CIRCA = /(?:^|[\s(])c$/u;

/** The full stop of an initial ends no sentence: "R. Smith will answer questions". */
const INITIAL = /^\s*(?:(?:Mr|Mrs|Ms|Dr)\.?\s)?\p{Lu}$/u;

/** Per line; whatever follows is read as one sentence. */
const MOST_SENTENCES = 100;
/** In characters. A longer one is cut at a blank, since every clause of a sentence is compared with the others. */
const LONGEST_SENTENCE = 2000;

/** Offsets `[from, to)` of each sentence. */
function sentenceEdges(text: string, from: number): [number, number][] {
  const edges: [number, number][] = [];
  let start = from;
  for (const end of text.matchAll(SENTENCE_END)) {
    if (edges.length >= MOST_SENTENCES) break;
    if (
      end.index < start ||
      (end[0] === '.' &&
        (ABBREVIATED.test(text.slice(Math.max(0, end.index - 8), end.index)) ||
          CIRCA.test(text.slice(Math.max(0, end.index - 2), end.index)) ||
          INITIAL.test(text.slice(start, Math.min(end.index, start + 8)))))
    )
      continue;
    edges.push([start, end.index + (/^[.!?;]$/.test(end[0]) ? 1 : 0)]);
    start = end.index + end[0].length;
  }
  return [...edges, [start, text.length] as [number, number]].flatMap((edge) => cutLong(text, edge));
}

function cutLong(text: string, [from, to]: [number, number]): [number, number][] {
  const edges: [number, number][] = [];
  let start = from;
  while (to - start > LONGEST_SENTENCE) {
    const blank = text.lastIndexOf(' ', start + LONGEST_SENTENCE);
    const end = blank > start + LONGEST_SENTENCE / 2 ? blank : start + LONGEST_SENTENCE;
    edges.push([start, end]);
    start = end;
  }
  return [...edges, [start, to]];
}
