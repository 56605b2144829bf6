import { FLOAT, graphFile, INT64, INT8, input, integer, node, output, tensor } from './onnx.js';

/**
 * A static embedding model: input_ids [texts, tokens] -> sentence_embedding [texts, dimensions] of length one.
 * A text's vector is the sum of its tokens' int8 rows, scaled by dimension, divided by its length. Sums of small whole
 * numbers are exact in float32 whatever their order and however much padding (row 0, all zeros) stands among them, so
 * a text's vector is the same to the bit in any batch. The weight of a word is the length of its row.
 */
export function staticModelOnnx(rows: Int8Array, scales: Float32Array): Uint8Array {
  const dimensions = scales.length;
  return graphFile('static', [
    node('Gather', ['embeddings', 'input_ids'], 'rows', [integer('axis', 0)]),
    node('Cast', ['rows'], 'values', [integer('to', FLOAT)]),
    node('ReduceSum', ['values', 'token_axis'], 'sums', [integer('keepdims', 0)]),
    node('Mul', ['sums', 'scales'], 'scaled'),
    node('Mul', ['scaled', 'scaled'], 'squares'),
    node('ReduceSum', ['squares', 'value_axis'], 'square', [integer('keepdims', 1)]),
    node('Sqrt', ['square'], 'length'),
    node('Max', ['length', 'least'], 'divisor'),
    node('Div', ['scaled', 'divisor'], 'sentence_embedding'),
    tensor('embeddings', INT8, [rows.length / dimensions, dimensions], rows),
    tensor('scales', FLOAT, [dimensions], scales),
    tensor('token_axis', INT64, [1], BigInt64Array.of(1n)),
    tensor('value_axis', INT64, [1], BigInt64Array.of(1n)),
    tensor('least', FLOAT, [1], Float32Array.of(1e-12)),
    input('input_ids', INT64, ['texts', 'tokens']),
    output('sentence_embedding', FLOAT, ['texts', dimensions]),
  ]);
}
