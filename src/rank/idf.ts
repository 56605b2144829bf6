/** How rare a word is in CVs. Ships with the model, so that no score depends on what else is in a store. */
export interface Idf {
  readonly fingerprint: string;
  /** Of a folded word (words.ts): ln(1 + (N - df + 0.5) / (df + 0.5)); an unseen word counts as seen in few. */
  of(word: string): number;
  /** Whether the table holds it: the built-in model knows the same words. */
  knows(word: string): boolean;
}

/** `documents` CVs, of which `frequencies` says how many hold each word. */
export function idfOf(documents: number, frequencies: ReadonlyMap<string, number>, fingerprint: string): Idf {
  const value = (df: number) => Math.log(1 + (documents - df + 0.5) / (df + 0.5));
  // A word too rare for the table may be a telling one or a misspelling: as rare as the rarest that it holds.
  const unseen = value(UNSEEN);
  return {
    fingerprint,
    knows: (word) => frequencies.has(word),
    of: (word) => {
      const df = frequencies.get(word);
      return df === undefined ? unseen : value(df);
    },
  };
}
const UNSEEN = 20;

/** From the bytes of models/builtin/idf.json: `{documents, words: {word: CVs that hold it}}`. */
export function openIdf(bytes: Uint8Array, fingerprint: string): Idf {
  const file = JSON.parse(new TextDecoder().decode(bytes)) as { documents: number; words: Record<string, number> };
  return idfOf(file.documents, new Map(Object.entries(file.words)), fingerprint);
}
