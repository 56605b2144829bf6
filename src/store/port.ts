import type { ApiKey, CvId, ExtractedDocument, FileState, Outcome, Passage, ProcessedCv, Profile } from '../domain/index.js';

/**
 * What the pipeline asks of a store, in small rooms. Implementations: sqlite/ (default), postgres/ (by URL).
 * Contract: port.contract.ts, run on every adapter. All methods are asynchronous so that a server can stand behind them.
 * Every method may throw CvmatchError `store_locked`, `store_full` or `store_corrupt`; a write that throws changed nothing.
 */
export interface Store {
  readonly intake: Intake;
  readonly tasks: Tasks;
  readonly cvs: Cvs;
  readonly search: SearchIndex;
  readonly cache: Cache;
  readonly model: ModelRoom;
  readonly matches: Matches;
  readonly explanations: Explanations;
  readonly jdVectors: JdVectors;
  readonly scheduleRuns: ScheduleRuns;
  readonly upkeep: Upkeep;
  readonly keys: KeyRoom;
  readonly uploads: UploadRoom;
  readonly feedback: FeedbackRoom;
  readonly alerts: AlertRoom;
  /** Counts and sizes for people. */
  summary(): Promise<StoreSummary>;
  close(): Promise<void>;
}

// ---------------------------------------------------------------- intake: batches, files, results

/** A file as it was last seen, and where it ended; null state while its task is open. */
export interface FileRecord {
  /** Absolute, or `upload:ID`. */
  path: string;
  cvId: CvId | null;
  /** sha-256 of its bytes, null when they were never read. */
  hash: string | null;
  state: FileState | null;
  code: string | null;
  message: string | null;
  format: string | null;
  size: number;
  mtimeMs: number;
  /** Fingerprint and options under which it was read: another value means that the work is to be done again. */
  madeWith: string | null;
  /** Fingerprint of the CV it points to, which a reindex brings up to date. */
  cvFingerprint: string | null;
}

export interface NewFile {
  path: string;
  size: number;
  mtimeMs: number;
  /** As it was called where it was uploaded from. */
  name?: string | null;
  /** sha-256 of its bytes where it is known already. */
  hash?: string | null;
}

export interface NewBatch {
  id: string;
  /** What brought it in: `ingest`, `upload`. */
  source: string;
  /** API key of an upload; null: this machine. */
  keyId?: string | null;
  /** Named by the client so that a request sent twice is one batch; counts per API key. */
  idempotencyKey?: string | null;
  /** Of its tasks: higher ones first, then older ones. */
  priority?: number;
}

/** `mine`: work on it. `taken`: a living process has it; ask again later. `done`: nothing is open for this path any more. */
export type Claim = 'mine' | 'taken' | 'done';

/** What became of one file, to be written with its CV in one transaction. */
export interface Settlement extends NewFile {
  hash: string | null;
  madeWith: string;
  /**
   * `known`: the bytes are those of a CV in the store, so no work was done. `unchanged`: the bytes are those of this file's
   * record, only its date differs; the record keeps its state.
   */
  outcome: Outcome<ProcessedCv> | { ok: true; known: true } | { ok: true; unchanged: true };
  /** As `--duplicates`. */
  duplicates: 'skip' | 'flag' | 'keep';
  fingerprint: string;
  /** It failed for a reason that may pass, and its retries are used up: its task is a dead letter. */
  dead?: boolean;
  /** Written only where this owner still holds the file's task; else it is passed over, e.g. deleted meanwhile. */
  owner?: string;
}

export interface SettledFile {
  path: string;
  state: FileState;
  code: string | null;
  message: string | null;
  format: string | null;
  cvId: CvId | null;
}

export interface Intake {
  /** The records of these paths; unknown ones are absent. */
  known(paths: string[]): Promise<Map<string, FileRecord>>;
  /** The fingerprint under which a CV of these bytes was made; null when the store has none. */
  madeWith(cvId: CvId): Promise<string | null>;
  /**
   * One transaction: the batch and one open task per file. A task that is open for a path already is kept, not doubled.
   * Gives the id of the batch: where its idempotency key is known, that of the earlier one, and nothing is written.
   * `settled`: what is known of some of them already; a CV that was known and is gone meanwhile stays a task.
   */
  open(batch: NewBatch, files: NewFile[], settled?: Settlement[]): Promise<string>;
  /** Takes open tasks for `owner` until the lease ends, in the order of `paths`. */
  claim(owner: string, paths: string[], leaseMs: number): Promise<Claim[]>;
  /** Prolongs the lease of all that `owner` holds. */
  heartbeat(owner: string, leaseMs: number): Promise<void>;
  /** Gives back all that the owners hold, e.g. of a process that died. */
  release(owners: string[]): Promise<void>;
  /** Owners that hold open tasks. */
  owners(): Promise<string[]>;
  /** Writes results in the order given, all or none, and gives those written; closes their tasks; the content decides `duplicate`, candidate and revision. */
  settle(results: Settlement[]): Promise<SettledFile[]>;
  /** Records of files under a folder (or exactly this path). */
  under(folder: string): Promise<FileRecord[]>;
  /** Forgets files that are gone, with every CV that only they pointed to. Returns the CVs removed. */
  prune(paths: string[]): Promise<CvId[]>;
}

/** `failed`: how the CV is; `dead`: a failure that may pass, tried as often as is allowed. */
export const TASK_STATUSES = ['pending', 'running', 'done', 'failed', 'dead'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export interface TaskRecord {
  id: number;
  batch: string;
  path: string;
  status: TaskStatus;
  attempts: number;
  /** As it was called where it was uploaded from; null for a file on disk. */
  name: string | null;
  state: FileState | null;
  /** Why it ended so; of an open task, why its last attempt failed. */
  code: string | null;
  message: string | null;
  /** The next attempt is not before; null where nothing is waited for. */
  notBefore: string | null;
  updatedAt: string;
}

export interface TaskFilter {
  status?: TaskStatus[];
  ids?: number[];
  /** Code or state. */
  code?: string;
  /** Any of these codes. */
  codes?: string[];
  /** Handed in after, ISO. */
  since?: string;
  /** Uploads of this API key. */
  keyId?: string;
  limit?: number;
}

export interface TaskReason {
  /** Null where none was told. */
  code: string | null;
  tasks: number;
}

export interface Tasks {
  list(filter: TaskFilter): Promise<TaskRecord[]>;
  /** How many tasks of these statuses ended for which reason, most first. */
  reasons(status: TaskStatus[], keyId?: string): Promise<TaskReason[]>;
  /** Opens failed and dead tasks again; returns how many. */
  retry(filter: TaskFilter): Promise<number>;
  /** Forgets failed, dead or pending tasks and the records of their files; returns their paths. */
  drop(filter: TaskFilter): Promise<string[]>;
}

// ---------------------------------------------------------------- CVs

/** One line of a listing: columns only, neither profile nor text. */
export interface CvSummary {
  cvId: CvId;
  candidateId: string;
  revision: number;
  latest: boolean;
  duplicateOf: CvId | null;
  path: string;
  name: string | null;
  label: string | null;
  years: number | null;
  country: string | null;
  language: string | null;
  format: string;
  engine: string;
  passages: number;
  ingestedAt: string;
}

export interface CvRecord extends CvSummary {
  profile: Profile;
  document: ExtractedDocument;
}

export interface ListQuery {
  where?: WhereClause[];
  allRevisions?: boolean;
  limit?: number;
  /** By ingest; the oldest first unless told. */
  order?: 'oldest' | 'newest';
  /** CvId, or a position, after which to go on in this order. */
  after?: CvId | number;
}

export interface Cvs {
  list(query: ListQuery): Promise<CvSummary[]>;
  get(cvId: CvId): Promise<CvRecord | null>;
  /** In the order of ingest; it stays what it was when the CV is removed. */
  position(cvId: CvId): Promise<number | null>;
  /** CvIds that a person may mean: a path, or the first digits of a CvId (six or more). */
  resolve(reference: string): Promise<CvId[]>;
  /** Removes CVs with passages, vectors, words, files, tasks and caches, leaving no trace of their text on disk. */
  remove(cvIds: CvId[]): Promise<number>;
}

// ---------------------------------------------------------------- search

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

export const WHERE_FIELDS = ['years', 'country', 'language', 'format', 'ingested', 'label', 'name', 'path', 'duplicate', 'key'] as const;
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

// ---------------------------------------------------------------- matches that the schedule makes ahead

/** One CV against one JD, made ahead of any question. Under another fingerprint (of `matchFingerprint`) it is out of date. */
export interface StoredMatch {
  jdHash: string;
  cvId: CvId;
  /** As in a ranking. */
  matchId: string;
  /** 0..1. */
  score: number;
}

export interface Matches {
  /** Latest CVs that were not matched to this JD under this fingerprint, oldest first. */
  missing(jdHash: string, fingerprint: string, limit: number): Promise<CvId[]>;
  write(fingerprint: string, matches: StoredMatch[]): Promise<void>;
  /** Best first; ties by id. Latest CVs alone. */
  ofJd(jdHash: string, fingerprint: string, limit: number): Promise<StoredMatch[]>;
  /** Best first; ties by hash. */
  ofCv(cvId: CvId, fingerprint: string, limit: number): Promise<StoredMatch[]>;
}

export interface Explanations {
  get(jdHash: string, cvId: CvId, fingerprint: string): Promise<string | null>;
  /** Of the first `top` of a JD, those without one. */
  missing(jdHash: string, fingerprint: string, top: number): Promise<CvId[]>;
  write(jdHash: string, fingerprint: string, texts: { cvId: CvId; text: string }[]): Promise<void>;
}

/** Vectors of the texts that a JD is compared by, so that nobody waits for the model. */
export interface JdVectors {
  /** Null where there are none of exactly these texts under this fingerprint of the model. */
  get(jdHash: string, fingerprint: string, texts: string[]): Promise<Float32Array | null>;
  set(jdHash: string, fingerprint: string, texts: string[], vectors: Float32Array): Promise<void>;
}

// ---------------------------------------------------------------- what runs at its times

export interface ScheduleRun {
  id: number;
  name: string;
  startedAt: string;
  /** Null while it is under way. */
  endedAt: string | null;
  ok: boolean | null;
  /** What it did, or `{ error }`. */
  result: Record<string, unknown> | null;
}

/** Runs of the schedule; the open one of a name keeps others, in whatever process, from starting it as well. */
export interface ScheduleRuns {
  /** Null where one is under way, or began at `notSince` (ISO) or later. */
  begin(name: string, owner: string, leaseMs: number, notSince?: string): Promise<number | null>;
  heartbeat(owner: string, leaseMs: number): Promise<void>;
  end(id: number, ok: boolean, result: Record<string, unknown>): Promise<void>;
  /** The last one of each name, by name. */
  last(): Promise<ScheduleRun[]>;
  owners(): Promise<string[]>;
  /** Ends what these had under way as failed. */
  release(owners: string[]): Promise<void>;
}

export interface Upkeep {
  /** Forgets what is out of date: see CleanRequest. Paths are those of the tasks. */
  clean(request: CleanRequest): Promise<{ cached: number; tasks: string[]; runs: number; matches: number }>;
}

export interface CleanRequest {
  /** Ended tasks and runs from before this moment, ISO. */
  before: string;
  /** JDs that there are: what was made of others goes. */
  jdHashes: string[];
  /** Of matches: what was made under others goes. */
  fingerprint: string;
  /** Of JD vectors, likewise: model, vocabulary, code. */
  processingFingerprint: string;
}

// ---------------------------------------------------------------- model

export interface StoredModel {
  id: string;
  dimensions: number;
  fingerprint: string;
}

/** Which model the vectors are of, and how they are exchanged for those of another while searches go on. */
export interface ModelRoom {
  current(): Promise<StoredModel | null>;
  /** Makes `model` the store's where it holds no CV. @throws CvmatchError `model_mismatch` where it holds vectors of another. */
  adopt(model: StoredModel): Promise<void>;
  /** Starts, or goes on with, an exchange; returns how many CVs are to be embedded again. */
  beginExchange(model: StoredModel, fingerprint: string): Promise<number>;
  /** CVs still to be embedded again, oldest first, with what "present" counted to in their profile. */
  nextOfExchange(limit: number): Promise<{ cvId: CvId; document: ExtractedDocument; asOf: string }[]>;
  writeExchange(rows: { cvId: CvId; processed: ProcessedCv }[]): Promise<void>;
  /** One transaction: the new vectors take the place of the old. Returns false when CVs came in meanwhile: go on. */
  finishExchange(): Promise<boolean>;
}

// ---------------------------------------------------------------- what people and rules say

export const FEEDBACK_ACTIONS = ['viewed', 'shortlisted', 'rejected'] as const;
export type FeedbackAction = (typeof FEEDBACK_ACTIONS)[number];

export interface ShownMatch {
  /** Of the ranking's result. */
  id: string;
  cvId: CvId;
  jdHash: string;
  rank: number;
}

export interface MatchFeedback {
  matchId: string;
  action: FeedbackAction;
  /** Why, in the words of whoever decided. */
  reason: string | null;
  /** API key; null: this machine. */
  keyId: string | null;
}

/** What became of the matches that were shown at a rank. Each is counted once for each of the three. */
export interface RankOutcome {
  rank: number;
  shown: number;
  /** Those with any feedback: who decides has looked. */
  viewed: number;
  shortlisted: number;
  rejected: number;
}

/** What people did with the matches that they were shown. A removed CV takes its part along. */
export interface FeedbackRoom {
  /** A match that is shown again counts once, at its latest rank and time (ISO). */
  shown(matches: ShownMatch[], at: string): Promise<void>;
  /** The CV of a match that was shown; null where none of this id was. */
  cvOf(matchId: string): Promise<CvId | null>;
  /** False: this key did so before, and nothing changes. */
  record(feedback: MatchFeedback, at: string): Promise<boolean>;
  /** Matches shown since an ISO time, by rank. */
  outcomes(since: string): Promise<RankOutcome[]>;
}

export interface FiringAlert {
  name: string;
  /** ISO time since when it is above its threshold. */
  since: string;
  value: number;
}

/** Which alerts fire, for after a restart. */
export interface AlertRoom {
  all(): Promise<FiringAlert[]>;
  put(alert: FiringAlert): Promise<void>;
  remove(name: string): Promise<void>;
}

export interface StoreSummary {
  schema: number;
  candidates: number;
  cvs: number;
  passages: number;
  files: Record<FileState, number>;
  openTasks: number;
  model: StoredModel | null;
  /** Fingerprints under which the CVs were made, with how many each. */
  fingerprints: Record<string, number>;
  /** A reindex that was begun and not finished. */
  exchange: { model: StoredModel; left: number } | null;
  /** Bytes on disk, the write-ahead log included. */
  bytes: number;
}

// ---------------------------------------------------------------- API keys and uploads

export interface KeyRoom {
  /** `hash`: sha-256 of the token, 64 hex digits. */
  add(key: { id: string; name: string; scopes: string[]; hash: string }): Promise<ApiKey>;
  /** Oldest first, revoked ones too. */
  list(): Promise<ApiKey[]>;
  /** False where no key that counts has this id. */
  revoke(id: string): Promise<boolean>;
  /** Null for a token that is unknown or revoked. */
  byHash(hash: string): Promise<ApiKey | null>;
  used(id: string, at: string): Promise<void>;
}

/** A file as those see it who uploaded it. */
export interface UploadRecord {
  path: string;
  /** Null for a file that came in by `ingest`. */
  id: string | null;
  cvId: CvId | null;
  batch: string | null;
  name: string | null;
  /** Of its task while that is open, then the state in which it ended. */
  status: 'pending' | 'running' | FileState;
  /** Null while its task is open. */
  code: string | null;
  message: string | null;
  format: string | null;
  size: number;
  receivedAt: string | null;
  attempts: number;
  /** Whether the schedule has matched and explained the CV. */
  matched: boolean;
  explained: boolean;
}

export type UploadCounts = Record<FileState | 'received' | 'unchanged' | 'pending', number>;

export interface BatchRecord {
  id: string;
  files: number;
  createdAt: string;
  counts: UploadCounts;
}

export interface UploadQuery {
  /** Upload id after which to go on; order is by id. */
  after?: string;
  limit: number;
  state?: FileState | 'pending';
}

/** What the service tells of uploads. `keyId`: only those of this API key; null: all. */
export interface UploadRoom {
  /** All that upload ids and CvIds lead to in one look; by CvId the files, ingested ones too, whose bytes are that CV's. Order is by path. */
  find(references: string[], keyId: string | null): Promise<UploadRecord[]>;
  batch(id: string, keyId: string | null): Promise<BatchRecord | null>;
  /** The batch that this caller opened under the key. */
  batchUnder(idempotencyKey: string, keyId: string | null): Promise<string | null>;
  ofBatch(id: string, query: UploadQuery): Promise<UploadRecord[]>;
  /** Over all uploads of a key. */
  counts(keyId: string): Promise<UploadCounts>;
}
