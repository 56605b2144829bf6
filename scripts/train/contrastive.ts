import { addScaled, dot, normalise, rowOf, zeros, type Dense, type Sparse } from './matrix.js';
import type { Random } from './random.js';

export interface Schedule {
  steps: number;
  /** Falls to zero in a straight line. */
  learningRate: number;
  /** Of the softmax over occupations. */
  temperature: number;
  /** How many examples of each set go into a step. */
  batch: number[];
}

/** Texts as bags of words, and the occupations that each speaks of. */
export interface ExampleSet {
  words: Sparse;
  occupations: Sparse;
}

/** Shares below this are not worth a gradient; leaving them out halves the time. */
const NEGLIGIBLE = 1e-5;

interface Learned {
  values: Dense;
  gradient: Dense;
  /** Sum of squared gradients by row (Adagrad, Duchi et al. 2011). */
  history: Float32Array;
}

function learned(values: Dense): Learned {
  return { values, gradient: zeros(values.rows, values.columns), history: new Float32Array(values.rows).fill(1e-8) };
}

/**
 * Moves word vectors such that the sum of a text's words points to its occupation among all occupations (softmax over
 * cosines). Every other occupation is a negative in every step, the near ones the hard ones. Changes `embeddings`.
 */
export function trainContrastive(embeddings: Dense, classes: Dense, sets: ExampleSet[], schedule: Schedule, random: Random, report: (step: number, loss: number) => void): void {
  const words = learned(embeddings);
  const occupations = learned(classes);
  let loss = 0;
  for (let step = 1; step <= schedule.steps; step++) {
    const rate = schedule.learningRate * (1 - step / schedule.steps);
    const touched = new Set<number>();
    for (let i = 0; i < classes.rows; i++) normalise(rowOf(classes, i));
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

/** Adds one example's gradients; returns its loss. */
function learnOne(words: Learned, occupations: Learned, set: ExampleSet, row: number, temperature: number, touched: Set<number>): number {
  const { columns } = words.values;
  const vector = new Float32Array(columns);
  eachEntry(set.words, row, (word, weight) => { addScaled(vector, rowOf(words.values, word), weight); });
  const length = normalise(vector);
  if (length === 0) return 0;
  const shares = softmax(occupations.values, vector, temperature);
  let loss = 0;
  eachEntry(set.occupations, row, (occupation, share) => {
    loss -= share * Math.log(shares[occupation]! + 1e-9);
    shares[occupation]! -= share;
  });
  const back = new Float32Array(columns);
  for (let i = 0; i < shares.length; i++) {
    const slope = shares[i]! / temperature;
    if (Math.abs(shares[i]!) < NEGLIGIBLE) continue;
    addScaled(back, rowOf(occupations.values, i), slope);
    addScaled(rowOf(occupations.gradient, i), vector, slope);
  }
  addScaled(back, vector, -dot(back, vector));
  eachEntry(set.words, row, (word, weight) => {
    addScaled(rowOf(words.gradient, word), back, weight / length);
    touched.add(word);
  });
  return loss;
}

function eachEntry(matrix: Sparse, row: number, visit: (column: number, value: number) => void): void {
  for (let at = matrix.starts[row]!; at < matrix.starts[row + 1]!; at++) visit(matrix.indices[at]!, matrix.values[at]!);
}

function softmax(classes: Dense, vector: Float32Array, temperature: number): Float32Array {
  const shares = new Float32Array(classes.rows);
  let greatest = -Infinity;
  for (let i = 0; i < shares.length; i++) {
    shares[i] = dot(rowOf(classes, i), vector) / temperature;
    greatest = Math.max(greatest, shares[i]!);
  }
  let sum = 0;
  for (let i = 0; i < shares.length; i++) sum += shares[i] = Math.exp(shares[i]! - greatest);
  for (let i = 0; i < shares.length; i++) shares[i]! /= sum;
  return shares;
}

/** One step of Adagrad with one rate a row; clears the gradients it used. */
function update(matrix: Learned, rows: Set<number>, rate: number): void {
  for (const row of rows) {
    const gradient = rowOf(matrix.gradient, row);
    matrix.history[row]! += dot(gradient, gradient) / gradient.length;
    addScaled(rowOf(matrix.values, row), gradient, -rate / Math.sqrt(matrix.history[row]!));
    gradient.fill(0);
  }
}
