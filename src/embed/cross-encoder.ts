import {
  AutoModelForSequenceClassification,
  AutoTokenizer,
  Tensor,
  type PreTrainedModel,
  type PreTrainedTokenizer,
} from '@huggingface/transformers';
import type { CvmatchError } from '../errors.js';
import { readModelFolder, unusable, type ModelFolder } from './folder.js';
import { localOptions, stayLocal } from './local.js';
import type { Reranker } from './port.js';

/** Most of the model's tokens that the query may take; the text gets the rest. */
const QUERY_SHARE = 1 / 3;

interface Opened {
  info: ModelFolder;
  model: PreTrainedModel;
  tokenizer: PreTrainedTokenizer;
}

/**
 * Opens a cross-encoder (a sequence classifier with one value per pair) from a folder in the hub's layout, without
 * network. Each pair runs by itself: nothing is padded, and a score depends on its pair alone.
 * @throws CvmatchError `model_missing` or `model_invalid`.
 */
export async function crossEncoder({
  folder,
  id,
  threads,
}: {
  folder: string;
  id: string;
  threads: number;
}): Promise<Reranker> {
  stayLocal();
  const opened = await open(readModelFolder(folder), threads);
  try {
    await run(opened, 'engineer', 'engineer');
  } catch (cause) {
    await opened.model.dispose();
    throw invalid(opened.info, 'it does not give one value for a pair of texts', cause);
  }
  return {
    id,
    fingerprint: opened.info.fingerprint,
    score: async (query, text) => sigmoid(await run(opened, query, text)),
    close: async () => {
      await opened.model.dispose();
    },
  };
}

async function open(info: ModelFolder, threads: number): Promise<Opened> {
  const tokenizer = await AutoTokenizer.from_pretrained(info.folder, { local_files_only: true }).catch(
    (cause: unknown) => {
      throw invalid(info, 'its tokenizer cannot be read', cause);
    },
  );
  try {
    return {
      info,
      tokenizer,
      model: await AutoModelForSequenceClassification.from_pretrained(info.folder, localOptions(info, threads)),
    };
  } catch (cause) {
    throw invalid(info, 'its ONNX file cannot be loaded; it may be cut off', cause);
  }
}

function invalid(info: ModelFolder, what: string, cause?: unknown): CvmatchError {
  return unusable(info, 'a cross-encoder (one label per pair)', what, cause);
}

/** The model's raw value, before any activation function. */
async function run(opened: Opened, query: string, text: string): Promise<number> {
  const { logits } = (await opened.model(pairOf(opened, query, text))) as { logits?: Tensor };
  if (logits?.dims.length !== 2 || logits.dims[1] !== 1)
    throw new TypeError(
      `its outputs are ${logits === undefined ? 'no logits' : `logits of shape ${logits.dims.join(' x ')}`}`,
    );
  const [value] = logits.data as Float32Array;
  if (!Number.isFinite(value)) throw new TypeError('its value is not a number');
  return value!;
}

/** Token ids of the pair with the model's own separators, cut to what the model reads. */
function pairOf({ tokenizer, info }: Opened, query: string, text: string): Record<string, Tensor> {
  const asked = cut(
    query,
    Math.floor(info.maxTokens * QUERY_SHARE),
    (words) => encode(tokenizer, words).input_ids.length,
  );
  const answer = cut(text, info.maxTokens, (words) => encode(tokenizer, asked, words).input_ids.length);
  const { input_ids, token_type_ids } = encode(tokenizer, asked, answer);
  const tensor = (values: number[]) => new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
  const zeros = input_ids.map(() => 0);
  return {
    input_ids: tensor(input_ids),
    attention_mask: tensor(input_ids.map(() => 1)),
    token_type_ids: tensor(token_type_ids ?? zeros),
  };
}

function encode(
  tokenizer: PreTrainedTokenizer,
  text: string,
  pair?: string,
): { input_ids: number[]; token_type_ids?: number[] } {
  return tokenizer(text, { text_pair: pair ?? null, return_tensor: false, return_token_type_ids: true }) as {
    input_ids: number[];
    token_type_ids?: number[];
  };
}

/** As many words from the start as fit into `most`, measured by `length`. */
function cut(text: string, most: number, length: (text: string) => number): string {
  let words = text.split(/\s+/);
  for (let size = length(words.join(' ')); size > most && words.length > 1; size = length(words.join(' '))) {
    words = words.slice(0, Math.min(words.length - 1, Math.ceil((words.length * most) / size)));
  }
  return words.join(' ');
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
