import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { CvmatchError } from '../errors.js';

/** ONNX variants in order of preference, small and fast first; transformers.js calls the suffix a dtype. */
export const VARIANTS = [
  { file: 'model_quantized.onnx', dtype: 'q8' },
  { file: 'model_int8.onnx', dtype: 'int8' },
  { file: 'model_uint8.onnx', dtype: 'uint8' },
  { file: 'model.onnx', dtype: 'fp32' },
  { file: 'model_fp16.onnx', dtype: 'fp16' },
  { file: 'model_q4.onnx', dtype: 'q4' },
  { file: 'model_q4f16.onnx', dtype: 'q4f16' },
] as const;

export interface ModelFolder {
  folder: string;
  /** The parsed tokenizer.json. */
  tokenizer: Json;
  /** Absolute path of the ONNX file. */
  onnx: string;
  dtype: (typeof VARIANTS)[number]['dtype'];
  /** Prefixes that the model's authors prescribe for each kind of text. */
  prefixes: { query: string; passage: string };
  /** How token vectors become one: as 1_Pooling/config.json of sentence-transformers says, else by their mean. */
  pooling: 'cls' | 'mean';
  /** Tokens of a text that the model reads. */
  maxTokens: number;
  /** Vector length that the model's config promises; null where it promises none. */
  dimensions: number | null;
  /** Whether a vector may depend on other texts in the call, because activations are quantised over the whole batch. */
  quantisesBatch: boolean;
  /**
   * Whether padding and other texts leave a vector unchanged to the bit; config.json promises it with `exact_padding`,
   * as the built-in model does.
   */
  exactPadding: boolean;
  /**
   * Whether it is built like the built-in model: its ONNX file takes only `input_ids` and returns `sentence_embedding`.
   */
  isStatic: boolean;
  /** sha-256 over the files that determine a vector. */
  fingerprint: string;
}

/** Files that determine a vector, besides the ONNX file. */
const POOLING = '1_Pooling/config.json';
const DECIDING = [
  'config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'config_sentence_transformers.json',
  POOLING,
];

export type Json = Record<string, unknown>;

/**
 * Describes the model in a folder with the hub's layout. Weights are only read to be hashed.
 * @throws CvmatchError `model_missing` where the folder or a file is missing, `model_invalid` where one is not
 * readable.
 */
export function readModelFolder(folder: string): ModelFolder {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new CvmatchError('model_missing', `${folder} is not a folder`, {
      hint: 'A model is a folder with config.json, tokenizer.json and onnx/model.onnx.',
    });
  }
  const config = readJson(folder, 'config.json', true);
  const tokenizerConfig = readJson(folder, 'tokenizer_config.json', true);
  const sentence = readJson(folder, 'config_sentence_transformers.json', false);
  const variant = VARIANTS.find(({ file }) => existsSync(path.join(folder, 'onnx', file)));
  if (variant === undefined) {
    throw new CvmatchError('model_missing', `${folder} has no onnx/model.onnx`, {
      hint: `One of these must lie in its onnx/ folder: ${VARIANTS.map((v) => v.file).join(', ')}.`,
    });
  }
  const onnx = path.join(folder, 'onnx', variant.file);
  return {
    folder,
    tokenizer: readJson(folder, 'tokenizer.json', true),
    onnx,
    dtype: variant.dtype,
    prefixes: prefixesOf(config, sentence),
    pooling: readJson(folder, POOLING, false).pooling_mode_cls_token === true ? 'cls' : 'mean',
    maxTokens: maxTokensOf(config, tokenizerConfig),
    dimensions: whole(config.hidden_size) ?? whole(config.dim) ?? null,
    exactPadding: config.exact_padding === true,
    isStatic: config.model_type === 'cvmatch_static',
    ...readThrough(folder, onnx),
  };
}

function readJson(folder: string, name: string, needed: boolean): Json {
  const file = path.join(folder, name);
  if (!existsSync(file)) {
    if (!needed) return {};
    throw new CvmatchError('model_missing', `${folder} has no ${name}`, {
      hint: 'Fetch or copy the whole model: config.json, tokenizer.json, tokenizer_config.json and onnx/.',
    });
  }
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value === 'object' && value !== null) return value as Json;
    throw new TypeError('not an object');
  } catch (cause) {
    throw new CvmatchError('model_invalid', `${file} is not the JSON object that it should be`, {
      cause,
      hint: 'The file may be cut off: fetch or copy the model again.',
    });
  }
}

/**
 * sentence-transformers keeps prefixes under `prompts`, with names that differ between models: query, passage,
 * document.
 */
function prefixesOf(config: Json, sentence: Json): ModelFolder['prefixes'] {
  const prompts = { ...(sentence.prompts as Json | undefined), ...(config.prompts as Json | undefined) };
  const first = (...names: string[]): string =>
    names.map((n) => prompts[n]).find((p): p is string => typeof p === 'string') ?? '';
  return { query: first('query', 'search_query'), passage: first('passage', 'document', 'search_document', 'corpus') };
}

function maxTokensOf(config: Json, tokenizer: Json): number {
  const limits = [whole(tokenizer.model_max_length), whole(config.max_position_embeddings)].filter(
    (n) => n !== undefined,
  );
  return Math.min(...limits, 8192);
}

function whole(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 1 && value < 1e6
    ? Math.floor(value)
    : undefined;
}

/** Reads the file in blocks, since a model may be larger than one buffer can be. */
function* blocks(file: string): Generator<Buffer> {
  const handle = openSync(file, 'r');
  try {
    const block = Buffer.allocUnsafe(1 << 20);
    for (let n = readSync(handle, block); n > 0; n = readSync(handle, block)) yield block.subarray(0, n);
  } finally {
    closeSync(handle);
  }
}

/** The operator that quantises activations over the whole batch; its name appears in the ONNX file. */
const QUANTISES = Buffer.from('DynamicQuantizeLinear');

/** Reads the determining files once for both answers: that is most of the cost of opening a model. */
function readThrough(folder: string, onnx: string): Pick<ModelFolder, 'fingerprint' | 'quantisesBatch'> {
  const hash = createHash('sha256');
  let quantisesBatch = false;
  const data = readdirSync(path.dirname(onnx))
    .filter((name) => name.startsWith(`${path.basename(onnx)}_data`))
    .sort();
  const files = [
    ...DECIDING.map((n) => path.join(folder, n)),
    onnx,
    ...data.map((n) => path.join(path.dirname(onnx), n)),
  ];
  for (const file of files) {
    hash.update(`${path.basename(file)}\n`);
    if (!existsSync(file)) continue;
    let tail = Buffer.alloc(0);
    for (const block of blocks(file)) {
      hash.update(block);
      if (file !== onnx || quantisesBatch) continue;
      quantisesBatch =
        block.includes(QUANTISES) || Buffer.concat([tail, block.subarray(0, QUANTISES.length)]).includes(QUANTISES);
      tail = Buffer.from(block.subarray(-QUANTISES.length));
    }
  }
  return { fingerprint: hash.digest('hex').slice(0, 16), quantisesBatch };
}

/** @param wanted what was expected, e.g. `an embedding model`. */
export function unusable(
  { folder }: Pick<ModelFolder, 'folder'>,
  wanted: string,
  what: string,
  cause?: unknown,
): CvmatchError {
  return new CvmatchError('model_invalid', `the model in ${folder} cannot be used: ${what}`, {
    cause,
    hint: `Fetch or copy it again; it must be ${wanted} in the layout of the hub (config.json, tokenizer.json, onnx/).`,
  });
}
