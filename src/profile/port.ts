/** One vocabulary term found in a text. */
export interface TermHit {
  /** Canonical term, e.g. `TypeScript`. */
  term: string;
  kind: 'skill' | 'title';
  start: number;
  end: number;
}

/**
 * Skills and titles with their aliases, found in one pass. The caller reads models/vocabulary, since profile/ does no
 * I/O.
 */
export interface Vocabulary {
  /** Hash of the vocabulary's content; part of every fingerprint. */
  readonly fingerprint: string;
  /**
   * All hits in text order, without overlaps, preferring the longest at each place. An ambiguous word counts only where
   * its context supports it.
   */
  find(text: string): readonly TermHit[];
  /** The canonical term of a skill or title as written, ignoring case, plural and alias; undefined when unknown. */
  canonical(text: string, kind: 'skill' | 'title'): string | undefined;
  /**
   * Similarity of two canonical terms, 0..1: 1 for the same term or an alias, less for the same group, 0 when unknown.
   */
  relatedness(a: string, b: string): number;
  /** Occupations whose similarity to a canonical one is at least `least`, itself first; empty when it is unknown. */
  occupationsNear(term: string, least: number): { term: string; near: number }[];
  /** All canonical occupations. */
  occupations(): readonly string[];
}
