/**
 * Inverse document frequency: how rare a word is in CVs. The table ships with the model, so no score depends on what
 * else is in a store.
 */
export interface Idf {
  readonly fingerprint: string;
  /**
   * Of a folded word (words.ts): ln(1 + (N - df + 0.5) / (df + 0.5)), as in BM25; a word not in the table gets the
   * value of the rarest in it.
   */
  of(word: string): number;
  /** Whether the table holds it. The built-in embedding model knows the same words. */
  knows(word: string): boolean;
}

/** From a number of CVs and, for each word, how many of them hold it. */
export function idfOf(documents: number, frequencies: ReadonlyMap<string, number>, fingerprint: string): Idf {
  const value = (df: number) => Math.log(1 + (documents - df + 0.5) / (df + 0.5));
  // A word not in the table may be a telling one or a misspelling: treat it as the rarest that is.
  const unseen = value(UNSEEN);
  const known = new Map<string, number>();
  return {
    fingerprint,
    knows: (word) => frequencies.has(word),
    of: (word) => {
      let weight = known.get(word);
      if (weight !== undefined) return weight;
      const df = frequencies.get(word);
      if (df === undefined) return unseen;
      known.set(word, (weight = value(df)));
      return weight;
    },
  };
}
const UNSEEN = 20;

/** From the bytes of models/builtin/idf.json: `{documents, words: {word: CVs that hold it}}`. */
export function openIdf(bytes: Uint8Array, fingerprint: string): Idf {
  const file = JSON.parse(new TextDecoder().decode(bytes)) as { documents: number; words: Record<string, number> };
  return idfOf(file.documents, new Map(Object.entries(file.words)), fingerprint);
}
