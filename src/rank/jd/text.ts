import type { Heading, Label } from './headings.js';
import type { JdLine } from './lines.js';

/** What a piece of a JD is for. `excluded`: expressly not asked for; `other`: references, departments, dates. */
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
  /** Offset into the tidied text (`JdText.text`). */
  start: number;
  end: number;
  /** Index into `JdText.lines`. */
  line: number;
  /** Taken item by item like a skills section in a CV: even what the vocabulary does not know is asked for. */
  listed: boolean;
}

export interface JdText {
  title: string | null;
  /** In order. Where there is a title line, it is the first segment with the role `title`. */
  segments: Segment[];
  text: string;
  /** `label` marks a line of a form, such as `Company: ...`. */
  lines: { text: string; heading: boolean; label: boolean }[];
}

/** Asks nothing of a candidate. */
export function isBoilerplate(segment: Pick<Segment, 'role'>): boolean {
  return !ASKING.has(segment.role);
}

/** A line together with what was found out about it. */
export interface Read {
  line: JdLine;
  heading: Heading | null;
  label: Label | null;
}
