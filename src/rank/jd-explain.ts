import type { Requirement } from '../domain/index.js';
import type { Segment } from './jd.js';
import type { JdReading } from './jd-source.js';

/** How a JD was read, line by line. */
export interface JdExplanation {
  title: string | null;
  lines: ExplainedLine[];
  /** Those that no line of the text asks for: of an edited file. */
  requirements: ExplainedRequirement[];
  notAsked: string[];
}

export interface ExplainedLine {
  text: string;
  /** `heading`, or the part that the line is of. */
  part: string;
  asks: ExplainedRequirement[];
  notAsked: string[];
}

export type ExplainedRequirement = Pick<Requirement, 'text' | 'kind' | 'must' | 'weight' | 'years' | 'maxYears'> & { alternatives?: string[] };

export function explainReading({ jd, asked, requirements, notAsked }: JdReading): JdExplanation {
  const edited = asked.every(({ segment }) => segment === null);
  const lines = jd.lines.map(({ text, heading }, i): ExplainedLine => {
    const own = new Set(jd.segments.flatMap((segment, at) => (segment.line === i ? [at] : [])));
    const asks = asked.filter(({ segment }) => segment !== null && own.has(segment)).map(({ requirement }) => explained(requirement));
    const not = notAsked.filter(({ segment }) => segment !== null && own.has(segment)).map((one) => one.text);
    return { text, part: heading ? 'heading' : partOf(jd.segments.filter((_, at) => own.has(at))), asks, notAsked: not };
  });
  return { title: jd.title, lines: edited ? [] : lines, requirements: requirements.map(explained), notAsked: notAsked.map(({ text }) => text) };
}

function explained({ text, kind, must, weight, years, maxYears, alternatives }: Requirement): ExplainedRequirement {
  return {
    text, kind, must, weight, ...(years === undefined ? {} : { years }), ...(maxYears === undefined ? {} : { maxYears }),
    ...(alternatives === undefined ? {} : { alternatives: alternatives.map((one) => one.text) }),
  };
}

/** The parts of a line in order, each once: "must, excluded". */
function partOf(segments: Segment[]): string {
  return segments.length === 0 ? 'heading' : [...new Set(segments.map(({ role }) => (role === 'excluded' ? 'not asked' : role)))].join(', ');
}
