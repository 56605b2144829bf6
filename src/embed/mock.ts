import type { Embedder } from './port.js';

/**
 * Deterministic vectors from a hash of the whole text: meaningless but nearly free. For load tests of everything except
 * the model.
 */
export function mockEmbedder(dimensions = 256): Embedder {
  return {
    id: `mock-${dimensions}`,
    dimensions,
    fingerprint: `mock-${dimensions}-1`,
    embed(texts) {
      const rows = new Float32Array(texts.length * dimensions);
      texts.forEach((text, i) => drawInto(text, rows.subarray(i * dimensions, (i + 1) * dimensions)));
      return Promise.resolve(rows);
    },
    close: () => Promise.resolve(),
  };
}

/** A random direction seeded by the text (FNV-1a, then xorshift32); all zeros for a text without a word. */
function drawInto(text: string, row: Float32Array): void {
  if (!/[\p{L}\p{N}]/u.test(text)) return;
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193) >>> 0;
  state ||= 1;
  let squares = 0;
  for (let i = 0; i < row.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const value = (state | 0) / 2 ** 31;
    row[i] = value;
    squares += value * value;
  }
  const norm = Math.sqrt(squares);
  for (let i = 0; i < row.length; i++) row[i]! /= norm;
}
