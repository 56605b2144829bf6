import { normal, type Random } from './random.js';

/** A matrix stored by rows of `columns` values. */
export interface Dense {
  rows: number;
  columns: number;
  values: Float32Array;
}

/** Compressed sparse rows: row i has `indices` and `values` from `starts[i]` to `starts[i + 1]`. */
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

/** From the entries of each row (column -> value). */
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

/**
 * `to[toAt..] += factor * from[fromAt..]` over `n` values, a multiple of four. Offsets avoid creating a view per row.
 */
export function addScaled(
  to: Float32Array,
  toAt: number,
  from: Float32Array,
  fromAt: number,
  n: number,
  factor: number,
): void {
  for (let i = 0; i < n; i += 4) {
    to[toAt + i]! += factor * from[fromAt + i]!;
    to[toAt + i + 1]! += factor * from[fromAt + i + 1]!;
    to[toAt + i + 2]! += factor * from[fromAt + i + 2]!;
    to[toAt + i + 3]! += factor * from[fromAt + i + 3]!;
  }
}

/** Inner product of `n` values, a multiple of four; four parallel sums take half the time of one. */
export function dot(a: Float32Array, aAt: number, b: Float32Array, bAt: number, n: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let i = 0; i < n; i += 4) {
    s0 += a[aAt + i]! * b[bAt + i]!;
    s1 += a[aAt + i + 1]! * b[bAt + i + 1]!;
    s2 += a[aAt + i + 2]! * b[bAt + i + 2]!;
    s3 += a[aAt + i + 3]! * b[bAt + i + 3]!;
  }
  return s0 + s1 + (s2 + s3);
}

/** Scales `n` values from `at` to length one and returns their previous length; zeros stay. */
export function normalise(values: Float32Array, at: number, n: number): number {
  const norm = Math.sqrt(dot(values, at, values, at, n));
  if (norm > 0) for (let i = at; i < at + n; i++) values[i]! /= norm;
  return norm;
}

export function normaliseRows(matrix: Dense): void {
  for (let i = 0; i < matrix.rows; i++) normalise(matrix.values, i * matrix.columns, matrix.columns);
}

function times(a: Sparse, b: Dense): Dense {
  const n = b.columns;
  const product = zeros(a.rows, n);
  for (let i = 0; i < a.rows; i++) {
    for (let at = a.starts[i]!; at < a.starts[i + 1]!; at++)
      addScaled(product.values, i * n, b.values, a.indices[at]! * n, n, a.values[at]!);
  }
  return product;
}

function transposedTimes(a: Sparse, b: Dense): Dense {
  const n = b.columns;
  const product = zeros(a.columns, n);
  for (let i = 0; i < a.rows; i++) {
    for (let at = a.starts[i]!; at < a.starts[i + 1]!; at++)
      addScaled(product.values, a.indices[at]! * n, b.values, i * n, n, a.values[at]!);
  }
  return product;
}

/**
 * The right singular vectors of `a` for its `rank` largest singular values, by subspace iteration from a random start
 * (Halko, Martinsson and Tropp 2011). The columns are not sorted, since only distances between rows are used, which a
 * rotation does not change.
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

/**
 * Modified Gram-Schmidt on the columns, on a transposed copy in which columns are contiguous; padded to a multiple of
 * four.
 */
function orthonormalise(matrix: Dense): void {
  const { columns: count, rows: n } = matrix;
  const stride = 4 * Math.ceil(n / 4);
  const columns = new Float32Array(count * stride);
  for (let i = 0; i < n; i++) for (let j = 0; j < count; j++) columns[j * stride + i] = matrix.values[i * count + j]!;
  for (let j = 0; j < count; j++) {
    for (let i = 0; i < j; i++)
      addScaled(
        columns,
        j * stride,
        columns,
        i * stride,
        stride,
        -dot(columns, j * stride, columns, i * stride, stride),
      );
    normalise(columns, j * stride, stride);
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < count; j++) matrix.values[i * count + j] = columns[j * stride + i]!;
}
