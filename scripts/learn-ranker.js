// Learns the shares of a score in models/ranker.json from judged JDs of several sets together, cross-validated by JD.
//   npm run ranker:learn -- --data DIR [--data DIR ...] [--out models/ranker.json]
// Each DIR is a data set in BEIR layout. The measure of a set follows from its judgements: AUC over all pairs where each
// JD has one CV, nDCG@10 of what is picked where few of many CVs are judged, else Spearman over the judged CVs.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadConfig } from '../dist/src/config/config.js';
import { ascend, LEARNED, meanQuality, quality, split } from '../dist/src/evaluate/ranking/learning.js';
import { readRankingData } from '../dist/src/evaluate/ranking/data.js';
import { withCorpus } from '../dist/src/app/evaluate-corpus.js';
import { exampleOf } from '../dist/src/evaluate/ranking/measure.js';
import { PICKS } from '../dist/src/match/match.js';
import { DEFAULT_WEIGHTS, SHARES } from '../dist/src/rank/weights.js';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const FOLDS = 4;
/** In a larger corpus only a few CVs are judged per JD, so the measure is what comes first among the picked ones. */
const LARGE = 1000;

function measureOf({ corpus, queries, judgements }) {
  if (queries.every(({ id }) => judgements.get(id).size === 1)) return 'auc';
  return corpus.length > LARGE ? 'ndcg@10' : 'spearman';
}

async function setOf(folder, config) {
  const data = readRankingData(folder);
  const measure = measureOf(data);
  const examples = await withCorpus(data, config, {}, async (opened) => {
    const found = [];
    for (const query of data.queries) {
      const judged = data.judgements.get(query.id);
      const among = measure === 'ndcg@10' ? null : new Set(judged.keys());
      found.push(
        await exampleOf(query, judged, among, opened, { maskTitles: false, weights: DEFAULT_WEIGHTS, picks: PICKS }),
      );
    }
    return found;
  });
  console.error(`${path.basename(folder)}: ${examples.length} JDs, ${measure}`);
  return { name: path.basename(folder), measure, examples };
}

/** Mean quality on held-out JDs, over the folds. */
function heldOut(sets) {
  const rows = Array.from({ length: FOLDS }, (_, fold) => {
    const learned = ascend(DEFAULT_WEIGHTS, split(sets, fold, FOLDS, false));
    const left = split(sets, fold, FOLDS, true);
    return [meanQuality(left, DEFAULT_WEIGHTS), meanQuality(left, learned)];
  });
  return [0, 1].map((i) => rows.reduce((sum, row) => sum + row[i], 0) / FOLDS);
}

/** Shares that sum to 1, with three digits; further ones would be noise. */
function rounded(kinds) {
  const sum = SHARES.reduce((total, kind) => total + kinds[kind], 0);
  const shares = Object.fromEntries(SHARES.map((kind) => [kind, Number((kinds[kind] / sum).toFixed(3))]));
  return { ...kinds, ...shares };
}

function written({ kinds, words }) {
  const row = (value) =>
    JSON.stringify(value)
      .replaceAll('":', '": ')
      .replaceAll(',', ', ')
      .replace(/^\{(.*)\}$/, '{ $1 }');
  return `{\n  "kinds": ${row(kinds)},\n  "words": ${row(words)}\n}\n`;
}

const { values } = parseArgs({
  options: {
    data: { type: 'string', multiple: true },
    out: { type: 'string', default: path.join(root, 'models/ranker.json') },
  },
});
if (values.data === undefined)
  throw new Error('usage: npm run ranker:learn -- --data <data set in BEIR layout> [--data ...] [--out FILE]');
const config = loadConfig().values;
const sets = [];
for (const folder of values.data) sets.push(await setOf(folder, config));
const learned = { ...DEFAULT_WEIGHTS, kinds: rounded(ascend(DEFAULT_WEIGHTS, sets).kinds) };
console.table(
  sets.map((set) => ({
    set: set.name,
    measure: set.measure,
    JDs: set.examples.length,
    start: quality(set, DEFAULT_WEIGHTS).toFixed(3),
    learned: quality(set, learned).toFixed(3),
  })),
);
const [start, cross] = heldOut(sets);
console.log(
  `held-out JDs, mean over sets and ${FOLDS} folds: ${start.toFixed(4)} at the start, ${cross.toFixed(4)} learned (${LEARNED.join(', ')})`,
);
// Learned weights are only kept if they are better on JDs not seen in learning.
const kept = cross > start ? learned : { ...DEFAULT_WEIGHTS, kinds: rounded(DEFAULT_WEIGHTS.kinds) };
writeFileSync(values.out, written(kept));
