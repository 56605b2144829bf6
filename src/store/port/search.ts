import type { CvId, Passage, PassageVectors } from '../../domain/index.js';

/** A CV with its passages: everything that scoring, the second stage of a match, needs. Nothing may change it: others use it. */
export interface ScoringCv {
  cvId: CvId;
  features: Uint8Array;
  passages: Passage[];
  passageVectors: PassageVectors;
}

/** What a ranking tells of a CV besides its score. */
export interface ShownCv {
  candidateId: string;
  path: string;
  /** As in CvSummary. */
  fileName: string | null;
  name: string | null;
  /** For quoting evidence. */
  text: string;
}

/** The first stage of a match: picks candidates worth scoring. It never decides a score. */
export interface SearchIndex {
  /** Changes with every write that could change a ranking. */
  version(): Promise<number>;
  /**
   * The `limit` candidates that probably score best, by vector, occupation, words and what is asked for by name; ties by id. Only the
   * latest revision of each, unless `allRevisions`.
   */
  pick(query: PickQuery): Promise<CvId[]>;
  /**
   * Packs the words of CVs that lie ready for it, a piece of the word index; returns how many pieces are left. A search without
   * finds the same, and takes longer. Writing CVs packs by itself.
   */
  pack(): Promise<number>;
  /**
   * In the order of `ids`; removed CVs are left out. They are kept in memory for the next search, as far as there is room;
   * `once`: they are not, for a pass over many CVs.
   */
  loadScoring(ids: CvId[], options?: { once?: boolean }): Promise<ScoringCv[]>;
  /** Without CVs that were removed. */
  shown(cvIds: CvId[]): Promise<Map<CvId, ShownCv>>;
}

export interface PickQuery {
  /** @throws CvmatchError `vector_invalid` if it contains NaN or does not have the store's dimensions. */
  vector: Float32Array;
  /** Words of the JD by their hashes; with all of them, as often as they can be, a CV has the sum of the weights as its score by words. */
  words: AskedWord[];
  /**
   * Occupations near the requested one, with their similarity, 0..1. Where CVs have many of them, only the nearest are
   * searched.
   */
  occupations?: { term: string; near: number }[];
  /** What is asked for by name. */
  asked?: AskedPart[];
  /** A CV that shows none of the musts among `asked` gets only this of its score, 0..1; missing or 1 if there are no musts. */
  floor?: number;
  /** Shares of the score's parts, by which results are ordered; equal if missing. */
  shares?: PickShares;
  limit: number;
  allRevisions?: boolean;
  where?: WhereClause[];
}

export interface AskedWord {
  /** As WordMarks have it. */
  hash: number;
  weight: number;
}

/** A requirement, shown by a CV that has any of these. */
export interface AskedPart {
  anyOf: AskedThing[];
  /** Of the score. */
  share: number;
  must: boolean;
}

/** Shown by a CV with all of these words: for a skill among its skills, otherwise anywhere. */
export interface AskedThing {
  hashes: number[];
  skill: boolean;
}

export interface PickShares {
  meaning: number;
  title: number;
  words: number;
  /** Similarity of titles up to which there is no credit. */
  least: number;
  /** Credit for a similarity of titles, as a share of the title's part, 0..1. */
  credit: (near: number) => number;
}

export const WHERE_FIELDS = [
  'years',
  'country',
  'language',
  'format',
  'ingested',
  'label',
  'name',
  'path',
  'duplicate',
  'key',
] as const;
export const WHERE_OPS = ['=', '!=', '<', '<=', '>', '>=', '~'] as const;
/**
 * A `--where` condition on stored columns: country = DE, years >= 5, ingested > 2026-01-31, label ~ engineer (contains
 * the words). `key`: the API key that uploaded it.
 */
export interface WhereClause {
  field: (typeof WHERE_FIELDS)[number];
  op: (typeof WHERE_OPS)[number];
  value: string;
}

export interface Cache {
  /** Null if absent, expired, or older than the store's last change. */
  get(key: string): Promise<string | null>;
  /** `version`: the index's version before the value was computed, so that a write in the meantime invalidates it. */
  set(key: string, value: string, options: { ttlMs: number; version: number }): Promise<void>;
  clear(): Promise<void>;
}
