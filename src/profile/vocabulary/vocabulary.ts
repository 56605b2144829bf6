import { memoize, memoizeLast } from '../../domain/memoize.js';
import { supported, type Candidate } from './vocabulary-context.js';
import { unpackVocabulary, type VocabularyTables } from './vocabulary-format.js';
import type { TermHit, Vocabulary } from '../port.js';
import { mayEndPiece, titlePieces, skillCores } from './vocabulary-forms.js';
import { GAP, WordSplitter, type Words } from '../text/words.js';

type Kind = TermHit['kind'];

/**
 * A vocabulary from the bytes in models/vocabulary/ (see scripts/make-vocabulary). Throws CvmatchError for anything
 * else.
 */
export function openVocabulary(bytes: Uint8Array): Vocabulary {
  const tables = unpackVocabulary(bytes);
  return new TrieVocabulary(tables, tables.fingerprint);
}

/** Similarity of a term and the broader term that it contains. */
const PART = 0.6;
const NO_TERM = -1;
const NO_WORD = -1;
const MOST_REMEMBERED = 50_000;
const MAJOR_GROUP = 3;
const MINOR_GROUP = 4;
const BROAD_GROUP = 6;
const DETAILED_GROUP = 7;

class TrieVocabulary implements Vocabulary {
  private readonly splitter: WordSplitter;
  private readonly exactTerms: Record<Kind, Map<string, number>> = { skill: new Map(), title: new Map() };
  private readonly firstChild: Uint32Array;
  private readonly rootChild: Uint32Array;
  private readonly termGroupStart: Uint32Array;
  private readonly relatedStart: Uint32Array;

  /** 1 for words that can end a title. */
  private readonly endsTitle: Uint8Array;

  private grouped: { isTitle: Uint8Array; termsOf: number[][] } | undefined;

  private readonly titleTerm = memoize((text) => this.readTitle(text), MOST_REMEMBERED);

  constructor(
    private readonly tables: VocabularyTables,
    readonly fingerprint: string,
  ) {
    const ids = new Map(tables.words.map((word, id) => [word, id]));
    this.splitter = new WordSplitter((folded) => ids.get(folded) ?? NO_WORD);
    this.firstChild = starts(tables.childCount, 1);
    this.termGroupStart = starts(tables.termGroupCount, 0);
    this.relatedStart = starts(tables.relatedCount, 0);
    this.endsTitle = new Uint8Array(tables.words.length);
    tables.nodeTitle.forEach((term, node) => {
      if (term !== 0) this.endsTitle[tables.nodeWord[node]!] = 1;
    });
    this.rootChild = new Uint32Array(tables.words.length);
    for (let node = 1; node <= tables.childCount[0]!; node++) this.rootChild[tables.nodeWord[node]!] = node;
  }

  /** Memoized: the profile and the features of a CV ask for the same text, without the person's details. */
  readonly find = memoizeLast((text): readonly TermHit[] => this.findAnew(text));

  private findAnew(text: string): TermHit[] {
    const words = this.splitter.split(text);
    const { titles, skills } = this.candidates(words);
    const hits = [...supported(text, words, titles, 'title'), ...supported(text, words, skills, 'skill')];
    return hits
      .map((hit) => ({
        term: this.tables.terms[hit.term]!,
        kind: hit.kind,
        start: words.starts[hit.from]!,
        end: words.ends[hit.to - 1]!,
      }))
      .sort((a, b) => a.start - b.start || b.end - a.end || (a.kind < b.kind ? -1 : 1));
  }

  canonical(text: string, kind: Kind): string | undefined {
    const term = kind === 'skill' ? this.skillTerm(text) : this.titleTerm(text);
    return term === undefined || term === null ? undefined : this.tables.terms[term];
  }

  relatedness(a: string, b: string): number {
    if (a === b) return 1;
    const best = Math.max(
      this.between(this.exact(a, 'title'), this.exact(b, 'title')),
      this.between(this.exact(a, 'skill'), this.exact(b, 'skill')),
    );
    return best;
  }

  occupationsNear(term: string, least: number): { term: string; near: number }[] {
    const own = this.exact(term, 'title');
    if (own === undefined) return [];
    const { isTitle, termsOf } = this.byGroup();
    const near = new Map([[own, 1]]);
    const add = (other: number, value: number) => {
      if (isTitle[other] === 1 && value > (near.get(other) ?? 0)) near.set(other, value);
    };
    if (PART >= least)
      this.tables.termParent.forEach((parent, other) => {
        if (parent === own + 1 || this.tables.termParent[own] === other + 1) add(other, PART);
      });
    const groups = [...this.groupsOf(own)];
    for (let group = 0; group < this.tables.groups.length; group++) {
      const value = Math.max(0, ...groups.map((one) => this.groupsBetween(one, group)));
      if (value >= least) for (const other of termsOf[group]!) add(other, value);
    }
    return [...near].map(([other, value]) => ({ term: this.tables.terms[other]!, near: value }));
  }

  occupations(): readonly string[] {
    const { isTitle } = this.byGroup();
    return this.tables.terms.filter((_, term) => isTitle[term] === 1);
  }

  /** The longest terms of each kind, left to right; terms of one kind never overlap. */
  private candidates(words: Words): { titles: Candidate[]; skills: Candidate[] } {
    const found = { titles: [] as Candidate[], skills: [] as Candidate[] };
    let titlesTo = 0;
    let skillsTo = 0;
    for (let from = 0; from < words.count; from++) {
      if (this.step(0, words.ids[from]!) === 0) continue;
      const { title, skill } = this.longestAt(words, from);
      if (title !== undefined && from >= titlesTo) titlesTo = found.titles[found.titles.push(title) - 1]!.to;
      if (skill !== undefined && from >= skillsTo) skillsTo = found.skills[found.skills.push(skill) - 1]!.to;
    }
    return found;
  }

  private longestAt(
    { count, ids, gaps }: Words,
    from: number,
  ): { title: Candidate | undefined; skill: Candidate | undefined } {
    const { nodeTitle, nodeSkill } = this.tables;
    let [title, titleTo, skill, skillTo] = [0, 0, 0, 0];
    let node = 0;
    for (let at = from; at < count; at++) {
      if (at > from && gaps[at]! > GAP.slash) break;
      node = this.step(node, ids[at]!);
      if (node === 0) break;
      if (nodeTitle[node] !== 0) [title, titleTo] = [node, at + 1];
      if (nodeSkill[node] !== 0) [skill, skillTo] = [node, at + 1];
    }
    return {
      title: title === 0 ? undefined : this.candidate('title', title, from, titleTo),
      skill: skill === 0 ? undefined : this.candidate('skill', skill, from, skillTo),
    };
  }

  private candidate(kind: Kind, node: number, from: number, to: number): Candidate {
    const { nodeTitle, nodeSkill, nodeGuard } = this.tables;
    return kind === 'title'
      ? { kind, from, to, term: nodeTitle[node]! - 1, guard: (nodeGuard[node]! >> 2) & 3 }
      : { kind, from, to, term: nodeSkill[node]! - 1, guard: nodeGuard[node]! & 3 };
  }

  /** The child of a node along a word; 0 for none. */
  private step(node: number, word: number): number {
    if (word < 0) return 0;
    if (node === 0) return this.rootChild[word]!;
    let low = this.firstChild[node]!;
    let high = this.firstChild[node + 1]! - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = this.tables.nodeWord[middle]!;
      if (at === word) return middle;
      if (at < word) low = middle + 1;
      else high = middle - 1;
    }
    return 0;
  }

  /** The term that is the whole text. Guards are ignored, since the caller knows that it names a term. */
  private exact(text: string, kind: Kind): number | undefined {
    const known = this.exactTerms[kind];
    // Scoring compares the same few terms again and again; the bound is far above what one JD needs.
    if (known.size > MOST_REMEMBERED) known.clear();
    let term = known.get(text);
    if (term === undefined) known.set(text, (term = this.exactText(text, kind) ?? NO_TERM));
    return term === NO_TERM ? undefined : term;
  }

  private exactText(text: string, kind: Kind): number | undefined {
    const words = this.splitter.split(text);
    return this.exactWords(words, kind, 0, words.count);
  }

  /** The term made up of exactly the words from `from` to `to` (exclusive). */
  private exactWords({ ids }: Words, kind: Kind, from: number, to: number): number | undefined {
    let node = 0;
    for (let at = from; at < to; at++) {
      node = this.step(node, ids[at]!);
      if (node === 0) return undefined;
    }
    const term = (kind === 'skill' ? this.tables.nodeSkill : this.tables.nodeTitle)[node]!;
    return term === 0 ? undefined : term - 1;
  }

  private skillTerm(text: string): number | undefined {
    const words = this.splitter.split(text);
    for (const [from, to] of skillCores(words)) {
      const term = this.exactWords(words, 'skill', from, to);
      if (term !== undefined) return term;
    }
    return undefined;
  }

  /**
   * The term of a title: as written, else without rank and level, else its longest known ending, since the head noun
   * says what the work is.
   */
  private readTitle(text: string): number | null {
    const whole = this.splitter.split(text);
    // Most texts contain no word that can end a title where a piece may end. Words inside an address become visible only
    // in the pieces, so addresses go on.
    if (!this.mayNameTitle(text, whole) && !/@|:\/\/|www\./.test(text)) return null;
    const term = this.titleAtEnd(whole);
    if (term !== undefined) return term;
    for (const piece of titlePieces(text)) {
      const term = this.titleAtEnd(this.splitter.split(piece));
      if (term !== undefined) return term;
    }
    return null;
  }

  private mayNameTitle(text: string, words: Words): boolean {
    for (let at = 0; at < words.count; at++)
      if (this.endsTitle[words.ids[at]!] === 1 && mayEndPiece(text, words, at)) return true;
    return false;
  }

  private titleAtEnd(words: Words): number | undefined {
    if (words.count === 0 || this.endsTitle[words.ids[words.count - 1]!] !== 1) return undefined;
    for (let from = 0; from < words.count; from++) {
      const term = this.exactWords(words, 'title', from, words.count);
      if (term !== undefined) return term;
    }
    return undefined;
  }

  private between(a: number | undefined, b: number | undefined): number {
    if (a === undefined || b === undefined) return 0;
    if (a === b) return 1;
    if (this.tables.termParent[a] === b + 1 || this.tables.termParent[b] === a + 1) return PART;
    let best = 0;
    for (const one of this.groupsOf(a))
      for (const other of this.groupsOf(b)) best = Math.max(best, this.groupsBetween(one, other));
    return best;
  }

  /** Built on first use, since reading a CV does not need it. */
  private byGroup(): NonNullable<typeof this.grouped> {
    if (this.grouped !== undefined) return this.grouped;
    const isTitle = new Uint8Array(this.tables.terms.length);
    for (const term of this.tables.nodeTitle) if (term !== 0) isTitle[term - 1] = 1;
    const termsOf: number[][] = this.tables.groups.map(() => []);
    for (let term = 0; term < isTitle.length; term++) {
      for (let i = this.termGroupStart[term]!; isTitle[term] === 1 && i < this.termGroupStart[term + 1]!; i++)
        termsOf[this.tables.termGroups[i]!]!.push(term);
    }
    return (this.grouped = { isTitle, termsOf });
  }

  private groupsOf(term: number): Uint16Array {
    return this.tables.termGroups.subarray(this.termGroupStart[term], this.termGroupStart[term + 1]);
  }

  /**
   * 0.5 for the same hand-made skill group, 0.3 for the same commodity; occupations by the shared part of their SOC
   * codes.
   */
  private groupsBetween(a: number, b: number): number {
    const one = this.tables.groups[a]!;
    const other = this.tables.groups[b]!;
    if (one.startsWith('soc:') && other.startsWith('soc:'))
      return Math.max(
        socRelatedness(one.slice(4), other.slice(4)),
        this.isRelated(a, b) || this.isRelated(b, a) ? 0.45 : 0,
      );
    if (a !== b) return 0;
    if (one.startsWith('skill:')) return 0.5;
    return one.startsWith('isco:') ? 0.7 : 0.3;
  }

  private isRelated(a: number, b: number): boolean {
    return this.tables.related.subarray(this.relatedStart[a], this.relatedStart[a + 1]).includes(b);
  }
}

/** By O*NET-SOC codes such as 15-1252.00: same occupation, or same detailed, broad or minor group. */
function socRelatedness(a: string, b: string): number {
  if (a === b) return 0.8;
  if (a.slice(0, DETAILED_GROUP) === b.slice(0, DETAILED_GROUP)) return 0.7;
  if (a.slice(0, BROAD_GROUP) === b.slice(0, BROAD_GROUP)) return 0.6;
  if (a.slice(0, MINOR_GROUP) === b.slice(0, MINOR_GROUP)) return 0.35;
  return a.slice(0, MAJOR_GROUP) === b.slice(0, MAJOR_GROUP) ? 0.15 : 0;
}

/** Running sums: where each run starts, and finally where the last one ends. */
function starts(counts: ArrayLike<number>, first: number): Uint32Array {
  const sums = new Uint32Array(counts.length + 1);
  sums[0] = first;
  for (let i = 0; i < counts.length; i++) sums[i + 1] = sums[i]! + counts[i]!;
  return sums;
}
