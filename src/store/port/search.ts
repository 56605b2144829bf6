import type { CvId, Passage } from '../../domain/index.js';

/** A CV with its passages: everything that scoring, the second stage of a match, needs. Nothing may change it: others use it. */
export interface ScoringCv {
  cvId: CvId;
  features: Uint8Array;
  passages: Passage[];
  passageVectors: Float32Array;
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
   * The `limit` candidates that probably score best, by vector, occupation, words and title; ties by id. Only the
   * latest revision of each, unless `allRevisions`.
   */
  pick(query: PickQuery): Promise<CvId[]>;
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
  /** Weighted folded words of the JD, heaviest first; the first 40 are used. */
  words: { word: string; weight: number }[];
  /** Folded words of the requested title, for a list of its own over titles only. */
  titleWords?: string[];
  /**
   * Occupations near the requested one, with their similarity, 0..1. Where CVs have many of them, only the nearest are
   * searched.
   */
  occupations?: { term: string; near: number }[];
  /**
   * A CV that shows none of these gets only `floor` of the rest of its score; missing or empty if there are no such
   * musts. Folded words: for a skill its canonical name among the CV's skills, otherwise anywhere in the CV.
   */
  musts?: { anyOf: { words: string; skill: boolean }[]; floor: number };
  /** Shares of the score's parts, by which results are ordered; equal if missing. */
  shares?: PickShares;
  limit: number;
  allRevisions?: boolean;
  where?: WhereClause[];
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
