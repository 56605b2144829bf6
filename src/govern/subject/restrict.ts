import type { Actor, Store } from '../../store/port/index.js';
import type { Person } from './find.js';

/** How a person stands after a call. */
export interface RestrictionReport {
  candidateId: string;
  restricted: boolean;
  /** CVs that it concerns. */
  cvs: number;
  reason: string | null;
  by: string | null;
  /** Since when, ISO; null: they are not restricted. */
  at: string | null;
}

export interface RestrictionChange {
  lift: boolean;
  reason: string | null;
  actor: Actor;
}

export async function restrictPerson(
  { restrictions }: Pick<Store, 'restrictions'>,
  { candidateId, cvIds }: Person,
  { lift, reason, actor }: RestrictionChange,
): Promise<RestrictionReport> {
  const cvId = cvIds.at(-1)!;
  const cvs = cvIds.length;
  if (lift) {
    await restrictions.lift(cvId);
    return { candidateId, restricted: false, cvs, reason: null, by: null, at: null };
  }
  const { by, at, reason: kept } = await restrictions.restrict(cvId, reason, actor);
  return { candidateId, restricted: true, cvs, reason: kept, by, at };
}
