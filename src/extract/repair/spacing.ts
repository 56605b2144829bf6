import { CV_WORDS } from './words.js';

/**
 * At least four single letters with spaces between them that are not part of a longer word; a wider gap separates two
 * words.
 */
const SPACED = /(?<![\p{L}\p{N}])\p{L}(?: {1,3}\p{L}){3,}(?![\p{L}\p{N}])/gu;
/** A filter for SPACED. Like those below it looks after a blank first, which V8 finds fast. */
const SPACED_QUICK = / (?<=\p{L} {1,3})\p{L} {1,3}\p{L} {1,3}\p{L}(?![\p{L}\p{N}])/u;
/** A filter for a single lower-case letter that is no word in the expected languages. */
const TORN_QUICK = / [b-df-hj-np-tv-xzilou] (?<=\p{L}...)\p{Ll}| \p{Ll}{1,2} (?<=\p{L} \p{Ll}{1,2} )\p{Ll} /u;
const MAX_FRAGMENTS = 6;

/** Joins letters that a font or export has separated, where the word is clear: "E D U C A T I O N", "Locat i on". */
export function repairSpacing(text: string): string {
  let repaired = text;
  if (SPACED_QUICK.test(repaired)) repaired = repaired.replace(SPACED, (run) => joinSpaced(run));
  if (TORN_QUICK.test(repaired)) repaired = repaired.split('\n').map(joinTorn).join('\n');
  return joinInitials(repaired);
}

/** Separated first letters: "S enior E ngineer". A, I and lower-case vowels are left out, since they are words. */
const INITIAL = /([B-HJ-Zb-df-hj-np-tv-xz]) (?<=(?<![\p{L}\p{N}'’.&/+#-])..)(?=\p{Ll}{2})/gu;
/** Some occur in any text ("C programming", "plan B for"); only a text full of them is broken. */
const INITIALS = { count: 12, letters: 5, share: 0.04 };

function joinInitials(text: string): string {
  const found = text.length < INITIALS.count * 4 ? [] : (text.match(INITIAL) ?? []);
  if (found.length < INITIALS.count || new Set(found).size < INITIALS.letters) return text;
  const words = text.match(/\p{L}{2,}/gu)?.length ?? 0;
  return found.length < words * INITIALS.share ? text : text.replace(INITIAL, '$1');
}

/** Alphabets and lists of grades are no words: a word has a vowel, and its letters are not in alphabetical order. */
function joinSpaced(run: string): string {
  const letters = run.split(/ +/);
  const rising = letters.every((letter, i) => i === 0 || letter.toLowerCase() >= letters[i - 1]!.toLowerCase());
  if (rising || !/[aeiouyäöüáéíóúàèìòùâêîôû]/iu.test(run) || new Set(letters).size < 3) return run;
  const words = run.split(/ {2,}/).map((word) => word.replaceAll(' ', ''));
  return words.length > 1 ? words.join(' ') : segment(words[0]!);
}

/** "WORKEXPERIENCE" -> "WORK EXPERIENCE" if it consists of known words; "JohnDoe" -> "John Doe". */
function segment(word: string): string {
  const parts = splitKnown(word.toLowerCase());
  if (parts === null) return word.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
  let at = 0;
  return parts.map((part) => word.slice(at, (at += part.length))).join(' ');
}

function splitKnown(word: string): string[] | null {
  if (word === '') return [];
  for (let length = word.length; length >= 3; length--) {
    if (!CV_WORDS.has(word.slice(0, length))) continue;
    const rest = splitKnown(word.slice(length));
    if (rest !== null) return [word.slice(0, length), ...rest];
  }
  return null;
}

/** Joins neighbouring fragments that form a known word, longest first; one of them must be a single letter. */
function joinTorn(line: string): string {
  if (!TORN_QUICK.test(`${line} `)) return line;
  const tokens = line.split(' ');
  const joined: string[] = [];
  for (let i = 0; i < tokens.length;) {
    const count = tornCount(tokens, i);
    joined.push(tokens.slice(i, i + count).join(''));
    i += count;
  }
  return joined.join(' ');
}

function tornCount(tokens: string[], start: number): number {
  for (let count = Math.min(MAX_FRAGMENTS, tokens.length - start); count > 1; count--) {
    const fragments = tokens.slice(start, start + count);
    if (!fragments.some(isLetter)) return 1;
    const word = fragments.join('').replace(/[,.:;]$/, '');
    if (CV_WORDS.has(word.toLowerCase()) && /^\p{L}\p{Ll}+$|^\p{Lu}+$/u.test(word)) return count;
  }
  return 1;
}

function isLetter(fragment: string): boolean {
  return fragment.length <= 2 && /^\p{L}$/u.test(fragment);
}
