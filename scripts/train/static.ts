import { FLOAT, graphFile, INT64, INT8, input, integer, node, output, tensor } from './onnx.js';

/**
 * A static embedding model: input_ids [texts, tokens] -> sentence_embedding [texts, dimensions] of length one. A text's
 * vector is the sum of the int8 rows of its tokens, scaled by dimension and divided by its length. Sums of small
 * integers are exact in float32 in any order and with any padding (row 0 is all zeros), so a text's vector is identical
 * to the bit in every batch. The length of a row is the weight of its word.
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
