import { endOfWord } from '../../domain/index.js';
import type { Span } from '../text/lines.js';
import { CREDENTIAL_TAIL, nameCore } from './name.js';

const HONORIFIC =
  /(?:^|(?<=[\s(,]))(?:(?:dr|prof|mr|mrs|ms|miss|mx|sri|shri|smt|herrn?|frau|mme|sra|monsieur|madame|dott|dipl\.?-ing|ing)\.?\s+)+$/iu;
/** What follows a name that is the subject of a sentence: "Mason is", "Mason's work"; but not "Dean's list". */
const VERB =
  /^(?:['’]s[ \t]+(?!(?:list|licen[cs]e|degree|certificate|diploma|qualification|assistant|shop|office)\b)\p{Ll}|[ \t]+(?:is|was|has|had|holds|led|leads|built|ran|won|brings|brought|joined|works|writes|wrote|speaks|can|will|also|then|currently|\p{Ll}{3,}ed)\b)/u;
const SUBJECT = /(?:^|[\n.!?;•*"“”„«]\s*|,\s+|\b(?:and|that|when|since|while)\s+)$/iu;
/** A possessive alone means a person only at the start of a sentence; compare "driver's safety". */
const OPENING = /(?:^|[\n.!?"“„«])\s*$/u;
/** Phrases that a name always follows. */
const SELF =
  /(?:\b(?:my name is|name is|call me|known as|mein name ist|ich heiße|je m['’]appelle|mon nom est|me llamo|mi nombre es|mi chiamo|il mio nome è|meu nome é|me chamo|chamo-me|ik heet|mijn naam is)|\b(?:hi|hello|hey|hallo|hola|ciao|olá|bonjour|welcome)\b[,!.]?(?: there[,!.]?)?\s+(?:i['’]?m|i am|ich bin|je suis|soy|sono|sou|ik ben))\s+$/iu;
const ADDRESSED = /(?:^|[\n.!?•])\s*(?:please\s+)?(?:contact|reach|call|e-?mail|meet|about)\s+$/iu;
const ADDRESS = /^\s*(?:$|\n|at\b|on\b|via\b|by\b|directly\b|under\b|:)/iu;
const CLOSING =
  /(?:regards|sincerely|faithfully|grüßen|grüße|salutations|saludos|atentamente|saluti|cumprimentos|atenciosamente|groet|groeten|respectfully|yours|signed|signature|unterschrift)[,.:!]?\s*$/iu;
/** A line that closes a letter. */
const CHEERS =
  /\n[ \t]*(?:(?:all the |with )?best(?: wishes)?|cheers|thanks|thank you|kind regards|warmly|lg|vg|mfg|viele grüße|liebe grüße|bien à vous|cordialement|un saludo|abrazos|cordiali saluti|um abraço|groetjes)[,.!]?[ \t]*\n\s*$/iu;
const CV_OF = /^['’]s\s+(?:cv|resume|résumé|lebenslauf|curriculum|portfolio|profile|website)\b/iu;
/** The header or footer of a page: its number, or what the document is. */
const RUNNING =
  /^\s*[-–—|•·,/]?\s*(?:(?:page|seite|pagina|página|p\.)\s*)?\d{1,2}(?:\s*(?:of|von|de|sur|di|van|\/)\s*\d{1,2})?\s*$|^\s*[-–—|•·,]?\s*(?:cv|resume|résumé|curriculum vitae|lebenslauf)\b/iu;

const NOT_MENTIONED = new Set(
  'de da do dos das del della dalla di du la le van von der den ter ten zu zum bin binti al el ibn y e st san mc o abu ben the jr sr ii iii iv dr'.split(
    ' ',
  ),
);

interface Name {
  words: string[];
  /** Whether particles such as "van 't" stand before the family name. */
  prefixed: boolean;
  /** Index of the family name among the words. */
  family: number;
  /** First letter of the first name. */
  initial: string;
}

interface Run extends Span {
  words: Set<number>;
}

interface Token extends Span {
  /** Index of the word within the name. */
  word: number;
}

/**
 * Other places of the person's name in the text, recognised by their position and never by what the words mean
 * otherwise: the whole name, with an initial, after an honorific, as a signature, as the subject of a sentence, in a
 * page header. A part of the name anywhere else, as in a product or a title, is left alone.
 */
export function mentionsOfName(text: string, value: string): Span[] {
  const name = nameOf(value);
  if (name.words.length === 0) return [];
  const tokens = name.words
    .flatMap((word, i) => formsOf(word).flatMap((form) => places(text, form).map((span) => ({ ...span, word: i }))))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const spans = runs(text, tokens, name.words.length).flatMap((run) => mentionAt(text, run, name) ?? []);
  return [...spans, ...asWritten(text, value)].map((span) => withCredentials(text, span));
}

/** Splits a name, without nicknames, initials and particles. */
function nameOf(value: string): Name {
  const plain = value.replace(/\s*["“„'‘(][^"“”'’()]{1,24}["”'’)](?=\s|$)/gu, '');
  const pieces = plain
    .split(/[\s,_]+/u)
    .map((word) => word.replace(/^[^\p{L}]+|[^\p{L}\p{M}]+$/gu, '').replace(PREFIX, ''))
    .filter((word) => [...word].length > 1);
  const certain = pieces.filter((word) => !NOT_MENTIONED.has(word.toLowerCase()));
  const words = certain.length > 1 ? certain : pieces;
  const reversed = /^\S+(?:\s\S+){0,2},\s/u.test(plain);
  const first = reversed ? words.at(-1) : (/\p{L}/u.exec(plain)?.[0] ?? '');
  const family = reversed ? 0 : words.length - 1;
  return {
    words,
    family,
    prefixed: PARTICLES_BEFORE.test(plain.slice(0, Math.max(0, plain.lastIndexOf(words[family] ?? '\n')))),
    initial: [...(first ?? '')][0]?.toUpperCase() ?? '',
  };
}
const PREFIX = /^(?:al-|el-|d['’]|l['’])(?=\p{L})/iu;
const PARTICLES_BEFORE =
  /(?:(?<![\p{L}\p{N}])(?:de|da|do|dos|das|del|della|dalla|di|du|la|le|van|von|der|den|ter|ten|zu|zum|bin|binti|ibn|y|e|st|san|abu|ben|mac)[ \t]+|(?<![\p{L}\p{N}])(?:['’]t[ \t]+|(?:al|el)-|[dl]['’]))+$/iu;

/** The name that a text in the first person gives: "My name is Mason Baker". */
export function selfNamed(
  text: string,
  isTitle: (words: string) => boolean,
): (Span & { value: string; confidence: number }) | null {
  for (const { index, 0: before, 1: weak } of text.slice(0, FIRST).matchAll(SELF_ANYWHERE)) {
    const start = index + before.length;
    const value = OWN_NAME.exec(text.slice(start, start + 60))?.[0];
    if (/^(?:known as|name is)/iu.test(before) && !OF_ONESELF.test(text.slice(Math.max(0, index - 40), index)))
      continue;
    if (value === undefined || (isTitle(value) && (weak !== undefined || !value.includes(' ')))) continue;
    if (
      weak === undefined ||
      (value.includes(' ') && /^(?:[,.]|\s+(?:and|und|et|y|e|en)\b)/u.test(text.slice(start + value.length)))
    )
      return { value, start, end: start + value.length, confidence: 0.7 };
  }
  return null;
}
const FIRST = 4_000;
/** Tools and places have names too: "a ticketing system known as Remedy". */
const OF_ONESELF =
  /(?:^|[.!?•]\s*|\n[ \t]*\n\s*)$|\bi(?:['’]m| am)?\s+(?:(?:also|better|best|widely|commonly|mostly)\s+)?$|\bmy (?:full|first|own|given) $/iu;
/** After "I am" a name needs two words and must be no title. */
const SELF_ANYWHERE = new RegExp(
  `${SELF.source.slice(0, -1)}|((?:^|[\\n.!?])[ \\t]*(?:i am|i['’]m|ich bin|je suis|soy|sono|eu sou|ik ben)[ \\t]+)`,
  'giu',
);
const OWN_NAME =
  /^\p{Lu}[\p{L}\p{M}'’-]+(?:[ \t]+(?:\p{Lu}[\p{L}\p{M}'’.-]*|van|von|de|da|dos|bin|al|der|la|['’]t)){0,4}/u;

/** The name exactly as at the top, in any case, with initials and nicknames. */
function asWritten(text: string, value: string): Span[] {
  const words = value.split(/\s+/);
  if (words.length < 2) return [];
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[ \\t]+');
  // Spaced letters have lost their blanks, apostrophes and hyphens.
  const spaced = words
    .map((word) =>
      [...word.replace(/[^\p{L}\p{M}]/gu, '')].join(value === value.toUpperCase() ? "[ \\t'’-]{0,2}" : '[ \\t]'),
    )
    .join('[ \\t]+');
  return [...text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern}|${spaced})(?![\\p{L}\\p{N}])`, 'giu'))].map(
    (m) => ({ start: m.index, end: m.index + m[0].length }),
  );
}

function mentionAt(text: string, found: Run, name: Name): Span | null {
  const run = { ...found, start: found.start - particlesBefore(text, found, name) };
  const before = text.slice(Math.max(0, run.start - 48), run.start);
  const after = text.slice(run.end, run.end + 48);
  const honorific = HONORIFIC.exec(before)?.[0].length ?? 0;
  if (honorific > 0 || isWhole(text, run, name)) return { start: run.start - honorific, end: run.end };
  const initials = run.words.has(name.family) ? initialsAround(before, after, name.initial) : null;
  if (initials !== null) return { start: run.start - initials.before, end: run.end + initials.after };
  return isNamed(before, after) ? { start: run.start, end: run.end } : null;
}

function particlesBefore(text: string, { start }: Run, { prefixed }: Name): number {
  return prefixed ? (PARTICLES_BEFORE.exec(text.slice(Math.max(0, start - 16), start))?.[0].length ?? 0) : 0;
}

function isNamed(before: string, after: string): boolean {
  if (VERB.test(after) && (/^['’]/u.test(after) ? OPENING : SUBJECT).test(before)) return true;
  if (SELF.test(before) || CV_OF.test(after) || (ADDRESSED.test(before) && ADDRESS.test(after))) return true;
  const beginsLine = /(?:^|\n)[ \t]*$/u.test(before);
  if (!beginsLine) return false;
  if (RUNNING.test(after.split('\n')[0]!)) return true;
  const endsLine = /^[ \t]*(?:\n|$)/u.test(after);
  return endsLine && (CLOSING.test(before) || CHEERS.test(before));
}

/**
 * Whether a run has the first and last word of a name of several words, or all of a one-word name in a script without
 * blanks.
 */
function isWhole(text: string, run: Run, { words, family }: Name): boolean {
  if (words.length === 1) return UNSPACED.test(words[0]!);
  if (!run.words.has(0) || !run.words.has(words.length - 1)) return false;
  const found = text.slice(run.start, run.end);
  return !found.includes(',') || fold(found).startsWith(fold(words[family]!));
}
const fold = (text: string): string => text.toLocaleLowerCase();

/** Names of scripts without blanks between words. */
export const UNSPACED = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]{2,}$/u;

/** Initials as author lists write them: "M. Baker", "M.J. Baker", "Baker, M.", "Baker MJ, ...". */
function initialsAround(before: string, after: string, initial: string): { before: number; after: number } | null {
  const ahead = /(?:^|[\s(,;&])((\p{Lu})\.?(?:[ -]?\p{Lu}\.?){0,2}[ \t]+)$/u.exec(before);
  if (ahead?.[2] === initial && (ahead[1]!.includes('.') || /^\s*(?:[,;&.)]|and\b|et\b|$)/u.test(after)))
    return { before: ahead[1]!.length, after: 0 };
  const behind =
    /^(?:,?[ \t]*(\p{Lu})\.(?:[ -]?\p{Lu}\.){0,2}|[ \t]+(\p{Lu})\p{Lu}{0,2}(?=[,;.&)]|\s+(?:and|et)\b|\s*$))/u.exec(
      after,
    );
  return behind !== null && (behind[1] ?? behind[2]) === initial ? { before: 0, after: behind[0].length } : null;
}

/** Extends a name over the titles before and degrees after it. */
function withCredentials(text: string, { start, end }: Span): Span {
  const before = text.slice(Math.max(0, start - LONGEST_LINE), start);
  const [after] = text.slice(end, end + LONGEST_LINE).split('\n');
  const from = start - before.length + before.lastIndexOf('\n') + 1;
  const to = end + after!.length;
  if (to - from <= LONGEST_LINE) {
    const core = nameCore(text.slice(from, to));
    if (from + core.start === start && from + core.end === end) return { start: from, end: to };
  }
  return { start, end: end + (CREDENTIAL_TAIL.exec(text.slice(end, Math.min(to, end + 60)))?.[0].length ?? 0) };
}
const LONGEST_LINE = 90;

function formsOf(word: string): string[] {
  // In Turkish, the lower case of I is dotless.
  const tails = [word.slice(1).toLowerCase(), word.slice(1).toLocaleLowerCase('tr')];
  return [...new Set([word, word.toUpperCase(), ...tails.map((tail) => word.charAt(0).toUpperCase() + tail)])].filter(
    (form) => !/^\p{Ll}/u.test(form),
  );
}

function places(text: string, word: string): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const end = at + word.length;
    const between = UNSPACED.test(word);
    if (between || (endOfWord(text, end) === end && !/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at))))
      spans.push({ start: at, end });
  }
  return spans;
}

/** Joins neighbouring words of the name, across initials, particles, nicknames, a further name and commas. */
function runs(text: string, tokens: readonly Token[], count: number): Run[] {
  const done: Run[] = [];
  for (const token of tokens) {
    const last = done.at(-1);
    if (last !== undefined && token.start < last.end) continue;
    const isWholeNow = count > 1 && last !== undefined && last.words.has(0) && last.words.has(count - 1);
    if (
      last !== undefined &&
      !isWholeNow &&
      token.start - last.end <= LONGEST_GAP &&
      GAP.test(text.slice(last.end, token.start)) &&
      (!text.slice(last.end, token.start).includes('\n') || isWrapped(text, last, token))
    ) {
      last.end = token.end;
      last.words.add(token.word);
    } else done.push({ start: token.start, end: token.end, words: new Set([token.word]) });
  }
  return done;
}
/** Whether a line end breaks the name inside a sentence. */
function isWrapped(text: string, last: Run, token: Token): boolean {
  return (
    last.words.size === 1 &&
    !last.words.has(token.word) &&
    last.words.has(token.word - 1) &&
    /[\p{L}\p{N},.;:(]\s*$/u.test(
      text
        .slice(Math.max(0, last.start - LONGEST_GAP), last.start)
        .split('\n')
        .at(-1)!,
    )
  );
}
const LONGEST_GAP = 24;
const GAP =
  /^(?:,?[ \t]*|_|[ \t]*\n[ \t]*)(?:(?:\p{Lu}\.|["'“”‘(]\p{L}+["'“”’)]|(?:de|da|do|dos|das|del|della|dalla|la|le|van|von|der|den|ter|zu|bin|ibn|al|y|e|di|du|d['’]|l['’]|['’]t)(?=[\s\p{L}]))[ \t]*|-|\p{Lu}[\p{L}\p{M}'’-]+[ \t]+)*$/u;
