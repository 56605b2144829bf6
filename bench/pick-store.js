// What the first stage finds in a large store: of the CVs that scoring every CV would place among the first 10 and 50, how many are
// among those picked. `cvmatch evaluate pick` tells the same of real CVs; this is for sizes of which there are none.
//   npm run build && node bench/pick-store.js STORE [--jds 20] [--words real]   STORE: made by make-store.js, with the same --words
// Writes bench/results/pick-store.json
import { parseArgs } from 'node:util';
import { jdText, wordsOf } from './match-jds.js';
import { built, saveResult } from './measure.js';

const { values, positionals } = parseArgs({
  options: { jds: { type: 'string', default: '20' }, words: { type: 'string' } },
  allowPositionals: true,
});
const [store] = positionals;
if (store === undefined) throw new Error('name the store');
const [
  { loadConfig },
  { matchParts },
  { openWorkspace },
  { jdOf },
  { planFor },
  { bestOfAll },
  { pickQuery },
  { seeded },
] = await built(undefined, [
  'index.js',
  'app/match.js',
  'open.js',
  'match/jd.js',
  'match/match.js',
  'match/all.js',
  'match/pick.js',
  'evaluate/ranking/metrics.js',
]);
const thousandths = (share) => Math.round(1000 * share) / 1000;
const PICKED = [50, 100, 150, 200];
const DEPTHS = [10, 50];

const workspace = await openWorkspace({ ...loadConfig({}).values, store });
try {
  const parts = await matchParts(workspace);
  const random = seeded(23);
  const words = wordsOf(values.words);
  const plans = [];
  for (let i = 0; i < Number(values.jds); i++) {
    const jd = jdOf(jdText(random, words));
    plans.push(await planFor(jd, parts, parts.tools.weights, {}));
  }
  const best = await bestOfAll(plans, parts.store, parts.tools, Math.max(...DEPTHS), (done) =>
    process.stderr.write(done % 1000 === 0 ? `\r${done}` : ''),
  );
  const found = [];
  for (const limit of PICKED) {
    const shares = DEPTHS.map(() => []);
    for (const [i, plan] of plans.entries()) {
      const picked = new Set(await parts.store.search.pick({ ...pickQuery(plan, parts.tools), limit }));
      DEPTHS.forEach((depth, at) => {
        const first = best[i].slice(0, depth);
        shares[at].push(first.filter(({ cvId }) => picked.has(cvId)).length / first.length);
      });
    }
    const mean = (list) => list.reduce((sum, one) => sum + one, 0) / list.length;
    found.push({
      picked: limit,
      ...Object.fromEntries(DEPTHS.map((depth, at) => [`first${depth}`, thousandths(mean(shares[at]))])),
      least10: Math.min(...shares[0]),
    });
  }
  const { cvs } = await workspace.store.summary();
  saveResult('pick-store', { cvs, jds: plans.length, words: values.words ?? 'few', found });
} finally {
  await workspace.close();
}
