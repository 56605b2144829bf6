import { matchesOf } from '../../domain/index.js';
import { datesIn, type DateSpan } from '../dates/dates.js';
import { placeScore, trailingPlace } from '../person/places.js';
import type { Vocabulary } from '../port.js';
import { tighten, wordCount, type Span, type TextLine } from '../text/lines.js';
import { headLabel, isFormLine, type HeadLabel } from '../words/labels.js';
import { employerScore, isDuty, isEmployerPlaceholder, titleScore } from './classify.js';
import type { Entry } from './entry.js';

/** A piece of an entry's head between separators, without dates. */
export interface Segment extends Span {
  text: string;
  /** Index of its line within the head. */
  line: number;
  title: number;
  employer: number;
  place: number;
}

const PLACEHOLDER = /\b(?:company name(?!\s*[:：])|city\s*,\s*state(?:\s*,\s*(?:country|united states))?)\b/giu;

/** Chinese and Japanese put no blank between words, so a blank there is a separator. */
const SPLIT =
  /\s{3,}|\t+|\u3000+|(?<=[\u3040-\u9fff\uff08-\uff09])\s+(?=[\u3040-\u9fff])|\s*[|•·：]\s*|\s*ï¼[^\p{L}\s]?\s*|\s+[-–—―~]+\s+|\s+[-–—]+$|[-–—]\s{2,}|\s+\/\/\s+/gu;

const GAP = /\t+|\s{3,}|\u3000+/gu;

const DURATION =
  /(?:^|\(|[,;|·\t])\s*(?:\d{1,2}(?:\.\d)?\s*\+?\s*(?:years?|yrs?|yr|months?|mos?|mths?|jahre?n?|monate?n?|ans?|mois|años?|meses|anni|mesi|anos?|jaar|maanden)\.?\s*(?:,|and|&|und|et|y|e|en)?\s*){1,2}(?:\)|$|(?=[\t;|·]))/giu;

const MAX_AFTER_WORDS = 9;

/** Cuts the head of an entry into segments, without dates, durations and placeholders. */
export function segments(
  text: string,
  entry: Pick<Entry, 'head' | 'dates'>,
  dates: readonly DateSpan[],
  vocabulary: Vocabulary,
): Segment[] {
  return entry.head.flatMap((line, index) =>
    lineParts(text, line, entry.dates, dates).flatMap((part) => toSegments(text, part, index, vocabulary)),
  );
}

/** A piece of a line, and the label in the cell before it. */
type Part = Span & { label?: HeadLabel };

/** The line without its dates. A long text after a date is a description, not part of the head. */
function lineParts(text: string, line: TextLine, own: DateSpan | null, dates: readonly DateSpan[]): Part[] {
  const parts: Span[] = [];
  let from = line.start;
  for (const date of datesIn(dates, line.start, line.end)) {
    if (date.from > from) parts.push({ start: from, end: from + withoutLabel(text.slice(from, date.from)).length });
    from = Math.max(from, date.to);
  }
  if (from < line.end) parts.push({ start: from, end: line.end });
  if (
    parts.length > 0 &&
    (line.bullet || (parts[0]!.start === line.start && isDuty(line.text))) &&
    /\t|\s{3,}/u.test(line.text) &&
    !isFormLine(line.text)
  )
    return [];
  const hasDate = own !== null && own.to > line.start && own.from < line.end;
  return parts
    .flatMap((part) => splitBy(text, part, GAP, false))
    .flatMap((part, i, all) => {
      const label = i === 1 && all.length === 2 && !hasDate ? labelBefore(text, all[0]!, part) : null;
      if (label !== null) return [{ ...part, label }];
      const isTail = hasDate && part.start >= own.to - 1;
      if (!isTail || wordCount(text.slice(part.start, part.end)) <= MAX_AFTER_WORDS) return [part];
      return parts.length > 1 && parts[0]!.start !== part.start
        ? placeholdersOf(text, part)
        : firstSentence(text, part);
    });
}

/** "(Date: Sep 2020 - Nov 2022)" */
const withoutLabel = (before: string): string => (before.endsWith(': ') ? before.replace(DATED, '') : before);

const DATED =
  /(?:^|(?<![\s([,|–-])[\s([,|–-]+)(?:dates?|period|duration|employed|employment dates|zeitraum|dauer|période|periodo|período|okres|период):\s$/iu;

/** "Employer", a wide gap, "Acme Ltd": the cell before is a label. */
function labelBefore(text: string, before: Span, part: Span): HeadLabel | null {
  const raw = text.slice(before.start, before.end).trim();
  // "Company Name", a gap, "City, State": placeholders of an anonymiser, no label.
  if (isEmployerPlaceholder(raw) && placeScore(text.slice(part.start, part.end)) > 0) return null;
  const label = headLabel(raw);
  return label !== null && label.kind !== 'none' && label.length >= raw.length ? label : null;
}

/** A long text that begins with placeholders for employer and place: only the words right after them are kept. */
function placeholdersOf(text: string, part: Span): Span[] {
  const match = /^[\s,:|–-]*(?:company name|city\s*,\s*state)/iu.exec(text.slice(part.start, part.end));
  return match === null ? [] : [{ start: part.start, end: part.start + match[0].length }];
}

function firstSentence(text: string, part: Span): Span[] {
  const raw = text.slice(part.start, part.end);
  const stop = /[.;:]\s|\s{3,}|\t/.exec(raw)?.index ?? -1;
  return stop > 0 && wordCount(raw.slice(0, stop)) <= MAX_AFTER_WORDS + 3
    ? [{ start: part.start, end: part.start + stop }]
    : [];
}

function toSegments(text: string, part: Part, line: number, vocabulary: Vocabulary): Segment[] {
  if (part.label !== undefined)
    return [tighten(text, part)]
      .filter((span) => span !== null)
      .map((span) => labelled(text, span, line, { ...part.label!, length: 0 }));
  const spans: Span[] = [];
  for (const piece of splitBy(text, part, DURATION, false)) {
    for (const chunk of splitBy(text, piece, PLACEHOLDER, true)) spans.push(...splitBy(text, chunk, SPLIT, false));
  }
  return spans
    .map((span) => tighten(text, span))
    .filter((span) => span !== null)
    .flatMap((span) => splitPlace(text, span))
    .map((span) => describe(text, span, line, vocabulary));
}

/** Splits a span at a pattern; with `keep`, each match becomes a piece as well. */
function splitBy(text: string, span: Span, pattern: RegExp, keep: boolean): Span[] {
  const raw = text.slice(span.start, span.end);
  const matches = matchesOf(raw, pattern);
  if (matches.length === 0) return raw === '' ? [] : [span];
  const out: Span[] = [];
  let from = 0;
  for (const match of matches) {
    if (match.index > from) out.push({ start: span.start + from, end: span.start + match.index });
    if (keep) out.push({ start: span.start + match.index, end: span.start + match.index + match[0].length });
    from = match.index + match[0].length;
  }
  if (from < raw.length) out.push({ start: span.start + from, end: span.end });
  return out;
}

/** "Acme Ltd, Berlin, Germany" -> employer and place. */
function splitPlace(text: string, span: Span): Span[] {
  const raw = text.slice(span.start, span.end);
  const bracket = /\s*\(([^()]+)\)$/u.exec(raw);
  const at =
    bracket !== null && placeScore(bracket[1]!) >= 0.9
      ? bracket.index
      : placeScore(raw) >= 0.8
        ? -1
        : trailingPlace(raw);
  if (at <= 0) return [span];
  return [
    { start: span.start, end: span.start + at },
    { start: span.start + at, end: span.end },
  ]
    .map((part) => tighten(text, part))
    .filter((part) => part !== null);
}

export function describe(text: string, span: Span, line: number, vocabulary: Vocabulary): Segment {
  const raw = text.slice(span.start, span.end);
  const label = isEmployerPlaceholder(raw) ? null : headLabel(raw);
  if (label !== null) return labelled(text, span, line, label);
  return {
    start: span.start,
    end: span.end,
    text: raw,
    line,
    title: titleScore(raw, vocabulary),
    employer: employerScore(raw),
    place: placeScore(raw),
  };
}

/** A label says what its value is. A label without a value, or for something unrelated, yields no segment. */
function labelled(text: string, span: Span, line: number, { kind, length }: HeadLabel): Segment {
  const start = span.start + length;
  const value = kind === 'none' ? '' : text.slice(start, span.end);
  const score = (wanted: HeadLabel['kind']): number =>
    value !== '' && kind === wanted && wordCount(value) <= MAX_AFTER_WORDS ? 1.5 : 0;
  return {
    start,
    end: span.end,
    text: value,
    line,
    title: score('title'),
    employer: score('employer'),
    place: score('place'),
  };
}

export const isPlace = (segment: Segment): boolean =>
  segment.place >= 0.8 && segment.title < 0.7 && (segment.employer < 0.7 || segment.place >= 1);
