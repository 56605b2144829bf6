import { isDuty, titleScore } from './classify.js';
import type { DateSpan } from './dates.js';
import { tighten, wordCount, type Span, type TextLine } from './lines.js';
import { placeScore, trailingPlace } from './places.js';
import type { Vocabulary } from './port.js';
import { pieceOf, sentencesOf } from './sentences.js';

/** A post told in a sentence: "Worked as Accountant in M/s Lotus Traders, Chennai from June 2014 to May 2017." */
export interface Told {
  line: TextLine;
  title: Span;
  employer: Span;
  place: Span | null;
  date: DateSpan;
}

/** How such sentences begin, in seven languages. */
const WORKED = /^(?:(?:presently|currently|now|at present|previously|earlier|formerly|then|also|derzeit|zuvor|davor|aktuell|actuellement|actualmente|attualmente|atualmente|momenteel)[\s,]+)?(?:(?:i|he|she|ich|j['’]|je|ho|eu|yo|ik)\s*)?(?:(?:have|has|had|am|is|was|ai|a|been|bin|war|habe|heb|été|estado|he|sido)\s+){0,3}(?:work(?:ed|ing|s)?|employed|serv(?:ed|ing|es)|joined|associated|engaged|appointed|tätig|arbeitete|gearbeitet|beschäftigt|travaillé|travaille|travaillais|employée?|trabaj[éóo]|trabajando|trabajado|lavor(?:ato|o|ando)|trabalh(?:ei|ou|o|ando)|werkte|werkzaam|gewerkt)(?!\p{L})/iu;
const AS = /(?:^|\s)(?:as(?: an?| the)?|als|comme|en tant que?|en qualité de|de|como|come|in qualità di|zum|na qualidade de|a)\s+(?=\p{Lu})/u;
const AT = /(?:^|\s)(?:(?:in|at|with|for|by|under|bei|bei der|in der|chez|à|pour|en|presso|alla|no|na|em|para|bij|voor)\s+(?:the\s+)?(?:M\/s\.?\s*|Messrs\.?\s*)?|M\/s\.?\s*)(?=[\p{Lu}\d])/u;
/** What may stand between the employer and its dates. */
const TAIL = /[\s,(]*(?:(?:since|from|between|during|for the period(?: of)?|w\.?e\.?f\.?|till|seit|von|vom|ab|depuis|de|du|desde|dal|dalla|dal mese di|van|sinds|vanaf|in|im|en)\s*)*$/iu;
const MOST_TITLE = 8;
const MOST_EMPLOYER = 10;

/** The posts that a section tells in sentences; none where its dates stand elsewhere. */
export function narrated(text: string, lines: readonly TextLine[], dates: readonly DateSpan[]): Told[] {
  let i = 0;
  const told: Told[] = [];
  for (const line of lines.flatMap((one) => (WORKED.test(one.text) ? sentencesOf(one) : []))) {
    while (i < dates.length && dates[i]!.to <= line.start) i += 1;
    const date = dates[i];
    const post = date === undefined || date.from >= line.end || (date.kind === 'single') ? null : readSentence(text, line, date);
    if (post !== null) told.push(post);
  }
  const ranges = dates.filter((date) => date.kind === 'range').length;
  return told.length >= 0.6 * ranges ? told : [];
}

function readSentence(text: string, line: TextLine, date: DateSpan): Told | null {
  const begin = WORKED.exec(line.text);
  if (begin === null) return null;
  const from = line.start + begin[0].length;
  const until = Math.max(from, Math.min(date.from, line.end));
  const raw = text.slice(from, until).replace(TAIL, '');
  const [as, at] = [AS.exec(raw), AT.exec(raw)];
  if (as === null || at === null) return null;
  const [asEnd, atEnd] = [as.index + as[0].length, at.index + at[0].length];
  // "as TITLE in EMPLOYER" or "in EMPLOYER as TITLE"
  const later = as.index < at.index ? null : raw;
  const span = (a: number, b: number): Span | null => tighten(text, { start: from + a, end: from + b });
  const title = later === null ? span(asEnd, at.index) : span(asEnd, raw.length);
  const employer = later === null ? span(atEnd, raw.length) : span(atEnd, as.index);
  if (title === null || employer === null) return null;
  if (wordCount(text.slice(title.start, title.end)) > MOST_TITLE || wordCount(text.slice(employer.start, employer.end)) > MOST_EMPLOYER) return null;
  const [company, place] = apart(text, employer);
  return { line, title, employer: company, place, date };
}

/** "Lotus Traders, Chennai" */
function apart(text: string, employer: Span): [Span, Span | null] {
  const raw = text.slice(employer.start, employer.end);
  const known = trailingPlace(raw);
  const at = known > 0 ? known : /,\s+\p{Lu}[\p{L}]+$/u.exec(raw)?.index ?? -1;
  if (at <= 0 || (known <= 0 && placeScore(raw.slice(at + 1).trim()) < 0.5 && raw.slice(at + 1).trim().includes(' '))) return [employer, null];
  const [company, place] = [tighten(text, { start: employer.start, end: employer.start + at }), tighten(text, { start: employer.start + at, end: employer.end })];
  return company === null ? [employer, null] : [company, place];
}

/** Lines of more words may hold several posts. */
const LONG = 14;
const MOST_HEAD = 14;

/** "Engineer at Acme (2020-2024): built this. Intern at Globex (Summer 2019): built that." becomes a line per head and per description. */
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
/** A sign ends the head: without one, the head may go on with employer and place. */
const HEAD_END = /^[\s)\]]*[:.;–—-]\s*/u;

function cutHead(sentence: TextLine, date: DateSpan, vocabulary: Vocabulary): TextLine[] {
  const before = sentence.text.slice(0, Math.max(0, date.from - sentence.start));
  if (date.to > sentence.start + sentence.text.length || wordCount(before) > MOST_HEAD || isDuty(before) || !before.split(/\s(?:at|@|bei|chez|presso|bij|en|na|w)\s|[,|(]|\s[-–—]\s/u).some((part) => titleScore(part, vocabulary) >= 0.7)) return [sentence];
  const to = date.to - sentence.start;
  const end = to + (HEAD_END.exec(sentence.text.slice(to, to + MOST_SIGNS))?.[0].length ?? sentence.text.length);
  if (end >= sentence.text.length) return [sentence];
  // A lone date heads a post only in brackets of its own: "Intern at Globex (Summer 2019)".
  if (date.kind === 'single' && !(before.trimEnd().endsWith('(') && sentence.text.startsWith(')', to))) return [sentence];
  return [{ ...pieceOf(sentence, 0, end), bullet: false, blankBefore: sentence.blankBefore }, pieceOf(sentence, end, sentence.text.length)];
}
