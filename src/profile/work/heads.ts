import { matchesOf } from '../../domain/index.js';
import { employerScore, isDuty, isEmployerPlaceholder, nameLike, titleScore } from './classify.js';
import { cityTail, isCityTail, type CityHabits } from '../person/cities.js';
import { datesIn, type DateSpan } from '../dates/dates.js';
import { tighten, wordCount, type Span, type TextLine } from '../text/lines.js';
import { placeScore, trailingPlace } from '../person/places.js';
import type { Vocabulary } from '../port.js';
import { headLabel, isFormLine, type HeadLabel } from '../words/labels.js';
import type { Entry } from './entry.js';

/** A piece of an entry's head that is neither date nor separator. */
export interface Segment extends Span {
  text: string;
  /** Index of its line within the head. */
  line: number;
  title: number;
  employer: number;
  place: number;
}

/** What a work entry's head says. */
export interface Head {
  title: Span | null;
  employer: Span | null;
  place: Span | null;
  /** 0..1: how clearly title and employer were told apart. */
  clarity: number;
  /** The CV leaves out its employers. */
  masked: boolean;
  /** The title is known as one, not only taken for it by its place. */
  titled: boolean;
}

const PLACEHOLDER = /\b(?:company name(?!\s*[:：])|city\s*,\s*state(?:\s*,\s*(?:country|united states))?)\b/giu;
/** Between words of Chinese or Japanese there is no blank: one that stands there is a border. */
const SPLIT =
  /\s{3,}|\t+|\u3000+|(?<=[\u3040-\u9fff\uff08-\uff09])\s+(?=[\u3040-\u9fff])|\s*[|•·：]\s*|\s*ï¼[^\p{L}\s]?\s*|\s+[-–—―~]+\s+|\s+[-–—]+$|[-–—]\s{2,}|\s+\/\/\s+/gu;
const GAP = /\t+|\s{3,}|\u3000+/gu;
const DURATION =
  /(?:^|\(|[,;|·\t])\s*(?:\d{1,2}(?:\.\d)?\s*\+?\s*(?:years?|yrs?|yr|months?|mos?|mths?|jahre?n?|monate?n?|ans?|mois|años?|meses|anni|mesi|anos?|jaar|maanden)\.?\s*(?:,|and|&|und|et|y|e|en)?\s*){1,2}(?:\)|$|(?=[\t;|·]))/giu;
const MAX_AFTER_WORDS = 9;

/** Cuts the head of an entry into segments, dates, durations and placeholders taken out. */
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

/** A piece of a line, with the label in the cell before it. */
type Part = Span & { label?: HeadLabel };

/** The line without its dates. What follows a date at length is a description, not a head. */
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
  // "Company Name", a gap, "City, State": what an anonymiser left.
  if (isEmployerPlaceholder(raw) && placeScore(text.slice(part.start, part.end)) > 0) return null;
  const label = headLabel(raw);
  return label !== null && label.kind !== 'none' && label.length >= raw.length ? label : null;
}

/** A long tail that begins with the employer's and place's placeholders keeps what stands right behind them. */
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

/** Splits a span at a pattern; `keep` keeps what matched as a piece of its own. */
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

function describe(text: string, span: Span, line: number, vocabulary: Vocabulary): Segment {
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

/** A label says what its value is; a label without value, or of something else, is nothing. */
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

/** How somebody is employed, in a piece of its own: neither title nor employer. */
const EMPLOYMENT =
  /^(?:full[- ]?time|part[- ]?time|seasonal|permanent|temporary|contract|fixed[- ]term|casual|remote|hybrid|on[- ]?site|vollzeit|teilzeit|befristet|unbefristet|festanstellung|saisonal|cdi|cdd|temps plein|temps partiel|saisonnier|tiempo completo|jornada completa|media jornada|temporal|tempo pieno|tempo indeterminato|part time|stagionale|tempo integral|período integral|sazonal|voltijd|deeltijd|seizoenswerk|heltid|deltid|pełny etat|полная занятость|tam zamanlı|yarı zamanlı)$/iu;

const isPlace = (segment: Segment): boolean =>
  segment.place >= 0.8 && segment.title < 0.7 && (segment.employer < 0.7 || segment.place >= 1);

/** What all heads of a CV tell about each: which of title and employer comes first, and whether employers are masked. */
export interface HeadHabits extends CityHabits {
  /** Positive: the title. */
  titleFirst: number;
  masked: boolean;
}

export function learnHabits(text: string, heads: readonly (readonly Segment[])[]): HeadHabits {
  const employers = heads.flatMap((head) => head.filter((segment) => segment.title < 0.7));
  return {
    placeAfterComma: heads.some((head) =>
      head.some(
        (segment) => isPlace(segment) && /,\s*$/u.test(text.slice(Math.max(0, segment.start - 3), segment.start)),
      ),
    ),
    citiesInBrackets:
      employers.filter(
        (segment) =>
          cityTail(segment.text)?.sign === 'bracket' || (isPlace(segment) && text[segment.start - 1] === '('),
      ).length >= 2,
    titleFirst: titleFirst(heads),
    masked: heads.some((head) => head.some((segment) => isEmployerPlaceholder(segment.text))),
  };
}

/** The sum over all heads with two candidates. */
function titleFirst(heads: readonly (readonly Segment[])[]): number {
  let sum = 0.1;
  for (const head of heads) {
    const [a, b] = candidates(head);
    if (a !== undefined && b !== undefined) sum += a.title + b.employer - b.title - a.employer;
  }
  return sum;
}

/** Segments of a head that are looked at: each is compared with all others. */
const MOST_SEGMENTS = 40;

function candidates(head: readonly Segment[]): Segment[] {
  const left = head
    .slice(0, MOST_SEGMENTS)
    .filter(
      (segment) =>
        /\p{L}{2}/u.test(segment.text) &&
        !isPlace(segment) &&
        segment.text.length <= 110 &&
        !EMPLOYMENT.test(segment.text) &&
        !isDuty(segment.text),
    );
  return mergeLines(left);
}

/** Where the head has a line for the title and one for the employer, segments of one line belong together. */
function mergeLines(list: readonly Segment[]): Segment[] {
  const lines = [...new Set(list.map((segment) => segment.line))];
  if (lines.length !== 2 || list.length < 3) return [...list];
  const best = lines.map((line) => list.filter((segment) => segment.line === line));
  const title = best.map((group) => Math.max(...group.map((segment) => segment.title - segment.employer)));
  const clear = Math.abs(title[0]! - title[1]!) >= 0.4;
  if (!clear || best.some((group) => group.some((segment) => isEmployerPlaceholder(segment.text)))) return [...list];
  return best.map(withoutUnknown).map((group) => ({
    ...group[0]!,
    end: group.at(-1)!.end,
    title: Math.max(...group.map((segment) => segment.title)),
    employer: Math.max(...group.map((segment) => segment.employer)),
  }));
}

/** "Acme Software | Smalltown": what stands behind a bar, and nothing tells what it is, is a place or a department. */
function withoutUnknown(group: readonly Segment[]): readonly Segment[] {
  const told = group.findLastIndex((segment) => Math.max(segment.title, segment.employer) >= 0.5);
  const titled = group.some((segment) => segment.title >= 0.7);
  return titled ? group : group.slice(0, Math.max(1, told + 1));
}

/** Tells title, employer and place apart. */
export function readHead(text: string, head: readonly Segment[], habits: HeadHabits, vocabulary: Vocabulary): Head {
  const split = candidates(head).flatMap(
    (segment) => splitList(text, segment, vocabulary) ?? splitClear(text, segment, vocabulary),
  );
  const place = head.find(isPlace) ?? split.find(isPlace) ?? null;
  let list = split.filter((segment) => !isPlace(segment));
  if (list.length === 1) list = splitOne(text, list[0]!, habits, vocabulary) ?? list;
  else if (!list.some((segment) => segment.title < 0.5 && segment.employer > 0))
    list = list.flatMap((segment) =>
      AT.test(segment.text) ? (splitOne(text, segment, habits, vocabulary) ?? [segment]) : [segment],
    );
  const [title, whole] = assign(list, habits);
  const [employer, city] =
    whole !== null && place === null ? withoutCity(text, whole, habits, vocabulary) : [whole, null];
  const clarity =
    title === null || employer === null
      ? 0.5
      : Math.min(
          1,
          0.4 + Math.abs(title.title - title.employer) / 2 + Math.abs(employer.employer - employer.title) / 2,
        );
  return {
    title,
    employer: employer === null || isEmployerPlaceholder(text.slice(employer.start, employer.end)) ? null : employer,
    place: place === null || /^city\s*,/iu.test(place.text) ? city : place,
    clarity,
    masked: habits.masked,
    titled: (title?.title ?? 0) >= 0.7,
  };
}

/** The employer without the city behind it. */
function withoutCity(
  text: string,
  employer: Segment,
  habits: HeadHabits,
  vocabulary: Vocabulary,
): [Segment, Span | null] {
  const tail = cityTail(employer.text);
  if (
    tail === null ||
    !isCityTail(employer.text.slice(0, tail.at), tail, habits) ||
    titleScore(tail.city, vocabulary) >= 0.7
  )
    return [employer, null];
  const left = tighten(text, { start: employer.start, end: employer.start + tail.at });
  const from = employer.start + employer.text.indexOf(tail.city, tail.at);
  return left === null
    ? [employer, null]
    : [describe(text, left, employer.line, vocabulary), { start: from, end: from + tail.city.length }];
}

function assign(list: readonly Segment[], habits: HeadHabits): [Segment | null, Segment | null] {
  if (list.length === 0) return [null, null];
  if (list.length === 1)
    return list[0]!.title >= list[0]!.employer && (list[0]!.title > 0 || habits.masked || !nameLike(list[0]!.text))
      ? [list[0]!, null]
      : [null, list[0]!];
  let best: [Segment, Segment] = [list[0]!, list[1]!];
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const [i, title] of list.entries()) {
    for (const [j, employer] of list.entries()) {
      if (i === j) continue;
      const inOrder = i < j === habits.titleFirst > 0 ? 0.25 : 0;
      const near = -0.12 * (Math.min(i, j) + Math.abs(i - j) - 1);
      const named = employer.employer === 0 && nameLike(employer.text) ? 0.3 : 0;
      const score =
        title.title +
        0.9 * employer.employer +
        named -
        0.7 * employer.title -
        0.6 * title.employer * (title.title > 0.7 ? 0.4 : 1) +
        inOrder +
        near;
      if (score > bestScore) [best, bestScore] = [[title, employer], score];
    }
  }
  return best;
}

/** "Engineer at Acme", in the languages that say it with a word of its own. */
const AT =
  /\s+(?:at|@|bei|bei der|beim|chez|presso|bij|with|for|hos|na|w|we|v|ve|u|la|en|em|em a|no|tại|в|во|у|στην|στη|στο|على|لدى|في|ב)\s+(?=[\p{Lu}\d«„"“]|\p{Script=Arabic}|\p{Script=Hebrew})/u;

/** "Engineer, Acme Ltd": cut at the comma where both sides say clearly what they are. */
function splitClear(text: string, segment: Segment, vocabulary: Vocabulary): Segment[] {
  if (!/[,،、，.]/u.test(segment.text)) return [segment];
  for (const match of segment.text.matchAll(/,\s+|[،、，]\s*|(?<=\p{Ll}{4})\.\s+(?=\p{Lu})/gu)) {
    const left = tighten(text, { start: segment.start, end: segment.start + match.index });
    const right = tighten(text, { start: segment.start + match.index + match[0].length, end: segment.end });
    if (left === null || right === null) continue;
    const [a, b] = [describe(text, left, segment.line, vocabulary), describe(text, right, segment.line, vocabulary)];
    if (
      (a.title >= 0.7 && a.employer < 0.7 && b.employer >= 0.9 && b.title < 0.7) ||
      (a.employer >= 0.9 && a.title < 0.7 && b.title >= 0.9 && b.employer < 0.7)
    )
      return [a, b];
  }
  return [segment];
}

/** "Acme, Leeds, UK, Engineer" and "Engineer, Acme, Leeds, UK": employer, place and title between commas, where every part says what it is. */
function splitList(text: string, segment: Segment, vocabulary: Vocabulary): Segment[] | null {
  const commas = [...segment.text.matchAll(/,\s+/gu)];
  if (commas.length < 2 || commas.length > 5 || /[()]/u.test(segment.text)) return null;
  const ends = [...commas.map((match) => [match.index, match[0].length] as const), [segment.text.length, 0] as const];
  let from = 0;
  const parts = ends
    .map(([at, length]) => {
      const part = tighten(text, { start: segment.start + from, end: segment.start + at });
      from = at + length;
      return part === null ? null : describe(text, part, segment.line, vocabulary);
    })
    .filter((part) => part !== null);
  const titles = parts.filter((part) => part.title >= 0.7 && part.employer < 0.9);
  const places = parts.filter((part) => part.place >= 0.8 && part.title < 0.7);
  // An unknown town stands right before its country.
  for (const [i, part] of parts.entries())
    if (
      i > 0 &&
      places.includes(parts[i + 1]!) &&
      !titles.includes(part) &&
      !places.includes(part) &&
      part.employer < 0.7 &&
      parts.length > 3
    )
      places.unshift(part);
  // "Ferris Logistics, Hull, Engineer": beside a title and what is known as an employer, the third is the town.
  const town =
    parts.length === 3 && titles.length === 1 && places.length === 0
      ? parts.find(
          (part) =>
            part.employer === 0 &&
            isTown(part.text) &&
            parts.some((other) => other.employer >= 0.7 && other !== part && !titles.includes(other)),
        )
      : undefined;
  if (town !== undefined && !titles.includes(town)) places.push(town);
  const others = parts.filter((part) => !titles.includes(part) && !places.includes(part));
  const employer = others[0];
  if (titles.length !== 1 || places.length === 0 || others.length !== 1 || !nameLike(employer!.text)) return null;
  const place = {
    ...places[0]!,
    end: places.at(-1)!.end,
    text: text.slice(places[0]!.start, places.at(-1)!.end),
    place: 1,
  };
  return parts.indexOf(titles[0]!) < parts.indexOf(employer!)
    ? [titles[0]!, employer!, place]
    : [employer!, titles[0]!, place];
}

const isTown = (text: string): boolean => /^\p{Lu}\p{Ll}{2,}(?:[ -]\p{Lu}\p{Ll}{2,})?$/u.test(text);

/** One segment that holds both: "Engineer at Acme", "Engineer, Acme" or "Acme, Engineer". */
function splitOne(text: string, segment: Segment, habits: HeadHabits, vocabulary: Vocabulary): Segment[] | null {
  const raw = segment.text;
  const at = AT.exec(raw);
  const cuts = [
    ...(at === null ? [] : [{ at: at.index, length: at[0].length }]),
    ...[
      ...raw.matchAll(/\s*[,:،]\s+|\s+\/\s+|[、，]\s*|(?<=\p{Ll}{4})\.\s+(?=\p{Lu})|\s*\((?=\p{Lu}[^()]*\)?$)/gu),
    ].map((match) => ({ at: match.index, length: match[0].length })),
  ];
  for (const cut of cuts) {
    const left = tighten(text, { start: segment.start, end: segment.start + cut.at });
    const right = tighten(text, { start: segment.start + cut.at + cut.length, end: segment.end });
    if (left === null || right === null || /\([^)]*$/u.test(raw.slice(0, cut.at))) continue;
    const [a, b] = [describe(text, left, segment.line, vocabulary), describe(text, right, segment.line, vocabulary)];
    // Behind "at" a word that is a role somewhere else is part of a name: "Waiter at Anchor Inn".
    const titleLeft =
      a.title >= 0.7 &&
      (b.title < 0.5 || (cut.at === at?.index && a.title >= 0.9 && b.title < 0.8)) &&
      (b.employer > 0.5 || (!habits.masked && nameLike(b.text) && wordCount(b.text) <= 5));
    const titleRight = b.title >= 0.7 && a.title < 0.5 && (a.employer > 0.5 || nameLike(a.text));
    if (titleLeft || titleRight) return [a, b];
  }
  return null;
}
