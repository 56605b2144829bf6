import { comparable, nearCopy, type Comparable, type ProcessedCv } from '../domain/index.js';

/**
 * What numbers the texts have that were compared, by the hash of their words, which decides it. The same CVs share a band
 * with many others, and other numbers tell most of them apart without their text being read and folded again.
 */
const numbersHashes = new Map<string, number>();
/** About 150 bytes each. */
const MOST_HASHES = 20_000;

function noteNumbers(textHash: string, { numbersHash }: Comparable): void {
  if (numbersHashes.size >= MOST_HASHES) numbersHashes.clear();
  numbersHashes.set(textHash, numbersHash);
}

/**
 * Compares one CV with those that a store finds alike. Pure but for what it remembers of texts; a store asks `mayBe` first,
 * and reads the text of another CV only where that leaves it open.
 */
export class NearCopies {
  private readonly own: Comparable;

  constructor({ document, textHash }: Pick<ProcessedCv, 'document' | 'textHash'>) {
    this.own = comparable(document.text);
    noteNumbers(textHash, this.own);
  }

  /** False: the numbers of that text are known, and are others. */
  mayBe(textHash: string): boolean {
    return (numbersHashes.get(textHash) ?? this.own.numbersHash) === this.own.numbersHash;
  }

  is(textHash: string, text: string): boolean {
    const other = comparable(text);
    noteNumbers(textHash, other);
    return nearCopy(other, this.own);
  }
}
