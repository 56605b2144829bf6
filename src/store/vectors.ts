import type { ProcessedCv } from '../domain/index.js';
import { CvmatchError } from '../errors.js';

/** @throws CvmatchError `vector_invalid`. */
export function checkVectors(cv: ProcessedCv, dimensions: number): void {
  checkVector(cv.vector, dimensions);
  const { values, scales } = cv.passageVectors;
  if (scales.length > 0) checkSize(values.length / scales.length, dimensions);
  checkFinite(scales);
}

/** Vector extensions may accept NaN silently, and then every distance to that vector is wrong. */
export function checkVector(vector: Float32Array, dimensions: number): void {
  checkSize(vector.length, dimensions);
  checkFinite(vector);
}

function checkSize(has: number, dimensions: number): void {
  if (has === dimensions) return;
  throw new CvmatchError('vector_invalid', `a vector has ${has} dimensions, the store has ${dimensions}`, {
    hint: 'Run `cvmatch reindex` to embed all CVs with the model in use.',
  });
}

/** By their sum, which is finite only if all of them are (values are at most 1): `every` takes longer. */
function checkFinite(values: Float32Array): void {
  let sum = 0;
  for (const value of values) sum += value;
  if (Number.isFinite(sum)) return;
  throw new CvmatchError('vector_invalid', 'a vector holds a value that is not a number', {
    hint: 'The embedding model is damaged: check it with `cvmatch doctor`.',
  });
}
