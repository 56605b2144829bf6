import type { Requirement } from '../../domain/index.js';
import type { JdReading } from './formats/source.js';
import type { Segment } from './text.js';

/** How a JD was read, line by line. */
export interface JdExplanation {
  title: string | null;
  lines: ExplainedLine[];
  /** Requirements that no line of the text asks for; only a requirement file that a person edited has these. */
  requirements: ExplainedRequirement[];
  notAsked: string[];
}

export interface ExplainedLine {
  text: string;
  /** `heading`, or the part of the JD that the line belongs to. */
  part: string;
  asks: ExplainedRequirement[];
  notAsked: string[];
}

export type ExplainedRequirement = Pick<Requirement, 'text' | 'kind' | 'must' | 'weight' | 'years' | 'maxYears'> & {
  alternatives?: string[];
};

export function explainReading({ jd, asked, requirements, notAsked }: JdReading): JdExplanation {
  const edited = asked.every(({ segment }) => segment === null);
  const [segments, asks, not] = [
    indexedBy(jd.segments, ({ line }) => line),
    indexedBy(asked, ({ segment }) => segment),
    indexedBy(notAsked, ({ segment }) => segment),
  ];
  const lines = jd.lines.map(({ text, heading }, i): ExplainedLine => {
    const own = segments.get(i) ?? [];
    const of = (index: Map<number | null, number[]>): number[] =>
      own.flatMap((at) => index.get(at) ?? []).sort((a, b) => a - b);
    return {
      text,
      part: heading ? 'heading' : partOf(own.map((at) => jd.segments[at]!)),
      asks: of(asks).map((at) => explained(asked[at]!.requirement)),
      notAsked: of(not).map((at) => notAsked[at]!.text),
    };
  });
  return {
    title: jd.title,
    lines: edited ? [] : lines,
    requirements: requirements.map(explained),
    notAsked: notAsked.map(({ text }) => text),
  };
}

/** Indices of the items with each key, in order. */
function indexedBy<T>(items: readonly T[], key: (item: T) => number | null): Map<number | null, number[]> {
  const index = new Map<number | null, number[]>();
  items.forEach((item, i) => {
    const known = index.get(key(item));
    if (known === undefined) index.set(key(item), [i]);
    else known.push(i);
  });
  return index;
}

function explained({ text, kind, must, weight, years, maxYears, alternatives }: Requirement): ExplainedRequirement {
  return {
    text,
    kind,
    must,
    weight,
    ...(years === undefined ? {} : { years }),
    ...(maxYears === undefined ? {} : { maxYears }),
    ...(alternatives === undefined ? {} : { alternatives: alternatives.map((one) => one.text) }),
  };
}

/** The distinct parts of a line, in order: "must, excluded". */
function partOf(segments: Segment[]): string {
  return segments.length === 0
    ? 'heading'
    : [...new Set(segments.map(({ role }) => (role === 'excluded' ? 'not asked' : role)))].join(', ');
}
