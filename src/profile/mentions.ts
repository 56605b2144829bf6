import { endOfWord } from '../domain/index.js';
import { fold, type Span, type TextLine } from './lines.js';
import { placeScore } from './places.js';
import type { Vocabulary } from './port.js';
import { isTitleLine } from './name-line.js';

const HONORIFIC = /(?:^|(?<=[\s(,]))(?:dr|prof|mr|mrs|ms|miss|mx|sri|shri|herrn?|frau|mme|sr|sra|monsieur|madame)\.?\s+$/iu;
/** "Mason is", "Mason's", "Mason led", but not "Dean's list": what stands after a name that is the subject of a sentence. */
const VERB = /^(?:['’]s\b(?! [Ll]ist)|[ \t]+(?:is|was|has|had|holds|led|leads|built|ran|won|brings|joined|works|speaks|can|will|also|then|currently|\p{Ll}{3,}ed)\b)/u;
const SUBJECT = /(?:^|[\n.!?;•*]\s*|,\s+|\b(?:and|that|when|since|while|name is|am|bin|heiße)\s+)$/iu;
/** A possessive alone tells a person only where a sentence begins: "driver's safety". */
const OPENING = /(?:^|[\n.!?])\s*$/u;
const isSubject = (before: string, after: string): boolean => VERB.test(after) && (/^['’]/u.test(after) ? OPENING : SUBJECT).test(before);

const NOT_MENTIONED = new Set('de da do dos das del della di du la le van von der den ter ten zu zum bin binti al el ibn y e st san mc o abu ben the jr sr ii iii dr'.split(' '));
const SIGNATURE_LINES = 3;

interface Run extends Token {
  words: Set<number>;
}

interface Token extends Span {
  /** Which of the name's words. */
  word: number;
  /** It means something else as well. */
  ambiguous: boolean;
}

/** A place where the name stands; `loose` where a part of it stands alone, as in the name of an employer. */
export interface Mention extends Span {
  loose: boolean;
}

/**
 * The person's name elsewhere in the text: whole, after an honorific, as a signature, as the subject of a sentence; a part
 * of it that is no other word anywhere.
 */
export function mentionsOfName(text: string, name: string, lines: readonly TextLine[], vocabulary: Vocabulary): Mention[] {
  const words = name.split(/[\s,]+/).map((word) => word.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')).filter((word) => [...word].length > 1 && !NOT_MENTIONED.has(word.toLowerCase()));
  const tokens = words.flatMap((word, i) => formsOf(word).flatMap((form) => places(text, form).map((span) => ({ ...span, word: i, ambiguous: isAmbiguous(word, vocabulary) })))).sort((a, b) => a.start - b.start || b.end - a.end);
  const signature = lines.slice(-SIGNATURE_LINES);
  return runs(text, tokens).flatMap((run) => {
    const before = text.slice(Math.max(0, run.start - 24), run.start);
    const honorific = HONORIFIC.exec(before)?.[0].length ?? 0;
    const isPerson = isWhole(run.words, words.length) || UNSPACED.test(name) || honorific > 0 || signature.some((line) => line.start === run.start && line.end === run.end)
      || isSubject(before, text.slice(run.end, run.end + 24));
    return isPerson || !run.ambiguous ? [{ start: run.start - honorific, end: run.end, loose: !isPerson }] : [];
  });
}

/** First and last word of a name of several: two words of three are also the name of an employer. */
const isWhole = (found: ReadonlySet<number>, count: number): boolean => count > 1 && found.has(0) && found.has(count - 1);

/** Whole names without blanks. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]{2,}$/u;

/** A word that may mean something else: a name only where nothing else can be meant. */
function isAmbiguous(word: string, vocabulary: Vocabulary): boolean {
  return vocabulary.canonical(word, 'skill') !== undefined || vocabulary.canonical(word, 'title') !== undefined || isTitleLine(word, vocabulary) || placeScore(word) >= 0.9 || COMMON.has(fold(word));
}
const COMMON = new Set('english french german spanish italian dutch polish russian chinese irish welsh scott english may june april august grant will mark bill page young long short art law bank banks read hope grace faith joy dean baker mason hunter porter marshall judge bishop cook taylor smith potter painter carpenter swift ruby java julia jordan paris florence'.split(' '));

function formsOf(word: string): string[] {
  // In Turkish the small letter of I has no dot.
  const tails = [word.slice(1).toLowerCase(), word.slice(1).toLocaleLowerCase('tr')];
  return [...new Set([word, word.toUpperCase(), ...tails.map((tail) => word.charAt(0).toUpperCase() + tail)])].filter((form) => !/^\p{Ll}/u.test(form));
}

function places(text: string, word: string): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const end = at + word.length;
    const between = /[\p{Script=Han}\p{Script=Hangul}]/u.test(word);
    if (between || (endOfWord(text, end) === end && !/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at)))) spans.push({ start: at, end });
  }
  return spans;
}

/** Neighbouring words of the name as one, with initials, particles and commas between. */
function runs(text: string, tokens: readonly Token[]): Run[] {
  const done: Run[] = [];
  for (const token of tokens) {
    const last = done.at(-1);
    if (last !== undefined && token.start < last.end) continue;
    if (last !== undefined && token.start - last.end <= 16 && GAP.test(text.slice(last.end, token.start))) {
      last.end = token.end;
      last.words.add(token.word);
    } else done.push({ ...token, words: new Set([token.word]) });
  }
  return done;
}
const GAP = /^(?:[ \t,.-]|\p{Lu}\.|["'“”(]\p{L}+["'“”)]|(?:de|da|do|del|la|van|von|der|den|bin|al|y|di|le|du|'t)(?=\s))+$/u;
