import type { Heading, Label } from './headings.js';
import type { JdLine } from './lines.js';

/** What a piece of a JD is for. `excluded`: what it says that it does not ask for; `other`: references, departments, dates. */
export type SegmentRole =
  | 'title'
  | 'duties'
  | 'must'
  | 'nice'
  | 'excluded'
  | 'company'
  | 'place'
  | 'employment'
  | 'salary'
  | 'level'
  | 'benefits'
  | 'legal'
  | 'other';

export const ASKING = new Set<SegmentRole>(['title', 'duties', 'must', 'nice']);

export interface Segment {
  role: SegmentRole;
  text: string;
  /** Of the text as it was tidied for reading (`JdText.text`). */
  start: number;
  end: number;
  /** Which of `JdText.lines` it is of. */
  line: number;
  /** A list that is taken as it stands, as a skills section of a CV: what the vocabulary does not know is asked for too. */
  listed: boolean;
}

export interface JdText {
  title: string | null;
  /** In order; the title line, where there is one, is the first that says `title`. */
  segments: Segment[];
  text: string;
  /** `label`: a line of a form, `Company: ...`. */
  lines: { text: string; heading: boolean; label: boolean }[];
}

/** Asks nothing of a candidate. */
export function isBoilerplate(segment: Pick<Segment, 'role'>): boolean {
  return !ASKING.has(segment.role);
}

/** A line and what it is besides text. */
export interface Read {
  line: JdLine;
  heading: Heading | null;
  label: Label | null;
}
