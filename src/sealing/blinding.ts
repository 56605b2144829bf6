import { createHmac } from 'node:crypto';

/** Words remembered with their blinded form; most words of a CV are those of others. */
const REMEMBERED = 200_000;
/** Blinded words have 52 bits: among a million different words, two share one with a probability of 1 in 10,000. */
const DIGITS = 10;
const WORD = /[\p{L}\p{N}\p{M}\p{Co}+#]+/gu;
/** What a letter loses with its accents, as FTS5's tokenizer takes them off. */
const ACCENT = /[\u0300-\u036f]/g;

/**
 * Replaces each word by one that only the holder of the key can compute, always the same one. So an index finds words and
 * phrases as before, but does not tell them. How often a word occurs still shows.
 */
export class Blinding {
  private readonly known = new Map<string, string>();

  /** `key`: 32 bytes, the same for as long as the index exists. */
  constructor(private readonly key: Uint8Array) {}

  words(text: string): string {
    const folded = text.normalize('NFD').replace(ACCENT, '').normalize('NFC').toLowerCase();
    return (folded.match(WORD) ?? []).map((word) => this.word(word)).join(' ');
  }

  /** A value that is only compared with its like, e.g. an e-mail address. */
  value(text: string): string {
    return createHmac('sha256', this.key).update(`value:${text}`).digest('hex').slice(0, 32);
  }

  private word(word: string): string {
    const known = this.known.get(word);
    if (known !== undefined) return known;
    const blinded = createHmac('sha256', this.key)
      .update(word)
      .digest()
      .readBigUInt64BE()
      .toString(36)
      .padStart(DIGITS, '0')
      .slice(-DIGITS);
    if (this.known.size >= REMEMBERED) this.known.clear();
    this.known.set(word, blinded);
    return blinded;
  }
}
