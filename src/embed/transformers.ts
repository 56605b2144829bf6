import { AutoModel, AutoTokenizer, Tensor, type PreTrainedModel } from '@huggingface/transformers';
import type { CvmatchError } from '../errors.js';
import { readModelFolder, type ModelFolder } from './folder.js';
import { localOptions, stayLocal, unusable } from './local.js';
import type { Embedder } from './port.js';
import { quickTokenizer } from './wordlevel.js';

/** Texts of one run; larger groups are cut. More gains nothing on a CPU and costs memory. */
const BATCH = 32;

export interface TransformersOptions {
  folder: string;
  /** Name shown to people. */
  id: string;
  threads: number;
}

/** Token ids of one text, special tokens included. */
type Tokenize = (text: string) => number[];

interface Opened {
  info: ModelFolder;
  model: PreTrainedModel;
  tokenize: Tokenize;
}

/**
 * Any model folder in the hub's layout, through @huggingface/transformers, without network.
 * @throws CvmatchError `model_missing` or `model_invalid`.
 */
export async function transformersEmbedder(options: TransformersOptions): Promise<Embedder> {
  stayLocal();
  const opened = await open(readModelFolder(options.folder), options.threads);
  const dimensions = await probe(opened).catch(async (error: unknown) => {
    await opened.model.dispose();
    throw error;
  });
  return {
    id: options.id,
    dimensions,
    fingerprint: opened.info.fingerprint,
    // A text without a word gets zeros; a prefix or the model's own tokens would give it a meaning that it has not.
    embed: (texts, kind) => embed(opened, dimensions, texts.map((text) => (/[\p{L}\p{N}]/u.test(text) ? opened.tokenize(opened.info.prefixes[kind] + text) : []))),
    close: async () => {
      await opened.model.dispose();
    },
  };
}

async function open(info: ModelFolder, threads: number): Promise<Opened> {
  const tokenize = await openTokenizer(info);
  try {
    const model = await AutoModel.from_pretrained(info.folder, localOptions(info, threads));
    return { info, model, tokenize };
  } catch (cause) {
    throw invalid(info, 'its ONNX file cannot be loaded; it may be cut off', cause);
  }
}

async function openTokenizer(info: ModelFolder): Promise<Tokenize> {
  const quick = quickTokenizer(info.tokenizer, info.maxTokens);
  if (quick !== null) return quick;
  try {
    const tokenizer = await AutoTokenizer.from_pretrained(info.folder, { local_files_only: true });
    return (text) => {
      const { input_ids } = tokenizer(text, { truncation: true, max_length: info.maxTokens, return_tensor: false });
      return input_ids as number[];
    };
  } catch (cause) {
    throw invalid(info, 'its tokenizer cannot be read', cause);
  }
}

/** Runs one word through the model: it must give a vector, of the length that its config promises. */
async function probe(opened: Opened): Promise<number> {
  const ids = opened.tokenize('engineer');
  const { rows } = await run(opened, [ids.length > 0 ? ids : [0]]).catch((cause: unknown) => {
    throw invalid(opened.info, 'it does not take token ids and give one vector a text', cause);
  });
  const promised = opened.info.dimensions;
  if (promised !== null && promised !== rows.length) {
    throw invalid(opened.info, `its config promises vectors of ${promised} values, its ONNX file gives ${rows.length}`);
  }
  return rows.length;
}

function invalid(info: ModelFolder, what: string, cause?: unknown): CvmatchError {
  return unusable(info, 'an embedding model', what, cause);
}

/**
 * Texts of equal token count share a run, so that nothing is padded and a row depends on its text alone;
 * where activations are quantised over the whole batch, every text runs by itself. A model whose padding is exact
 * takes texts of near lengths together.
 */
async function embed(opened: Opened, dimensions: number, tokens: number[][]): Promise<Float32Array> {
  const out = new Float32Array(tokens.length * dimensions);
  const { quantisesBatch, exactPadding } = opened.info;
  for (const batch of batches(tokens, quantisesBatch ? 1 : BATCH, exactPadding)) {
    const { rows } = await run(opened, batch.map(({ ids }) => ids));
    batch.forEach(({ row }, i) => {
      out.set(unit(rows.subarray(i * dimensions, (i + 1) * dimensions)), row * dimensions);
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
    if (last !== undefined && last.length < size && (anyLength || last[0]!.ids.length === item.ids.length)) last.push(item);
    else cut.push([item]);
  }
  return cut;
}

/** Token ids, padded on the right with 0, and the mask that says which are real; of shape [texts, longest]. */
function inputsOf(batch: number[][]): Record<string, Tensor> {
  const dims = [batch.length, Math.max(...batch.map((ids) => ids.length))];
  const values = () => new BigInt64Array(dims[0]! * dims[1]!);
  const [ids, mask] = [values(), values()];
  batch.forEach((row, i) => {
    row.forEach((id, j) => {
      ids[i * dims[1]! + j] = BigInt(id);
      mask[i * dims[1]! + j] = 1n;
    });
  });
  return { input_ids: new Tensor('int64', ids, dims), attention_mask: new Tensor('int64', mask, dims), token_type_ids: new Tensor('int64', values(), dims) };
}

/** @returns pooled rows, not yet of length one. */
async function run(opened: Opened, batch: number[][]): Promise<{ rows: Float32Array }> {
  const outputs = (await opened.model(inputsOf(batch))) as Record<string, Tensor>;
  const pooled = ['sentence_embedding', 'text_embeds', 'pooled_embeddings'].map((name) => outputs[name]).find((t) => t !== undefined);
  if (pooled !== undefined) return { rows: pooled.data as Float32Array };
  const hidden = outputs.last_hidden_state ?? outputs.token_embeddings ?? Object.values(outputs)[0];
  if (hidden?.dims.length === 2) return { rows: hidden.data as Float32Array };
  if (hidden?.dims.length !== 3) throw new TypeError('the model has no output of shape [texts, tokens, values]');
  const pool = opened.info.pooling === 'cls' ? firstOfTokens : meanOfTokens;
  return { rows: pool(hidden.data as Float32Array, hidden.dims as [number, number, number]) };
}

/** CLS pooling: the first token speaks for the text. */
function firstOfTokens(values: Float32Array, [texts, tokens, dimensions]: [number, number, number]): Float32Array {
  const rows = new Float32Array(texts * dimensions);
  for (let i = 0; i < texts; i++) rows.set(values.subarray(i * tokens * dimensions, (i * tokens + 1) * dimensions), i * dimensions);
  return rows;
}

/** Mean pooling; nothing is padded, so the attention mask is all ones. */
function meanOfTokens(values: Float32Array, [texts, tokens, dimensions]: [number, number, number]): Float32Array {
  const rows = new Float32Array(texts * dimensions);
  for (let i = 0; i < texts * tokens; i++) {
    const row = Math.floor(i / tokens) * dimensions;
    for (let d = 0; d < dimensions; d++) rows[row + d]! += values[i * dimensions + d]! / tokens;
  }
  return rows;
}

/** Length one; a row that is not finite becomes zeros, since the store would take NaN silently. */
function unit(row: Float32Array): Float32Array {
  let squares = 0;
  for (const value of row) squares += value * value;
  const norm = Math.sqrt(squares);
  return norm > 0 && Number.isFinite(norm) ? row.map((value) => value / norm) : new Float32Array(row.length);
}
