// Learns the shares of a score in models/ranker.json from judged JDs, read as they are and with titles masked together.
//   npm run ranker:learn -- --data <data set in BEIR layout> [--out models/ranker.json]
// Only words, meaning, title and skill are learned: judgements of whole CVs say little of degrees or places.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadConfig } from '../dist/src/config.js';
import { ascend, dcg, quality, shares, splitOf } from '../dist/src/evaluate/learning.js';
import { groupOf, readRankingData } from '../dist/src/evaluate/ranking-data.js';
import { withCorpus } from '../dist/src/evaluation.js';
import { kindScores } from '../dist/src/pipeline/match-evaluation.js';
import { PICKS } from '../dist/src/pipeline/match.js';
import { DEFAULT_WEIGHTS, WEIGHT_KINDS } from '../dist/src/rank/weights.js';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const LEARNED = ['words', 'meaning', 'title', 'skill'];
/** What doubling a weight must bring; the development JDs choose. */
const SHRINKS = [0.002, 0.008];

async function examplesOf(data, config, maskTitles) {
  return withCorpus(data, config, { maskTitles }, async ({ corpus, embedder, tools }) => {
    const weights = { ...tools.weights, kinds: Object.fromEntries(WEIGHT_KINDS.map((kind) => [kind, 1])) };
    const examples = [];
    for (const query of data.queries) {
      const grades = data.judgements.get(query.id);
      const rows = await kindScores(query, corpus, embedder, tools, { maskTitles, weights, picks: PICKS });
      rows.sort((a, b) => (a.id < b.id ? -1 : 1));
      examples.push({
        id: query.id, maskTitles, best: dcg([...grades.values()].sort((a, b) => b - a)),
        cvs: rows.map(({ id, kinds }) => ({ grade: grades.get(id) ?? 0, kinds })),
      });
    }
    return examples;
  });
}

/** Someone who asks for skills expects them to count, also where occupations alone were judged: never less than by hand. */
function learn(start, examples) {
  const constrain = (kinds) => shares(kinds, LEARNED, { skill: start.skill });
  const [train, dev] = ['train', 'dev'].map((split) => examples.filter(({ id }) => splitOf(id) === split));
  const tried = SHRINKS.map((shrink) => ascend(start, LEARNED, train, { shrink, constrain }));
  return [start, ...tried].reduce((best, next) => (quality(dev, next) > quality(dev, best) ? next : best));
}

/** nDCG@10 of each set of weights on those of the examples that `parts` name, titles shown and masked. */
function figures(examples, candidates, parts) {
  return Object.entries(parts).flatMap(([jds, isIn]) => [false, true].map((maskTitles) => {
    const some = examples.filter((one) => isIn(one.id) && one.maskTitles === maskTitles);
    const scores = Object.entries(candidates).map(([name, kinds]) => [name, Number(quality(some, kinds).toFixed(4))]);
    return { jds, count: some.length, titles: maskTitles ? 'masked' : 'shown', ...Object.fromEntries(scores) };
  }));
}

function splits() {
  return { ...Object.fromEntries(['train', 'dev', 'test'].map((name) => [name, (id) => splitOf(id) === name])), all: () => true };
}

function groups(data) {
  return Object.fromEntries([...new Set(data.queries.map(({ id }) => groupOf(id)))].map((group) => [group, (id) => groupOf(id) === group]));
}

/** models/ranker.json: a line for each thing that a reader compares. */
function written(weights, kinds, table) {
  const row = (value) => JSON.stringify(value).replaceAll('":', '": ').replaceAll(',', ', ').replace(/^\{(.*)\}$/, '{ $1 }');
  const rounded = Object.fromEntries(Object.entries(kinds).map(([kind, share]) => [kind, Number(share.toFixed(3))]));
  const splits = table.map((one) => `    ${row(one)}`).join(',\n');
  return `{\n  "kinds": ${row(rounded)},\n  "words": ${row(weights.words)},\n  "learnedBy": "npm run ranker:learn",\n  "ndcg@10": [\n${splits}\n  ]\n}\n`;
}

async function main() {
  const { values } = parseArgs({ options: { data: { type: 'string' }, out: { type: 'string', default: path.join(root, 'models/ranker.json') } } });
  if (values.data === undefined) throw new Error('usage: npm run ranker:learn -- --data <data set in BEIR layout> [--out FILE]');
  const data = readRankingData(values.data);
  const config = loadConfig().values;
  const byHand = sum(DEFAULT_WEIGHTS.kinds);
  const start = Object.fromEntries(WEIGHT_KINDS.map((kind) => [kind, DEFAULT_WEIGHTS.kinds[kind] / byHand]));
  const examples = [...await examplesOf(data, config, false), ...await examplesOf(data, config, true)];
  const candidates = { byHand: start, learned: learn(start, examples) };
  const table = figures(examples, candidates, splits());
  console.table([...table, ...figures(examples, candidates, groups(data))]);
  writeFileSync(values.out, written(DEFAULT_WEIGHTS, candidates.learned, table));
}

function sum(kinds) {
  return Object.values(kinds).reduce((a, b) => a + b, 0);
}

await main();
