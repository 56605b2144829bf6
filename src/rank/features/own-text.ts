import type { MatchFinding, Passage } from '../../domain/index.js';
import { FINDINGS } from '../../profile/findings.js';
import { copiedWords, type JdRuns } from '../copied.js';
import {
  frequencies,
  indexOf,
  mentionsOf,
  readFeatures,
  wordStarts,
  type CvFacts,
  type CvWords,
  type SkillFact,
  type WordCounts,
} from './format.js';
import { listedWords } from '../listed.js';
import { standing } from './skill-facts.js';
import type { Place } from './titles.js';
import { foldWords, hashWord } from '../words.js';
import type { JdKeywords } from '../jd-plan.js';

interface Scorable {
  features: Uint8Array;
  passages: Passage[];
  passageVectors: Float32Array;
}

/** A CV as it is scored against one JD. */
export interface OwnText<Cv extends Scorable> {
  /** With only those passages that are its own text. */
  cv: Cv;
  words: WordCounts;
  facts: CvFacts;
  findings: MatchFinding[];
}

/** The CV with its unsupported lists of the JD's keywords left in, and the finding about them. */
export interface Listed<Cv extends Scorable> extends Read<Cv> {
  finding: MatchFinding;
}

/**
 * A CV without the words it copied from the JD or listed only to match it, and without whatever only those words named.
 */
export function ownText<Cv extends Scorable>(
  { runs, keywords }: { runs: JdRuns; keywords: JdKeywords },
  cv: Cv,
): OwnText<Cv> & { withLists: Listed<Cv> | null } {
  const { words, facts } = readFeatures(cv.features);
  const copied = copiedWords(runs, words);
  const listed = listedWords(keywords, words);
  const findings = findingsOf(facts, copied);
  const whole = { cv, words, facts };
  const withLists: Read<Cv> = copied === null ? whole : without(whole, copied);
  if (listed === null) return { ...withLists, findings, withLists: null };
  return {
    ...without(whole, union(copied, listed.marks)),
    findings,
    withLists: { ...withLists, finding: listFinding(listed.names) },
  };
}
type Read<Cv extends Scorable> = Omit<OwnText<Cv>, 'findings'>;

function without<Cv extends Scorable>(
  { cv, words, facts }: Read<Cv> & { words: CvWords },
  marks: Uint8Array,
): Read<Cv> {
  const unearned = new Unearned(wordStarts(words).starts, marks);
  const ownFacts = factsWithout(unearned, facts, cv.passages);
  return { cv: passagesWithout(unearned, cv), words: wordsWithout(unearned, words, facts, ownFacts), facts: ownFacts };
}

function union(a: Uint8Array | null, b: Uint8Array | null): Uint8Array {
  return a !== null && b !== null ? a.map((mark, i) => mark | b[i]!) : (a ?? b)!;
}

function findingsOf({ findings = [] }: CvFacts, copied: Uint8Array | null): MatchFinding[] {
  const words = copied?.reduce((sum, mark) => sum + mark, 0);
  return [
    ...(words === undefined
      ? []
      : [{ code: 'jd_copied', message: `${words} words are copied from the JD in its order: they earn nothing` }]),
    ...findings.map((code) => ({ code, message: FINDINGS[code].message })),
  ];
}

function listFinding(names: number): MatchFinding {
  return {
    code: 'keyword_stuffing',
    message: `${names} things that the JD asks for appear only in lists that nothing else supports: they earn next to nothing`,
  };
}

/** The places of the text that earn nothing. */
class Unearned {
  /** Running totals of unearned words: before each word, and after the last. */
  private readonly counts: Uint16Array;

  constructor(
    private readonly starts: Uint32Array,
    readonly marks: Uint8Array,
  ) {
    this.counts = new Uint16Array(marks.length + 1);
    for (let i = 0; i < marks.length; i++) this.counts[i + 1] = this.counts[i]! + marks[i]!;
  }

  /** Whether the word at an offset is unearned. */
  has(offset: number): boolean {
    return this.marks[this.before(offset + 1) - 1] === 1;
  }

  /** Whether at least half of the words at a place are unearned. */
  covers([start, end]: Place): boolean {
    const words = this.wordsIn(start, end);
    return words.all === 0 ? this.has(start) : 2 * words.unearned >= words.all;
  }

  wordsIn(start: number, end: number): { all: number; unearned: number } {
    const [from, to] = [this.before(start), this.before(end)];
    return { all: to - from, unearned: this.counts[to]! - this.counts[from]! };
  }

  /** Number of words that begin before an offset. */
  private before(offset: number): number {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.starts[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * A passage with a larger share of unearned words is dropped: its vector would pass off the JD's meaning as the CV's.
 */
const MIXED = 0.2;

function passagesWithout<Cv extends Scorable>(unearned: Unearned, cv: Cv): Cv {
  const dimensions = cv.passages.length === 0 ? 0 : cv.passageVectors.length / cv.passages.length;
  const own = cv.passages.flatMap((passage, i) => {
    const { all, unearned: foreign } = unearned.wordsIn(passage.start, passage.end);
    return foreign > MIXED * all ? [] : [i];
  });
  if (own.length === cv.passages.length) return cv;
  const passageVectors = new Float32Array(own.length * dimensions);
  for (const [to, from] of own.entries())
    passageVectors.set(cv.passageVectors.subarray(from * dimensions, (from + 1) * dimensions), to * dimensions);
  return { ...cv, passages: own.map((i) => cv.passages[i]!), passageVectors };
}

function factsWithout(unearned: Unearned, facts: CvFacts, passages: readonly Passage[]): CvFacts {
  const isOwn = ({ at }: { at: Place | null }) => at === null || !unearned.covers(at);
  const degrees = facts.degrees.filter(isOwn);
  const skills = skillsWithout(unearned, facts, passages);
  return {
    ...facts,
    skills: skills.map(({ skill }) => skill),
    mentions: joined(skills.map(({ mentions }) => mentions)),
    titles: facts.titles.filter(isOwn),
    degrees,
    education: degrees[0] ?? { level: 0, at: null },
    languages: facts.languages.filter(isOwn),
    certificates: facts.certificates.filter(isOwn),
    location: isOwn(facts.location) ? facts.location : { words: [], at: null },
  };
}

function joined(lists: ArrayLike<number>[]): Uint32Array {
  const all = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all;
}

/** Skills, recomputed from the mentions that are left. */
function skillsWithout(
  unearned: Unearned,
  { skills, mentions, posts }: CvFacts,
  passages: readonly Passage[],
): { skill: SkillFact; mentions: ArrayLike<number> }[] {
  const place = (start: number, end: number): Place => [
    start,
    end,
    passages.find((passage) => start < passage.end)?.page ?? 1,
  ];
  let from = 0;
  return skills.flatMap((skill): { skill: SkillFact; mentions: ArrayLike<number> }[] => {
    const all = mentions.subarray(from, (from += mentionsOf(skill)));
    if (!all.some((start) => unearned.has(start))) return [{ skill, mentions: all }];
    const own = [...all].filter((start) => !unearned.has(start));
    if (own.length === 0) return [];
    const left = standing(
      own.map((start) => ({ start, end: start + skill.term.length })),
      [],
      { posts, place },
      null,
    );
    return [{ skill: { ...skill, ...left, listed: Math.min(skill.listed, left.count) }, mentions: own }];
  });
}

/** Word counts after the marked words and the titles and skills that only they named are gone. */
function wordsWithout({ marks }: Unearned, words: CvWords, whole: CvFacts, own: CvFacts): WordCounts {
  const order = words.order.filter((_, i) => marks[i] === 0);
  const title = lessTexts(
    words,
    words.title,
    goneOf(whole.titles, own.titles, ({ text }) => text),
  );
  const skills = lessTexts(
    words,
    words.skills,
    goneOf(whole.skills, own.skills, ({ term }) => term),
  );
  return {
    hashes: words.hashes,
    title: title.column,
    skills: skills.column,
    body: frequencies(order, words.hashes.length),
    lengths: [words.lengths[0] - title.less, words.lengths[1] - skills.less, order.length],
  };
}

/** Texts of `all` that are no longer in `left`; both are in the same order. */
function goneOf<T>(all: readonly T[], left: readonly T[], textOf: (one: T) => string): string[] {
  let at = 0;
  return all.map(textOf).filter((text) => {
    if (at >= left.length || textOf(left[at]!) !== text) return true;
    at++;
    return false;
  });
}

/** A field's frequencies without the words of the given texts, and how many words that removed. */
function lessTexts(words: CvWords, column: Uint8Array, texts: readonly string[]): { column: Uint8Array; less: number } {
  if (texts.length === 0) return { column, less: 0 };
  const left = Uint8Array.from(column);
  let less = 0;
  for (const word of foldWords(texts.join(' '))) {
    const index = indexOf(words, hashWord(word));
    if (index < 0 || left[index] === 0) continue;
    left[index]! -= 1;
    less++;
  }
  return { column: left, less };
}
