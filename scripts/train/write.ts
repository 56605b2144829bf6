import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tokenizerJson } from '../../src/embed/wordlevel.js';
import type { IdfFile } from './frequencies.js';
import { rowOf, type Dense } from './matrix.js';
import type { TrainedModel } from './model.js';
import { staticModelOnnx } from './static.js';

/** Ids before the words: padding and unknown, neither of which contributes to a text's vector. */
const SPECIAL = 2;
/** Tokens read of one text: far more than a passage has. */
const MAX_TOKENS = 8192;

/** Writes a model folder in the hub's layout, and the frequencies for scoring. */
export function writeModel(folder: string, { words, embeddings }: TrainedModel, idf: IdfFile): void {
  mkdirSync(path.join(folder, 'onnx'), { recursive: true });
  const { rows, scales } = quantise(embeddings);
  const json = (name: string, value: unknown) => {
    writeFileSync(path.join(folder, name), `${JSON.stringify(value)}\n`);
  };
  json('config.json', {
    model_type: 'cvmatch_static',
    architectures: ['StaticModel'],
    hidden_size: embeddings.columns,
    vocab_size: rows.length / embeddings.columns,
    exact_padding: true,
  });
  json('tokenizer.json', tokenizerJson(words));
  json('tokenizer_config.json', {
    tokenizer_class: 'PreTrainedTokenizerFast',
    model_max_length: MAX_TOKENS,
    pad_token: '[PAD]',
    unk_token: '[UNK]',
  });
  json('idf.json', idf);
  writeFileSync(path.join(folder, 'onnx', 'model_quantized.onnx'), staticModelOnnx(rows, scales));
}

/**
 * Quantises to int8 with one scale per dimension. Scaling by the maximum would waste most of the range on a few words,
 * so values are cut at CUT times the dimension's root mean square.
 */
function quantise(embeddings: Dense): { rows: Int8Array; scales: Float32Array } {
  const { columns } = embeddings;
  const squares = new Float64Array(columns);
  for (let i = 0; i < embeddings.rows; i++) rowOf(embeddings, i).forEach((x, d) => (squares[d]! += x * x));
  const scales = Float32Array.from(squares, (sum) => (CUT * Math.sqrt(sum / embeddings.rows)) / 127 || 1);
  const rows = new Int8Array((embeddings.rows + SPECIAL) * columns);
  for (let i = 0; i < embeddings.rows; i++) {
    rowOf(embeddings, i).forEach(
      (x, d) => (rows[(i + SPECIAL) * columns + d] = Math.max(-127, Math.min(127, Math.round(x / scales[d]!)))),
    );
  }
  return { rows, scales };
}
const CUT = 8;
