import { AutoModel, AutoTokenizer, Tensor, type PreTrainedModel } from '@huggingface/transformers';
import { embedderOf, invalid, paddedIds, type Engine } from './engine.js';
import type { ModelFolder } from './folder.js';
import { localOptions, stayLocal } from './local.js';
import type { Embedder } from './port.js';

/**
 * Opens any model folder in the hub's layout through @huggingface/transformers, without network. `quick` replaces its
 * tokenizer where given.
 * @throws CvmatchError `model_invalid`.
 */
export async function transformersEmbedder(
  info: ModelFolder,
  id: string,
  quick: Engine['tokenize'] | null,
  threads: number,
): Promise<Embedder> {
  stayLocal();
  const tokenize = quick ?? (await openTokenizer(info));
  const model = await openModel(info, threads);
  return embedderOf(info, id, {
    tokenize,
    run: (batch) => run(model, info.pooling, batch),
    close: async () => {
      await model.dispose();
    },
  });
}

async function openModel(info: ModelFolder, threads: number): Promise<PreTrainedModel> {
  try {
    return await AutoModel.from_pretrained(info.folder, localOptions(info, threads));
  } catch (cause) {
    throw invalid(info, 'its ONNX file cannot be loaded; it may be cut off', cause);
  }
}

async function openTokenizer(info: ModelFolder): Promise<Engine['tokenize']> {
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

/** Token ids, the attention mask, and zeros as token types for models that want them. */
function inputsOf(batch: number[][]): Record<string, Tensor> {
  const { ids, dims } = paddedIds(batch);
  const { ids: mask } = paddedIds(batch.map((row) => row.map(() => 1)));
  return {
    input_ids: new Tensor('int64', ids, dims),
    attention_mask: new Tensor('int64', mask, dims),
    token_type_ids: new Tensor('int64', new BigInt64Array(ids.length), dims),
  };
}

async function run(model: PreTrainedModel, pooling: ModelFolder['pooling'], batch: number[][]): Promise<Float32Array> {
  const outputs = (await model(inputsOf(batch))) as Record<string, Tensor>;
  const pooled = ['sentence_embedding', 'text_embeds', 'pooled_embeddings']
    .map((name) => outputs[name])
    .find((t) => t !== undefined);
  if (pooled !== undefined) return pooled.data as Float32Array;
  const hidden = outputs.last_hidden_state ?? outputs.token_embeddings ?? Object.values(outputs)[0];
  if (hidden?.dims.length === 2) return hidden.data as Float32Array;
  if (hidden?.dims.length !== 3) throw new TypeError('the model has no output of shape [texts, tokens, values]');
  const pool = pooling === 'cls' ? firstOfTokens : meanOfTokens;
  return pool(hidden.data as Float32Array, hidden.dims as [number, number, number]);
}

/** CLS pooling: the first token's vector stands for the text. */
function firstOfTokens(values: Float32Array, [texts, tokens, dimensions]: [number, number, number]): Float32Array {
  const rows = new Float32Array(texts * dimensions);
  for (let i = 0; i < texts; i++)
    rows.set(values.subarray(i * tokens * dimensions, (i * tokens + 1) * dimensions), i * dimensions);
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
