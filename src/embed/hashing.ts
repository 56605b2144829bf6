import type { Embedder } from './port.js';

/**
 * Feature hashing of words (Weinberger et al. 2009): deterministic, without a model. Used where no model is installed.
 */
export function hashingEmbedder(dimensions = 256): Embedder {
  return {
    id: `hashing-${dimensions}`,
    dimensions,
    fingerprint: `hashing-${dimensions}-1`,
    embed(texts) {
      const rows = new Float32Array(texts.length * dimensions);
      texts.forEach((text, i) => hashInto(text, rows.subarray(i * dimensions, (i + 1) * dimensions)));
      return Promise.resolve(rows);
    },
    close: () => Promise.resolve(),
  };
}

function hashInto(text: string, row: Float32Array): void {
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}+#]+/gu) ?? []) {
    let h = 0x811c9dc5;
    for (let i = 0; i < word.length; i++) h = Math.imul(h ^ word.charCodeAt(i), 0x01000193) >>> 0;
    row[h % row.length]! += (h >>> 16) & 1 ? 1 : -1;
  }
  const norm = Math.hypot(...row);
  if (norm > 0) for (let i = 0; i < row.length; i++) row[i]! /= norm;
}
