import type { CvId } from '../../domain/index.js';
import type { Actor } from './candidates.js';

/** A person is kept out of every ranking, and still held (GDPR 18). */
export interface Restriction extends Actor {
  reason: string | null;
  /** ISO. */
  at: string;
}

/**
 * Who is kept out of rankings. It is a matter of the candidate: a later revision is restricted too, and so is whoever is merged
 * with them, as long as they are merged.
 */
export interface Restrictions {
  /** Restricts the candidate of a CV; once more with another reason or by somebody else. @throws CvmatchError `not_found`. */
  restrict(cvId: CvId, reason: string | null, actor: Actor): Promise<Restriction>;
  /** False if the candidate was not restricted. @throws CvmatchError `not_found`. */
  lift(cvId: CvId): Promise<boolean>;
  /** The restriction of a CV's candidate, the oldest if several are merged; null: it ranks. */
  of(cvId: CvId): Promise<Restriction | null>;
  /** Those of these CVs that are kept out. */
  among(cvIds: CvId[]): Promise<Set<CvId>>;
}
