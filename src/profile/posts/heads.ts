import { cityTail, isCityTail, type CityHabits } from '../person/cities.js';
import type { Vocabulary } from '../port.js';
import { tighten, type Span } from '../text/lines.js';
import { isDuty, isEmployerPlaceholder, nameLike, titleScore } from './classify.js';
import { type Segment, describe, isPlace } from './head-segments.js';
import { AT, splitClear, splitList, splitOne } from './head-splits.js';

/** What a work entry's head says. */
export interface Head {
  title: Span | null;
  employer: Span | null;
  place: Span | null;
  /** How clearly title and employer could be told apart, 0..1. */
  clarity: number;
  /** The CV leaves out its employers. */
  masked: boolean;
  /** The title is a known one, rather than taken for one by its position. */
  titled: boolean;
}

/** A piece that says how somebody is employed: neither title nor employer. */
const EMPLOYMENT =
  /^(?:full[- ]?time|part[- ]?time|seasonal|permanent|temporary|contract|fixed[- ]term|casual|remote|hybrid|on[- ]?site|vollzeit|teilzeit|befristet|unbefristet|festanstellung|saisonal|cdi|cdd|temps plein|temps partiel|saisonnier|tiempo completo|jornada completa|media jornada|temporal|tempo pieno|tempo indeterminato|part time|stagionale|tempo integral|período integral|sazonal|voltijd|deeltijd|seizoenswerk|heltid|deltid|pełny etat|полная занятость|tam zamanlı|yarı zamanlı)$/iu;

/** What all heads of a CV together show: whether title or employer comes first, and whether employers are masked. */
export interface HeadHabits extends CityHabits {
  /** Positive where titles come first. */
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

/** Summed over all heads with two candidates. */
function titleFirst(heads: readonly (readonly Segment[])[]): number {
  let sum = 0.1;
  for (const head of heads) {
    const [a, b] = candidates(head);
    if (a !== undefined && b !== undefined) sum += a.title + b.employer - b.title - a.employer;
  }
  return sum;
}

/** Segments of a head that are looked at; each is compared with all others. */
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

/** Where the head has one line for the title and one for the employer, the segments of each line are joined. */
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

/** "Acme Software | Smalltown": an unknown part after a bar is a place or a department. */
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
  if (list.length === 1) list = splitOne(text, list[0]!, habits.masked, vocabulary) ?? list;
  else if (!list.some((segment) => segment.title < 0.5 && segment.employer > 0))
    list = list.flatMap((segment) =>
      AT.test(segment.text) ? (splitOne(text, segment, habits.masked, vocabulary) ?? [segment]) : [segment],
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

/** The employer without the city after it. */
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
