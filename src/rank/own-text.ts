import type { MatchFinding, Passage } from '../domain/index.js';
import { FINDINGS } from '../profile/findings.js';
import { copiedWords, type JdRuns } from './copied.js';
import { decodeFeatures, frequencies, mentionsOf, packStarts, wordStarts, type CvFacts, type CvWords, type SkillFact } from './features-format.js';
import { standing } from './skill-facts.js';
import type { Place } from './titles.js';
import { foldWords, hashWord } from './words.js';

interface Scorable {
  features: Uint8Array;
  passages: Passage[];
  passageVectors: Float32Array;
}

/** A CV as it is scored against one JD. */
export interface OwnText<Cv extends Scorable> {
  /** With the passages that are its own. */
  cv: Cv;
  words: CvWords;
  facts: CvFacts;
  findings: MatchFinding[];
}

/** A CV without what it copied from the JD: those words, and what only they name, earn nothing. */
export function ownText<Cv extends Scorable>(jd: JdRuns, cv: Cv): OwnText<Cv> {
  const { words, facts } = decodeFeatures(cv.features);
  const findings = (facts.findings ?? []).map((code) => ({ code, message: FINDINGS[code].message }));
  const marks = copiedWords(jd, words);
  if (marks === null) return { cv, words, facts, findings };
  const copied = new Copied(wordStarts(words).starts, marks);
  const ownFacts = factsWithout(copied, facts, cv.passages);
  return { cv: passagesWithout(copied, cv), words: wordsWithout(copied, words, ownFacts), facts: ownFacts, findings: [jdCopied(copied.count), ...findings] };
}

function jdCopied(words: number): MatchFinding {
  return { code: 'jd_copied', message: `${words} words stand as in the JD, in its order: they earn nothing` };
}

/** Which places of the text were copied. */
class Copied {
  readonly count: number;

  constructor(private readonly starts: Uint32Array, readonly marks: Uint8Array) {
    this.count = this.wordsIn(0, Infinity).copied;
  }

  /** Whether the word that stands at an offset was. */
  has(offset: number): boolean {
    return this.marks[this.before(offset + 1) - 1] === 1;
  }

  wordsIn(start: number, end: number): { all: number; copied: number } {
    const marks = this.marks.subarray(this.before(start), this.before(end));
    return { all: marks.length, copied: marks.reduce((sum, mark) => sum + mark, 0) };
  }

  /** Those of the words that are the CV's own. */
  packedStarts(): Uint8Array {
    return packStarts([...this.starts].filter((_, i) => this.marks[i] === 0), []);
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

/** A passage with more copied words than this share would carry the JD's meaning into the CV's. */
const MIXED = 0.2;

function passagesWithout<Cv extends Scorable>(copied: Copied, cv: Cv): Cv {
  const dimensions = cv.passages.length === 0 ? 0 : cv.passageVectors.length / cv.passages.length;
  const own = cv.passages.flatMap((passage, i) => {
    const { all, copied: foreign } = copied.wordsIn(passage.start, passage.end);
    return foreign > MIXED * all ? [] : [i];
  });
  const passageVectors = new Float32Array(own.length * dimensions);
  for (const [to, from] of own.entries()) passageVectors.set(cv.passageVectors.subarray(from * dimensions, (from + 1) * dimensions), to * dimensions);
  return { ...cv, passages: own.map((i) => cv.passages[i]!), passageVectors };
}

function factsWithout(copied: Copied, facts: CvFacts, passages: readonly Passage[]): CvFacts {
  const isOwn = ({ at }: { at: Place | null }) => at === null || !copied.has(at[0]);
  const degrees = facts.degrees.filter(isOwn);
  const skills = skillsWithout(copied, facts, passages);
  return {
    ...facts,
    skills: skills.map(({ skill }) => skill),
    mentions: Uint32Array.from(skills.flatMap(({ mentions }) => mentions)),
    titles: facts.titles.filter(isOwn),
    degrees,
    education: degrees[0] ?? { level: 0, at: null },
    languages: facts.languages.filter(isOwn),
    certificates: facts.certificates.filter(isOwn),
    location: isOwn(facts.location) ? facts.location : { words: [], at: null },
  };
}

/** Skills by what is left of their mentions. */
function skillsWithout(copied: Copied, { skills, mentions, posts }: CvFacts, passages: readonly Passage[]): { skill: SkillFact; mentions: number[] }[] {
  const place = (start: number, end: number): Place => [start, end, passages.find((passage) => start < passage.end)?.page ?? 1];
  let from = 0;
  return skills.flatMap((skill) => {
    const all = [...mentions.subarray(from, (from += mentionsOf(skill)))];
    const own = all.filter((start) => !copied.has(start));
    if (own.length === all.length) return [{ skill, mentions: all }];
    if (own.length === 0) return [];
    const left = standing(own.map((start) => ({ start, end: start + skill.term.length })), [], { posts, place }, null);
    return [{ skill: { ...skill, ...left, listed: Math.min(skill.listed, left.count) }, mentions: own }];
  });
}

function wordsWithout(copied: Copied, words: CvWords, facts: CvFacts): CvWords {
  const order = words.order.filter((_, i) => copied.marks[i] === 0);
  const title = columnOf(words, facts.titles.map(({ text }) => text));
  const skills = columnOf(words, facts.skills.map(({ term }) => term));
  return {
    ...words, order, starts: copied.packedStarts(), title: title.column, skills: skills.column, body: frequencies(order, words.hashes.length), lengths: [title.length, skills.length, order.length],
  };
}

/** Frequencies of the words of some texts that the CV has. */
function columnOf(words: CvWords, texts: string[]): { column: Uint8Array; length: number } {
  const indices = new Map(Array.from(words.hashes, (hash, i) => [hash, i]));
  const column = new Uint8Array(words.hashes.length);
  let length = 0;
  for (const word of foldWords(texts.join(' '))) {
    const index = indices.get(hashWord(word));
    if (index === undefined) continue;
    column[index] = Math.min(255, column[index]! + 1);
    length++;
  }
  return { column, length };
}
