/** What a search of the store knows of the words of one CV. */
export interface WordMarks {
  /** Hashes of its telling words, ascending, each once. */
  hashes: Uint32Array;
  /**
   * A byte for each: in the lowest bit whether the word is among the CV's skills; above it how much the word adds to the score by
   * words, 1 to MOST_IMPACT in equal steps up to all of the word's weight.
   */
  marks: Uint8Array;
}

const AMONG_SKILLS = 1;
const MOST_IMPACT = 127;

/** `share`: of the word's weight, above 0 and at most 1. */
export function wordMark(share: number, amongSkills: boolean): number {
  return (Math.max(1, Math.round(share * MOST_IMPACT)) << 1) | (amongSkills ? AMONG_SKILLS : 0);
}

export const impactOf = (mark: number): number => (mark >> 1) / MOST_IMPACT;
export const isAmongSkills = (mark: number): boolean => (mark & AMONG_SKILLS) !== 0;

/** How words are read, by whoever knows the language of CVs: a store only compares hashes. */
export interface WordReader {
  /** Changes with the marks that it gives. */
  readonly fingerprint: string;
  /** Of the bytes that are scored of a CV. */
  marksOf(features: Uint8Array): WordMarks;
  /** The hashes of the telling words of a text. */
  hashesOf(text: string): number[];
}

/** Reads no words of CVs, and of a text one that none has. */
export const NO_READER: WordReader = {
  fingerprint: 'none',
  marksOf: () => ({ hashes: new Uint32Array(0), marks: new Uint8Array(0) }),
  hashesOf: () => [0],
};
