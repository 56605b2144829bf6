import type { ProcessedCv } from '../domain/index.js';
import { CvmatchError } from '../errors.js';

/** @throws CvmatchError `vector_invalid`. */
export function checkVectors(cv: ProcessedCv, dimensions: number): void {
  checkVector(cv.vector, dimensions);
  for (let i = 0; i < cv.passages.length; i++)
    checkVector(cv.passageVectors.subarray(i * dimensions, (i + 1) * dimensions), dimensions);
}

/** Vector extensions may accept NaN silently, and then every distance to that vector is wrong. */
export function checkVector(vector: Float32Array, dimensions: number): void {
  if (vector.length !== dimensions) {
    throw new CvmatchError('vector_invalid', `a vector has ${vector.length} dimensions, the store has ${dimensions}`, {
      hint: 'Run `cvmatch reindex` to embed all CVs with the model in use.',
    });
  }
  if (!allFinite(vector)) {
    throw new CvmatchError('vector_invalid', 'a vector holds a value that is not a number', {
      hint: 'The embedding model is damaged: check it with `cvmatch doctor`.',
    });
  }
}

/**
 * A sum is finite only if all of its terms are (values are at most 1). One addition per value is faster than `every`,
 * which calls a function.
 */
function allFinite(vector: Float32Array): boolean {
  let sum = 0;
  for (const value of vector) sum += value;
  return Number.isFinite(sum);
}
