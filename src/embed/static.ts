import { InferenceSession, Tensor } from 'onnxruntime-node';
import { embedderOf, invalid, paddedIds, type Engine } from './engine.js';
import type { ModelFolder } from './folder.js';
import type { Embedder } from './port.js';

/**
 * Opens a model built like the built-in one: whole words as tokens, and one pooled vector from the ONNX file. It does
 * without @huggingface/transformers, whose import alone costs a thread six times the CPU time of onnxruntime's; the
 * vectors are the same.
 * @throws CvmatchError `model_invalid`.
 */
export async function staticEmbedder(
  info: ModelFolder,
  id: string,
  tokenize: Engine['tokenize'],
  threads: number,
): Promise<Embedder> {
  const session = await InferenceSession.create(info.onnx, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 4,
  }).catch((cause: unknown) => {
    throw invalid(info, 'its ONNX file cannot be loaded; it may be cut off', cause);
  });
  return embedderOf(info, id, {
    tokenize,
    run: async (batch) => {
      const { ids, dims } = paddedIds(batch);
      const { sentence_embedding: rows } = await session.run({ input_ids: new Tensor('int64', ids, dims) });
      if (rows === undefined) throw new TypeError('the model has no output `sentence_embedding`');
      return rows.data as Float32Array;
    },
    close: () => session.release(),
  });
}
