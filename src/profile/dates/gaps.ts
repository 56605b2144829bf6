import { isDigit } from '../text/beginnings.js';
import { between, presents, sinces, sincesAfter, units, untils, untilsAfter } from './lexicon.js';
import { isWord } from '../vocabulary/phrase-trie.js';

/** Characters: two dates further apart are no range. */
const LONGEST_GAP = 40;
/** Words that make a date vague. */
const VAGUE =
  /^(?:early|mid|late|end|beginning|start|ca|circa|approx|approximately|about|around|anfang|mitte|ende|debut|fin|mi|the|le|el|il|das?|dem)(?![\p{L}\d])/u;

/** What stands between two dates, or between a date and the word for today. */
export interface Gap {
  /** A dash, an arrow or the like. */
  sign: boolean;
  /** A word for "to" or "until". */
  until: boolean;
  /** A word after the first date that means "from": から, -től. */
  after: boolean;
  blank: boolean;
  newline: boolean;
}

/** Reads the text between two offsets; null where it holds anything that does not join dates. */
export function gapBetween(text: string, from: number, to: number): Gap | null {
  if (to - from > LONGEST_GAP || to < from) return null;
  const raw = text.slice(from, to);
  const gap: Gap = { sign: false, until: false, after: false, blank: raw.trim() === '', newline: raw.includes('\n') };
  if (gap.blank) return gap;
  for (let at = from; at < to;) {
    if (isWord(text, at)) {
      const found = between.match(text, at, to);
      if (found === null) {
        const vague = VAGUE.exec(text.slice(at, to));
        if (vague === null) return null;
        at += vague[0].length;
        continue;
      }
      if (found.value === 'until') gap.until = true;
      if (found.value === 'after') gap.after = true;
      at = found.at;
    } else {
      if (!readSign(text, at, to, gap)) return null;
      at += 1;
    }
  }
  return gap;
}

function readSign(text: string, at: number, to: number, gap: Gap): boolean {
  const sign = text[at]!;
  if ('-~>/'.includes(sign) || (sign === '.' && text[at + 1] === '.')) gap.sign = true;
  else if (sign === '|') {
    const rest = text.slice(at + 1, to);
    // "From: 03/2021 | To: 06/2023"
    if (rest.trim() !== '' && between.match(text, at + 1 + (rest.startsWith(' ') ? 1 : 0), to)?.value !== 'until')
      return false;
    gap.sign = true;
  } else if (!/[\s.)(:*_'"•]/.test(sign) && !(sign === ',' && (gap.until || gap.sign))) return false;
  return true;
}

/**
 * Where the word for today that follows a date ends, and how it is joined to the date. At most a few signs may stand
 * between; null where there is none.
 */
export function presentAfter(text: string, from: number, limit: number): number | null {
  const stop = Math.min(limit, from + LONGEST_GAP);
  let place = from;
  for (let words = 0; words < 4; words++) {
    while (place < stop && !isWord(text, place)) {
      if (!/[\s.)(:,~>/|*_"-]/.test(text[place]!)) return null;
      place += 1;
    }
    if (place >= stop) return null;
    const present = presentAt(text, place, Math.min(text.length, stop + 20));
    if (present !== null && isPresent(text, place, present.at) && joinsPresent(text, from, place, present.at))
      return closing(text, present.at);
    const joint = between.match(text, place, stop);
    const next = joint?.at ?? place + (VAGUE.exec(text.slice(place, stop))?.[0].length ?? 0);
    if (next === place) return null;
    place = next;
  }
  return null;
}

/** The rest of the line is tried by itself first: "Present" above "Employer: Acme". */
function presentAt(text: string, place: number, limit: number): { at: number } | null {
  const newline = text.slice(place, limit).indexOf('\n');
  return (newline < 0 ? null : presents.match(text, place, place + newline)) ?? presents.match(text, place, limit);
}

/** "Date of leaving" and "Now:" begin a label; they do not end a range. */
function isPresent(text: string, place: number, end: number): boolean {
  const label =
    untils.match(text, place, Math.min(text.length, place + 24)) ??
    sinces.match(text, place, Math.min(text.length, place + 24));
  return (label === null || label.at <= end) && !(lineStart(text, place) && /^ ?:/.test(text.slice(end, end + 2)));
}

const lineStart = (text: string, place: number): boolean => place === 0 || text[place - 1] === '\n';

function joinsPresent(text: string, from: number, place: number, end: number): boolean {
  const gap = gapBetween(text, from, place);
  // "2019 (ongoing)"
  if (gap === null) return /^ ?[(,] ?$/.test(text.slice(from, place)) && text[place - 1] === '(';
  if (gap.sign || gap.until) return true;
  if (text.slice(from, place).includes('(')) return /^ ?\($/.test(text.slice(from, place));
  // The word itself contains "until": "Jan 2012 to date", "2019年5月 至今".
  return gap.blank && !gap.newline && untils.match(text, place, end) !== null;
}

/** Includes the dot of "н.в.". */
function closing(text: string, end: number): number {
  return text[end] === '.' && text[end - 2] === '.' ? end + 1 : end;
}

/** A word for today before a date: "Present - Jan 2015". */
export function presentBefore(text: string, to: number, floor: number): number | null {
  let place = to;
  let sign = false;
  while (place > floor && to - place < LONGEST_GAP / 2 && /[\s(~>/-]/.test(text[place - 1]!)) {
    sign ||= /[~>-]/.test(text[place - 1]!);
    place -= 1;
  }
  const found = sign ? presents.matchBefore(text, place, floor) : null;
  return found === null ? null : found.at;
}

/**
 * A word for "since", "from" or "until" before a date: where it begins, and whether it is `strong`, that is, means
 * something with a single date.
 */
export function jointBefore(
  text: string,
  to: number,
  floor: number,
  which: 'since' | 'until',
): { at: number; strong: boolean } | null {
  let place = to;
  while (place > floor && to - place < 6 && /[\s:(.'=]/.test(text[place - 1]!)) place -= 1;
  if (place === floor || !isWord(text, place - 1)) return null;
  const article = /(?:^|[^\p{L}])((?:the|le|el|il|de|dem|den|ngay|thang|nam|عام|سنة|شهر)\s)$/u.exec(
    text.slice(Math.max(floor, place - 6), place).concat(' '),
  )?.[1];
  const found = (which === 'since' ? sinces : untils).matchBefore(text, place, floor);
  const beyond =
    article === undefined
      ? null
      : (which === 'since' ? sinces : untils).matchBefore(text, place - article.length, floor);
  const best = beyond !== null && (found === null || beyond.at < found.at) ? beyond : found;
  return best === null ? null : { at: best.at, strong: best.value === 'strong' };
}

/**
 * Whether nothing stands before it in its line or column. In the middle of a sentence the word belongs to the sentence.
 */
export function beginsCell(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 3), at);
  return before === '' || /[\n\t|(•·,;:~>-] ?$|\s\s$/.test(before);
}

/** The end of a word for "since" or "until" after a date: "2019 alkaen", "2019年5月から", "2021-ig". */
export function jointAfter(text: string, from: number, which: 'since' | 'until'): number | null {
  const place = /^ ?['-]?/.exec(text.slice(from, from + 2))![0].length + from;
  const found = (which === 'since' ? sincesAfter : untilsAfter).match(text, place, Math.min(text.length, place + 16));
  return found?.at ?? null;
}

/** The end of a duration after a range: "(2 years 3 months)", "· 3 yrs"; `from` where there is none. */
export function durationAfter(text: string, from: number): number {
  let place = from;
  while (place - from < 3 && /[ \t,.:•|-]/.test(text[place] ?? '')) place += 1;
  const bracket = text[place] === '(' || text[place] === '[';
  if (bracket) place += 1;
  else if (!isDigit(text.charCodeAt(place))) return from;
  let end = -1;
  for (let parts = 0; parts < 3; parts++) {
    const next = onePart(text, place);
    if (next === null) break;
    end = next;
    place = end + (/^ ?(?:,|and|&|und|et|y|e|i|и|en|og|och|ja)? ?/u.exec(text.slice(end, end + 6))?.[0].length ?? 0);
  }
  if (end < 0) return from;
  while (text[end] === ' ' || text[end] === '.') end += 1;
  if (bracket) return /[)\]]/.test(text[end] ?? '') ? end + 1 : from;
  return end >= text.length || /[\n\t|,;)]/.test(text[end]!) || (text[end - 1] === ' ' && text[end - 2] === ' ')
    ? trimBack(text, end)
    : from;
}

function trimBack(text: string, end: number): number {
  let place = end;
  while (text[place - 1] === ' ') place -= 1;
  return place;
}

function onePart(text: string, at: number): number | null {
  const number =
    /^(?:ca\.? |approx\.? |about |over |~|>)?\d{1,2}(?:[.,]\d{1,2})? ?\+? ?/.exec(text.slice(at, at + 16))?.[0]
      .length ?? 0;
  if (number === 0 || (!isDigit(text.charCodeAt(at + number - 1)) && number === 0)) return null;
  return units.match(text, at + number, Math.min(text.length, at + number + 14))?.at ?? null;
}
