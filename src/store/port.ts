import type { CvId, FileState, Passage, ProcessedCv, Profile, Stage, StageStatus } from '../domain/index.js';

/**
 * What the pipeline asks of a store, in four small rooms. Implementations: sqlite/ (default), postgres/ (by URL).
 * Contract: port.contract.ts, run on every adapter. All methods are asynchronous so that a server can stand behind them.
 * The owner of this file is the store; the ranker and the pipeline only call it.
 */

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
  /** The best `limit` candidates (latest revision each unless `allRevisions`) by vector and by words, fused; ties by id. */
  pick(query: PickQuery): Promise<CvId[]>;
  loadScoring(ids: CvId[]): Promise<ScoringCv[]>;
  /** Text of a CV, for quoting evidence. */
  text(cvId: CvId): Promise<string | null>;
}

export interface PickQuery {
  vector: Float32Array;
  /** Folded words of the JD with their weight, most telling first. */
  words: { word: string; weight: number }[];
  limit: number;
  allRevisions?: boolean;
  where?: WhereClause[];
}

/** A `--where` condition over stored columns, e.g. country = DE, years >= 5, language = de, ingested after. */
export interface WhereClause {
  field: string;
  op: '=' | '!=' | '<' | '<=' | '>' | '>=' | '~';
  value: string;
}

export interface StageRecord {
  stage: Stage;
  status: StageStatus;
  reason?: string;
  ms?: number;
}

export interface FileRecord {
  path: string;
  cvId: CvId | null;
  state: FileState | null;
  code: string | null;
  message: string | null;
  size: number;
  mtimeMs: number;
}

export interface CvRecord {
  cvId: CvId;
  candidateId: string;
  revision: number;
  duplicateOf: CvId | null;
  profile: Profile;
  text: string;
  format: string;
  engine: string;
  ingestedAt: string;
}

export type { ProcessedCv };
