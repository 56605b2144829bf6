import path from 'node:path';
import { parseArgs } from 'node:util';
import { openEmbedder, type Embedder } from '../../src/embed/index.js';
import { groupOf, readRankingData } from '../../src/evaluate/ranking/data.js';
import { estimate, ndcg } from '../../src/evaluate/ranking/metrics.js';

/**
 * `npm run model:measure -- --data FOLDER [--model FOLDER]`: nDCG@10 of a model's vectors alone, on a data set in BEIR
 * layout, and the time to embed. A CV is the mean of its pieces of 70 words, a JD its body plus TITLE times its title.
 */
const PIECE = 70;
const TITLE = 2;

const { values } = parseArgs({ options: { data: { type: 'string' }, model: { type: 'string' } } });
if (values.data === undefined) throw new TypeError('--data FOLDER is needed: a data set in BEIR layout');

function meanOf(rows: Float32Array, weights: number[]): Float32Array {
  const n = rows.length / weights.length;
  const mean = new Float32Array(n);
  rows.forEach((value, i) => (mean[i % n]! += weights[Math.floor(i / n)]! * value));
  const norm = Math.hypot(...mean) || 1;
  return mean.map((value) => value / norm);
}

function piecesOf(text: string): string[] {
  const words = text.split(/\s+/);
  return Array.from({ length: Math.ceil(words.length / PIECE) }, (_, i) =>
    words.slice(i * PIECE, (i + 1) * PIECE).join(' '),
  );
}

async function vectorOfCv(embedder: Embedder, text: string): Promise<Float32Array> {
  const rows = await embedder.embed(piecesOf(text), 'passage');
  return meanOf(rows, new Array<number>(rows.length / embedder.dimensions).fill(1));
}

const data = readRankingData(path.resolve(values.data));
const embedder = await openEmbedder({ embedder: 'builtin', model: values.model });
const before = process.cpuUsage();
const cvs: Float32Array[] = [];
for (const { text } of data.corpus) cvs.push(await vectorOfCv(embedder, text));
const { user, system } = process.cpuUsage(before);

const byGroup = new Map<string, number[]>([['all', []]]);
for (const { id, title, text } of data.queries) {
  const query = meanOf(await embedder.embed([text, title ?? ''], 'query'), [1, TITLE]);
  const scores = cvs.map((cv) => cv.reduce((sum, value, d) => sum + value * query[d]!, 0));
  const order = scores.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const judged = data.judgements.get(id)!;
  const value = ndcg(
    order.slice(0, 10).map((i) => judged.get(data.corpus[i]!.id) ?? 0),
    [...judged.values()],
    10,
  );
  for (const group of ['all', groupOf(id)]) byGroup.set(group, [...(byGroup.get(group) ?? []), value]);
}
await embedder.close();

for (const [group, values] of byGroup) {
  const { mean, low, high } = estimate(values);
  process.stdout.write(
    `${group.padEnd(8)} ${String(values.length).padStart(4)} JDs  nDCG@10 ${mean.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})\n`,
  );
}
process.stdout.write(`embedding: ${((user + system) / 1000 / cvs.length).toFixed(2)} ms of CPU a CV\n`);
