import type { MatchFinding, Passage } from '../../domain/index.js';
import { FINDINGS } from '../../profile/findings.js';
import { copiedWords, type JdRuns } from '../copied.js';
import {
  frequenciesOf,
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
  rows?: readonly number[];
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
  const unearned = new Unearned(wordStarts(words), marks);
  const ownFacts = factsWithout(unearned, facts, cv.passages);
  return { cv: passagesWithout(unearned, cv), words: wordsWithout(unearned, words, facts, ownFacts), facts: ownFacts };
}

function union(a: Uint8Array | null, b: Uint8Array | null): Uint8Array {
  return a !== null && b !== null ? a.map((mark, i) => mark | b[i]!) : (a ?? b)!;
}

function findingsOf({ findings = [] }: CvFacts, copied: Uint8Array | null): MatchFinding[] {
  if (copied === null && findings.length === 0) return [];
  const words = copied === null ? undefined : sumOf(copied);
  return [
    ...(words === undefined
      ? []
      : [{ code: 'jd_copied', message: `${words} words are copied from the JD in its order: they earn nothing` }]),
    ...findings.map((code) => ({ code, message: FINDINGS[code].message })),
  ];
}

function sumOf(marks: Uint8Array): number {
  let sum = 0;
  for (const mark of marks) sum += mark;
  return sum;
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
  /** Where runs of unearned words begin and end, one after the other. What is copied is in few runs, so they answer most questions. */
  private readonly runs: number[] = [];

  constructor(
    private readonly starts: Uint32Array,
    readonly marks: Uint8Array,
  ) {
    this.counts = new Uint16Array(marks.length + 1);
    for (let i = 0; i < marks.length; i++) {
      const mark = marks[i]!;
      this.counts[i + 1] = this.counts[i]! + mark;
      if (mark !== (i === 0 ? 0 : marks[i - 1])) this.runs.push(starts[i]!);
    }
    if (this.runs.length % 2 === 1) this.runs.push(Infinity);
  }

  get words(): number {
    return this.counts[this.marks.length]!;
  }

  /** Whether the word at an offset is unearned. */
  has(offset: number): boolean {
    const { runs } = this;
    for (let i = 0; i < runs.length; i += 2) if (offset >= runs[i]! && offset < runs[i + 1]!) return true;
    return false;
  }

  /** Whether at least half of the words at a place are unearned. */
  covers([start, end]: Place): boolean {
    if (!this.touches(start, end)) return false;
    const words = this.wordsIn(start, end);
    return words.all === 0 ? this.has(start) : 2 * words.unearned >= words.all;
  }

  /** False only where no word between the offsets is unearned. */
  touches(start: number, end: number): boolean {
    const { runs } = this;
    for (let i = 0; i < runs.length; i += 2) if (end >= runs[i]! && start <= runs[i + 1]!) return true;
    return false;
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
  const rows: number[] = [];
  for (let i = 0; i < cv.passages.length; i++) {
    const { start, end } = cv.passages[i]!;
    if (unearned.touches(start, end)) {
      const { all, unearned: foreign } = unearned.wordsIn(start, end);
      if (foreign > MIXED * all) continue;
    }
    rows.push(i);
  }
  if (rows.length === cv.passages.length) return cv;
  return { ...cv, passages: rows.map((i) => cv.passages[i]!), rows };
}

function factsWithout(unearned: Unearned, facts: CvFacts, passages: readonly Passage[]): CvFacts {
  const isOwn = ({ at }: { at: Place | null }) => at === null || !unearned.covers(at);
  const degrees = facts.degrees.filter(isOwn);
  const skills = skillsWithout(unearned, facts, passages);
  return {
    ...facts,
    ...skills,
    titles: facts.titles.filter(isOwn),
    degrees,
    education: degrees[0] ?? { level: 0, at: null },
    languages: facts.languages.filter(isOwn),
    certificates: facts.certificates.filter(isOwn),
    location: isOwn(facts.location) ? facts.location : { words: [], at: null },
  };
}

/** Skills, recomputed from the mentions that are left. */
function skillsWithout(
  unearned: Unearned,
  { skills, mentions, posts }: CvFacts,
  passages: readonly Passage[],
): Pick<CvFacts, 'skills' | 'mentions'> {
  const isGone = (start: number): boolean => unearned.has(start);
  if (!mentions.some(isGone)) return { skills, mentions };
  const left: number[] = [];
  let from = 0;
  const own = skills.flatMap((skill): SkillFact[] => {
    const all = mentions.subarray(from, (from += mentionsOf(skill)));
    const starts = all.some(isGone) ? [...all].filter((start) => !isGone(start)) : all;
    left.push(...starts);
    if (starts.length === all.length) return [skill];
    return starts.length === 0 ? [] : [lessNamed(skill, starts, posts, passages)];
  });
  return { skills: own, mentions: Uint32Array.from(left) };
}

/** A skill as if the text named it at these places alone. */
function lessNamed(
  skill: SkillFact,
  starts: ArrayLike<number>,
  posts: CvFacts['posts'],
  passages: readonly Passage[],
): SkillFact {
  const place = (start: number, end: number): Place => [
    start,
    end,
    passages.find((passage) => start < passage.end)?.page ?? 1,
  ];
  const mentions = Array.from(starts, (start) => ({ start, end: start + skill.term.length }));
  const left = standing(mentions, [], { posts, place }, null);
  return { ...skill, ...left, listed: Math.min(skill.listed, left.count) };
}

/** Word counts after the marked words and the titles and skills that only they named are gone. */
function wordsWithout(unearned: Unearned, words: CvWords, whole: CvFacts, own: CvFacts): WordCounts {
  const { marks } = unearned;
  const left = marks.length - unearned.words;
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
    body: frequenciesOf(words.order, words.hashes.length, marks, left),
    lengths: [words.lengths[0] - title.less, words.lengths[1] - skills.less, left],
  };
}

/** Texts of `all` that are no longer in `left`; both are in the same order. */
function goneOf<T>(all: readonly T[], left: readonly T[], textOf: (one: T) => string): string[] {
  if (all.length === left.length) return [];
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
