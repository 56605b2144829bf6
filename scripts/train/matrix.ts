import { normal, type Random } from './random.js';

/** Rows of `columns` values, one after the other. */
export interface Dense {
  rows: number;
  columns: number;
  values: Float32Array;
}

/** Compressed sparse rows: row i holds `indices` and `values` from `starts[i]` to `starts[i + 1]`. */
export interface Sparse {
  rows: number;
  columns: number;
  starts: Uint32Array;
  indices: Uint32Array;
  values: Float32Array;
}

export function zeros(rows: number, columns: number): Dense {
  return { rows, columns, values: new Float32Array(rows * columns) };
}

export function rowOf(matrix: Dense, row: number): Float32Array {
  return matrix.values.subarray(row * matrix.columns, (row + 1) * matrix.columns);
}

/** From the entries of each row, column -> value. */
export function sparseOf(rows: Map<number, number>[], columns: number): Sparse {
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach((row, i) => (starts[i + 1] = starts[i]! + row.size));
  const indices = new Uint32Array(starts[rows.length]!);
  const values = new Float32Array(indices.length);
  rows.forEach((row, i) => {
    let at = starts[i]!;
    for (const [column, value] of row) {
      indices[at] = column;
      values[at++] = value;
    }
  });
  return { rows: rows.length, columns, starts, indices, values };
}

/** to[..] += factor * from[..] */
export function addScaled(to: Float32Array, from: Float32Array, factor: number): void {
  for (let i = 0; i < to.length; i++) to[i]! += factor * from[i]!;
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Scales a row to length one and returns the length it had; a row of zeros stays. */
export function normalise(row: Float32Array): number {
  const norm = Math.sqrt(dot(row, row));
  if (norm > 0) for (let i = 0; i < row.length; i++) row[i]! /= norm;
  return norm;
}

export function times(a: Sparse, b: Dense): Dense {
  const product = zeros(a.rows, b.columns);
  for (let i = 0; i < a.rows; i++) {
    const to = rowOf(product, i);
    for (let at = a.starts[i]!; at < a.starts[i + 1]!; at++) addScaled(to, rowOf(b, a.indices[at]!), a.values[at]!);
  }
  return product;
}

export function transposedTimes(a: Sparse, b: Dense): Dense {
  const product = zeros(a.columns, b.columns);
  for (let i = 0; i < a.rows; i++) {
    const from = rowOf(b, i);
    for (let at = a.starts[i]!; at < a.starts[i + 1]!; at++) addScaled(rowOf(product, a.indices[at]!), from, a.values[at]!);
  }
  return product;
}

/**
 * The right singular vectors of `a` that belong to its `rank` greatest singular values, by subspace iteration from a
 * random start (Halko, Martinsson and Tropp 2011). Columns are not sorted within the subspace: only distances between
 * rows are used, and those do not change under a rotation.
 */
export function rightSingularVectors(a: Sparse, rank: number, rounds: number, random: Random): Dense {
  let basis = zeros(a.columns, rank);
  for (let i = 0; i < basis.values.length; i++) basis.values[i] = normal(random);
  for (let round = 0; round < rounds; round++) {
    orthonormalise(basis);
    basis = transposedTimes(a, times(a, basis));
  }
  orthonormalise(basis);
  return basis;
}

/** Modified Gram-Schmidt on the columns, on a transposed copy so that columns are contiguous. */
function orthonormalise(matrix: Dense): void {
  const columns = transpose(matrix);
  for (let j = 0; j < columns.rows; j++) {
    const column = rowOf(columns, j);
    for (let i = 0; i < j; i++) {
      const other = rowOf(columns, i);
      addScaled(column, other, -dot(column, other));
    }
    normalise(column);
  }
  matrix.values.set(transpose(columns).values);
}

function transpose(matrix: Dense): Dense {
  const turned = zeros(matrix.columns, matrix.rows);
  for (let i = 0; i < matrix.rows; i++) {
    for (let j = 0; j < matrix.columns; j++) turned.values[j * matrix.rows + i] = matrix.values[i * matrix.columns + j]!;
  }
  return turned;
}
