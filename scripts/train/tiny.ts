import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FLOAT, graphFile, INT64, input, integer, integers, node, output, tensor } from './onnx.js';
import { normal, randomFrom } from './random.js';
import { writeModel } from './write.js';

const WORDS = [
  '[PAD]',
  '[UNK]',
  '[CLS]',
  '[SEP]',
  'query',
  'passage',
  ':',
  'java',
  'developer',
  'chef',
  'cook',
  'nurse',
  'engineer',
  '##s',
  'accounts',
  'and',
];

export interface TinyOptions {
  /** Actual vector length of the weights. */
  dimensions: number;
  /** Vector length that config.json promises. */
  promised?: number;
  prompts?: Record<string, string>;
  /** Writes 1_Pooling/config.json with CLS pooling. */
  cls?: boolean;
  /** Quantises activations over the whole batch, as the q8 variants on the hub do. */
  quantised?: boolean;
}

/**
 * Writes a folder with a real but tiny transformer: one layer of self-attention over word pieces, random weights from a
 * fixed seed, and `last_hidden_state` as output. For tests of loading and running any model from the hub.
 */
export function writeTinyTransformer(
  folder: string,
  { dimensions, promised = dimensions, prompts, cls = false, quantised = false }: TinyOptions,
): void {
  mkdirSync(path.join(folder, 'onnx'), { recursive: true });
  const json = (name: string, value: unknown) => {
    writeFileSync(path.join(folder, name), JSON.stringify(value));
  };
  json('config.json', {
    model_type: 'bert',
    hidden_size: promised,
    vocab_size: WORDS.length,
    max_position_embeddings: 32,
  });
  json('tokenizer_config.json', {
    tokenizer_class: 'BertTokenizer',
    model_max_length: 32,
    pad_token: '[PAD]',
    unk_token: '[UNK]',
    cls_token: '[CLS]',
    sep_token: '[SEP]',
  });
  json('tokenizer.json', wordPieces());
  if (prompts !== undefined) json('config_sentence_transformers.json', { prompts });
  if (cls) {
    mkdirSync(path.join(folder, '1_Pooling'), { recursive: true });
    json('1_Pooling/config.json', {
      word_embedding_dimension: dimensions,
      pooling_mode_cls_token: true,
      pooling_mode_mean_tokens: false,
    });
  }
  writeFileSync(path.join(folder, 'onnx', 'model.onnx'), attentionLayer(dimensions, quantised));
}

/**
 * The same as a cross-encoder: the first token of the last layer gives one value per pair. With `labels` other than 1
 * it is an ordinary classifier instead.
 */
export function writeTinyCrossEncoder(
  folder: string,
  { dimensions, labels = 1 }: { dimensions: number; labels?: number },
): void {
  writeTinyTransformer(folder, { dimensions });
  const names = Object.fromEntries(Array.from({ length: labels }, (_, i) => [i, `LABEL_${i}`]));
  writeFileSync(
    path.join(folder, 'config.json'),
    JSON.stringify({
      model_type: 'bert',
      architectures: ['BertForSequenceClassification'],
      hidden_size: dimensions,
      vocab_size: WORDS.length,
      max_position_embeddings: 32,
      id2label: names,
    }),
  );
  writeFileSync(path.join(folder, 'onnx', 'model.onnx'), attentionLayer(dimensions, false, labels));
}

/**
 * A static multilingual model in which all words of one line (separated by blanks) mean the same, and something else
 * than any other line. For tests of JDs in other languages.
 */
export function writeTinyMultilingual(folder: string, meanings: readonly string[]): void {
  const words = meanings.flatMap((line, meaning) => line.split(' ').map((word) => ({ word, meaning })));
  const values = new Float32Array(words.length * meanings.length);
  for (const [i, { meaning }] of words.entries()) values[i * meanings.length + meaning] = 1;
  writeModel(
    folder,
    { words: words.map(({ word }) => word), embeddings: { rows: words.length, columns: meanings.length, values } },
    { documents: 1, averageLength: { title: 1, body: 1 }, words: {} },
  );
}

function wordPieces(): object {
  return {
    version: '1.0',
    added_tokens: [0, 1, 2, 3].map(specialToken),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: aroundTexts(),
    decoder: null,
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(WORDS.map((word, id) => [word, id])),
    },
  };
}

const specialToken = (id: number) => ({
  id,
  content: WORDS[id],
  single_word: false,
  lstrip: false,
  rstrip: false,
  normalized: false,
  special: true,
});

/** [CLS] before a text or pair, [SEP] after each text. */
function aroundTexts(): object {
  const token = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
  return {
    type: 'TemplateProcessing',
    single: [token('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, token('[SEP]')],
    pair: [
      token('[CLS]'),
      { Sequence: { id: 'A', type_id: 0 } },
      token('[SEP]'),
      { Sequence: { id: 'B', type_id: 1 } },
      { SpecialToken: { id: '[SEP]', type_id: 1 } },
    ],
    special_tokens: {
      '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
      '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
    },
  };
}

/** `labels`: return so many logits from the first token, instead of token vectors. */
function attentionLayer(dimensions: number, quantised: boolean, labels?: number): Uint8Array {
  const random = randomFrom(7);
  const weights: Weights = (name, rows, columns, scale) =>
    tensor(
      name,
      FLOAT,
      [rows, columns],
      Float32Array.from({ length: rows * columns }, () => scale * normal(random)),
    );
  const square = 1 / Math.sqrt(dimensions);
  return graphFile('tiny', [
    ...embeddingNodes(quantised),
    ...attentionNodes(),
    // The order in which weights are drawn matters: another order is another model.
    ...(labels === undefined
      ? [output('last_hidden_state', FLOAT, ['texts', 'tokens', dimensions])]
      : classifierNodes(dimensions, labels, weights)),
    weights('embeddings', WORDS.length, dimensions, 1),
    weights('wq', dimensions, dimensions, square),
    weights('wk', dimensions, dimensions, square),
    weights('wv', dimensions, dimensions, square),
    tensor('one', FLOAT, [1], Float32Array.of(1)),
    tensor('much', FLOAT, [1], Float32Array.of(1e9)),
    tensor('axis1', INT64, [1], BigInt64Array.of(1n)),
    input('input_ids', INT64, ['texts', 'tokens']),
    input('attention_mask', INT64, ['texts', 'tokens']),
  ]);
}

type Weights = (name: string, rows: number, columns: number, scale: number) => ReturnType<typeof tensor>;

const embeddingNodes = (quantised: boolean) => [
  node('Gather', ['embeddings', 'input_ids'], quantised ? 'exact' : 'x', [integer('axis', 0)]),
  ...(quantised
    ? [
        node('DynamicQuantizeLinear', ['exact'], ['small', 'scale', 'zero']),
        node('DequantizeLinear', ['small', 'scale', 'zero'], 'x'),
      ]
    : []),
];

const attentionNodes = () => [
  node('MatMul', ['x', 'wq'], 'q'),
  node('MatMul', ['x', 'wk'], 'k'),
  node('MatMul', ['x', 'wv'], 'v'),
  node('Transpose', ['k'], 'kt', [integers('perm', [0, 2, 1])]),
  node('MatMul', ['q', 'kt'], 'raw'),
  // A padded token gets -1e9 in every row of the attention, so that it is ignored.
  node('Cast', ['attention_mask'], 'mask', [integer('to', FLOAT)]),
  node('Sub', ['mask', 'one'], 'absent'),
  node('Mul', ['absent', 'much'], 'bias2'),
  node('Unsqueeze', ['bias2', 'axis1'], 'bias'),
  node('Add', ['raw', 'bias'], 'biased'),
  node('Softmax', ['biased'], 'attention', [integer('axis', 2)]),
  node('MatMul', ['attention', 'v'], 'heard'),
  node('Add', ['x', 'heard'], 'last_hidden_state'),
];

const classifierNodes = (dimensions: number, labels: number, weights: Weights) => [
  node('Gather', ['last_hidden_state', 'first'], 'cls', [integer('axis', 1)]),
  node('MatMul', ['cls', 'head'], 'logits'),
  tensor('first', INT64, [], BigInt64Array.of(0n)),
  weights('head', dimensions, labels, 1 / Math.sqrt(dimensions)),
  output('logits', FLOAT, ['texts', labels]),
];
