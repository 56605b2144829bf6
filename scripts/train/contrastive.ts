import { addScaled, dot, normalise, normaliseRows, zeros, type Dense, type Sparse } from './matrix.js';
import type { Random } from './random.js';

export interface Schedule {
  steps: number;
  /** Initial rate; it falls linearly to zero. */
  learningRate: number;
  /** Temperature of the softmax over occupations. */
  temperature: number;
  /** Number of examples from each set per step. */
  batch: number[];
}

/** Texts as bags of words, with the occupations that each is about. */
export interface ExampleSet {
  words: Sparse;
  occupations: Sparse;
}

/** Smaller shares are left out of the gradient, which halves the time. */
const NEGLIGIBLE = 1e-4;

interface Learned {
  values: Dense;
  gradient: Dense;
  /** Sum of squared gradients per row (Adagrad, Duchi et al. 2011). */
  history: Float32Array;
}

function learned(values: Dense): Learned {
  return { values, gradient: zeros(values.rows, values.columns), history: new Float32Array(values.rows).fill(1e-8) };
}

/**
 * Trains word vectors so that the sum of a text's words points to its occupation among all occupations (softmax over
 * cosines). In every step all other occupations are negatives; the similar ones are the hard ones. Changes
 * `embeddings`.
 */
export function trainContrastive(
  embeddings: Dense,
  classes: Dense,
  sets: ExampleSet[],
  schedule: Schedule,
  random: Random,
  report: (step: number, loss: number) => void,
): void {
  const words = learned(embeddings);
  const occupations = learned(classes);
  let loss = 0;
  for (let step = 1; step <= schedule.steps; step++) {
    const rate = schedule.learningRate * (1 - step / schedule.steps);
    const touched = new Set<number>();
    normaliseRows(classes);
    sets.forEach((set, s) => {
      for (let n = 0; n < schedule.batch[s]!; n++) {
        loss += learnOne(words, occupations, set, Math.floor(random() * set.words.rows), schedule.temperature, touched);
      }
    });
    update(words, touched, rate);
    update(occupations, new Set(Array.from({ length: classes.rows }, (_, i) => i)), rate * 0.3);
    if (step % 200 === 0) {
      report(step, loss / (200 * schedule.batch.reduce((a, b) => a + b)));
      loss = 0;
    }
  }
}

/** Adds the gradients of one example; returns its loss. */
function learnOne(
  words: Learned,
  occupations: Learned,
  set: ExampleSet,
  row: number,
  temperature: number,
  touched: Set<number>,
): number {
  const n = words.values.columns;
  const vector = new Float32Array(n);
  eachEntry(set.words, row, (word, weight) => {
    addScaled(vector, 0, words.values.values, word * n, n, weight);
  });
  const length = normalise(vector, 0, n);
  if (length === 0) return 0;
  const shares = softmax(occupations.values, vector, temperature);
  let loss = 0;
  eachEntry(set.occupations, row, (occupation, share) => {
    loss -= share * Math.log(shares[occupation]! + 1e-9);
    shares[occupation]! -= share;
  });
  const back = backward(occupations, shares, vector, temperature);
  eachEntry(set.words, row, (word, weight) => {
    addScaled(words.gradient.values, word * n, back, 0, n, weight / length);
    touched.add(word);
  });
  return loss;
}

/**
 * Adds to the gradients of the occupations and returns that of the text, without the component along the text itself,
 * which changes no cosine.
 */
function backward(occupations: Learned, shares: Float32Array, vector: Float32Array, temperature: number): Float32Array {
  const n = vector.length;
  const back = new Float32Array(n);
  for (let i = 0; i < shares.length; i++) {
    if (Math.abs(shares[i]!) < NEGLIGIBLE) continue;
    const slope = shares[i]! / temperature;
    addScaled(back, 0, occupations.values.values, i * n, n, slope);
    addScaled(occupations.gradient.values, i * n, vector, 0, n, slope);
  }
  addScaled(back, 0, vector, 0, n, -dot(back, 0, vector, 0, n));
  return back;
}

function eachEntry(matrix: Sparse, row: number, visit: (column: number, value: number) => void): void {
  for (let at = matrix.starts[row]!; at < matrix.starts[row + 1]!; at++) visit(matrix.indices[at]!, matrix.values[at]!);
}

function softmax(classes: Dense, vector: Float32Array, temperature: number): Float32Array {
  const shares = new Float32Array(classes.rows);
  let greatest = -Infinity;
  for (let i = 0; i < shares.length; i++) {
    shares[i] = dot(classes.values, i * vector.length, vector, 0, vector.length) / temperature;
    greatest = Math.max(greatest, shares[i]!);
  }
  let sum = 0;
  for (let i = 0; i < shares.length; i++) sum += shares[i] = Math.exp(shares[i]! - greatest);
  for (let i = 0; i < shares.length; i++) shares[i]! /= sum;
  return shares;
}

/** One step of Adagrad with one rate per row; clears the gradients it used. */
function update(matrix: Learned, rows: Set<number>, rate: number): void {
  const { values, gradient, history } = matrix;
  const n = values.columns;
  for (const row of rows) {
    history[row]! += dot(gradient.values, row * n, gradient.values, row * n, n) / n;
    addScaled(values.values, row * n, gradient.values, row * n, n, -rate / Math.sqrt(history[row]!));
    gradient.values.fill(0, row * n, (row + 1) * n);
  }
}
