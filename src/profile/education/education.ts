import { matchesOf, type Education } from '../../domain/index.js';
import { degreeScore, isDuty, nameLike, schoolScore } from '../posts/classify.js';
import { datesIn, type DateSpan } from '../dates/dates.js';
import { isGrade, splitDegree, splitDegreeAndSchool } from './degree-parts.js';
import { eventEntries, type EventEntry } from '../posts/events.js';
import { textOf, type Fields } from '../fields.js';
import { isFurniture, reachOf, tighten, wordCount, type Span, type TextLine } from '../text/lines.js';
import { placeScore, trailingPlace } from '../person/places.js';
import { sentencesOf } from '../text/sentences.js';
import { educationLabel } from '../words/labels.js';

type Kind = 'degree' | 'school' | 'place' | 'score' | 'date' | 'plain' | 'prose';
interface Piece extends Span {
  kind: Kind;
  line: TextLine;
  date?: DateSpan;
}

export interface EducationEntry {
  education: Education;
  span: Span;
  degree: Span | null;
  area: Span | null;
  school: Span | null;
  score: Span | null;
  dates: DateSpan | null;
}

const SPLIT =
  /\s{3,}|\t+|\u3000+|(?<=[\u3040-\u9fff])\s+(?=[\u3040-\u9fff])|\s*[|•·：]\s*|\s*ï¼[^\p{L}\s]?\s*|\s+[-–—―~]+\s+|[-–—]\s{2,}|\s+[-–—]+$|;\s+|,\s+(?=[Cc]?[Gg][Pp][Aa]\b)|(?<=\p{Ll}{5})\.\s+(?=\p{Lu})/gu;
const SCORE =
  /(?<!\p{L})(?:c?gpa|sgpa|grade|percentage|aggregate|marks|note|notendurchschnitt|abschlussnote|durchschnitt|score|cijfer|voto|nota|mention|distinction|first class(?: with distinction)?|magna cum laude|summa cum laude|cum laude|result)\b[^,;|\n]{0,30}|\b\d{1,2}(?:\.\d{1,3})?\s*%|\b\d(?:\.\d{1,2})?\s*\/\s*(?:4|5|10)(?:\.0+)?\b/iu;
const PLACEHOLDER = /\bcity\s*,\s*state(?:\s*,\s*(?:country|united states))?\b/giu;

/** Reads the entries of an education section: degrees with school and years, in whatever order the lines are. */
export function readEducation(text: string, lines: readonly TextLine[], dates: readonly DateSpan[]): EducationEntry[] {
  const events = eventEntries(lines);
  if (events.length > 0) return events.map((event) => fromEvent(text, event));
  const told = lines
    .filter((line) => !isFurniture(line))
    .flatMap((line) => (wordCount(line.text, LONG) > LONG ? sentencesOf(line) : [line]));
  const pieces = promote(told.flatMap((line) => piecesOf(text, line, dates)));
  const groups = group(pieces);
  const entries = groups.map((entry) => toEducation(text, entry));
  return shareSchools(text, groups, entries).filter((entry) => entry !== null);
}

/** A school from the lines that say when somebody entered and left it: its name and, after a blank, its faculty. */
function fromEvent(text: string, { line, last, before, date }: EventEntry): EducationEntry {
  const name = tighten(text, before) ?? line;
  const gap = text.slice(name.start, name.end).search(/[\s\u3000]/u);
  const school = gap < 0 ? name : { start: name.start, end: name.start + gap };
  const area = gap < 0 ? null : tighten(text, { start: name.start + gap, end: name.end });
  const education: Education = {
    institution: textOf(text, school),
    ...(area === null ? {} : { area: textOf(text, area) }),
    ...educationDates(date),
  };
  return {
    education,
    degree: null,
    area,
    school,
    score: null,
    dates: date,
    span: { start: line.start, end: last.end },
  };
}

/** In words: a longer line is running text that may name several degrees. */
const LONG = 14;

/** School leaving certificates, which are not awarded by a university named beside them. */
const OF_SCHOOL =
  /^(?:\(?(?:10|12|x|xii)\b|h\.?\s?s\.?\s?c|s\.?\s?s\.?\s?(?:l\.?\s?)?c|intermediate|matric|high ?school|(?:higher |senior )?secondary|p\.?u\.?c|a[- ]levels?|abitur|matura|bac\b|baccal|gcse|ged\b|diploma in education|bachillerato|maturità|ensino)/iu;

/**
 * Several degrees from one school may name it only once: before them where this section puts schools first, else after
 * the last of a block.
 */
function shareSchools(
  text: string,
  groups: readonly Piece[][],
  entries: readonly (EducationEntry | null)[],
): (EducationEntry | null)[] {
  const schoolFirst = leadingKind(groups.flat()) === 'school';
  const out = [...entries];
  const lend = (from: number, to: number): void => {
    const [giver, taker] = [out[from], out[to]];
    if (!giver?.school || !taker || taker.school !== null || taker.degree === null) return;
    const higher = [giver, taker].every(
      (entry) => entry.degree === null || !OF_SCHOOL.test(text.slice(entry.degree.start, entry.degree.end)),
    );
    if (higher)
      out[to] = {
        ...taker,
        school: giver.school,
        education: { institution: textOf(text, giver.school), ...taker.education },
      };
  };
  if (schoolFirst) for (let i = 1; i < out.length; i++) lend(i - 1, i);
  else {
    for (let i = out.length - 2; i >= 0; i--) if (!groups[i + 1]![0]!.line.blankBefore) lend(i + 1, i);
    // "MSc, University of Leeds" above "BSc" alone: the last degrees belong to the school above.
    const last = out.findLastIndex((entry) => entry !== null && entry.school !== null);
    for (let i = last + 1; last >= 0 && i < out.length && !groups[i]![0]!.line.blankBefore; i++) lend(i - 1, i);
  }
  return out;
}

/** The label in front of a line says what follows and is no part of it. */
function piecesOf(text: string, line: TextLine, dates: readonly DateSpan[]): Piece[] {
  const label = educationLabel(line.text);
  if (label === null || label.length >= line.text.length) return piecesBetween(text, line, dates);
  const start = line.start + label.length;
  const value = { ...line, start, text: line.text.slice(label.length), bullet: false };
  const pieces = piecesBetween(text, value, dates);
  const kind = label.kind === 'degree' || label.kind === 'school' ? label.kind : null;
  if (kind === null || wordCount(value.text, LONG) > LONG) return pieces;
  return pieces.map((piece) => (piece.kind === 'plain' ? { ...piece, kind } : piece));
}

function piecesBetween(text: string, line: TextLine, dates: readonly DateSpan[]): Piece[] {
  const out: Piece[] = [];
  let from = line.start;
  for (const date of datesIn(dates, line.start, line.end)) {
    out.push(...split(text, { start: from, end: date.from }, line));
    if (date.from >= line.start) out.push({ start: date.from, end: date.to, kind: 'date', line, date });
    from = Math.max(from, date.to);
  }
  if (from < line.end) out.push(...split(text, { start: from, end: line.end }, line));
  return out;
}

function split(text: string, span: Span, line: TextLine): Piece[] {
  if (span.end <= span.start) return [];
  const raw = text.slice(span.start, span.end);
  const cuts = [...matchesOf(raw, SPLIT), ...matchesOf(raw, PLACEHOLDER)].sort((a, b) => a.index - b.index);
  const spans: Span[] = [];
  let from = 0;
  for (const match of cuts) {
    if (match.index >= from) spans.push({ start: span.start + from, end: span.start + match.index });
    from = Math.max(from, match.index + match[0].length);
  }
  spans.push({ start: span.start + from, end: span.end });
  return spans
    .map((part) => tighten(text, part))
    .filter((part) => part !== null)
    .flatMap((part) => splitPlace(text, part))
    .flatMap((part) => splitDegreeAndSchool(text, part))
    .map((part) => ({ start: part.start, end: part.end, kind: kindOf(text, part, line), line }));
}

function splitPlace(text: string, span: Span): Span[] {
  const raw = text.slice(span.start, span.end);
  const at = placeScore(raw) >= 0.8 ? -1 : trailingPlace(raw);
  if (at <= 0) return [span];
  return [
    tighten(text, { start: span.start, end: span.start + at }),
    tighten(text, { start: span.start + at, end: span.end }),
  ].filter((part) => part !== null);
}

function kindOf(text: string, span: Span, line: TextLine): Kind {
  const raw = text.slice(span.start, span.end);
  const words = wordCount(raw, 16);
  if (words > 16) return 'prose';
  const [degree, school] = [degreeScore(raw), schoolScore(raw)];
  const told = degree >= 0.9 || school >= 0.9;
  if (!told && words <= 8 && SCORE.test(raw)) return 'score';
  if ((line.bullet && !told) || isDuty(raw)) return 'prose';
  if (!told && placeScore(raw) >= 0.8) return 'place';
  if (degree >= 0.9 && school >= 0.9) return schoolWins(raw) ? 'school' : 'degree';
  if (degree >= 0.9) return 'degree';
  if (school >= 0.9) return 'school';
  return degree > 0 ? 'degree' : 'plain';
}

/**
 * Whether a piece with words of both kinds is the school: "High School", "Secondary School Certificate", "College of
 * Engineering".
 */
function schoolWins(raw: string): boolean {
  if (
    /^(?:high school|secondary|senior secondary|higher secondary|diploma|bachelor|master|b\.|m\.|ph)/iu.test(raw) &&
    !/\b(?:university|college|institute)\b/iu.test(raw)
  )
    return false;
  return !/(?:diploma|certificate|degree)\s*$/iu.test(raw) && degreeAt(raw) > 3;
}

function degreeAt(raw: string): number {
  for (let i = 0; i < raw.length; i += 1)
    if ((i === 0 || /\s/.test(raw[i - 1]!)) && degreeScore(raw.slice(i, i + 18)) > 0.9) return i;
  return raw.length;
}

/**
 * Where the section's order suggests it, an unknown piece right before a school becomes its degree, and one right after
 * a degree becomes its school.
 */
function promote(pieces: Piece[]): Piece[] {
  const told = pieces.filter((piece) => piece.kind === 'degree' || piece.kind === 'school');
  const degreeFirst =
    told.filter((piece, i) => piece.kind === 'degree' && told[i + 1]?.kind === 'school').length >=
    told.filter((piece, i) => piece.kind === 'school' && told[i + 1]?.kind === 'degree').length;
  return pieces.map((piece, i) => {
    if (piece.kind !== 'plain' || wordCount(piece.line.text, 14) > 14) return piece;
    const [previous, next] = [pieces[i - 1], pieces[i + 1]];
    const alone = piece.start - piece.line.start < 3;
    if (degreeFirst && next?.kind === 'school' && alone && previous?.kind !== 'degree')
      return { ...piece, kind: 'degree' };
    if (degreeFirst && previous?.kind === 'degree' && looksNamed(piece)) return { ...piece, kind: 'school' };
    if (!degreeFirst && next?.kind === 'degree' && looksNamed(piece)) return { ...piece, kind: 'school' };
    return piece;
  });
}

const looksNamed = (piece: Piece): boolean =>
  nameLike(piece.line.text.slice(piece.start - piece.line.start, piece.end - piece.line.start)) ||
  !/\p{Ll}/u.test(piece.line.text.slice(0, 1));

/** Groups pieces into entries: a new entry begins where a kind that the current one already has comes again. */
function group(pieces: readonly Piece[]): Piece[][] {
  const groups: Piece[][] = [];
  let current: Piece[] = [];
  const has = (kind: Kind): boolean => current.some((piece) => piece.kind === kind);
  const leading = leadingKind(pieces);
  for (const piece of pieces) {
    const repeated =
      (piece.kind === 'degree' || piece.kind === 'school' || piece.kind === 'date') &&
      has(piece.kind) &&
      !continues(current, piece);
    const restart =
      piece.kind === leading &&
      !refines(current, piece) &&
      (has('degree') || has('school')) &&
      piece.line.index > (current.at(-1)?.line.index ?? 0) &&
      has(leading);
    if ((repeated || restart) && current.length > 0) {
      const carried = leading === 'date' || piece.kind === 'date' ? [] : takeTail(current, leading);
      groups.push(current);
      current = carried;
    }
    current.push(piece);
  }
  if (current.length > 0) groups.push(current);
  return groups;
}

/** The kind of the first piece that is a degree, school or date: entries of this section are taken to begin with it. */
function leadingKind(pieces: readonly Piece[]): Kind | undefined {
  return pieces.find((piece) => piece.kind === 'degree' || piece.kind === 'school' || piece.kind === 'date')?.kind;
}

/** Whether a second degree piece on the same or the next line refines the first ("B.Sc.", "Physics"). */
function continues(current: readonly Piece[], piece: Piece): boolean {
  const last = current.at(-1)!;
  if (piece.kind === 'date') return false;
  if (refines(current, piece)) return true;
  if (last.kind !== piece.kind) return false;
  return (
    piece.line === last.line ||
    (piece.line.index - last.line.index <= 1 &&
      !piece.line.blankBefore &&
      /[,(]$|\b(?:in|of|and|&)$/iu.test(last.line.text))
  );
}

/** Whether a piece is the field in the line below its degree. */
function refines(current: readonly Piece[], piece: Piece): boolean {
  const last = current.at(-1);
  return last?.kind === 'degree' && isField(piece) && !isField(last) && !piece.line.blankBefore;
}

/** A field of study without the name of a degree. */
const isField = (piece: Piece): boolean =>
  piece.kind === 'degree' &&
  degreeScore(piece.line.text.slice(piece.start - piece.line.start, piece.end - piece.line.start)) < 0.9;

function takeTail(current: Piece[], leading: Kind | undefined): Piece[] {
  const last = current.at(-1)!;
  const dated = current.filter((piece) => piece.kind === 'date').length;
  if (leading === 'date' && last.kind === 'date' && dated > 1) return current.splice(-1);
  return [];
}

function toEducation(text: string, pieces: readonly Piece[]): EducationEntry | null {
  const merged = (kind: Kind): Span | null => {
    const list = pieces.filter((piece) => piece.kind === kind);
    return list.length === 0 ? null : { start: list[0]!.start, end: list[0]!.end };
  };
  // "计算机科学 本科": the field may stand before its degree.
  const named = pieces.find((piece) => piece.kind === 'degree' && !isField(piece));
  const [degree, whole, ownScore] = [
    named === undefined ? merged('degree') : { start: named.start, end: named.end },
    merged('school'),
    merged('score'),
  ];
  const { school, grade } = schoolOf(text, whole);
  if (degree === null && school === null) return null;
  const date = pieces.find((piece) => piece.kind === 'date')?.date ?? null;
  const {
    studyType,
    area: own,
    score: graded,
  } = degree === null ? { studyType: null, area: null, score: null } : splitDegree(text, degree);
  const area = own ?? (studyType === null ? null : fieldBeside(text, pieces));
  const score = ownScore ?? graded ?? grade;
  const education: Education = {
    ...(school === null ? {} : { institution: textOf(text, school) }),
    ...(studyType === null ? {} : { studyType: textOf(text, studyType) }),
    ...(area === null ? {} : { area: textOf(text, area) }),
    ...educationDates(date),
    ...(score === null ? {} : { score: textOf(text, score) }),
  };
  return { education, degree: studyType, area, school, score, dates: date, span: reachOf(pieces) };
}

/** Words of a sentence around a school's name, and a grade in brackets. */
const BEFORE_SCHOOL = /^(?:(?:the|from|at)\s+)+(?=\p{Lu})/iu;
const BEHIND_SCHOOL = /\s+(?:in|with|during|in the year|in the year of|im jahr|en el año|no ano)$/iu;
const GRADED = /\s*(?:\(([^()]{2,40})\)|,\s*([^,()]{2,40}))$/u;

/**
 * The name of the school and its grade: "the University of Leeds (First Class) in" is the University of Leeds with that
 * grade.
 */
function schoolOf(text: string, span: Span | null): { school: Span | null; grade: Span | null } {
  if (span === null) return { school: null, grade: null };
  const raw = text.slice(span.start, span.end).replace(BEHIND_SCHOOL, '');
  const from = span.start + (BEFORE_SCHOOL.exec(raw)?.[0].length ?? 0);
  const bracket = GRADED.exec(raw);
  const graded = bracket?.[1] ?? bracket?.[2];
  if (bracket === null || graded === undefined || !isGrade(graded))
    return { school: { start: from, end: span.start + raw.length }, grade: null };
  const at = span.start + bracket.index + bracket[0].indexOf(graded);
  return { school: { start: from, end: span.start + bracket.index }, grade: { start: at, end: at + graded.length } };
}

/**
 * The field of study from a piece or line beside the degree, or after its short form: "Bachelor of Science - BSc,
 * Physics".
 */
function fieldBeside(text: string, pieces: readonly Piece[]): Span | null {
  const [named, alias] = pieces.filter((piece) => piece.kind === 'degree' && !isField(piece));
  const field = pieces.find((piece) => piece.kind === 'degree' && isField(piece));
  if (field !== undefined) return { start: field.start, end: field.end };
  return alias !== undefined && alias.line === named!.line ? splitDegree(text, alias).area : null;
}

/** A single date is the end: the year of the degree. */
function educationDates(date: DateSpan | null): Pick<Education, 'startDate' | 'endDate'> {
  if (date === null) return {};
  if (date.kind === 'single') return { endDate: date.start! };
  return {
    ...(date.start === null ? {} : { startDate: date.start }),
    ...(date.end === null ? {} : { endDate: date.end }),
  };
}

export function noteEducation(fields: Fields, path: string, entry: EducationEntry): void {
  if (entry.degree !== null) fields.set(`${path}.studyType`, entry.degree, 0.9);
  if (entry.area !== null) fields.set(`${path}.area`, entry.area, 0.75);
  if (entry.school !== null) fields.set(`${path}.institution`, entry.school, 0.85);
  if (entry.score !== null) fields.set(`${path}.score`, entry.score, 0.8);
  if (entry.dates === null) return;
  const span = { start: entry.dates.from, end: entry.dates.to };
  if (entry.education.startDate !== undefined) fields.set(`${path}.startDate`, span, 0.9);
  if (entry.education.endDate !== undefined) fields.set(`${path}.endDate`, span, 0.85);
}
