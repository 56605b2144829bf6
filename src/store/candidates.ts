import { DUPLICATE_REASONS, type CvId, type DuplicateReason, type PossibleDuplicate } from '../domain/index.js';
import type { CandidatePair, PairDecision, PairSide } from './port/index.js';

/**
 * Decides which CVs belong to one candidate, and which candidates may be the same person. A *series* is the revisions
 * of one CV as its sender declared them: the same path, or the same `candidate` named by the same API key. Nothing that
 * a CV says about itself puts it into a series; otherwise anyone could take a person's place by writing that name and
 * e-mail into a file. A candidate is one series, or several that a person merged. Pure: adapters gather the rows and
 * write the result.
 */

export interface Member {
  cvId: CvId;
  series: string;
  seriesRevision: number;
  /** Larger for a CV that came, or came back, later; no two CVs of a candidate have the same value. */
  came: number;
}

export interface Standing {
  cvId: CvId;
  candidateId: string;
  revision: number;
  latest: boolean;
}

/**
 * The standing of all CVs of one candidate. It is named after its first series; revisions of merged series are numbered
 * in the order in which they came.
 */
export function standings(members: Member[]): Standing[] {
  const ordered = [...members].sort((x, y) => x.came - y.came || x.seriesRevision - y.seriesRevision);
  const candidateId = ordered[0]?.series ?? '';
  const merged = ordered.some(({ series }) => series !== candidateId);
  return ordered.map(({ cvId, seriesRevision }, i) => ({
    cvId,
    candidateId,
    revision: merged ? i + 1 : seriesRevision,
    latest: i === ordered.length - 1,
  }));
}

/** What identifies the person in one CV. */
export interface Traits {
  cvId: CvId;
  series: string;
  /** Hashes from `identityOf`: of name and e-mail, of name and phone. */
  email: string | null;
  phone: string | null;
  /** The CV with the same or nearly the same text. */
  duplicateOf: CvId | null;
}

/** Why two CVs of different series may be from one person; empty if nothing suggests it. */
export function reasonsFor(one: Traits, other: Traits): DuplicateReason[] {
  if (one.series === other.series) return [];
  const copies = one.duplicateOf === other.cvId || other.duplicateOf === one.cvId;
  return [
    ...(one.email !== null && one.email === other.email ? (['email'] as const) : []),
    ...(one.phone !== null && one.phone === other.phone ? (['phone'] as const) : []),
    ...(copies ? (['text'] as const) : []),
  ];
}

/** A pair is always named in this order, whichever of the two came first. */
export function pairOf(one: string, other: string): [a: string, b: string] {
  return one < other ? [one, other] : [other, one];
}

/** Why a pair was suggested, by column; some databases know no booleans. */
type Flags = Record<DuplicateReason, boolean | number>;

function reasonsIn(flags: Flags): DuplicateReason[] {
  return DUPLICATE_REASONS.filter((reason) => Boolean(flags[reason]));
}

/** `of`: the CV that was asked for. */
export type PossibleRow = Omit<PossibleDuplicate, 'reasons'> & Flags & { of: CvId };

export function possibleDuplicatesIn(rows: PossibleRow[]): Map<CvId, PossibleDuplicate[]> {
  const found = new Map<CvId, PossibleDuplicate[]>();
  for (const { of, pair, candidateId, cvId, name, ...flags } of rows)
    found.set(of, [...(found.get(of) ?? []), { pair, candidateId, cvId, name, reasons: reasonsIn(flags) }]);
  return found;
}

/** A pair with its two sides, x and y, and the last decision about it, if there is one. */
export type PairRow = Pick<CandidatePair, 'id' | 'state' | 'foundAt'> &
  Flags &
  Omit<PairDecision, 'action'> & { action: PairDecision['action'] | null } & Record<
    'xCandidate' | 'xCv' | 'xPath' | 'yCandidate' | 'yCv' | 'yPath',
    string
  > &
  Record<'xName' | 'yName', string | null>;

export function pairIn(row: PairRow): CandidatePair {
  const { id, state, foundAt, action, by, keyId, at, undoneAt, undoneBy } = row;
  const x: PairSide = { candidateId: row.xCandidate, cvId: row.xCv, name: row.xName, path: row.xPath };
  const y: PairSide = { candidateId: row.yCandidate, cvId: row.yCv, name: row.yName, path: row.yPath };
  const decision = action === null ? null : { action, by, keyId, at, undoneAt, undoneBy };
  return { id, state, reasons: reasonsIn(row), foundAt, sides: [x, y], decision };
}
