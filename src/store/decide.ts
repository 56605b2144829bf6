import { isUpload, type CvId, type ProcessedCv } from '../domain/index.js';
import type { CommittedFile, FileResult, TaskStatus } from './port/index.js';

/**
 * What a result becomes. An adapter gathers the facts, this decides, the adapter writes what was decided, all inside one
 * transaction: so every store decides alike, and what is decided can be tested without one.
 */

/** A candidate with the number of its last revision, 0 where it has none. */
export interface Candidacy {
  candidateId: string;
  lastRevision: number;
}

/** The CV of the very bytes of the result. */
export interface CvOfBytes extends Candidacy {
  path: string;
  latest: boolean;
  fingerprint: string;
  format: string;
}

export interface Alike {
  cvId: CvId;
  duplicateOf: CvId | null;
}

/** What the store holds that bears on one result. */
export interface CommitFacts {
  /** The record of its path; null: there is none. */
  file: (Omit<CommittedFile, 'state'> & { state: CommittedFile['state'] | null }) | null;
  cv: CvOfBytes | null;
  /** Of a CV that is new alone, see `newCv`; null and 0 for others. */
  atPath: Candidacy | null;
  /** Whose CV has the same name with the same e-mail, else with the same phone. */
  sameIdentity: Candidacy | null;
  /** Of the candidate that would be named after this CV: it may be there, when its first CV was removed. */
  ownLastRevision: number;
  /** The first CV of another path whose text is the same, or nearly so; see `NearCopies`. */
  near: Alike | null;
}

/** Plain data: what is to be written of one result. */
export type Decision =
  /** Nothing: it was removed while it was worked on, and must not be found in the store again. */
  | { kind: 'erased'; file: CommittedFile }
  /** Nothing: what it was taken for is not in the store any more, so the work is to be done. */
  | { kind: 'gone' }
  | { kind: 'write'; file: CommittedFile; task: TaskStatus; cv: CvChange };

export type CvChange =
  | { kind: 'none' }
  /** A CV that is not in the store becomes its candidate's latest. */
  | { kind: 'insert'; candidateId: string; revision: number; duplicateOf: CvId | null }
  /** `rewrite`: its content was read by other code. `latest`: an older revision is the latest again, under this number. */
  | { kind: 'update'; rewrite: boolean; latest: { candidateId: string; revision: number } | null };

const NONE: CvChange = { kind: 'none' };
/** Of a file that leads to no CV. */
const NOWHERE = { format: null, cvId: null, resembles: null };

/** The CV that the result brings, where the store has none of these bytes: only then are the other facts asked for. */
export function newCv({ outcome }: FileResult, cv: CvOfBytes | null): ProcessedCv | null {
  return outcome.ok && 'value' in outcome && cv === null ? outcome.value : null;
}

export function decide(facts: CommitFacts, result: FileResult): Decision {
  const { outcome, path } = result;
  if (isUpload(path) && facts.file === null) return { kind: 'erased', file: erasedMeanwhile(path) };
  if ('unchanged' in outcome) return asBefore(facts, result);
  if (!outcome.ok) {
    const { state, code, message } = outcome;
    return write({ ...NOWHERE, path, state, code, message }, result, NONE);
  }
  if (facts.cv !== null) return decideKnown(facts.cv, result);
  return 'value' in outcome ? decideNew(facts, result, outcome.value) : { kind: 'gone' };
}

function write(file: CommittedFile, result: FileResult, cv: CvChange): Decision {
  return { kind: 'write', file, task: statusOf(file, result), cv };
}

function statusOf({ state }: CommittedFile, { dead = false }: FileResult): TaskStatus {
  if (state === 'ready' || state === 'duplicate') return 'done';
  return dead ? 'dead' : 'failed';
}

function erasedMeanwhile(path: string): CommittedFile {
  const message = 'it was removed while it was worked on';
  return { ...NOWHERE, path, state: 'failed', code: 'file_vanished', message };
}

/** Only the date of the file differs: its state stays. */
function asBefore({ file }: CommitFacts, result: FileResult): Decision {
  if (file === null || file.state === null) return { kind: 'gone' };
  return write({ ...file, state: file.state }, result, NONE);
}

/** Bytes that the store holds: of another path an exact copy, of this path an older revision come back. */
function decideKnown(cv: CvOfBytes, result: FileResult): Decision {
  const { outcome, path } = result;
  const read = outcome.ok && 'value' in outcome && cv.fingerprint !== result.fingerprint ? outcome.value : null;
  const { candidateId, lastRevision } = cv;
  const comesBack = cv.path === path && !cv.latest;
  const latest = comesBack ? { candidateId, revision: lastRevision + 1 } : null;
  const change: CvChange = read === null && latest === null ? NONE : { kind: 'update', rewrite: read !== null, latest };
  const format = read === null ? cv.format : read.document.format;
  const file: CommittedFile =
    cv.path === path ? ready(path, result.hash!, format) : exactCopy(path, result.hash!, format);
  return write(file, result, change);
}

function decideNew(facts: CommitFacts, result: FileResult, cv: ProcessedCv): Decision {
  const { path, duplicates } = result;
  const cvId = result.hash!;
  const { format } = cv.document;
  const original = facts.near === null || duplicates === 'keep' ? null : rootOf(facts.near);
  if (original !== null && duplicates === 'skip') return write(nearCopy(path, original, format), result, NONE);
  const { candidateId, lastRevision } = candidateOf(facts, cvId);
  const change: CvChange = { kind: 'insert', candidateId, revision: lastRevision + 1, duplicateOf: original };
  return write(ready(path, cvId, format), result, change);
}

/** By path, else by name together with e-mail or phone, else a new one. */
function candidateOf({ atPath, sameIdentity, ownLastRevision }: CommitFacts, cvId: CvId): Candidacy {
  return atPath ?? sameIdentity ?? { candidateId: namedAfter(cvId), lastRevision: ownLastRevision };
}

/** A new candidate is named after its first CV. */
export function namedAfter(cvId: CvId): string {
  return cvId.slice(0, 16);
}

/** A copy of a copy is a copy of the first. */
function rootOf({ cvId, duplicateOf }: Alike): CvId {
  return duplicateOf ?? cvId;
}

function ready(path: string, cvId: CvId, format: string): CommittedFile {
  return { path, state: 'ready', code: null, message: null, format, cvId, resembles: null };
}

function exactCopy(path: string, cvId: CvId, format: string): CommittedFile {
  const message = 'the same bytes as another file';
  return { path, state: 'duplicate', code: 'exact_copy', message, format, cvId, resembles: null };
}

/** It leads to that CV, but holds nothing of it: its bytes are its own, and so is whoever sent them. */
function nearCopy(path: string, resembles: CvId, format: string): CommittedFile {
  const message = 'the same text as another CV in the store; left out';
  return { path, state: 'duplicate', code: 'near_copy', message, format, cvId: null, resembles };
}
