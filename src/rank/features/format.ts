import type { FeatureBytes } from '../../domain/index.js';
import type { FindingCode } from '../../profile/findings.js';
import type { PostFact } from './posts.js';
import type { Place, TitleFact } from './titles.js';

export interface SkillFact {
  /** Canonical term, or the folded name of a skill that the vocabulary does not know. */
  term: string;
  /** Of the dated posts that name it, merged where they overlap; of the profile where no such post does. */
  years: number | null;
  /** How many posts name it. */
  posts: number;
  /** That of the most recent post which names it; null where none does. */
  age: number | null;
  /** How often the text names it. */
  count: number;
  /** How often of those in a section that lists skills. */
  listed: number;
  /** In the most recent post that names it, else where it is named first. */
  at: Place | null;
}

/** Of a key named in the text; the same key may stand several times. */
export interface KeyFact {
  key: string;
  at: Place | null;
}

/** All of a CV that is scored besides its passages' vectors. */
export interface CvFacts {
  skills: SkillFact[];
  /** Where skills are named: of each skill its first MENTIONS, one skill after another. Offsets into the text. */
  mentions: Uint32Array;
  titles: TitleFact[];
  posts: PostFact[];
  years: number | null;
  /** Level as in facts.ts; 0 when none is named. */
  education: { level: number; at: Place | null };
  /** What was found wrong with the CV that whoever ranks it should know; absent where nothing was. */
  findings?: ToldFinding[];
  /** All degrees named, the one of `education` first. */
  degrees: { level: number; at: Place | null }[];
  languages: KeyFact[];
  certificates: KeyFact[];
  /** Folded words of where the person lives. */
  location: { words: string[]; at: Place | null };
}

const TOLD = ['keyword_stuffing', 'obfuscated_text'] as const satisfies readonly FindingCode[];
export type ToldFinding = (typeof TOLD)[number];
export const isTold = (code: string): code is ToldFinding => (TOLD as readonly string[]).includes(code);

/** Places that are kept of one skill. */
export const MENTIONS = 20;

export const mentionsOf = (skill: SkillFact): number => Math.min(skill.count, MENTIONS);

/** Term frequencies by field, hashes ascending. */
export interface WordCounts {
  hashes: Uint32Array;
  title: Uint8Array;
  skills: Uint8Array;
  body: Uint8Array;
  /** Words in each field, repeated ones too. */
  lengths: [title: number, skills: number, body: number];
}

export interface CvWords extends WordCounts {
  /** The text's telling words in order, as indices into `hashes`. */
  order: Uint16Array;
  /** Where each of those begins in the text, packed: `wordStarts` reads it. */
  starts: Uint8Array;
}

/**
 * Little-endian: number of words; lengths of title, skills and body; numbers of mentions and of skills; bytes of packed
 * starts (7 x uint32). Hashes and mentions (uint32 each), numbers of skills (SKILL_NUMBERS x int32 each), the body's words
 * in order (uint16 each), frequencies in title and skills (uint8 each), packed starts; the other facts as JSON to the end.
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
  // A copy where the bytes start at an offset that a Uint32Array cannot stand on.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  const { buffer, byteOffset } = aligned;
  const [n, title, skills, body, mentions, known, packed] = new Uint32Array(
    buffer,
    byteOffset,
    HEADER,
  ) as unknown as Header;
  const at = {
    hashes: 4 * HEADER,
    mentions: 4 * (HEADER + n),
    numbers: 4 * (HEADER + n + mentions),
    order: 4 * (HEADER + n + mentions + SKILL_NUMBERS * known),
  };
  const columns = at.order + 2 * body;
  const order = new Uint16Array(buffer, byteOffset + at.order, body);
  const words: CvWords = {
    hashes: new Uint32Array(buffer, byteOffset + at.hashes, n),
    title: aligned.subarray(columns, columns + n),
    skills: aligned.subarray(columns + n, columns + 2 * n),
    body: frequencies(order, n),
    lengths: [title, skills, body],
    order,
    starts: aligned.subarray(columns + 2 * n, columns + 2 * n + packed),
  };
  const {
    skills: terms,
    titles,
    ...rest
  } = JSON.parse(decoder.decode(aligned.subarray(columns + 2 * n + packed))) as Rows;
  const numbers = new Int32Array(buffer, byteOffset + at.numbers, SKILL_NUMBERS * known);
  const facts: CvFacts = {
    ...rest,
    skills: terms.map((term, i) => skillOf(term, numbers, SKILL_NUMBERS * i)),
    mentions: new Uint32Array(buffer, byteOffset + at.mentions, mentions),
    titles: titles.map(titleOf),
  };
  return { words, facts };
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

/** How often each of `n` words stands in an order; what repeats one word beyond what honest texts do counts no more. */
export function frequencies(order: Uint16Array, n: number): Uint8Array {
  const most = mostRepeated(order.length);
  const counts = new Uint8Array(n);
  for (const index of order) if (counts[index]! < most) counts[index]! += 1;
  return counts;
}

/** In 998 of 1,000 CVs (of 5,459 real ones) no telling word stands more often among so many. */
export const mostRepeated = (words: number): number => Math.min(255, 12 + Math.floor(0.07 * words));

/** Years in tenths, posts, age, count, listed, then the place; -1 stands for null. */
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
 * Distances from word to word, one byte each; before the first word of a line stands FIRST, and a byte of LONGEST_STEP
 * is that far without a word. `firsts`: which words begin a line, ascending.
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

/** Where each word of `order` begins in the text, and which of them begin a line. */
export function wordStarts({ starts, order }: Pick<CvWords, 'starts' | 'order'>): {
  starts: Uint32Array;
  firsts: number[];
} {
  const found = new Uint32Array(order.length);
  const firsts: number[] = [];
  let at = 0;
  let n = 0;
  for (const step of starts) {
    if (step === FIRST) firsts.push(n);
    else {
      at += step;
      if (step < LONGEST_STEP) found[n++] = at;
    }
  }
  return { starts: found, firsts };
}

/** Frequencies of one word by field; null when the CV has it nowhere. */
export function lookUp(words: WordCounts, hash: number): [title: number, skills: number, body: number] | null {
  const index = indexOf(words, hash);
  if (index < 0) return null;
  const title = words.title[index]!;
  const skills = words.skills[index]!;
  const body = words.body[index]!;
  return title + skills + body === 0 ? null : [title, skills, body];
}

/** Where a word's frequencies stand; -1 when the CV has it nowhere. */
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
