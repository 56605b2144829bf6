import { comparable, nearCopy, type Comparable, type ProcessedCv } from '../domain/index.js';

/**
 * Hash of the numbers in a text, by the hash of its words, which determines it. Some CVs share a band with many others;
 * different numbers rule most of those out without reading and folding their text again.
 */
const numbersHashes = new Map<string, number>();
/** About 150 bytes each. */
const MOST_HASHES = 20_000;

function noteNumbers(textHash: string, { numbersHash }: Comparable): void {
  if (numbersHashes.size >= MOST_HASHES) numbersHashes.clear();
  numbersHashes.set(textHash, numbersHash);
}

/**
 * Compares one CV with those that a store found similar. Pure, apart from a cache of hashes. A store asks `mayBe`
 * first, and reads the other CV's text only if that leaves the answer open.
 */
export class NearCopies {
  private readonly own: Comparable;

  constructor({ document, textHash }: Pick<ProcessedCv, 'document' | 'textHash'>) {
    this.own = comparable(document.text);
    noteNumbers(textHash, this.own);
  }

  /** False if the numbers of that text are known and differ. */
  mayBe(textHash: string): boolean {
    return (numbersHashes.get(textHash) ?? this.own.numbersHash) === this.own.numbersHash;
  }

  is(textHash: string, text: string): boolean {
    const other = comparable(text);
    noteNumbers(textHash, other);
    return nearCopy(other, this.own);
  }
}
