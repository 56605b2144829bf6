import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openEmbedder } from '../../src/embed/index.js';
import { readTrainingData, repeated } from './data.js';
import { documentFrequencies, idfFile } from './frequencies.js';
import { rightSingularVectors, rowOf, sparseOf } from './matrix.js';
import { trainModel } from './model.js';
import { occupationsOf, indexTitles } from './occupations.js';
import { randomFrom } from './random.js';
import { writeModel } from './write.js';

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-train-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Two trades with different words and 60 invented CVs each; every CV has a unique name. */
const TRADES = [
  {
    code: '35-1011.00',
    title: 'Head Chef',
    words: 'kitchen menu cook sauce dessert pastry grill recipe food dishes'.split(' '),
  },
  {
    code: '15-1252.00',
    title: 'Software Developer',
    words: 'java api database code deploy test server backend release debug'.split(' '),
  },
];

function writeCorpus(folder: string): void {
  const random = randomFrom(3);
  const cvs = TRADES.flatMap(({ title, words }) =>
    Array.from({ length: 60 }, (_, i) => {
      const body = Array.from({ length: 80 }, () => words[Math.floor(random() * words.length)]).join(' ');
      return JSON.stringify({ id: `${title}-${i}`, text: `${title} ${title} Xavier${title.length}q${i} ${body}` });
    }),
  );
  const table = (name: string, head: string, rows: string[]) => {
    writeFileSync(path.join(folder, 'vocabularies', `${name}.tsv.gz`), gzipSync([head, ...rows].join('\n')));
  };
  mkdirSync(path.join(folder, 'vocabularies'), { recursive: true });
  mkdirSync(path.join(folder, 'cv-texts'));
  writeFileSync(path.join(folder, 'cv-texts', 'it-cvs.jsonl.gz'), gzipSync(cvs.join('\n')));
  table(
    'onet-occupation-data',
    'O*NET-SOC Code\tTitle\tDescription',
    TRADES.map((t) => `${t.code}\t${t.title}\tWork with ${t.words.slice(0, 5).join(', ')}.`),
  );
  table(
    'onet-task-statements',
    'O*NET-SOC Code\tTitle\tTask ID\tTask',
    TRADES.flatMap((t) => t.words.map((word, i) => `${t.code}\t${t.title}\t${i}\tLook after the ${word}.`)),
  );
}

function train(data: string, out: string): void {
  const read = readTrainingData(data);
  const model = trainModel(read, {
    seed: 5,
    dimensions: 8,
    steps: 40,
    learningRate: 0.4,
    temperature: 0.07,
    batch: [8, 4, 4],
    report: () => undefined,
  });
  writeModel(out, model, idfFile(read.cvs));
}

const FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'idf.json', 'onnx/model_quantized.onnx'];

describe('training on a small corpus', () => {
  let data: string;
  let out: string;
  beforeAll(() => {
    data = mkdtempSync(path.join(tmpdir(), 'cvmatch-corpus-'));
    out = path.join(data, 'model');
    writeCorpus(data);
    train(data, out);
    return () => {
      rmSync(data, { recursive: true, force: true });
    };
  });

  it('gives the same bytes twice', () => {
    const again = temporaryFolder();
    train(data, again);
    for (const file of FILES)
      expect(readFileSync(path.join(again, file)).equals(readFileSync(path.join(out, file))), file).toBe(true);
  });

  it('gives a model that knows a trade by its words', async () => {
    const embedder = await openEmbedder({ embedder: 'auto', model: out });
    const rows = await embedder.embed(['menu and sauce', 'pastry kitchen', 'java backend'], 'passage');
    const cosine = (a: number, b: number) =>
      rows.subarray(8 * a, 8 * a + 8).reduce((sum, x, d) => sum + x * rows[8 * b + d]!, 0);
    expect(cosine(0, 1)).toBeGreaterThan(cosine(0, 2) + 0.3);
    await embedder.close();
  });

  it('keeps no word of fewer than 20 CVs, so no name', () => {
    for (const file of ['tokenizer.json', 'idf.json'])
      expect(readFileSync(path.join(out, file), 'utf8')).not.toContain('xavier');
    expect(readFileSync(path.join(out, 'tokenizer.json'), 'utf8')).toContain('"pastry"');
  });
});

describe('what training reads', () => {
  it('takes a headline from the run that stands twice at the start', () => {
    expect(repeated(['java', 'developer', 'java', 'developer', 'java', 'developer', 'acme'])).toBe(2);
    expect(repeated(['a', 'plain', 'text'])).toBe(0);
  });

  it('counts documents, not occurrences', () => {
    const documents = [...Array<string[]>(20).fill(['often', 'often']), ...Array<string[]>(19).fill(['rare'])];
    expect([...documentFrequencies(documents)]).toEqual([['often', 20]]);
  });

  it('finds the first, longest title of a headline', () => {
    const index = indexTitles([
      { code: 'a', titles: [{ words: ['software', 'developer'], weight: 1 }], description: [], tasks: [], tools: [] },
      {
        code: 'b',
        titles: [
          { words: ['senior', 'software', 'developer'], weight: 1 },
          { words: ['chef'], weight: 1 },
        ],
        description: [],
        tasks: [],
        tools: [],
      },
    ]);
    expect(occupationsOf('a senior software developer'.split(' '), index)).toEqual(new Map([[1, 1]]));
    expect(occupationsOf(['chef'], index)).toEqual(new Map([[1, 1]]));
    expect(occupationsOf(['chef', 'here'], index)).toBeUndefined();
  });
});

describe('rightSingularVectors', () => {
  it('finds the subspace of the greatest singular values', () => {
    // diag(9, 7, 1, 0.5, 0.1), so the result is the first two axes.
    const matrix = sparseOf(
      [9, 7, 1, 0.5, 0.1].map((value, i) => new Map([[i, value]])),
      5,
    );
    const vectors = rightSingularVectors(matrix, 4, 12, randomFrom(1));
    for (const axis of [0, 1]) expect(Math.hypot(...rowOf(vectors, axis))).toBeCloseTo(1, 4);
    expect(Math.hypot(...rowOf(vectors, 4))).toBeLessThan(0.01);
  });
});
