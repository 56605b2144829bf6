import { degreeScore, schoolScore } from '../posts/classify.js';
import { tighten, type Span } from '../text/lines.js';
import { degreeLength } from '../words/degrees.js';

/** The parts of a degree: its name, its field, and a class or grade in brackets. */
export interface DegreeParts {
  studyType: Span | null;
  area: Span | null;
  score: Span | null;
}

/** In characters. Longer texts are prose, and trying every cut on all of it would be slow. */
const LONGEST = 2000;
const JOINT =
  /,\s+|[،、，]\s*|\s+[-–@]\s+|:\s+|\s+(?:from|at|an der|an dem|am|à l['’]|à la|bei der|bij de|presso|aan de|van de|vid|en la|en el|na|no|w|de l['’])\s*(?=(?:the )?[\p{Lu}])|\s*\((?=\p{Lu})/gu;

/**
 * Cuts a piece that holds both degree and school ("B.A. in History, Example University") at the comma or word between
 * them.
 */
export function splitDegreeAndSchool(text: string, span: Span): Span[] {
  const raw = text.slice(span.start, span.end);
  if (raw.length > LONGEST || schoolScore(raw) < 0.9) return [span];
  if (degreeScore(raw) < 0.9) return fieldAndSchool(text, span, raw);
  const cuts = [...raw.matchAll(JOINT)]
    .filter((match) => isOutside(raw, match))
    .map((match) => ({ at: match.index, length: match[0].length }));
  // Of several cuts that separate the two, the last: a field or faculty in between belongs to the degree before it.
  const cut = cuts.findLast(({ at, length }) => toldApart(raw.slice(0, at), raw.slice(at + length)));
  if (cut === undefined) return [span];
  const [left, right] = [
    { start: span.start, end: span.start + cut.at },
    { start: span.start + cut.at + cut.length, end: span.end },
  ];
  return [left, right].map((part) => tighten(text, part)).filter((part) => part !== null);
}

/** "Computer Science, University of Bath": a field, then the school. */
function fieldAndSchool(text: string, span: Span, raw: string): Span[] {
  const comma = raw.indexOf(', ');
  if (
    comma < 0 ||
    schoolScore(raw.slice(0, comma)) >= 0.9 ||
    degreeScore(raw.slice(0, comma)) === 0 ||
    schoolScore(raw.slice(comma)) < 0.9
  )
    return [span];
  return [
    tighten(text, { start: span.start, end: span.start + comma }),
    tighten(text, { start: span.start + comma + 1, end: span.end }),
  ].filter((part) => part !== null);
}

function toldApart(left: string, right: string): boolean {
  const [degree, school] = [degreeScore(left) > 0.9, schoolScore(left) > 0.9];
  return degree !== school && (degree ? schoolScore(right) > 0.9 : degreeScore(right) > 0.9);
}

/** A cut is never inside brackets, and at a bracket only where that bracket closes the text. */
function isOutside(raw: string, match: RegExpMatchArray): boolean {
  const before = raw.slice(0, match.index);
  if (before.lastIndexOf('(') > before.lastIndexOf(')')) return false;
  return !match[0].trim().startsWith('(') || /^[^()]*\)?\s*$/u.test(raw.slice(match.index! + match[0].length));
}

/** Words in brackets that are part of the degree's name. */
const QUALIFIER =
  /^(?:hons?|res|honou?rs|with honou?rs|hon|fh|tu|th|uni|univ|lehramt|ord|oxon|cantab|triennale|magistrale|specialistica|vecchio ordinamento|pass|general|research|taught|by research|ing|licencjat|inżynier)\.?$/iu;
/** In "Diplom (BA)" the bracket means a Berufsakademie; with other degrees it is the short form. */
const OF_ACADEMY = /^dipl.*\(BA\)/iu;
/** Words in brackets that are a grade. */
const GRADE =
  /(?:\b(?:first|second|third|upper|lower|1st|2nd|3rd)\b.*\b(?:class|division|honou?rs|hons)|\b[12][:.][12i]+\b|\bdistinction\b|\bmerit\b|cum laude|\bgpa\b|\bgrade\b|\d\s*%|\bclass\b|\bdivision\b|^note\b|\bmention\b|\bfirst\b|\bwith honou?rs\b|auszeichnung|con lode|matrícula|sobresaliente|\bcgpa\b|\d[.,]\d)/iu;
export const isGrade = (text: string): boolean => GRADE.test(text);
const BRACKET = /\s*\(([^()]*)\)/u;

/**
 * "Bachelor of Science in Physics", "BSc (Hons) Physics", "M.S. (Physics)" -> degree and field; a text that is only a
 * field stays the field.
 */
export function splitDegree(text: string, span: Span): DegreeParts {
  const raw = text.slice(span.start, Math.min(span.end, span.start + LONGEST));
  if (degreeScore(raw) < 0.9) return { studyType: null, area: span, score: null };
  const at = (from: number, to: number): Span | null =>
    to > from ? tighten(text, { start: span.start + from, end: span.start + to }) : null;
  const bracket = BRACKET.exec(raw);
  if (bracket !== null && degreeScore(raw.slice(0, bracket.index)) > 0.9 && !isJoined(raw.slice(0, bracket.index)))
    return splitBracketed(raw, bracket, at);
  return splitPlain(raw, at);
}

type At = (from: number, to: number) => Span | null;

/** Whether a degree continues with its field: "BA in Economics". */
const isJoined = (raw: string): boolean => FIELD_JOINT.test(raw) || nextWord(raw) !== null;

/** Decides what a bracket after the degree is: part of its name, its grade, its short form, or its field. */
function splitBracketed(raw: string, bracket: RegExpExecArray, at: At): DegreeParts {
  const open = bracket.index;
  const close = open + bracket[0].length;
  const inside = bracket[1]!.trim();
  const insideFrom = close - 1 - bracket[1]!.length;
  const rest = fieldBehind(raw, close, at);
  if (QUALIFIER.test(inside) || OF_ACADEMY.test(raw)) {
    const end = close + (/^\./.exec(raw.slice(close))?.[0].length ?? 0);
    return { studyType: at(0, end), area: rest.area, score: rest.score };
  }
  if (GRADE.test(inside)) return { studyType: at(0, open), area: rest.area, score: at(insideFrom, close - 1) };
  // Another name of the degree ("Bachelor of Science (BSc)") or its level ("Licence (L3)").
  const alias = rest.area !== null || isAlias(inside);
  return { studyType: at(0, open), area: alias ? rest.area : at(insideFrom, close - 1), score: rest.score };
}

/** A short form such as BSc, M.Sc. or L3; "CSE" is a field instead. */
const isAlias = (inside: string): boolean =>
  degreeScore(inside) > 0.9 &&
  inside.split(' ').length <= 2 &&
  degreeLength(inside) >= inside.replace(/\.$/, '').length;

/** The field after a bracket, without a grade in a further bracket. */
function fieldBehind(raw: string, from: number, at: At): Pick<DegreeParts, 'area' | 'score'> {
  const lead = /^[\s,.:–-]*(?:(?:in|of|en|im|für|em|de|di|i|w|på)\s+)?/iu.exec(raw.slice(from))![0].length;
  return areaOf(raw, from + lead, at);
}

/** A field, and the grade in brackets that may end it. */
function areaOf(raw: string, from: number, at: At): Pick<DegreeParts, 'area' | 'score'> {
  const rest = raw.slice(from);
  const graded = /\s*[,(]\s*([^(),]*)\)?$/u.exec(rest);
  if (graded !== null && GRADE.test(graded[1]!)) {
    const start = from + graded.index + graded[0].indexOf(graded[1]!);
    return { area: at(from, from + graded.index), score: at(start, start + graded[1]!.length) };
  }
  if (GRADE.test(rest) && rest.split(' ').length <= 4) return { area: null, score: at(from, raw.length) };
  return { area: /\p{L}{2}/u.test(rest) ? at(from, raw.length) : null, score: null };
}

const FIELD_JOINT = /\s+(?:in|en|im|für|em)\s+|\s*[,:،、，]\s*|\s+[-–]\s+/iu;
const FIELD_JOINTS = new RegExp(FIELD_JOINT.source, 'giu');

function splitPlain(raw: string, at: At): DegreeParts {
  for (const match of raw.matchAll(FIELD_JOINTS)) {
    const end = match.index + match[0].length;
    if (degreeScore(raw.slice(0, match.index)) > 0.9 && /\p{L}{2}/u.test(raw.slice(end)))
      return { studyType: at(0, match.index), ...areaOf(raw, end, at) };
  }
  const length = nextWord(raw);
  if (length === null) return { studyType: at(0, raw.length), area: null, score: null };
  return { studyType: at(0, length), ...areaOf(raw, length, at) };
}

/**
 * Where the degree at the start of a text ends, if a field follows right after it: "BSc Physics", "BSc Hons Physics".
 */
function nextWord(raw: string): number | null {
  const named = degreeLength(raw);
  const length =
    named === 0 ? 0 : named + (/^\s+(?:\(?hons?\b\.?\)?|honou?rs\b)/iu.exec(raw.slice(named))?.[0].length ?? 0);
  const rest = /^\s+(?=\p{Lu})(?!Degree|Studies|Diploma|Certificate|School|Thesis|Project|Abroad|Honou?rs|Hons)/u.exec(
    raw.slice(length),
  );
  return length === 0 || rest === null ? null : length;
}
