export interface StuffedFor {
  text: string;
  /** Skills that the JD asks for by name. */
  skills: string[];
  /** Keywords of its field in another language. */
  other: string[];
}
export const CVS: Record<string, string>;
export const JDS: Record<string, StuffedFor>;
export const KINDS: Record<string, { finding: string; stuff: (cv: string, jd: StuffedFor) => string }>;
