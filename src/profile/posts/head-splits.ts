import type { Vocabulary } from '../port.js';
import { tighten, wordCount } from '../text/lines.js';
import { nameLike } from './classify.js';
import { type Segment, describe } from './head-segments.js';

/** Words for "at" between title and employer, in several languages. */
export const AT =
  /\s+(?:at|@|bei|bei der|beim|chez|presso|bij|with|for|hos|na|w|we|v|ve|u|la|en|em|em a|no|tại|в|во|у|στην|στη|στο|على|لدى|في|ב)\s+(?=[\p{Lu}\d«„"“]|\p{Script=Arabic}|\p{Script=Hebrew})/u;

/** "Engineer, Acme Ltd": cut at the comma if both sides are clear. */
export function splitClear(text: string, segment: Segment, vocabulary: Vocabulary): Segment[] {
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

/**
 * Employer, place and title between commas, if every part is clear: "Acme, Leeds, UK, Engineer", "Engineer, Acme,
 * Leeds, UK".
 */
export function splitList(text: string, segment: Segment, vocabulary: Vocabulary): Segment[] | null {
  const parts = partsAtCommas(text, segment, vocabulary);
  if (parts === null) return null;
  const titles = parts.filter((part) => part.title >= 0.7 && part.employer < 0.9);
  const places = placesAmong(parts, titles);
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

/** Three to six parts; null where the segment is no such list. */
function partsAtCommas(text: string, segment: Segment, vocabulary: Vocabulary): Segment[] | null {
  const commas = [...segment.text.matchAll(/,\s+/gu)];
  if (commas.length < 2 || commas.length > 5 || /[()]/u.test(segment.text)) return null;
  const ends = [...commas.map((match) => [match.index, match[0].length] as const), [segment.text.length, 0] as const];
  let from = 0;
  return ends
    .map(([at, length]) => {
      const part = tighten(text, { start: segment.start + from, end: segment.start + at });
      from = at + length;
      return part === null ? null : describe(text, part, segment.line, vocabulary);
    })
    .filter((part) => part !== null);
}

function placesAmong(parts: readonly Segment[], titles: readonly Segment[]): Segment[] {
  const places = parts.filter((part) => part.place >= 0.8 && part.title < 0.7);
  // An unknown part right before a country is a town.
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
  const isOneOfThree = parts.length === 3 && titles.length === 1 && places.length === 0;
  const town = isOneOfThree ? parts.find((part) => isTownBesideEmployer(part, parts, titles)) : undefined;
  return town === undefined || titles.includes(town) ? places : [...places, town];
}

/** "Ferris Logistics, Hull, Engineer": beside a title and a known employer, the third part is the town. */
const isTownBesideEmployer = (part: Segment, parts: readonly Segment[], titles: readonly Segment[]): boolean =>
  part.employer === 0 &&
  isTown(part.text) &&
  parts.some((other) => other.employer >= 0.7 && other !== part && !titles.includes(other));

const isTown = (text: string): boolean => /^\p{Lu}\p{Ll}{2,}(?:[ -]\p{Lu}\p{Ll}{2,})?$/u.test(text);

/**
 * Splits one segment that holds both title and employer: "Engineer at Acme", "Engineer, Acme", "Acme, Engineer".
 * `masked`: the CV leaves out its employers.
 */
export function splitOne(text: string, segment: Segment, masked: boolean, vocabulary: Vocabulary): Segment[] | null {
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
    // After "at", a word that is a role elsewhere is part of a name: "Waiter at Anchor Inn".
    const titleLeft =
      a.title >= 0.7 &&
      (b.title < 0.5 || (cut.at === at?.index && a.title >= 0.9 && b.title < 0.8)) &&
      (b.employer > 0.5 || (!masked && nameLike(b.text) && wordCount(b.text) <= 5));
    const titleRight = b.title >= 0.7 && a.title < 0.5 && (a.employer > 0.5 || nameLike(a.text));
    if (titleLeft || titleRight) return [a, b];
  }
  return null;
}
