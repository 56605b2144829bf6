import { foldText } from '../rank/index.js';

/** A document with its score; order by score, ties by id. */
export interface Hit {
  id: string;
  score: number;
}

export function ordered(hits: Hit[]): Hit[] {
  return hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** Plain BM25 (Robertson and Zaragoza 2009) over whole texts, k1 1.2, b 0.75: what every ranker here must beat. */
export class Bm25 {
  readonly #postings = new Map<string, { document: number; tf: number }[]>();
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
    for (const [word, tf] of counts) {
      const list = this.#postings.get(word);
      if (list) list.push({ document, tf });
      else this.#postings.set(word, [{ document, tf }]);
    }
    this.#lengths.push(words.length);
    this.#total += words.length;
  }

  /** Every document with its score, 0 included; a word of the query counts once, however often it stands there. */
  search(query: string): Hit[] {
    const scores = new Float64Array(this.#ids.length);
    const average = this.#total / Math.max(1, this.#ids.length);
    for (const word of new Set(plainWords(query))) {
      const list = this.#postings.get(word) ?? [];
      const idf = Math.log(1 + (this.#ids.length - list.length + 0.5) / (list.length + 0.5));
      for (const { document, tf } of list) {
        const norm = this.k1 * (1 - this.b + (this.b * this.#lengths[document]!) / average);
        scores[document]! += (idf * tf * (this.k1 + 1)) / (tf + norm);
      }
    }
    return ordered(this.#ids.map((id, i) => ({ id, score: scores[i]! })));
  }
}

/** Lucene's English stop words (StopAnalyzer): the usual company of plain BM25. */
const STOP = new Set(
  'a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with'.split(' '),
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
