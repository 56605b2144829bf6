import { isUpload, type CvId, type ProcessedCv } from '../domain/index.js';
import type { CommittedFile, FileResult, TaskStatus } from './port/index.js';

/**
 * Decides what a result becomes. Within one transaction an adapter gathers the facts, this file decides, and the
 * adapter writes the decision. So every store decides alike, and decisions can be tested without one.
 */

/** A series of revisions (see candidates.ts) with the number of its last one, 0 if it has none. */
export interface Series {
  series: string;
  lastRevision: number;
}

/** The CV with exactly the bytes of the result. */
export interface CvOfBytes extends Series {
  path: string;
  /** Whether it is the latest of its series. */
  latest: boolean;
  fingerprint: string;
  format: string;
  /** Whether another file of the same sender holds these bytes; for a file on disk, any other file. */
  sentBefore: boolean;
}

export interface Alike {
  cvId: CvId;
  duplicateOf: CvId | null;
  /** Whether the same sender handed it in; true for a file on disk. */
  own: boolean;
}

/** Facts in the store that matter for one result. */
export interface CommitFacts {
  /** The record of its path; null if there is none. */
  file: (Omit<CommittedFile, 'state'> & { state: CommittedFile['state'] | null }) | null;
  cv: CvOfBytes | null;
  /** The series of the newest CV that the same sender handed in under the same `candidate`; null if none was named. */
  named: Series | null;
  /**
   * The following facts are only gathered for a new CV, see `newCv`; null and 0 for others. This one: the series of the
   * newest CV at the same path.
   */
  atPath: Series | null;
  /** Last revision of the series that would be named after this CV; it may exist if its first CV was removed. */
  ownLastRevision: number;
  /** Somebody asked for the erasure of these bytes: they are not taken in. */
  refused: boolean;
  /** The first CV with the same or nearly the same text, at another path and outside the series `named`. */
  near: Alike | null;
}

/** What is to be written for one result, as plain data. */
export type Decision =
  /** Nothing: it was removed during the work, and must not return to the store. */
  | { kind: 'erased'; file: CommittedFile }
  /** Nothing: the stored CV that it was taken for is gone, so the work has to be done. */
  | { kind: 'gone' }
  | { kind: 'write'; file: CommittedFile; task: TaskStatus; cv: CvChange };

export type CvChange =
  | { kind: 'none' }
  /** A CV that is not in the store becomes the latest of its series. */
  | { kind: 'insert'; series: string; revision: number; duplicateOf: CvId | null }
  /**
   * `rewrite`: its content was read by other code. `revision`: it becomes the latest of its series again, under this
   * number.
   */
  | { kind: 'update'; rewrite: boolean; revision: number | null };

const NONE: CvChange = { kind: 'none' };
/** For a file without a CV. */
const NOWHERE = { format: null, cvId: null, resembles: null };

/** The CV in a result, if the store does not have its bytes; only then are the other facts needed. */
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
  if (facts.cv !== null) return decideKnown(facts.cv, facts.named, result);
  if (facts.refused) return write(erasedBefore(path), result, NONE);
  return 'value' in outcome ? decideNew(facts, result, outcome.value) : { kind: 'gone' };
}

function write(file: CommittedFile, result: FileResult, cv: CvChange): Decision {
  return { kind: 'write', file, task: statusOf(file, result), cv };
}

function statusOf({ state }: CommittedFile, { dead = false }: FileResult): TaskStatus {
  // There is nothing that another attempt could change.
  if (state === 'ready' || state === 'duplicate' || state === 'erased') return 'done';
  return dead ? 'dead' : 'failed';
}

/** How a file ends whose bytes were removed because somebody asked for it. */
export const ERASED_BEFORE =
  'a CV of these bytes was removed on request; `cvmatch ingest --again`, or `again=true` of an upload, takes it in all the same';

function erasedBefore(path: string): CommittedFile {
  return { ...NOWHERE, path, state: 'erased', code: 'erased_before', message: ERASED_BEFORE };
}

function erasedMeanwhile(path: string): CommittedFile {
  const message = 'it was removed while it was being processed';
  return { ...NOWHERE, path, state: 'failed', code: 'file_vanished', message };
}

/** Only the date of the file changed, so its state stays. */
function asBefore({ file }: CommitFacts, result: FileResult): Decision {
  if (file === null || file.state === null) return { kind: 'gone' };
  return write({ ...file, state: file.state }, result, NONE);
}

/**
 * For bytes that the store has: an exact copy at another path, or an older revision that comes back at this path or for
 * the same candidate. What another API key handed in makes nothing a copy: its sender would learn that it was.
 */
function decideKnown(cv: CvOfBytes, named: Series | null, result: FileResult): Decision {
  const { outcome, path } = result;
  const read = outcome.ok && 'value' in outcome && cv.fingerprint !== result.fingerprint ? outcome.value : null;
  const comesBack = !cv.latest && (cv.path === path || cv.series === named?.series);
  const revision = comesBack ? cv.lastRevision + 1 : null;
  const change: CvChange =
    read === null && revision === null ? NONE : { kind: 'update', rewrite: read !== null, revision };
  const format = read === null ? cv.format : read.document.format;
  const isCopy = cv.path !== path && cv.sentBefore;
  const file: CommittedFile = (isCopy ? exactCopy : ready)(path, result.hash!, format);
  return write(file, result, change);
}

function decideNew(facts: CommitFacts, result: FileResult, cv: ProcessedCv): Decision {
  const { path, duplicates } = result;
  const cvId = result.hash!;
  const { format } = cv.document;
  const near = duplicates === 'keep' ? null : facts.near;
  if (near !== null && duplicates === 'skip' && near.own) return write(nearCopy(path, near.cvId, format), result, NONE);
  const original = near === null ? null : rootOf(near);
  const { series, lastRevision } = seriesOf(facts, cvId);
  const change: CvChange = { kind: 'insert', series, revision: lastRevision + 1, duplicateOf: original };
  return write(ready(path, cvId, format), result, change);
}

/**
 * The series that the sender named, else that of the path, else a new one. What the CV says about itself never decides.
 */
function seriesOf({ named, atPath, ownLastRevision }: CommitFacts, cvId: CvId): Series {
  return named ?? atPath ?? { series: namedAfter(cvId), lastRevision: ownLastRevision };
}

/** Nothing is kept of bytes that are not taken in. */
export function hashOf({ hash }: FileResult, state: CommittedFile['state']): string | null {
  return state === 'erased' ? null : hash;
}

/** A new series is named after its first CV. */
export function namedAfter(cvId: CvId): string {
  return cvId.slice(0, 16);
}

/** A copy of a copy counts as a copy of the first. */
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

/** The record points to that CV but does not hold it: its bytes, and whoever sent them, are its own. */
function nearCopy(path: string, resembles: CvId, format: string): CommittedFile {
  const message = 'the same text as another CV in the store; left out';
  return { path, state: 'duplicate', code: 'near_copy', message, format, cvId: null, resembles };
}
