import type { CvmatchError } from '../errors.js';
import { unusable, type ModelFolder } from './folder.js';
import type { Embedder } from './port.js';

/** Texts of one run; larger groups are cut. More gains nothing on a CPU and costs memory. */
const BATCH = 32;

/** What runs a model: transformers.ts for any, static.ts for the shape of the built-in one. */
export interface Engine {
  /** Token ids of one text, special tokens included, no more than the model reads. */
  tokenize(text: string): number[];
  /** Pooled rows of the texts, one after another, not yet of length one. */
  run(batch: number[][]): Promise<Float32Array>;
  close(): Promise<void>;
}

/** An embedder of what runs a model. @throws CvmatchError `model_invalid` where it does not give vectors of the length that its config promises. */
export async function embedderOf(info: ModelFolder, id: string, engine: Engine): Promise<Embedder> {
  const dimensions = await probe(info, engine).catch(async (error: unknown) => {
    await engine.close();
    throw error;
  });
  return {
    id,
    dimensions,
    fingerprint: info.fingerprint,
    // A text without a word gets zeros; a prefix or the model's own tokens would give it a meaning that it has not.
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

/** Runs one word through the model: it must give a vector, of the length that its config promises. */
async function probe(info: ModelFolder, engine: Engine): Promise<number> {
  const ids = engine.tokenize('engineer');
  const row = await engine.run([ids.length > 0 ? ids : [0]]).catch((cause: unknown) => {
    throw invalid(info, 'it does not take token ids and give one vector a text', cause);
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
 * Texts of equal token count share a run, so that nothing is padded and a row depends on its text alone;
 * where activations are quantised over the whole batch, every text runs by itself. A model whose padding is exact
 * takes texts of near lengths together.
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

/** Runs of at most `size` texts, of equal token count unless `anyLength`; texts without tokens are in none. */
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

/** A batch as models take it: ids padded on the right with 0, of shape [texts, longest]. `ids` are 64-bit, as ONNX files of the hub want them. */
export function paddedIds(batch: number[][]): { ids: BigInt64Array; dims: [texts: number, longest: number] } {
  const longest = Math.max(...batch.map((ids) => ids.length));
  const ids = new BigInt64Array(batch.length * longest);
  // Ids are small: writing the low halves costs no BigInt a token. (All platforms that onnxruntime ships for are little-endian.)
  const low = new Int32Array(ids.buffer);
  batch.forEach((row, i) => {
    for (let j = 0; j < row.length; j++) low[2 * (i * longest + j)] = row[j]!;
  });
  return { ids, dims: [batch.length, longest] };
}

/** Length one; a row that is not finite stays zeros, since the store would take NaN silently. */
function writeUnit(rows: Float32Array, from: number, out: Float32Array, to: number, dimensions: number): void {
  let squares = 0;
  for (let d = 0; d < dimensions; d++) squares += rows[from + d]! * rows[from + d]!;
  const norm = Math.sqrt(squares);
  if (!(norm > 0 && Number.isFinite(norm))) return;
  for (let d = 0; d < dimensions; d++) out[to + d] = rows[from + d]! / norm;
}
