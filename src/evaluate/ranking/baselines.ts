import { foldText } from '../../rank/index.js';

/** A document with its score. Hits are ordered by score, ties by id. */
export interface Hit {
  id: string;
  score: number;
}

export function ordered(hits: Hit[]): Hit[] {
  return hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/**
 * Plain BM25 (Robertson and Zaragoza 2009) over whole texts, k1 1.2, b 0.75: the baseline that every ranker must beat.
 */
export class Bm25 {
  readonly #postings = new Map<string, { documents: number[]; frequencies: number[] }>();
  readonly #lengths: number[] = [];
  readonly #ids: string[] = [];
  #total = 0;

  constructor(
    private readonly k1 = 1.2,
    private readonly b = 0.75,
  ) {}

  add(id: string, text: string): void {
    const document = this.#ids.push(id) - 1;
    const counts = new Map<string, number>();
    const words = plainWords(text);
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    for (const [word, frequency] of counts) {
      let list = this.#postings.get(word);
      if (list === undefined) this.#postings.set(word, (list = { documents: [], frequencies: [] }));
      list.documents.push(document);
      list.frequencies.push(frequency);
    }
    this.#lengths.push(words.length);
    this.#total += words.length;
  }

  /** All documents with their scores, including 0. A query word counts once, however often it occurs. */
  search(query: string): Hit[] {
    const scores = new Float64Array(this.#ids.length);
    const average = this.#total / Math.max(1, this.#ids.length);
    const norms = Float64Array.from(this.#lengths, (length) => this.k1 * (1 - this.b + (this.b * length) / average));
    for (const word of new Set(plainWords(query))) {
      const { documents, frequencies } = this.#postings.get(word) ?? { documents: [], frequencies: [] };
      const idf = Math.log(1 + (this.#ids.length - documents.length + 0.5) / (documents.length + 0.5));
      for (let i = 0; i < documents.length; i++) {
        const document = documents[i]!;
        const tf = frequencies[i]!;
        scores[document]! += (idf * tf * (this.k1 + 1)) / (tf + norms[document]!);
      }
    }
    return ordered(this.#ids.map((id, i) => ({ id, score: scores[i]! })));
  }
}

/** Lucene's English stop words (StopAnalyzer), commonly used with plain BM25. */
const STOP = new Set(
  'a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with'.split(
    ' ',
  ),
);

function plainWords(text: string): string[] {
  return (foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !STOP.has(word));
}

/** Reciprocal rank fusion (Cormack et al. 2009, k = 60). */
export function fuse(lists: Hit[][]): Hit[] {
  const sums = new Map<string, number>();
  for (const list of lists) list.forEach(({ id }, i) => sums.set(id, (sums.get(id) ?? 0) + 1 / (60 + i + 1)));
  return ordered([...sums].map(([id, score]) => ({ id, score })));
}
