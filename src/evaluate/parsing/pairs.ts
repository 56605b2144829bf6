import type { Resume } from '../../domain/index.js';
import { readBack, type FieldRead } from './round-trip.js';

/** A field on which two files of one CV, PDF and DOCX, differ; an empty value where a file gives none. */
export interface PairMiss {
  pair: number;
  field: string;
  first: string;
  second: string;
}

/** Output of `evaluate parsing --pairs --json`. Shares are 0..1, null where there was nothing to compare. */
export interface PairsReport {
  /** Pairs of which both files could be read. */
  pairs: number;
  /** Share of fields that agree, among those that either file has. */
  agree: number | null;
  /** The least acceptable share. */
  bar: number;
  fields: Record<string, { fields: number; agree: number }>;
  misses: PairMiss[];
  files: [first: string, second: string][];
  /** Files without text, with the reason. */
  unread: { file: string; code: string }[];
}

export const PAIRS_BAR = 0.95;

/** The two results of a pair; a code where a file could not be read. */
export interface ReadPair {
  files: [string, string];
  resumes: [Resume | { code: string }, Resume | { code: string }];
}

export function comparePairs(pairs: readonly ReadPair[]): PairsReport {
  const fields = new Map<string, { fields: number; agree: number }>();
  const misses: PairMiss[] = [];
  const unread: PairsReport['unread'] = [];
  let read = 0;
  for (const [
    pair,
    {
      files,
      resumes: [first, second],
    },
  ] of pairs.entries()) {
    if ('code' in first || 'code' in second) {
      for (const [i, one] of [first, second].entries())
        if ('code' in one) unread.push({ file: files[i]!, code: one.code });
      continue;
    }
    read += 1;
    for (const one of compareBoth(first, second)) {
      const count = fields.get(one.field) ?? { fields: 0, agree: 0 };
      fields.set(one.field, { fields: count.fields + 1, agree: count.agree + (one.equal ? 1 : 0) });
      if (!one.equal) misses.push({ pair, field: one.field, first: one.want, second: one.got });
    }
  }
  const all = [...fields.values()].reduce(
    (sum, one) => ({ fields: sum.fields + one.fields, agree: sum.agree + one.agree }),
    { fields: 0, agree: 0 },
  );
  return {
    pairs: read,
    agree: all.fields === 0 ? null : all.agree / all.fields,
    bar: PAIRS_BAR,
    fields: Object.fromEntries([...fields].sort((a, b) => (a[0] < b[0] ? -1 : 1))),
    misses,
    files: pairs.map((pair) => pair.files),
    unread,
  };
}

/**
 * All fields of the first, and those that only the second has. Neither counts as the truth, so the order does not
 * matter.
 */
function compareBoth(first: Resume, second: Resume): FieldRead[] {
  const isEntry = (field: string): boolean => /^(?:work|education)\./.test(field);
  const more = readBack(second, first).filter(
    (one) => !one.equal && !isEntry(one.field) && (LISTS.has(one.field) || one.got === ''),
  );
  return [
    ...readBack(first, second),
    ...more.map((one) => ({ ...one, want: LISTS.has(one.field) ? '' : one.got, got: one.want })),
  ];
}

const LISTS: ReadonlySet<string> = new Set(['skills', 'languages', 'certificates', 'profiles']);
