// Matches varied JDs against a store in one process, without the cache, and prints the times as JSON.
//   node bench/match-rounds.js STORE [--rounds 60] [--root CHECKOUT]   --root: measures another built checkout
//   --where JSON: conditions, e.g. [{"field":"years","op":">=","value":"5"}]; --warm MS: waits so long after the second JD, in which
//   a store on PostgreSQL reads its vectors into memory
//   --words real: JDs with words about as frequent as in real CVs (make-store.js --words real)
//   --out FILE: writes every ranking, so that those of two builds can be compared
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { jdText, quantile, wordsOf } from './match-jds.js';
import { built } from './measure.js';

const { values, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '60' },
    root: { type: 'string' },
    out: { type: 'string' },
    words: { type: 'string' },
    where: { type: 'string', default: '[]' },
    warm: { type: 'string', default: '0' },
  },
  allowPositionals: true,
});
const [{ loadConfig }, { matchParts }, { openWorkspace }, { jdOf }, { matchJd }, { seeded }] = await built(
  values.root,
  ['index.js', 'app/match.js', 'open.js', 'match/jd.js', 'match/match.js', 'evaluate/ranking/metrics.js'],
);

/** Rounds that are not counted, while V8 compiles and caches fill. */
const WARM_UP = 10;

const workspace = await openWorkspace({ ...loadConfig({}).values, store: positionals[0] });
const parts = await matchParts(workspace);
const random = seeded(2);
const [times, cpu, rankings] = [[], [], []];
const words = wordsOf(values.words);
const where = JSON.parse(values.where);
for (let i = 0; i < Number(values.rounds) + WARM_UP; i++) {
  const jd = jdOf(`${jdText(random, words)}Reference ${i}`);
  const [wall, used] = [performance.now(), process.cpuUsage()];
  rankings.push(await matchJd(jd, parts, { top: 10, noCache: true, cacheTtlMs: 1, where }));
  const spent = process.cpuUsage(used);
  if (i === 1) await sleep(Number(values.warm));
  if (i >= WARM_UP) {
    times.push(performance.now() - wall);
    cpu.push((spent.user + spent.system) / 1000);
  }
}
const { cvs, passages } = await workspace.store.summary();
await workspace.close();
if (values.out !== undefined) writeFileSync(values.out, JSON.stringify(rankings));
console.log(
  JSON.stringify({
    cvs,
    passages,
    p50Ms: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    cpuP50Ms: quantile(cpu, 0.5),
    cpuP95Ms: quantile(cpu, 0.95),
    rssMb: Math.round(process.memoryUsage.rss() / 2 ** 20),
  }),
);
