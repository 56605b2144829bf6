import { trainContrastive, type ExampleSet, type Schedule } from './contrastive.js';
import type { Occupation, TrainingData } from './data.js';
import { documentFrequencies } from './frequencies.js';
import {
  addScaled,
  normalise,
  normaliseRows,
  rightSingularVectors,
  rowOf,
  sparseOf,
  zeros,
  type Dense,
  type Sparse,
} from './matrix.js';
import { cvExamples, indexTitles, occupationExamples, titleExamples, type Example } from './occupations.js';
import { randomFrom } from './random.js';

export interface TrainOptions extends Schedule {
  seed: number;
  dimensions: number;
  report: (line: string) => void;
}

export interface TrainedModel {
  words: string[];
  /** One row per word; its length is the word's weight. */
  embeddings: Dense;
}

/**
 * Word vectors: first from co-occurrence (LSA over CVs and occupations), then trained to predict the occupation a text
 * is about.
 */
export function trainModel({ cvs, occupations }: TrainingData, options: TrainOptions): TrainedModel {
  const random = randomFrom(options.seed);
  const frequencies = documentFrequencies(cvs.map(({ headline, body }) => [...headline, ...body]));
  const words = [...frequencies.keys()];
  const ids = new Map(words.map((word, i) => [word, i]));
  const rarity = Float32Array.from(frequencies.values(), (n) => Math.log(cvs.length / n));
  options.report(`${cvs.length} CVs, ${occupations.length} occupations, ${words.length} words`);

  const texts = [...cvs.map(({ headline, body }) => [...headline, ...body]), ...occupations.map(allWords)];
  const embeddings = rightSingularVectors(weighted(texts, ids, rarity), options.dimensions, 5, random);
  toUnitVariance(embeddings, rarity);
  options.report('co-occurrence done');

  const titles = indexTitles(occupations);
  const examples = [cvExamples(cvs, titles), titleExamples(titles), occupationExamples(occupations, random)];
  options.report(`${examples.map((set) => set.length).join(' + ')} examples (CVs, titles, occupations)`);
  const sets = examples.map((set) => exampleSet(set, ids, occupations.length));
  trainContrastive(embeddings, meansByOccupation(embeddings, sets[2]!), sets, options, random, (step, loss) => {
    options.report(`step ${step}: loss ${loss.toFixed(4)}`);
  });
  return { words, embeddings };
}

function allWords({ titles, description, tasks, tools }: Occupation): string[] {
  return [...titles.flatMap((title) => title.words), ...description, ...tasks.flat(), ...tools.flat()];
}

function counts(words: string[], ids: Map<string, number>): Map<number, number> {
  const row = new Map<number, number>();
  for (const word of words) {
    const id = ids.get(word);
    if (id !== undefined) row.set(id, (row.get(id) ?? 0) + 1);
  }
  return row;
}

/** tf-idf with logarithmic term frequencies; every text is scaled to length one. */
function weighted(texts: string[][], ids: Map<string, number>, rarity: Float32Array): Sparse {
  const rows = texts.map((text) => {
    const row = new Map([...counts(text, ids)].map(([id, n]) => [id, (1 + Math.log(n)) * rarity[id]!]));
    const norm = Math.sqrt([...row.values()].reduce((sum, x) => sum + x * x, 0)) || 1;
    return new Map([...row].map(([id, x]) => [id, x / norm]));
  });
  return sparseOf(rows, ids.size);
}

/** Weighs rare words more, then scales everything, so that a learning rate means the same for any data. */
function toUnitVariance(embeddings: Dense, rarity: Float32Array): void {
  let squares = 0;
  for (let i = 0; i < embeddings.rows; i++) {
    const row = rowOf(embeddings, i);
    for (let d = 0; d < row.length; d++) squares += (row[d]! *= rarity[i]!) ** 2;
  }
  const scale = Math.sqrt(embeddings.values.length / squares);
  for (let i = 0; i < embeddings.values.length; i++) embeddings.values[i]! *= scale;
}

/** Examples without a known word teach nothing and are left out. */
function exampleSet(examples: Example[], ids: Map<string, number>, occupations: number): ExampleSet {
  const rows = examples
    .map(({ words, shares }) => ({ words: counts(words, ids), shares }))
    .filter(({ words }) => words.size > 0);
  return {
    words: sparseOf(
      rows.map((row) => row.words),
      ids.size,
    ),
    occupations: sparseOf(
      rows.map((row) => row.shares),
      occupations,
    ),
  };
}

/** The initial vector of an occupation: the mean of its own texts. */
function meansByOccupation(embeddings: Dense, { words, occupations }: ExampleSet): Dense {
  const n = embeddings.columns;
  const means = zeros(occupations.columns, n);
  for (let i = 0; i < words.rows; i++) {
    const vector = new Float32Array(n);
    for (let at = words.starts[i]!; at < words.starts[i + 1]!; at++)
      addScaled(vector, 0, embeddings.values, words.indices[at]! * n, n, words.values[at]!);
    normalise(vector, 0, n);
    for (let at = occupations.starts[i]!; at < occupations.starts[i + 1]!; at++)
      addScaled(means.values, occupations.indices[at]! * n, vector, 0, n, occupations.values[at]!);
  }
  normaliseRows(means);
  return means;
}
