/** Texts -> vectors. Implementations: transformers.ts (any local model folder), hashing.ts (deterministic, no model), mock.ts. */
export interface Embedder {
  /** Name shown to people and recorded in the store, e.g. `builtin`, `hashing-256`, `mock-256`. */
  readonly id: string;
  readonly dimensions: number;
  /** Changes when the same text would give other vectors: hash of the model's files or of the algorithm's version. */
  readonly fingerprint: string;
  /**
   * One row per text, each of length one (all zeros for a text without tokens): `texts.length * dimensions` values.
   * A row depends on its text alone, never on what else is in the call. `kind` picks the prefix that the model asks for.
   */
  embed(texts: string[], kind: 'query' | 'passage'): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Pairs of texts -> how well the second answers the first. Implementation: cross-encoder.ts (any local model folder). */
export interface Reranker {
  /** Name shown to people: a hub id or the folder's name. */
  readonly id: string;
  /** Changes when the same pair would get another score: hash of the model's files. */
  readonly fingerprint: string;
  /** 0..1; depends on the pair alone. Both texts may be longer than the model reads: their ends are left out. */
  score(query: string, text: string): Promise<number>;
  close(): Promise<void>;
}
