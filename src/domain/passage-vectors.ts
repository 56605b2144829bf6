/**
 * The vectors of a CV's passages, each value in one byte: a quarter of the room, and similarities as they are but for some ten
 * thousandths.
 */
export interface PassageVectors {
  /** `passages * dimensions` whole numbers from -127 to 127. */
  values: Int8Array;
  /** What the values of each passage are multiplied by; 0 for a vector of zeros. Not finite if the vector is not. */
  scales: Float32Array;
}

const MOST = 127;

/** Scalar quantization, each vector by its own largest value. `vectors`: one after the other. */
export function quantize(vectors: Float32Array, dimensions: number): PassageVectors {
  const values = new Int8Array(vectors.length);
  const scales = new Float32Array(vectors.length / dimensions);
  for (let row = 0; row < scales.length; row++) {
    const [from, to] = [row * dimensions, (row + 1) * dimensions];
    let largest = 0;
    // `Math.max` of something that is no number is none: the scale tells it.
    for (let i = from; i < to; i++) largest = Math.max(largest, Math.abs(vectors[i]!));
    const scale = Math.fround(largest / MOST);
    scales[row] = scale;
    for (let i = from; scale > 0 && i < to; i++) values[i] = Math.round(vectors[i]! / scale);
  }
  return { values, scales };
}
