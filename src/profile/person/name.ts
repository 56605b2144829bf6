import { employerScore, isTitleNotName } from '../posts/classify.js';
import type { Found } from './contact.js';
import { fold, isUpperCase, stripAccents, tighten, type TextLine } from '../text/lines.js';
import { placeScore } from './places.js';
import type { Vocabulary } from '../port.js';
import { headingKinds } from '../sections.js';
import { namesField, namesSchool } from '../words/degrees.js';
import { nameLabelLength } from '../words/labels.js';
import { TITLE_OF_PAGE } from '../words/page-titles.js';

/** Other parts of the CV that support a name. */
export interface NameHints {
  /** Local parts of e-mail addresses, and user names of profiles. */
  handles: readonly string[];
  vocabulary: Vocabulary;
}

const LABEL_WORDS =
  "(?:my |full |first (?:and|&) last |candidate(?:'s)? |applicant(?:'s)? )?(?:name|candidate|applicant|bewerber(?:in)?|kandidat(?:in)?|candidat(?:e)?|candidato|candidata|nominativo|sollicitant|vor- und nachname|vor- und zuname|name,? surname|name and surname|apellidos? y nombres?|nome e (?:apelido|sobrenome)|voor- en achternaam|given names?|first names?|forenames?|middle name|surname|family name|last name|vornamen?|nachname|familienname|prénoms?|apellidos?|cognome|apelidos?|sobrenome|achternaam|voornaam|vorname(?:,? ?\\/? ?(?:und )?name)?|nachname,? ?\\/? ?vorname|name,? ?\\/? ?vorname|surname\\(?s?\\)? ?\\/ ?first name\\(?s?\\)?|first name\\(?s?\\)? ?\\/ ?surname\\(?s?\\)?|nom et prénom|nom(?: complet)?|prénom(?: et nom)?|nombre(?: y apellidos?| completo)?|nome(?: e cognome| completo)?|cognome e nome|naam|volledige naam)";
const LABEL = new RegExp(`^${LABEL_WORDS}\\s*(?:[:\\-–]|\\s{2,}|\\t)\\s*`, 'iu');
/** In forms the label stands in a column of its own, with the name in bold next to it. */
const LABEL_ALONE = new RegExp(`^${LABEL_WORDS}$`, 'iu');
const TITLE_OF_PAGE_END =
  /(?:['’]s)?\s*[-–|,]?\s*(?<!\p{L})(?:curriculum vitae|resume|résumé|lebenslauf|cv)(?:\s+(?:19|20)\d\d)?$/iu;
const HONORIFIC =
  /^(?:dr|prof|mr|mrs|ms|miss|mx|sri|smt|shri|herr|frau|dott|dott\.ssa|ing|dipl\.?-(?:ing|inf|kfm|wirt\.?-ing)|mag|ir|drs|m|mme|sr|sra|er|capt|rev)\.?\s+(?=\p{L})/iu;
const CREDENTIAL =
  '(?:ph\\.?\\s?d|m\\.?b\\.?a|m\\.?\\s?sc|b\\.?\\s?sc|m\\.?\\s?a|b\\.?\\s?a|b\\.?e|b\\.?tech|m\\.?tech|m\\.?eng|b\\.?eng|beng|meng|b\\.?com|m\\.?com|bba|bca|mca|cpa|acca|fcca|aca|fca|cima|acma|cfa|frm|pmp|csm|shrm-cp|shrm-scp|phr|sphr|mcipd|cissp|m\\.?d|mbbs|d\\.?d\\.?s|rn|bsn|msn|np|esq|ll\\.?m|ll\\.?b|j\\.?d|p\\.?e|r\\.?a|aia|leed ap|dipl\\.?-ing|edd|ed\\.?d|psy\\.?d|pharm\\.?d|dr)';
/** Degrees, licences and suffixes after a name. */
export const CREDENTIAL_TAIL = new RegExp(
  `^(?:\\s*,?\\s*\\(?(?:${CREDENTIAL}|jr|sr|ii|iii|iv)\\.?(?![\\p{L}\\p{N}])\\)?(?:\\s*\\(hons\\.?\\))?)+`,
  'iu',
);
const ORNAMENT = /^[^\p{L}\p{N}"“„'‘(+@]+/u;
const QUOTED = /^["“„«](.*)["”“»]$/su;
const ORNAMENT_END = /[^\p{L}\p{N}\p{M}.!?+'’"“”)\]»]+$|(?<=\p{L}{2})\.$/u;
/** After a comma or in brackets these are never part of the name; otherwise only after two words of it: "Wei Ma". */
const CREDENTIAL_END = new RegExp(
  `(?:\\s*[,(|]\\s*|(?<=\\S\\s+\\S+)\\s+)${CREDENTIAL}\\.?\\)?(?:\\s*\\(hons\\.?\\))?$`,
  'iu',
);
const SUFFIX_END =
  /(?<=\p{L})(?:,?\s+(?:jr|sr|ii|iii|iv|2nd|3rd)\.?|,?\s*\(?(?:née|nee|né|geb\.?|geborene|born|nata|nacida|formerly)\s+\p{L}[\p{L}'’-]*\)?|,?\s*\(?(?:age[d:]?\s*)?\d{2}(?:\s*(?:years?(?: old)?|yrs?|y\/o|jahre|ans|años|anni|anos|jaar))?\)?|,?\s*\(?(?:\*|born|geb\.?|geboren)\s*(?:am\s+|on\s+|in\s+)?[\d./ -]{4,10}\)?|\s*[([]\s*(?:he|she|they|er|sie|elle|il|ella|él)\b[^)\]]*[)\]])$/iu;
const TOO_MANY = 8;
/** `M A S O N  B A K E R`. */
export const SPACED = /^\s*(?:\p{L}\s+){3,}\p{L}\s*$/u;

/**
 * The name within a short text, without ornaments, titles of person and page, degrees, age and pronouns around it.
 * Returns offsets into `text`.
 */
export function nameCore(text: string): { start: number; end: number } {
  let [start, end] = [0, text.length];
  // Among spaced letters a single letter is no title.
  if (SPACED.test(text)) return { start: text.search(/\S/u), end: text.trimEnd().length };
  for (let i = 0; i < TOO_MANY; i++) {
    if (QUOTED.test(text.slice(start, end))) [start, end] = [start + 1, end - 1];
    const own = text.slice(start, end);
    const lead = [ORNAMENT, TITLE_OF_PAGE, HONORIFIC].reduce(
      (length, pattern) => length || (pattern.exec(own)?.[0].length ?? 0),
      0,
    );
    if (lead > 0 && lead < own.length) start += lead;
    const tail = [ORNAMENT_END, TITLE_OF_PAGE_END, CREDENTIAL_END, SUFFIX_END].reduce(
      (length, pattern) => length || (pattern.exec(text.slice(start, end))?.[0].length ?? 0),
      0,
    );
    if (tail > 0 && tail < end - start) end -= tail;
    if (lead === 0 && tail === 0) break;
  }
  return { start, end };
}

const WORD = /^(?:\p{L}[\p{L}'’`.-]*|\((?:\p{L}[\p{L}'’.-]*)\))$/u;
const PARTICLES = new Set(
  'de da do dos das del della di du la le van von der den ter ten zu zum bin binti al el ibn y e st san santa mc o abu ben'.split(
    ' ',
  ),
);
/** Words that occur in first lines but never in names; a line with one of them is no name. */
export const NOT_NAMES: ReadonlySet<string> = new Set(
  'the and for with of in to resume cv curriculum vitae page summary profile objective name address phone mobile email mail contact company city state country street road lane experience years skills skill education work professional personal details information date birth gender male female nationality married single about me my portfolio candidate applicant application cover letter presented prepared europass website linkedin github confidential data science software hardware cloud security digital network networks systems system business marketing sales financial finance development management engineering technology technologies information services service solutions operations support quality project product web application applications java python sql linux microsoft oracle sap cisco aws azure windows android javascript excel office highlights accomplishments qualifications core technical executive career photo foto welcome hello career objective declaration'.split(
    ' ',
  ),
);

const MAX_BIG_LINES = 8;

/** In characters: a name with titles and degrees is shorter. */
const LONGEST_PIECE = 500;

interface Candidate extends Found {
  score: number;
}

/** The person's name from the first lines and the layout; null where no line looks like one. */
export function findName(lines: readonly TextLine[], firstPageEnd: number, hints: NameHints): Found | null {
  const biggest = Math.max(
    0,
    ...lines.filter((line) => line.start < firstPageEnd && line.layout !== null).map((line) => line.layout!.fontSize),
  );
  const isBig = (line: TextLine): boolean =>
    line.layout !== null && biggest > 0 && line.layout.fontSize >= biggest - 0.6;
  // If all lines have the same font, size says nothing.
  const sizeTells = lines.filter((line) => line.start < firstPageEnd && isBig(line)).length <= MAX_BIG_LINES;
  const form = lines.some((line) => LABEL_ALONE.test(line.text));
  const candidates: Candidate[] = [];
  for (const line of lines) {
    if (line.start >= firstPageEnd) break;
    const near = line.index < 12 || (form && line.layout?.bold === true);
    const big = sizeTells && isBig(line);
    if (!near && !big && nameLabel(line.text) === 0) continue;
    for (const piece of pieces(line)) {
      const candidate = judge(line, piece, big || (form && line.layout?.bold === true), lines, hints);
      if (candidate !== null) candidates.push(candidate);
    }
    const joined = big ? joinedWithNext(line, lines, hints, biggest) : null;
    if (joined !== null) candidates.push(joined);
  }
  const best = candidates.reduce<Candidate | null>((a, b) => (a === null || b.score > a.score ? b : a), null);
  return best !== null && best.score >= 3
    ? { value: best.value, start: best.start, end: best.end, confidence: Math.min(0.99, 0.4 + best.score / 12) }
    : null;
}

/** The length of a label such as "Name:", in any language; 0 where there is none. */
export const nameLabel = (text: string): number => LABEL.exec(text)?.[0].length ?? nameLabelLength(text);

/**
 * The parts of a line that could hold a name: the whole line, and what stands left of a wide gap, bar or comma with
 * contact details.
 */
function pieces(line: TextLine): { start: number; end: number; labelled: boolean }[] {
  const label = nameLabel(line.text);
  const from = label > 0 ? label : (TITLE_OF_PAGE.exec(line.text)?.[0].length ?? 0);
  const rest = line.text.slice(from);
  const cut = rest.split(/\s{3,}|\t|\s[|•·–—-]\s|\s*[|•·]\s*/u)[0]!;
  const ends = new Set([cut.length, rest.length]);
  return [...ends].map((length) => ({
    start: line.start + from,
    end: line.start + from + length,
    labelled: label > 0,
  }));
}

function judge(
  line: TextLine,
  piece: { start: number; end: number; labelled: boolean },
  big: boolean,
  lines: readonly TextLine[],
  hints: NameHints,
): Candidate | null {
  const from = piece.start - line.start;
  const core = nameCore(line.text.slice(from, Math.min(piece.end - line.start, from + LONGEST_PIECE)));
  const span = tighten(line.text, { start: from + core.start, end: from + core.end });
  if (span === null) return null;
  const value = line.text.slice(span.start, span.end).replace(/\s+/g, ' ');
  const shape = nameShape(value, hints.vocabulary);
  if (shape < 0) return null;
  const support = handleSupport(value, hints.handles);
  if (shape === 0 && support === 0 && !piece.labelled) return null;
  const score = shape + support + (piece.labelled ? 4 : 0) + (big ? 2.5 : 0) + position(line, lines);
  return { value, start: line.start + span.start, end: line.start + span.end, confidence: 0, score };
}

function position(line: TextLine, lines: readonly TextLine[]): number {
  if (line.index === 0) return 2;
  if (line.index === 1) return TITLE_OF_PAGE.test(lines[0]!.text) ? 2 : 1;
  return line.index < 5 ? 0.5 : 0;
}

/** Joins first and last name on separate lines, both in the largest font. */
function joinedWithNext(
  line: TextLine,
  lines: readonly TextLine[],
  hints: NameHints,
  biggest: number,
): Candidate | null {
  const next = lines[line.index + 1];
  if (!next?.layout || next.layout.fontSize < biggest - 0.6 || next.start - line.end > 3) return null;
  const value = `${line.text} ${next.text}`.replace(/\s+/g, ' ');
  if (value.split(' ').length > 4 || nameShape(value, hints.vocabulary) <= 0) return null;
  const score =
    nameShape(value, hints.vocabulary) + handleSupport(value, hints.handles) + 2.5 + position(line, lines) + 0.5;
  return { value, start: line.start, end: next.end, confidence: 0, score };
}

/** -1 no name; 0 a name only with support from elsewhere; 1..2 has the shape of a name. */
function nameShape(value: string, vocabulary: Vocabulary): number {
  const list = value.split(' ');
  if (list.length > 5 || value.length > 50 || !list.every((word) => WORD.test(word))) return -1;
  const folded = list.map(fold);
  if (folded.some((word) => NOT_NAMES.has(word)) || headingKinds(value).length > 0) return -1;
  if (isTitleNotName(value, vocabulary) || employerScore(value) > 0.7 || namesSchool(value) || namesField(value))
    return -1;
  if (placeScore(value) >= 0.9) return -1;
  if (vocabulary.canonical(value, 'skill') !== undefined || vocabulary.canonical(value, 'title') !== undefined)
    return -1;
  if (CASELESS.test(value)) return caselessShape(value, list);
  const capital = list.every((word) => /^[\p{Lu}(]/u.test(word) || PARTICLES.has(word.toLowerCase()));
  if (!capital || list.length === 1) return 0;
  const usual = list.length <= 4 && list.some((word) => word.replace(/[^\p{L}]/gu, '').length > 2);
  return usual ? (isUpperCase(value) ? 1.6 : 2) : 0.5;
}

/** Names in scripts without capitals: two to four characters in Chinese, Japanese or Korean, else two to five words. */
const CASELESS = /^[\p{Lo}\p{M} ・'’-]+$/u;
const PAGE_TITLES: ReadonlySet<string> = new Set(
  '个人简历 簡歷 简历 履歷 个人履历 履历 履历表 履歷表 履歴書 職務経歴書 이력서 경력기술서 自我介绍'.split(' '),
);
function caselessShape(value: string, list: readonly string[]): number {
  if (/السيرة|سيرة|קורות|resume/u.test(value) || PAGE_TITLES.has(value.replace(/ /g, ''))) return -1;
  const syllables = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}ー・ ]+$/u.test(value);
  if (syllables)
    return value.replace(/ /g, '').length <= (/[\p{Script=Katakana}]/u.test(value) ? 14 : 6) &&
      value.length >= 2 &&
      list.length <= 3
      ? 1.6
      : -1;
  return list.length >= 2 && list.length <= 5 ? 1.6 : 0;
}

/** How many parts of the name occur in an e-mail address or user name. */
function handleSupport(value: string, handles: readonly string[]): number {
  const parts = stripAccents(value.toLowerCase())
    .split(/[^\p{L}]+/u)
    .filter((part) => part.length >= 3);
  const hits = parts.filter((part) => handles.some((handle) => handle.includes(part)));
  const initials = handles.some((handle) => parts.length > 1 && handle.includes(`${parts[0]![0]!}${parts.at(-1)!}`));
  return Math.min(2, hits.length) + (initials && hits.length < 2 ? 0.5 : 0);
}

/** Folded local parts and user names that may support a name. */
export function handlesOf(emails: readonly Found[], links: readonly string[]): string[] {
  const locals = emails.map((email) => email.value.split('@')[0]!);
  return [...locals, ...links].map((text) => stripAccents(text.toLowerCase()));
}
