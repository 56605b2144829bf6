/**
 * Turns texts into vectors. Implementations: transformers.ts (any local model folder), hashing.ts (deterministic, no
 * model), mock.ts.
 */
export interface Embedder {
  /** Name shown to users and recorded in the store, e.g. `builtin`, `hashing-256`, `mock-256`. */
  readonly id: string;
  readonly dimensions: number;
  /** Changes when the same text would get another vector: hash of the model's files, or the algorithm's version. */
  readonly fingerprint: string;
  /**
   * One vector of length one per text (all zeros for a text without tokens), one after another: `texts.length *
   * dimensions` values. A vector depends on its text alone, never on the rest of the call. `kind` selects the model's
   * prefix.
   */
  embed(texts: string[], kind: 'query' | 'passage'): Promise<Float32Array>;
  close(): Promise<void>;
}

/**
 * Scores pairs of texts by how well the second answers the first. Implementation: cross-encoder.ts (any local model
 * folder).
 */
export interface Reranker {
  /** Name shown to users: a hub id or the folder's name. */
  readonly id: string;
  /** Changes when the same pair would get another score: hash of the model's files. */
  readonly fingerprint: string;
  /** 0..1, depending on the pair alone. A text longer than the model reads is cut at its end. */
  score(query: string, text: string): Promise<number>;
  close(): Promise<void>;
}
