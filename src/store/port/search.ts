import type { CvId, Passage } from '../../domain/index.js';

/** One passage-level view of a CV, all that stage two of a match needs. */
export interface ScoringCv {
  cvId: CvId;
  candidateId: string;
  path: string;
  name: string | null;
  features: Uint8Array;
  passages: Passage[];
  passageVectors: Float32Array;
}

/** The first stage of a match: which candidates are worth scoring. Never decides a score. */
export interface SearchIndex {
  /** Changes with every write that could change a ranking. */
  version(): Promise<number>;
  /** The best `limit` candidates (latest revision each unless `allRevisions`) by vector, occupation, words and title, in the order of what they are likely to score; ties by id. */
  pick(query: PickQuery): Promise<CvId[]>;
  /** In the order of `ids`; ids that are gone are left out. */
  loadScoring(ids: CvId[]): Promise<ScoringCv[]>;
  /** Text of a CV, for quoting evidence. */
  text(cvId: CvId): Promise<string | null>;
}

export interface PickQuery {
  /** @throws CvmatchError `vector_invalid` when it has a NaN or not the store's dimensions. */
  vector: Float32Array;
  /** Folded words of the JD with their weight, most telling first; the first 40 are used. */
  words: { word: string; weight: number }[];
  /** Folded words of the title that is asked for, searched in titles alone as a list of its own. */
  titleWords?: string[];
  /** Occupations near the one that is asked for, 0..1; the nearest are searched where CVs hold many of them. */
  occupations?: { term: string; near: number }[];
  /**
   * Whoever shows none of these is worth only `floor` of what else counts for it; missing or empty where nothing is asked
   * so. Folded words: of a skill by its canonical name, which the CV's skills hold, else anywhere in the CV.
   */
  musts?: { anyOf: { words: string; skill: boolean }[]; floor: number };
  /** What parts of a score are worth, by which what was found is put in order; equal ones when missing. */
  shares?: PickShares;
  limit: number;
  allRevisions?: boolean;
  where?: WhereClause[];
}

export interface PickShares {
  meaning: number;
  title: number;
  words: number;
  /** Nearness of a title up to which it is worth nothing. */
  least: number;
  /** What the nearness of a title is worth of its share, 0..1. */
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
/** A `--where` condition over stored columns: country = DE, years >= 5, ingested > 2026-01-31, label ~ engineer (holds the words). `key`: the API key that uploaded it. */
export interface WhereClause {
  field: (typeof WHERE_FIELDS)[number];
  op: (typeof WHERE_OPS)[number];
  value: string;
}

export interface Cache {
  /** Null when absent, expired or made before the store last changed. */
  get(key: string): Promise<string | null>;
  /** `version`: the index's version before the value was made, so that a write meanwhile makes it out of date. */
  set(key: string, value: string, options: { ttlMs: number; version: number }): Promise<void>;
  clear(): Promise<void>;
}
