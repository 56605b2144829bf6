import type { CvmatchError } from '../errors.js';
import { unusable, type ModelFolder } from './folder.js';
import type { Embedder } from './port.js';

/** Texts per run; larger groups are split. More gains nothing on a CPU and costs memory. */
const BATCH = 32;

/** Runs a model: transformers.ts any, static.ts those built like the built-in one. */
export interface Engine {
  /** Token ids of one text, special tokens included, at most as many as the model reads. */
  tokenize(text: string): number[];
  /** Pooled vectors of the texts, one after another, not yet normalised. */
  run(batch: number[][]): Promise<Float32Array>;
  close(): Promise<void>;
}

/**
 * An embedder from an engine. @throws CvmatchError `model_invalid` where its vectors do not have the length that the
 * model's config promises.
 */
export async function embedderOf(info: ModelFolder, id: string, engine: Engine): Promise<Embedder> {
  const dimensions = await probe(info, engine).catch(async (error: unknown) => {
    await engine.close();
    throw error;
  });
  return {
    id,
    dimensions,
    fingerprint: info.fingerprint,
    // A text without a word gets zeros; a prefix or special tokens would otherwise give it a meaning.
    embed: (texts, kind) =>
      embed(
        info,
        engine,
        dimensions,
        texts.map((text) => (/[\p{L}\p{N}]/u.test(text) ? engine.tokenize(info.prefixes[kind] + text) : [])),
      ),
    close: () => engine.close(),
  };
}

/** Runs one word through the model to check that it returns a vector of the promised length. */
async function probe(info: ModelFolder, engine: Engine): Promise<number> {
  const ids = engine.tokenize('engineer');
  const row = await engine.run([ids.length > 0 ? ids : [0]]).catch((cause: unknown) => {
    throw invalid(info, 'it does not turn token ids into one vector per text', cause);
  });
  if (info.dimensions !== null && info.dimensions !== row.length) {
    throw invalid(info, `its config promises vectors of ${info.dimensions} values, its ONNX file gives ${row.length}`);
  }
  return row.length;
}

export function invalid(info: ModelFolder, what: string, cause?: unknown): CvmatchError {
  return unusable(info, 'an embedding model', what, cause);
}

/**
 * Texts with the same number of tokens share a run, so that nothing is padded and a vector depends on its text alone.
 * Where activations are quantised over the whole batch, every text runs by itself. A model with exact padding may take
 * texts of similar length together.
 */
async function embed(
  { quantisesBatch, exactPadding }: ModelFolder,
  engine: Engine,
  dimensions: number,
  tokens: number[][],
): Promise<Float32Array> {
  const out = new Float32Array(tokens.length * dimensions);
  for (const batch of batches(tokens, quantisesBatch ? 1 : BATCH, exactPadding)) {
    const rows = await engine.run(batch.map(({ ids }) => ids));
    batch.forEach(({ row }, i) => {
      writeUnit(rows, i * dimensions, out, row * dimensions, dimensions);
    });
  }
  return out;
}

type Item = { row: number; ids: number[] };

/** Batches of at most `size` texts, of equal token count unless `anyLength`; texts without tokens are left out. */
function batches(tokens: number[][], size: number, anyLength: boolean): Item[][] {
  const items = tokens.map((ids, row) => ({ row, ids })).filter(({ ids }) => ids.length > 0);
  items.sort((a, b) => a.ids.length - b.ids.length || a.row - b.row);
  const cut: Item[][] = [];
  for (const item of items) {
    const last = cut.at(-1);
    if (last !== undefined && last.length < size && (anyLength || last[0]!.ids.length === item.ids.length))
      last.push(item);
    else cut.push([item]);
  }
  return cut;
}

/**
 * A batch in the form that models take: ids padded on the right with 0, of shape [texts, longest]. `ids` are 64-bit, as
 * ONNX files of the hub require.
 */
export function paddedIds(batch: number[][]): { ids: BigInt64Array; dims: [texts: number, longest: number] } {
  const longest = Math.max(...batch.map((ids) => ids.length));
  const ids = new BigInt64Array(batch.length * longest);
  // Ids are small, so only the low halves are written, which avoids a BigInt per token. (All platforms of onnxruntime
  // are little-endian.)
  const low = new Int32Array(ids.buffer);
  batch.forEach((row, i) => {
    for (let j = 0; j < row.length; j++) low[2 * (i * longest + j)] = row[j]!;
  });
  return { ids, dims: [batch.length, longest] };
}

/**
 * Normalises a vector to length one. A vector with NaN or infinity stays zero, since the store would accept NaN
 * silently.
 */
function writeUnit(rows: Float32Array, from: number, out: Float32Array, to: number, dimensions: number): void {
  let squares = 0;
  for (let d = 0; d < dimensions; d++) squares += rows[from + d]! * rows[from + d]!;
  const norm = Math.sqrt(squares);
  if (!(norm > 0 && Number.isFinite(norm))) return;
  for (let d = 0; d < dimensions; d++) out[to + d] = rows[from + d]! / norm;
}
