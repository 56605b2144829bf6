import { expect, it } from 'vitest';
import { quantize } from '../domain/index.js';
import { bytesOf, decodeScoring, decodeVectors, encodeScoring } from './blobs.js';
import { person } from './contract/testing.js';

const VECTORS = Float32Array.of(0.5, -0.25, 0.75, 1, 0, -1);
const passages = (count: number) => Array.from({ length: count }, (_, i) => ({ start: i, end: i + 1, page: 1 }));
const stored = (dimensions: number, floats = false) => {
  const count = VECTORS.length / dimensions;
  const encoded = encodeScoring({
    ...person(),
    passages: passages(count),
    passageVectors: quantize(VECTORS, dimensions),
  });
  return floats ? { ...encoded, vectors: bytesOf(VECTORS) } : encoded;
};

it.each([1, 2, 3, 6])('reads vectors of %d dimensions back, also those that were stored as floats', (dimensions) => {
  const vectors = quantize(VECTORS, dimensions);
  for (const floats of [false, true]) {
    const scoring = stored(dimensions, floats);
    expect(decodeScoring(scoring).passageVectors).toEqual(vectors);
    expect(decodeVectors(scoring.vectors, dimensions)).toEqual(vectors);
  }
});

it('reads them wherever in a buffer they lie', () => {
  const { vectors, ...rest } = stored(3);
  const shifted = new Uint8Array(vectors.length + 3);
  shifted.set(vectors, 3);
  expect(decodeScoring({ ...rest, vectors: shifted.subarray(3) }).passageVectors).toEqual(quantize(VECTORS, 3));
});

it('takes a CV without passages', () => {
  const none = { values: new Int8Array(0), scales: new Float32Array(0) };
  const encoded = encodeScoring({ ...person(), passages: [], passageVectors: none });
  expect(decodeScoring(encoded).passageVectors).toEqual(none);
  expect(decodeScoring({ ...encoded, vectors: new Uint8Array(0) }).passageVectors).toEqual(none);
});
