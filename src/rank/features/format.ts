import type { FeatureBytes } from '../../domain/index.js';
import type { FindingCode } from '../../profile/findings.js';
import type { PostFact } from './posts.js';
import type { Place, TitleFact } from './titles.js';

export interface SkillFact {
  /** Canonical term, or the folded name of a skill that is not in the vocabulary. */
  term: string;
  /**
   * Years covered by the dated posts that name it, overlaps counted once; the profile's own figure where no dated post
   * names it.
   */
  years: number | null;
  /** How many posts name it. */
  posts: number;
  /** Age of the most recent post that names it (0 is the latest post); null where none does. */
  age: number | null;
  /** How often the text names it. */
  count: number;
  /** How many of those mentions are in a section that lists skills. */
  listed: number;
  /** Its place in the most recent post that names it, else its first mention. */
  at: Place | null;
}

/** A key named at a place in the text. The same key may occur several times. */
export interface KeyFact {
  key: string;
  at: Place | null;
}

/** Everything that is scored of a CV except the vectors of its passages. */
export interface CvFacts {
  skills: SkillFact[];
  /** Offsets at which skills are named: up to MENTIONS per skill, in the order of `skills`. */
  mentions: Uint32Array;
  titles: TitleFact[];
  posts: PostFact[];
  years: number | null;
  /** Highest degree, by its level in facts.ts; 0 when no degree is named. */
  education: { level: number; at: Place | null };
  /** Problems found in the CV that the reader of a ranking should know of; absent where there are none. */
  findings?: ToldFinding[];
  /** All degrees named; the one in `education` comes first. */
  degrees: { level: number; at: Place | null }[];
  languages: KeyFact[];
  certificates: KeyFact[];
  /** Folded words of the place where the person lives. */
  location: { words: string[]; at: Place | null };
}

const TOLD = ['keyword_stuffing', 'obfuscated_text'] as const satisfies readonly FindingCode[];
export type ToldFinding = (typeof TOLD)[number];
export const isTold = (code: string): code is ToldFinding => (TOLD as readonly string[]).includes(code);

/** Mentions kept per skill. */
export const MENTIONS = 20;

export const mentionsOf = (skill: SkillFact): number => Math.min(skill.count, MENTIONS);

/** Term frequencies by field, sorted by hash. */
export interface WordCounts {
  hashes: Uint32Array;
  title: Uint8Array;
  skills: Uint8Array;
  body: Uint8Array;
  /** Number of words in each field, repetitions included. */
  lengths: [title: number, skills: number, body: number];
}

export interface CvWords extends WordCounts {
  /** The telling words of the text in order, as indices into `hashes`. */
  order: Uint16Array;
  /** Where each of those words begins in the text, packed; read it with `wordStarts` and `lineStarts`. */
  starts: Uint8Array;
}

/**
 * Little-endian layout. Header of 7 uint32: number of words; lengths of title, skills and body; numbers of mentions and
 * of skills; bytes of packed starts. Then the hashes and mentions (uint32 each), the numbers of each skill
 * (SKILL_NUMBERS x int32), the body's words in order (uint16), the frequencies in title and skills (uint8), the packed
 * starts, and the other facts as JSON to the end.
 */
export function encodeFeatures(words: CvWords, facts: CvFacts): FeatureBytes {
  const { mentions, skills, ...rest } = facts;
  const json = new TextEncoder().encode(JSON.stringify(rowsOf({ ...rest, skills: skills.map(({ term }) => term) })));
  const header = Uint32Array.of(
    words.hashes.length,
    ...words.lengths,
    mentions.length,
    skills.length,
    words.starts.length,
  );
  const numbers = Int32Array.from(skills.flatMap(numbersOf));
  const parts = [header, words.hashes, mentions, numbers, words.order, words.title, words.skills, words.starts, json];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes;
}
const HEADER = 7;

export function decodeFeatures(bytes: FeatureBytes): { words: CvWords; facts: CvFacts } {
  const aligned = alignedOf(bytes);
  const { words, at } = wordsIn(aligned);
  const { buffer, byteOffset } = aligned;
  const { skills: terms, titles, ...rest } = JSON.parse(decoder.decode(aligned.subarray(at.json))) as Rows;
  const numbers = new Int32Array(buffer, byteOffset + at.numbers, SKILL_NUMBERS * at.known);
  const facts: CvFacts = {
    ...rest,
    skills: terms.map((term, i) => skillOf(term, numbers, SKILL_NUMBERS * i)),
    mentions: new Uint32Array(buffer, byteOffset + at.words, (at.numbers - at.words) / 4),
    titles: titles.map(titleOf),
  };
  return { words, facts };
}

/** The words alone, without decoding the facts. */
export function wordCounts(bytes: FeatureBytes): WordCounts {
  return wordsIn(alignedOf(bytes)).words;
}

/** A Uint32Array needs an offset divisible by four: copied where the bytes start elsewhere. */
function alignedOf(bytes: FeatureBytes): Uint8Array {
  return bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
}

/** `at`: offsets behind the words, of the numbers of skills and of the JSON, and the number of skills. */
function wordsIn(aligned: Uint8Array): {
  words: CvWords;
  at: { words: number; numbers: number; json: number; known: number };
} {
  const { buffer, byteOffset } = aligned;
  const [n, title, skills, body, mentions, known, packed] = new Uint32Array(
    buffer,
    byteOffset,
    HEADER,
  ) as unknown as Header;
  const behind = 4 * (HEADER + n);
  const numbers = behind + 4 * mentions;
  const ordered = numbers + 4 * SKILL_NUMBERS * known;
  const columns = ordered + 2 * body;
  const starts = columns + 2 * n;
  const order = new Uint16Array(buffer, byteOffset + ordered, body);
  const words: CvWords = {
    hashes: new Uint32Array(buffer, byteOffset + 4 * HEADER, n),
    title: aligned.subarray(columns, columns + n),
    skills: aligned.subarray(columns + n, starts),
    body: frequencies(order, n),
    lengths: [title, skills, body],
    order,
    starts: aligned.subarray(starts, starts + packed),
  };
  return { words, at: { words: behind, numbers, json: starts + packed, known } };
}
type Header = [
  words: number,
  title: number,
  skills: number,
  body: number,
  mentions: number,
  known: number,
  packed: number,
];
const decoder = new TextDecoder();

/** Decodes features once, however many JDs they are scored for; nothing may change what it returns. */
export function readFeatures(bytes: FeatureBytes): { words: CvWords; facts: CvFacts } {
  let read = decoded.get(bytes);
  if (read === undefined) decoded.set(bytes, (read = decodeFeatures(bytes)));
  return read;
}
const decoded = new WeakMap<FeatureBytes, { words: CvWords; facts: CvFacts }>();

/**
 * How often each of `n` words occurs in `order`, capped at what honest texts do: repeating a word beyond that gains
 * nothing.
 */
export function frequencies(order: Uint16Array, n: number): Uint8Array {
  return frequenciesOf(order, n, null, order.length);
}

/** The same of the words that have no mark, `left` of them. */
export function frequenciesOf(order: Uint16Array, n: number, marks: Uint8Array | null, left: number): Uint8Array {
  const most = mostRepeated(left);
  const counts = new Uint8Array(n);
  for (let i = 0; i < order.length; i++) {
    const index = order[i]!;
    if ((marks === null || marks[i] === 0) && counts[index]! < most) counts[index]! += 1;
  }
  return counts;
}

/**
 * The cap on repetitions in a text of so many words: in 998 of 1,000 CVs (of 5,459 real ones) no telling word exceeds
 * it.
 */
export const mostRepeated = (words: number): number => Math.min(255, 12 + Math.floor(0.07 * words));

/** Numbers per skill: years in tenths, posts, age, count, listed, then the three of its place; -1 stands for null. */
const SKILL_NUMBERS = 8;

function numbersOf({ years, posts, age, count, listed, at }: SkillFact): number[] {
  return [years === null ? -1 : Math.round(10 * years), posts, age ?? -1, count, listed, ...(at ?? [-1, -1, -1])];
}

function skillOf(term: string, numbers: Int32Array, i: number): SkillFact {
  const [years, age, start] = [numbers[i]!, numbers[i + 2]!, numbers[i + 5]!];
  return {
    term,
    years: years < 0 ? null : years / 10,
    posts: numbers[i + 1]!,
    age: age < 0 ? null : age,
    count: numbers[i + 3]!,
    listed: numbers[i + 4]!,
    at: start < 0 ? null : [start, numbers[i + 6]!, numbers[i + 7]!],
  };
}

type TitleRow = [
  text: string,
  words: string[],
  term: string | null,
  age: number | null,
  years: number | null,
  since: number | null,
  count: number,
  at: Place | null,
];
type Rows = Omit<CvFacts, 'skills' | 'titles' | 'mentions'> & { skills: string[]; titles: TitleRow[] };

function rowsOf({ titles, ...rest }: Omit<Rows, 'titles'> & { titles: TitleFact[] }): Rows {
  return {
    ...rest,
    titles: titles.map(({ text, words, term, age, years, since, count, at }): TitleRow => [
      text,
      words,
      term,
      age,
      years,
      since,
      count,
      at,
    ]),
  };
}

function titleOf([text, words, term, age, years, since, count, at]: TitleRow): TitleFact {
  return { text, words, term, age, years, since, count, at };
}

/**
 * Packs the distances between word starts into one byte each. FIRST precedes the first word of a line; each byte of
 * LONGEST_STEP advances that far without reaching a word. `firsts`: indices of the words that begin a line, ascending.
 */
export function packStarts(starts: readonly number[], firsts: readonly number[]): Uint8Array {
  const bytes: number[] = [];
  let last = 0;
  let line = 0;
  for (const [i, start] of starts.entries()) {
    if (firsts[line] === i) {
      bytes.push(FIRST);
      line++;
    }
    for (let far = start - last; far >= 0; far -= LONGEST_STEP) bytes.push(Math.min(far, LONGEST_STEP));
    last = start;
  }
  return Uint8Array.from(bytes);
}
const FIRST = 255;
const LONGEST_STEP = 254;

/** Unpacks where each word of `order` begins in the text. */
export function wordStarts({ starts, order }: Pick<CvWords, 'starts' | 'order'>): Uint32Array {
  const found = new Uint32Array(order.length);
  let at = 0;
  let n = 0;
  for (const step of starts) {
    if (step === FIRST) continue;
    at += step;
    if (step < LONGEST_STEP) found[n++] = at;
  }
  return found;
}

/** Indices in `order` of the words that begin a line. Those who score a CV ask one after the other: the last answer serves all. */
export function lineStarts({ starts }: Pick<CvWords, 'starts'>): readonly number[] {
  if (unpacked?.from !== starts) unpacked = { from: starts, firsts: unpackFirsts(starts) };
  return unpacked.firsts;
}
let unpacked: { from: Uint8Array; firsts: number[] } | null = null;

function unpackFirsts(starts: Uint8Array): number[] {
  const firsts: number[] = [];
  let n = 0;
  for (const step of starts) {
    if (step === FIRST) firsts.push(n);
    else if (step < LONGEST_STEP) n++;
  }
  return firsts;
}

/** Frequencies of a word by field; null when it is nowhere in the CV. */
export function lookUp(words: WordCounts, hash: number): [title: number, skills: number, body: number] | null {
  const index = indexOf(words, hash);
  if (index < 0) return null;
  const title = words.title[index]!;
  const skills = words.skills[index]!;
  const body = words.body[index]!;
  return title + skills + body === 0 ? null : [title, skills, body];
}

/** Whether a word is in the CV: `lookUp` without the numbers. */
export function holds(words: WordCounts, hash: number): boolean {
  const index = indexOf(words, hash);
  return index >= 0 && words.title[index]! + words.skills[index]! + words.body[index]! !== 0;
}

/** Index of a word by its hash; -1 when it is nowhere in the CV. */
export function indexOf({ hashes }: Pick<WordCounts, 'hashes'>, hash: number): number {
  let low = 0;
  let high = hashes.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const at = hashes[middle]!;
    if (at === hash) return middle;
    if (at < hash) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
