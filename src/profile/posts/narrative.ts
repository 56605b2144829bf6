import { isDuty, titleScore } from './classify.js';
import type { DateSpan } from '../dates/dates.js';
import { tighten, wordCount, type Span, type TextLine } from '../text/lines.js';
import { placeScore, trailingPlace } from '../person/places.js';
import type { Vocabulary } from '../port.js';
import { pieceOf, sentencesOf } from '../text/sentences.js';

/** A post described in a sentence: "Worked as Accountant in M/s Lotus Traders, Chennai from June 2014 to May 2017." */
export interface Told {
  line: TextLine;
  title: Span;
  employer: Span;
  place: Span | null;
  date: DateSpan;
}

/** Openings about time, which say nothing about the post. */
const WHEN =
  /^(?:(?:presently|currently|now|at present|at the moment|previously|earlier|formerly|then|also|before that|prior to that|prior to this|after that|thereafter|derzeit|zuvor|davor|danach|aktuell|actuellement|auparavant|actualmente|anteriormente|attualmente|precedentemente|atualmente|momenteel|daarvoor|obecnie|wcześniej|currently i)[\s,:]+)+/iu;
/** Subject and verb, in eight languages: "I worked". */
const WORKED =
  /^(?:(?:i|he|she|we|ich|er|sie|j['’]|je|ho|eu|yo|ik)\s*)?(?:(?:have|has|had|having|am|is|was|ai|a|been|bin|war|habe|heb|été|estado|he|sido)\s+){0,3}(?:work(?:ed|ing|s)?|employed|serv(?:ed|ing|es)|joined|associated|engaged|appointed|posted|deputed|tätig|arbeite(?:te)?|gearbeitet|beschäftigt|angestellt|travaillé|travaille|travaillais|employée?|trabaj[éóo]|trabajando|trabajado|lavor(?:ato|o|ando)|trabalh(?:ei|ou|o|ando)|werkte|werkzaam|gewerkt|pracował[am]?|pracuję)(?!\p{L})|^(?:war|bin|habe|was|am|heb|ben|werk|werkte|arbeite|arbeitete)\s+(?:ich|i|ik)(?!\p{L})|^(?:\w{1,7}|\d{1,2}(?:\.\d)?)\+?\s+(?:years?|months?|jahre?|monate|ans|años|anni|anos)(?:\s+of experience)?(?=\s(?:as|als|comme|como|come)\s)/iu;
const AS =
  /(?:^|\s)(?:as(?: an?| the)?|als|comme|en tant que?|en qualité de|de|como|come|in qualità di|in the capacity of|zum|na qualidade de|jako|a)\s+(?=\p{L})/gu;
const AT =
  /(?:^|\s)(?:(?:in|at|with|for|by|under|of|bei|bei der|bei dem|beim|in der|chez|à|pour|en|presso|alla|no|na|em|para|bij|voor|w)\s+(?:the\s+)?(?:M\/[sS]\.?\s*|Messrs\.?\s*)?|M\/[sS]\.?\s*)(?=[\p{Lu}\d])/u;
const FIRM = /(?:^|\s)M\/[sS]\.?\s*\p{Lu}/u;
/** What may stand between the employer and the dates. */
const TAIL =
  /[\s,(]*(?:(?:since|from|between|during|for the period(?: of)?|w\.?e\.?f\.?|till|seit|von|vom|ab|depuis|de|du|desde|da|dal|dalla|dal mese di|van|sinds|vanaf|od|in|im|en)\s*)*$/iu;
const HEAD = /^(?:since|from|between|during|in|seit|von|vom|ab|depuis|de|du|desde|dal|dalla|van|sinds|vanaf|od)?\s*$/iu;
/** A German or Dutch sentence ends with its verb. */
const VERB_LAST = /\s+(?:tätig|gearbeitet|beschäftigt|angestellt|gewesen|werkzaam|gewerkt)\s*\.?$/iu;
const MOST_TITLE = 8;
const MOST_EMPLOYER = 10;

/** The posts that a section describes in sentences; empty where its dates stand elsewhere. */
export function narrated(
  text: string,
  lines: readonly TextLine[],
  dates: readonly DateSpan[],
  vocabulary: Vocabulary,
): Told[] {
  const told: Told[] = [];
  let i = 0;
  for (const date of dates) {
    if (date.kind === 'single') continue;
    while (i < lines.length && lines[i]!.end <= date.from) i += 1;
    const line = lines[i];
    // The sentence may continue on the next line inside its date: "from 10.08.2015", "to till date."
    if (line === undefined || date.from < line.start || date.to > (lines[i + 1] ?? line).end) continue;
    const sentence =
      line.text.length > LONGEST_SENTENCE
        ? undefined
        : sentencesOf(line)
            .flatMap(clausesOf)
            .find((one) => date.from >= one.start && date.from < one.end);
    const post = sentence === undefined ? null : readSentence(text, sentence, date, vocabulary);
    if (post !== null) told.push(post);
  }
  const ranges = dates.filter((date) => date.kind === 'range').length;
  return told.length >= 0.6 * ranges ? told : [];
}
const LONGEST_SENTENCE = 600;

/** "I worked as ... and I am working as ...": two posts in one sentence. */
const AND =
  /\s(?:and|und|et|y|e|en)\s(?=(?:i|he|she|ich|er|sie|je|yo|ik)\s|(?:presently|currently|now|then|later|derzeit|danach|actualmente|actuellement)\s)/iu;
function clausesOf(sentence: TextLine): TextLine[] {
  const match = AND.exec(sentence.text);
  return match === null
    ? [sentence]
    : [
        pieceOf(sentence, 0, match.index),
        ...clausesOf(pieceOf(sentence, match.index + match[0].length, sentence.text.length)),
      ];
}

function readSentence(text: string, line: TextLine, date: DateSpan, vocabulary: Vocabulary): Told | null {
  const span = clauseOf(text, line, date);
  if (span === null) return null;
  const { from, raw, worked } = span;
  const at = AT.exec(raw);
  if (at === null) return null;
  const [atEnd, as] = [at.index + at[0].length, worked ? asIn(raw, vocabulary) : null];
  const cut = (a: number, b: number): Span | null => tighten(text, { start: from + a, end: from + b });
  // "as TITLE in EMPLOYER", "in EMPLOYER as TITLE", or just "TITLE in EMPLOYER".
  const [title, employer] =
    as === null
      ? [cut(0, at.index), cut(atEnd, raw.length)]
      : as.from < at.index
        ? [cut(as.to, at.index), cut(atEnd, raw.length)]
        : [cut(as.to, raw.length), cut(atEnd, as.from)];
  if (title === null || employer === null || (as === null && titleScore(textOf(text, title), vocabulary) < 0.9))
    return null;
  if (wordCount(textOf(text, title)) > MOST_TITLE || wordCount(textOf(text, employer)) > MOST_EMPLOYER) return null;
  const [company, place] = apart(text, employer);
  return { line, title, employer: company, place, date };
}

const textOf = (text: string, { start, end }: Span): string => text.slice(start, end);

/** What a sentence says besides its date and the words around it; null where it is no such sentence. */
function clauseOf(text: string, line: TextLine, date: DateSpan): { from: number; raw: string; worked: boolean } | null {
  const before = text.slice(line.start, date.from);
  const first = HEAD.test(before.replace(WHEN, ''));
  let from = first ? date.to + /^[\s,:–-]*/u.exec(text.slice(date.to, line.end))![0].length : line.start;
  let raw = first ? text.slice(from, line.end).replace(/(?<!\p{L}\.\s?\p{L})\s*\.$/u, '') : before.replace(TAIL, '');
  const when = WHEN.exec(raw)?.[0].length ?? 0;
  const begin = WORKED.exec(raw.slice(when));
  const length = when + (begin?.[0].length ?? 0);
  if (begin === null && !FIRM.test(raw) && when === 0) return null;
  if (begin !== null && first) raw = raw.replace(VERB_LAST, '');
  from += length;
  return { from, raw: raw.slice(length), worked: begin !== null };
}

/** The word before the title ("as"): a title in capitals or a known one must follow. */
function asIn(raw: string, vocabulary: Vocabulary): { from: number; to: number } | null {
  for (const match of raw.matchAll(AS)) {
    const to = match.index + match[0].length;
    if (/^\p{Lu}/u.test(raw.slice(to, to + 2)) || titleScore(raw.slice(to).split(AT)[0]!, vocabulary) >= 0.7)
      return { from: match.index, to };
  }
  return null;
}

/** "Lotus Traders, Chennai" */
function apart(text: string, employer: Span): [Span, Span | null] {
  const raw = text.slice(employer.start, employer.end);
  const known = trailingPlace(raw);
  const at = known > 0 ? known : (/,\s+\p{Lu}[\p{L}]+$/u.exec(raw)?.index ?? -1);
  if (
    at <= 0 ||
    (known <= 0 &&
      placeScore(raw.slice(at + 1).trim()) < 0.5 &&
      raw
        .slice(at + 1)
        .trim()
        .includes(' '))
  )
    return [employer, null];
  const [company, place] = [
    tighten(text, { start: employer.start, end: employer.start + at }),
    tighten(text, { start: employer.start + at, end: employer.end }),
  ];
  return company === null ? [employer, null] : [company, place];
}

/** In words: a longer line may hold several posts. */
const LONG = 14;
const MOST_HEAD = 14;

/**
 * Breaks "Engineer at Acme (2020-2024): built this. Intern at Globex (Summer 2019): built that." into one line per head
 * and per description.
 */
export function unfold(lines: readonly TextLine[], dates: readonly DateSpan[], vocabulary: Vocabulary): TextLine[] {
  let i = 0;
  const next = (place: number): DateSpan | undefined => {
    while (i < dates.length && dates[i]!.to <= place) i += 1;
    return dates[i];
  };
  return lines.flatMap((line) => {
    if (wordCount(line.text, LONG) <= LONG || line.text.includes('\t')) return [line];
    const first = next(line.start);
    if (first === undefined || first.from >= line.end) return [line];
    const sentences = sentencesOf(line);
    if (cutHead(sentences[0]!, first, vocabulary).length < 2) return [line];
    return sentences.flatMap((sentence) => {
      const date = next(sentence.start);
      return date === undefined || date.from >= sentence.end ? [sentence] : cutHead(sentence, date, vocabulary);
    });
  });
}

const MOST_SIGNS = 12;
/** Only a sign ends the head; otherwise employer and place may follow. */
const HEAD_END = /^[\s)\]]*[:.;–—-]\s*/u;

function cutHead(sentence: TextLine, date: DateSpan, vocabulary: Vocabulary): TextLine[] {
  const before = sentence.text.slice(0, Math.max(0, date.from - sentence.start));
  if (
    date.to > sentence.start + sentence.text.length ||
    wordCount(before) > MOST_HEAD ||
    isDuty(before) ||
    !before
      .split(/\s(?:at|@|bei|chez|presso|bij|en|na|w)\s|[,|(]|\s[-–—]\s/u)
      .some((part) => titleScore(part, vocabulary) >= 0.7)
  )
    return [sentence];
  const to = date.to - sentence.start;
  const end = to + (HEAD_END.exec(sentence.text.slice(to, to + MOST_SIGNS))?.[0].length ?? sentence.text.length);
  if (end >= sentence.text.length) return [sentence];
  // A single date heads a post only in brackets of its own: "Intern at Globex (Summer 2019)".
  if (date.kind === 'single' && !(before.trimEnd().endsWith('(') && sentence.text.startsWith(')', to)))
    return [sentence];
  return [
    { ...pieceOf(sentence, 0, end), bullet: false, blankBefore: sentence.blankBefore },
    pieceOf(sentence, end, sentence.text.length),
  ];
}
