import type { Requirement } from '../domain/index.js';
import type { JdRuns } from './copied.js';
import type { PartKind, RankerWeights } from './weights.js';

/** A JD made ready for scoring: everything that does not depend on a CV, computed once. */
export interface JdPlan {
  title: string | null;
  /** What the JD says that it does not ask for. */
  notAsked: string[];
  /** How much of it the embedding model can read, 0..1: meaning has that much of its share. */
  reads: number;
  parts: PlannedPart[];
  /** What the musts of a JD hold back where they are missing; null where it has too few to go by. */
  musts: MustRule | null;
  words: JdWord[];
  /** Its words in order: what a CV has of those in rows is copied. */
  runs: JdRuns;
  /** What it asks for by name: what a CV has of that in lists alone is stuffed. */
  keywords: JdKeywords;
  /** What the words would sum up to in an endless CV of nothing else: what makes their score a share. */
  wordCeiling: number;
  titleWords: TitleWord[];
  /** How much of the title its occupation names, 0..1: "Engineer" is little of "Knowledge Graph Engineer". */
  titleCover: number;
  /** What to embed, in this order: the whole JD without boilerplate, then its title where it has one. */
  texts: string[];
  /** Of the JD as a whole (body and title together), of length one; set by `withVectors`. */
  vectors: Float32Array[];
  weights: RankerWeights;
}

export interface PlannedPart<Kind = PartKind> {
  requirement: Requirement;
  kind: Kind;
  /** Share of the score; all shares of a plan sum to 1. A hard part has none: what is asked for by flag orders, and moves no score. */
  share: number;
  /** Asked for by flag: candidates without it rank below all others. */
  hard: boolean;
  /** One of the musts that `JdPlan.musts` counts. */
  counted: boolean;
}

export interface MustRule {
  /** Of the score: what the counted musts have together. */
  share: number;
  /** From this share of the musts on, all else counts in full. */
  enough: number;
  /** What all else counts where no must is shown. */
  floor: number;
}

export interface JdWord {
  word: string;
  hash: number;
  weight: number;
}

export interface TitleWord {
  word: string;
  weight: number;
}

/** What a JD asks for by name, as the telling words of each name. */
export interface JdKeywords {
  names: number[][];
  words: ReadonlySet<number>;
}
