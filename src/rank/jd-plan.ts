import type { Requirement } from '../domain/index.js';
import type { JdRuns } from './copied.js';
import type { PartKind, RankerWeights } from './weights.js';

/** A JD prepared for scoring: everything that does not depend on a CV, computed once. */
export interface JdPlan {
  title: string | null;
  /** What the JD expressly does not ask for. */
  notAsked: string[];
  /** Share of the JD's words that the embedding model can read, 0..1; the share of `meaning` is scaled by it. */
  reads: number;
  parts: PlannedPart[];
  /** How missing musts hold the rest of the score back; null where the JD has too few musts to judge by. */
  musts: MustRule | null;
  words: JdWord[];
  /** The JD's words in order: runs of them in a CV count as copied. */
  runs: JdRuns;
  /** What the JD asks for by name: where a CV has it in lists alone, those lists are stuffing. */
  keywords: JdKeywords;
  /**
   * The limit of the BM25 sum for a CV that repeats every word without end. Dividing by it makes the words' score a
   * share.
   */
  wordCeiling: number;
  titleWords: TitleWord[];
  /**
   * How much of the title its occupation names, 0..1: "Engineer" is only a small part of "Knowledge Graph Engineer".
   */
  titleCover: number;
  /** What to embed, in this order: the JD without boilerplate, then its title where it has one. */
  texts: string[];
  /** One vector of length one for the JD as a whole, body and title together; set by `withVectors`. */
  vectors: Float32Array[];
  weights: RankerWeights;
}

export interface PlannedPart<Kind = PartKind> {
  requirement: Requirement;
  kind: Kind;
  /**
   * Share of the score; the shares of a plan sum to 1. A hard part has share 0: a flag's requirement changes the order
   * but no score.
   */
  share: number;
  /** Asked for by a flag: candidates that lack it rank below all others. */
  hard: boolean;
  /** One of the musts that `JdPlan.musts` counts. */
  counted: boolean;
}

export interface MustRule {
  /** Share of the score that the counted musts have together. */
  share: number;
  /** Share of the musts from which everything else counts in full. */
  enough: number;
  /** Factor for everything else where no must is shown. */
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

/** The names of what a JD asks for, each as hashes of its telling words. */
export interface JdKeywords {
  names: number[][];
  words: ReadonlySet<number>;
}
