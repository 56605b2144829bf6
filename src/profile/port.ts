/** One vocabulary term found in a text. */
export interface TermHit {
  /** Canonical term, e.g. `TypeScript`. */
  term: string;
  kind: 'skill' | 'title';
  start: number;
  end: number;
}

/** Skills and titles with aliases; matched in one pass (Aho-Corasick). Read from models/vocabulary by the caller: profile/ does no I/O. */
export interface Vocabulary {
  /** Hash of the vocabulary's content: part of every fingerprint. */
  readonly fingerprint: string;
  /** All hits, longest first at a place, never overlapping; ambiguous words only where the context supports them. */
  find(text: string): TermHit[];
  /** The canonical term of a skill or title as written (case, plural and alias folded); undefined when unknown. */
  canonical(text: string, kind: 'skill' | 'title'): string | undefined;
  /** 0..1: how near two canonical terms are (same 1, alias 1, same group less); 0 when unknown. */
  relatedness(a: string, b: string): number;
  /** Occupations that are at least so near to a canonical one, itself first; empty when it is unknown. */
  occupationsNear(term: string, least: number): { term: string; near: number }[];
  /** All canonical occupations. */
  occupations(): readonly string[];
}
