import { employerScore, endsAsSentence, isDuty, nameLike, titleScore } from './classify.js';
import type { EntryDate } from '../dates/date-columns.js';
import type { DateSpan } from '../dates/dates.js';
import type { Entry } from './entry.js';
import { isFurniture, isUpperCase, wordCount, type TextLine } from '../text/lines.js';
import { placeScore, trailingPlace } from '../person/places.js';
import type { Vocabulary } from '../port.js';
import { headsApart, signsOf, splitAlike, splitDateless, splitUndated } from './undated.js';
import { isColumnHeads, isFormLine, isIdleFormLine, labelAt } from '../words/labels.js';

/** A date that heads an entry, on lines `first` to `last` of the section. */
interface Anchor {
  date: EntryDate;
  first: number;
  last: number;
  score: number;
  /** Nothing but the date on its line or in its column. */
  alone: boolean;
}

/** How many lines of an entry's head come before and after the line with its date: one layout for all entries of a CV. */
interface Pattern {
  before: number;
  after: number;
}

const MIN_ANCHOR = 1.5;
const MAX_BEFORE = 3;
const MAX_AFTER = 3;

/** Words between a title and its employer. */
const AT = String.raw`\s(?:at|bei|chez|presso|bij|en|na|w)\s`;
const ROLE_PARTS = new RegExp(String.raw`\t|\s{3,}|\s[-–—|·•@]\s|[,(]|${AT}`, 'u');
const HEAD_PARTS = new RegExp(String.raw`[,|·•@()]|\s[-–—]\s|${AT}`, 'u');
const NAMES_MORE = new RegExp(`[,@|·•]|${AT}`, 'u');

/** Cuts a section into entries at the dates that head them. `dates` are those of the whole text. */
export function splitEntries(
  section: readonly TextLine[],
  dates: readonly EntryDate[],
  vocabulary: Vocabulary,
): Entry[] {
  let lines = withValues(section.filter((line) => !isFurniture(line) && !isColumnHeads(line)));
  if (lines.length === 0) return [];
  let scores = lazyScores(lines, vocabulary);
  const anchors = findAnchors(lines, dates, scores, vocabulary);
  const freed = freeRoles(lines, anchors, vocabulary);
  if (freed !== null) [lines, scores] = [freed, lazyScores(freed, vocabulary)];
  if (anchors.length === 0) {
    const { entries } = splitUndated(lines, vocabulary);
    return entries.length > 0 ? entries : splitDateless(lines, vocabulary);
  }
  const dated = cut(lines, anchors, scores, bestPattern(lines, anchors, scores), vocabulary);
  extendToTitles(dated, vocabulary);
  extendToEmployers(dated, vocabulary);
  if (headsApart(dated)) return withUndated(lines, dated, vocabulary);
  const signs = signsOf(dated);
  return dated.flatMap((entry) => splitAlike(entry, signs, vocabulary));
}

/** "Employer:" above its value becomes one line with it, where a section has several such labels. */
function withValues(lines: TextLine[]): TextLine[] {
  const labels = lines.filter((line, i) => isLabelAbove(line, lines[i + 1]));
  if (labels.length < LEAST_LABELS) return lines;
  const above = new Set(labels);
  return lines.flatMap((line, i) => {
    const before = lines[i - 1];
    if (above.has(line)) return [];
    return before === undefined || !above.has(before)
      ? [line]
      : [
          {
            ...line,
            start: before.start,
            blankBefore: before.blankBefore,
            text: `${before.text}${' '.repeat(line.start - before.end)}${line.text}`,
          },
        ];
  });
}
const LEAST_LABELS = 3;

function isLabelAbove({ text }: TextLine, below: TextLine | undefined): boolean {
  return (
    text.endsWith(':') &&
    below !== undefined &&
    !below.bullet &&
    !below.text.endsWith(':') &&
    (labelAt(text)?.length ?? 0) >= text.length
  );
}

/** "Mar 2021 - Present", then "• Staff Engineer, Acme": where most dates have their role in a bullet below, that bullet is a line of the head. */
function freeRoles(lines: readonly TextLine[], anchors: readonly Anchor[], vocabulary: Vocabulary): TextLine[] | null {
  const roles = anchors
    .filter((anchor) => anchor.alone)
    .map((anchor) => anchor.last + 1)
    .filter((at) => isBulletedRole(lines[at], vocabulary));
  if (roles.length === 0 || roles.length * 2 <= anchors.length) return null;
  const free = new Set([...roles, ...bulletedEmployers(lines, roles, vocabulary)]);
  return lines.map((line, i) => (free.has(i) ? { ...line, bullet: false } : line));
}

/** "• Staff Engineer", then "• Acme": the employer in a bullet of its own, below most roles that name none. */
function bulletedEmployers(lines: readonly TextLine[], roles: readonly number[], vocabulary: Vocabulary): number[] {
  const alone = roles.filter(
    (at) => titleScore(lines[at]!.text, vocabulary) >= 0.9 && !/[,|·•@]|\s[-–—]\s/u.test(lines[at]!.text),
  );
  const employers = alone
    .map((at) => at + 1)
    .filter((at) => {
      const line = lines[at];
      return (
        line?.bullet === true &&
        wordCount(line.text) <= 5 &&
        titleScore(line.text, vocabulary) < 0.7 &&
        (employerScore(line.text) >= 0.7 || nameLike(line.text)) &&
        !isDuty(line.text) &&
        !endsAsSentence(line.text)
      );
    });
  return employers.length * 2 > roles.length ? employers : [];
}

function isBulletedRole(line: TextLine | undefined, vocabulary: Vocabulary): boolean {
  if (line?.bullet !== true || wordCount(line.text) > 12 || isDuty(line.text) || endsAsSentence(line.text))
    return false;
  return line.text.split(ROLE_PARTS).some((part) => Math.max(titleScore(part, vocabulary), employerScore(part)) >= 0.7);
}

/** An entry whose head has no title takes the line right after it, where that is one. */
function extendToTitles(entries: Entry[], vocabulary: Vocabulary): void {
  for (const entry of entries) {
    const next = entry.body[0];
    const titled = entry.head.some((line) =>
      line.text.split(/\t|\s{3,}|\s[-–|]\s|,\s/u).some((part) => titleScore(part, vocabulary) >= 0.7),
    );
    if (
      titled ||
      next === undefined ||
      next.bullet ||
      next.blankBefore ||
      wordCount(next.text) > 8 ||
      titleScore(next.text, vocabulary) < 0.9
    )
      continue;
    entry.head = [...entry.head, next];
    entry.body = entry.body.slice(1);
  }
}

/** "May 2017 - Feb 2021", a gap, "Analyst", and the employer in the line below: it belongs to the head, where the others have theirs elsewhere. */
function extendToEmployers(entries: Entry[], vocabulary: Vocabulary): void {
  for (const entry of entries) {
    const [line, next] = [entry.head[0]!, entry.body[0]];
    if (
      entry.head.length !== 1 ||
      entry.dates === null ||
      next === undefined ||
      next.bullet ||
      next.blankBefore ||
      wordCount(next.text) > 6 ||
      employerScore(next.text) < 0.7
    )
      continue;
    const rest = besideDate(line, entry.dates);
    if (
      titleScore(rest, vocabulary) < 0.9 ||
      employerScore(rest) >= 0.5 ||
      NAMES_MORE.test(rest) ||
      titleScore(next.text, vocabulary) >= 0.7
    )
      continue;
    entry.head = [...entry.head, next];
    entry.body = entry.body.slice(1);
  }
}

/** Looks between the dated entries for ones without dates. */
function withUndated(lines: readonly TextLine[], dated: readonly Entry[], vocabulary: Vocabulary): Entry[] {
  const first = splitUndated(lines.slice(0, lines.indexOf(dated[0]!.head[0]!)), vocabulary).entries;
  return [
    ...first,
    ...dated.flatMap((entry) => {
      const { before, entries } = splitUndated(entry.body, vocabulary);
      return [{ ...entry, body: before }, ...entries];
    }),
  ];
}

/** Scores of lines by index; only those near a date are ever asked for. Undefined outside of the section. */
type Scores = (index: number) => number | undefined;

function lazyScores(lines: readonly TextLine[], vocabulary: Vocabulary): Scores {
  const body = bodyStyle(lines);
  const known: (number | undefined)[] = [];
  return (index) => {
    const line = lines[index];
    return line === undefined ? undefined : (known[index] ??= headScore(line, body, vocabulary));
  };
}

/** Font of most letters: what stands out from it is a heading. */
export function bodyStyle(lines: readonly TextLine[]): number {
  const letters = new Map<number, number>();
  for (const line of lines) {
    const one = style(line);
    letters.set(one, (letters.get(one) ?? 0) + line.text.length);
  }
  return [...letters].reduce((a, b) => (b[1] > a[1] ? b : a), [UNKNOWN, 0])[0];
}

const UNKNOWN = -1;

/** Twice the rounded size of the font, one more for bold. */
function style({ layout }: TextLine): number {
  return layout === null ? UNKNOWN : 2 * Math.round(layout.fontSize) + (layout.bold ? 1 : 0);
}

/** How much a line reads as part of an entry's head: positive for titles, employers and places, negative for prose and bullets. */
export function headScore(line: TextLine, body: number, vocabulary: Vocabulary): number {
  const { text } = line;
  const words = wordCount(text);
  if (words <= 8 && isFormLine(text)) return 2;
  if (words <= 10 && isIdleFormLine(text)) return 0.6;
  const place = words > 12 ? -1 : trailingPlace(text);
  const unplaced = place > 0 ? text.slice(0, place).replace(/(?<![\s,;–-])[\s,;–-]+$/u, '') : text;
  const named = words > 12 ? 0 : Math.max(1.8 * titleScore(unplaced, vocabulary), 1.6 * employerScore(unplaced));
  let score = named;
  if (placeScore(text) >= 0.8) score += 1;
  else if (place > 0) score += 0.8;
  if (score === 0 && words <= 6 && nameLike(text) && !text.endsWith(':')) score += 0.7;
  if (
    line.layout !== null &&
    style(line) !== body &&
    (line.layout.bold || (body !== UNKNOWN && line.layout.fontSize > body >> 1))
  )
    score += 1;
  if (line.blankBefore) score += 0.3;
  if (isUpperCase(text) && words <= 10) score += 0.3;
  if (line.bullet) score -= 3;
  if (words > 12) score -= Math.min(4, (words - 12) * 0.5 + 1.5);
  if (isDuty(text)) score -= 2.5;
  else if (named < 0.7 && isProse(text, words)) score -= 1.8;
  if (
    /[:.：。]$/u.test(text) &&
    (text.endsWith(':') || endsAsSentence(text)) &&
    !/\b(?:Inc|Ltd|Co|Corp|Bros)\.$/.test(text)
  )
    score -= 1;
  if (/^\p{Ll}/u.test(text) && (words > 3 || named === 0)) score -= 1.5;
  return score;
}

/** "Leads the team of loaders.": a full stop behind a small word of English, and words that join others. */
const SENTENCE = /^[\p{L}'’-]+(?<!or|er)\s(?:\S+\s){0,2}(?:the|an?|to|with|for|our|all)\s.*\p{Ll}{3}\.$/u;
const isSentence = (text: string): boolean => text.endsWith('.') && SENTENCE.test(text);

/** Most words begin with a small letter: a sentence, not a name. */
function isProse(text: string, words: number): boolean {
  return words >= 6 && text.split(/\s+/).filter((word) => /^\p{Ll}/u.test(word)).length >= words * 0.5;
}

function findAnchors(
  lines: readonly TextLine[],
  dates: readonly EntryDate[],
  scores: Scores,
  vocabulary: Vocabulary,
): Anchor[] {
  const anchors: Anchor[] = [];
  const from = lines[0]!.start;
  const to = lines.at(-1)!.end;
  let i = 0;
  for (const date of dates) {
    if (date.to <= from || date.from >= to) continue;
    while (i < lines.length - 1 && lines[i]!.end <= date.from) i += 1;
    let last = i;
    while (last < lines.length - 1 && lines[last]!.end < (date.through ?? date.to)) last += 1;
    if (lines[i]!.start >= date.to) continue;
    const told =
      date.through === undefined ? anchorScore(lines, i, last, date, scores, vocabulary) : { score: 4, alone: true };
    const anchor = { date, first: i, last, ...told };
    const previous = anchors.at(-1);
    if (previous?.last === i) {
      if (anchor.score > previous.score + 0.5) anchors[anchors.length - 1] = anchor;
    } else if (anchor.score >= MIN_ANCHOR) anchors.push(anchor);
  }
  return dropWeak(anchors);
}

/** Where most entries have their dates in a place of their own, dates inside other text belong to that text. */
function dropWeak(anchors: readonly Anchor[]): Anchor[] {
  const alone = anchors.filter((anchor) => anchor.alone);
  const best = alone.length >= 0.6 * anchors.length ? alone : anchors;
  const ranges = best.filter((anchor) => anchor.date.kind === 'range');
  return ranges.length >= 0.7 * best.length
    ? best.filter((anchor) => anchor.date.kind === 'range' || anchor.score >= 2.2)
    : [...best];
}

const CELL = /\t|\s{3,}|\u3000/u;
/** Characters beside a date that are looked at: more than any head has, so that a line of many dates costs no square. */
const MOST_AROUND = 500;

/** What stands before and after a date within its column (cells are set apart by tabs or wide gaps). */
function cellAround(
  lines: readonly TextLine[],
  first: number,
  last: number,
  date: DateSpan,
): { before: string; after: string; others: boolean } {
  const at = Math.max(0, date.from - lines[first]!.start);
  const to = Math.max(0, date.to - lines[last]!.start);
  const [left, right] = [
    lines[first]!.text.slice(Math.max(0, at - MOST_AROUND), at),
    lines[last]!.text.slice(to, to + MOST_AROUND),
  ];
  const [before, after] = [left.split(CELL).at(-1)!, right.split(CELL)[0]!];
  const clean = {
    before: before.replace(/(?<![\s,|(–:-])[\s,|(–:-]+$/u, ''),
    after: after.replace(/^[\s,|):;–.-]+/u, ''),
  };
  return { ...clean, others: before.length < left.length || after.length < right.length };
}

const DATE_LABEL =
  /(?:^|\s)(?:duration|period|dates?|timeline|tenure|project (?:duration|period)|from|zeitraum|dauer|période|periodo|período|durata|durée|duración|date of joining)$/iu;

function anchorScore(
  lines: readonly TextLine[],
  first: number,
  last: number,
  date: DateSpan,
  scores: Scores,
  vocabulary: Vocabulary,
): { score: number; alone: boolean } {
  const line = lines[first]!;
  const { before, after, others } = cellAround(lines, first, last, date);
  const score = date.kind === 'range' ? 2 : 0.5;
  if (before === '' && after === '') {
    const support =
      date.kind === 'range'
        ? 0
        : Math.max(neighbours(scores, first, last), others ? (scores(first)! > 1 ? 0.5 : -0.5) : -2);
    return { score: score + 2 + support - (line.bullet && !others ? 1 : 0), alone: true };
  }
  // "Aug 2021 – Present Data Analyst": a column of dates that no gap sets apart.
  const besideTitle =
    before === '' &&
    date.kind === 'range' &&
    !line.bullet &&
    wordCount(after) <= 6 &&
    titleScore(after, vocabulary) >= 0.9;
  return { score: score + inlineScore(line, before, after, date, vocabulary), alone: besideTitle };
}

function inlineScore(line: TextLine, before: string, after: string, date: DateSpan, vocabulary: Vocabulary): number {
  const words = wordCount(before) + wordCount(after);
  const header = Math.max(
    titleScore(before, vocabulary),
    titleScore(after, vocabulary),
    employerScore(before),
    employerScore(after),
  );
  let score = before === '' || after === '' ? 0.6 : 0;
  if (words <= 12) score += 0.5;
  else if (wordCount(before) > 14 || (before === '' && words > 24)) score -= 3;
  if (header > 0.5 && wordCount(before) <= 14) score += 0.8;
  if (/(?:^|\s)(?:in|from|during|between|since|by|of|on|dated|von|im|en|de|du)$/iu.test(before)) score -= 1.2;
  if (DATE_LABEL.test(before)) score -= 0.5;
  if (line.bullet) score -= 1.5;
  if (isDuty(line.text)) score -= 2;
  if (date.kind === 'range') return score;
  // "Windows Server 2008 R2": a lone year needs a border between itself and other words.
  const inText =
    before !== '' &&
    !/[,(|–-]\s*$/u.test(line.text.slice(Math.max(0, date.from - line.start - MOST_AROUND), date.from - line.start)) &&
    (after !== '' || date.start!.length === 4);
  return score - (header < 0.5 ? 0.5 : 0) - (inText ? 1.5 : 0);
}

/** A lone date on its line heads an entry when what surrounds it reads as a head. */
function neighbours(scores: Scores, first: number, last: number): number {
  return Math.max(scores(first - 1) ?? -1, scores(last + 1) ?? -1) > 1 ? 0.5 : -1.5;
}

/** Lines that may belong to an anchor's head: those between it and its neighbours. */
interface Room {
  low: number;
  high: number;
}

function room(anchors: readonly Anchor[], at: number, lineCount: number): Room {
  return {
    low: at === 0 ? 0 : anchors[at - 1]!.last + 1,
    high: at === anchors.length - 1 ? lineCount - 1 : anchors[at + 1]!.first - 1,
  };
}

/** The pattern under which most lines around the dates read as heads. */
function bestPattern(lines: readonly TextLine[], anchors: readonly Anchor[], scores: Scores): Pattern {
  let best: Pattern = { before: 0, after: 0 };
  let bestScore = Number.NEGATIVE_INFINITY;
  const rooms = anchors.map((_, i) => room(anchors, i, lines.length));
  for (let before = 0; before <= MAX_BEFORE; before++) {
    for (let after = 0; after <= MAX_AFTER && before + after <= 4; after++) {
      const score = patternScore(lines, anchors, rooms, scores, { before, after });
      if (score > bestScore + 1e-9) [best, bestScore] = [{ before, after }, score];
    }
  }
  return best;
}

function patternScore(
  lines: readonly TextLine[],
  anchors: readonly Anchor[],
  rooms: readonly Room[],
  scores: Scores,
  pattern: Pattern,
): number {
  let total = 0;
  for (let i = 0; i < anchors.length; i++) {
    const anchor = anchors[i]!;
    const { low, high } = rooms[i]!;
    // Lines after the date before belong to that date.
    const floor = low + (i > 0 ? pattern.after : 0);
    const top = Math.max(floor, anchor.first - pattern.before);
    if (
      pattern.after > 0 &&
      !anchor.alone &&
      lines[anchor.first]!.bullet &&
      lines[anchor.last + 1]?.bullet === false &&
      employerScore(lines[anchor.last + 1]!.text) < 0.7
    )
      total -= 1;
    for (let j = 1; j <= pattern.before; j++)
      total += anchor.first - j >= floor ? clamp(scores(anchor.first - j)!) - 0.35 : -1;
    for (let j = 1; j <= pattern.after; j++)
      total += anchor.last + j <= high ? clamp(scores(anchor.last + j)!) - 0.35 : -0.6;
    if (lines[Math.min(top, anchor.first)]!.blankBefore) total += 0.6;
    if (pattern.after > 0 && scores(anchor.first)! > 2) total -= 0.5;
    if (pattern.after > 0 && pattern.before > 0) total -= 0.4;
    total -= 0.5 * Math.max(0, pattern.before + pattern.after - 2);
  }
  // A section begins with a head: what stands before its first date belongs to it.
  if (pattern.before === anchors[0]!.first) total += 0.8;
  return total;
}

const clamp = (score: number): number => Math.max(-2, Math.min(2.2, score));

/** Nothing but its date stands on the anchor's line, not even in another column. */
function isBare(lines: readonly TextLine[], { date, first, last }: Anchor): boolean {
  const rest =
    first === last
      ? lines[first]!.text.replace(
          lines[first]!.text.slice(
            Math.max(0, date.from - lines[first]!.start),
            Math.max(0, date.to - lines[first]!.start),
          ),
          '',
        )
      : '';
  return !/\p{L}{2}/u.test(rest);
}

/** An entry in another layout than the others of its section: the lines that read as a head, above its date or else below it. */
function nearestHead(anchor: Anchor, scores: Scores, low: number, high: number): { first: number; last: number } {
  const clear = (index: number): boolean => index >= low && index <= high && (scores(index) ?? -1) >= CLEAR_HEAD;
  let { first, last } = anchor;
  while (first > anchor.first - 2 && clear(first - 1)) first -= 1;
  if (first === anchor.first) while (last < anchor.last + 2 && clear(last + 1)) last += 1;
  return { first, last };
}

const CLEAR_HEAD = 0.9;

/** "- Engineer (2019 - 2021)": what stands right above without a bullet describes the post before. */
function isBelowText(lines: readonly TextLine[], { first, alone }: Anchor): boolean {
  const [line, above] = [lines[first]!, lines[first - 1]!];
  return !alone && line.bullet && !above.bullet && !above.blankBefore && employerScore(above.text) < 0.7;
}

/** A section that begins with "Store Manager" above "Acme Stores Ltd" and the date, where the posts that follow have no employer of their own and so no line for it. */
function isTitleAbove([line, below]: readonly TextLine[], vocabulary: Vocabulary): boolean {
  if (
    line === undefined ||
    below === undefined ||
    line.bullet ||
    below.bullet ||
    below.blankBefore ||
    wordCount(line.text) > 6
  )
    return false;
  return (
    titleScore(line.text, vocabulary) >= 0.9 &&
    titleScore(below.text, vocabulary) < 0.7 &&
    employerScore(below.text) >= 0.7
  );
}

/** A line without the date in it. */
function besideDate({ text, start, end }: TextLine, date: DateSpan): string {
  if (date.to <= start || date.from >= end) return text;
  return `${text.slice(0, Math.max(0, date.from - start))} ${text.slice(date.to - start)}`.trim();
}

/** An employer in a line of its own, above a head that names none: several posts with it may follow. */
function isEmployerAbove(lines: readonly TextLine[], first: number, date: DateSpan, vocabulary: Vocabulary): boolean {
  const line = lines[first - 1]!;
  if (line.bullet || !(line.blankBefore || first === 1 || lines[first - 2]!.bullet) || wordCount(line.text) > 6)
    return false;
  const own =
    Math.max(employerScore(line.text), employerScore(line.text.split(/,\s|\s[|·•–-]\s|\t/u)[0]!)) >= 0.7 ||
    isNameAbove(line, lines[first]!, date, vocabulary);
  return (
    own &&
    !isDuty(line.text) &&
    !line.text.endsWith(':') &&
    !endsAsSentence(line.text) &&
    !namesEmployer(besideDate(lines[first]!, date), vocabulary)
  );
}

/** Some part of a head is an employer; of "Head of Design", a title, none is. */
const namesEmployer = (text: string, vocabulary: Vocabulary): boolean =>
  text.split(HEAD_PARTS).some((part) => employerScore(part) >= 0.7 && titleScore(part, vocabulary) < 0.9);

/** "Calder" in a paragraph of its own above a line that is a title alone. */
function isNameAbove(line: TextLine, below: TextLine, date: DateSpan, vocabulary: Vocabulary): boolean {
  if (below.blankBefore || below.bullet || !nameLike(line.text) || /\d/.test(line.text) || placeScore(line.text) >= 0.8)
    return false;
  return titleScore(line.text, vocabulary) < 0.3 && titleScore(besideDate(below, date), vocabulary) >= 0.9;
}

function cut(
  lines: readonly TextLine[],
  anchors: readonly Anchor[],
  scores: Scores,
  pattern: Pattern,
  vocabulary: Vocabulary,
): Entry[] {
  const heads: { first: number; last: number; date: DateSpan }[] = [];
  for (const [i, anchor] of anchors.entries()) {
    const { low, high } = room(anchors, i, lines.length);
    let first = Math.max(i > 0 ? Math.min(low + pattern.after, anchor.first) : low, anchor.first - pattern.before);
    let last = Math.min(high, anchor.last + pattern.after);
    while (first < anchor.first && scores(first)! < -1.2) first += 1;
    if (i > 0 && first < anchor.first && isBelowText(lines, anchor)) first = anchor.first;
    // What stands above a sentence belongs to the post before.
    for (let at = anchor.first - 1; at >= first; at--) if (isSentence(lines[at]!.text)) first = at + 1;
    while (last > anchor.last && scores(last)! < -1.2) last -= 1;
    const above = Math.max(low, (heads.at(-1)?.last ?? -1) + 1);
    if (
      first > above &&
      (isEmployerAbove(lines, first, anchor.date, vocabulary) || (first === 1 && isTitleAbove(lines, vocabulary)))
    )
      first -= 1;
    const bare = anchor.alone && first === anchor.first && last === anchor.last && isBare(lines, anchor);
    heads.push({ ...(bare ? nearestHead(anchor, scores, above, high) : { first, last }), date: anchor.date });
  }
  return heads.map((head, i) => ({
    head: lines.slice(head.first, head.last + 1),
    dates: head.date,
    body: lines.slice(head.last + 1, Math.max(head.last + 1, heads[i + 1]?.first ?? lines.length)),
  }));
}
