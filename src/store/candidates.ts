import type { CvId, DuplicateReason } from '../domain/index.js';

/**
 * Who is one candidate, and who may be. A *series* is the revisions of one CV that one sender handed in as such: the same
 * path, or the same `candidate` named by the same API key. Nothing that a CV says of itself puts it into a series, for
 * whoever writes somebody's name and e-mail into a file would take that person's place. A candidate is a series, or several
 * that a person merged. Pure: adapters gather the rows and write what is said here.
 */

export interface Member {
  cvId: CvId;
  series: string;
  seriesRevision: number;
  /** Larger for what came, or came back, later; no two CVs of a candidate come at once. */
  came: number;
}

export interface Standing {
  cvId: CvId;
  candidateId: string;
  revision: number;
  latest: boolean;
}

/** Of all CVs of one candidate. It is called after the series that came first; merged ones are numbered as they came. */
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

/** What tells of a person, of one CV. */
export interface Traits {
  cvId: CvId;
  series: string;
  /** As `identityOf`: of name and e-mail, of name and phone. */
  email: string | null;
  phone: string | null;
  /** The CV whose text it has, or nearly so. */
  duplicateOf: CvId | null;
}

/** Why two CVs of different series may be of one person; none where nothing says so. */
export function reasonsFor(one: Traits, other: Traits): DuplicateReason[] {
  if (one.series === other.series) return [];
  const copies = one.duplicateOf === other.cvId || other.duplicateOf === one.cvId;
  return [
    ...(one.email !== null && one.email === other.email ? (['email'] as const) : []),
    ...(one.phone !== null && one.phone === other.phone ? (['phone'] as const) : []),
    ...(copies ? (['text'] as const) : []),
  ];
}

/** A pair is named in this order, whichever of the two came first. */
export function pairOf(one: string, other: string): [a: string, b: string] {
  return one < other ? [one, other] : [other, one];
}
