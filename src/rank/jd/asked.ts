import type { Alternative, Requirement } from '../../domain/index.js';
import type { Segment } from './text.js';

export const MUST_WEIGHT = 1;

export const NICE_WEIGHT = 0.5;

export const DUTY_WEIGHT = 0.6;

/** A requirement with the index of the segment that asks for it; null where no part of the text does. */
export interface Asked {
  requirement: Requirement;
  segment: number | null;
}

/** The fields of a years fact that are set. */
export function yearsOf({
  years,
  maxYears,
}: {
  years?: number;
  maxYears?: number;
}): Pick<Requirement, 'years' | 'maxYears'> {
  return { ...(years === undefined ? {} : { years }), ...(maxYears === undefined ? {} : { maxYears }) };
}

export function isMust(segment: Segment): boolean {
  return segment.role === 'must' || segment.role === 'title';
}

export function segmentWeight(segment: Segment): number {
  if (segment.role === 'nice') return NICE_WEIGHT;
  return isMust(segment) ? MUST_WEIGHT : DUTY_WEIGHT;
}

/** Repetition raises the weight by a quarter each time, up to double. A nice-to-have always stays below every must. */
export function merged(known: Requirement | undefined, next: Requirement): Requirement {
  if (!known) return next;
  const [first, other] = next.must && !known.must ? [next, known] : [known, next];
  const must = first.must;
  const most = must ? 2 : DUTY_WEIGHT;
  const weight = Math.min(most, Math.max(known.weight, next.weight) + 0.25 * Math.min(known.weight, next.weight));
  return {
    ...first,
    weight,
    ...yearsOf({ years: first.years ?? other.years, maxYears: first.maxYears ?? other.maxYears }),
    ...alternatives(first.alternatives ?? other.alternatives),
  };
}

export function alternatives(known: Alternative[] | undefined): Pick<Requirement, 'alternatives'> {
  return known === undefined ? {} : { alternatives: known };
}
