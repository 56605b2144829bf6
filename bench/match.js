// `match` in a store of many CVs: p50 and p95 inside one process, and a cold command.
//   npm run build && node bench/match.js [--cvs 10000] [--rounds 60]   writes bench/results/match.json, or match-CVS.json
//   --stores FOLDER: keeps the store there, or uses the one that is there
//   --against CHECKOUT: measures another built checkout in turn (--turns 5), on a store of its own with the same CVs
// The CVs are put together from invented parts and go through the real steps (profile, passages, features, the model in
// use) and the real write path.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { jdText, quantile } from './match-jds.js';
import { fillStore } from './make-store.js';
import { built, commitOf, nodeFlags, root, saveResult } from './measure.js';

const { values } = parseArgs({
  options: {
    cvs: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '60' },
    turns: { type: 'string', default: '5' },
    stores: { type: 'string' },
    against: { type: 'string' },
  },
});
const COLD = 5;

/** One process that matches JDs one after the other, then some that match one each. */
function measureOnce({ checkout, store }, jd) {
  const rounds = path.join(root, 'bench/match-rounds.js');
  const args = [rounds, store, '--rounds', values.rounds, '--root', checkout];
  const warm = JSON.parse(execFileSync(process.execPath, [...nodeFlags, ...args], { encoding: 'utf8' }));
  const cold = Array.from({ length: COLD }, () => {
    const started = performance.now();
    execFileSync(
      process.execPath,
      [...nodeFlags, path.join(checkout, 'bin/run.js'), 'match', jd, '--no-cache', '--store', store],
      {
        stdio: 'ignore',
      },
    );
    return performance.now() - started;
  });
  return { ...warm, coldMs: quantile(cold, 0.5) };
}

/** The median of each figure over the turns. */
function medians(turns) {
  return Object.fromEntries(
    Object.keys(turns[0]).map((name) => [
      name,
      quantile(
        turns.map((one) => one[name]),
        0.5,
      ),
    ]),
  );
}

const temporary = mkdtempSync(path.join(tmpdir(), 'cvmatch-bench-'));
try {
  const stores = path.resolve(values.stores ?? temporary);
  const sides = [{ checkout: root, store: path.join(stores, 'own') }];
  if (values.against !== undefined)
    sides.unshift({ checkout: path.resolve(values.against), store: path.join(stores, 'against') });
  for (const { store, checkout } of sides) await fillStore(store, Number(values.cvs), { root: checkout });
  const [{ seeded }] = await built(root, ['evaluate/ranking/metrics.js']);
  const jd = path.join(temporary, 'jd.txt');
  writeFileSync(jd, jdText(seeded(3)));
  const turns = sides.map(() => []);
  for (let turn = 0; turn < (values.against === undefined ? 1 : Number(values.turns)); turn++)
    for (const [i, side] of sides.entries()) turns[i].push(measureOnce(side, jd));
  const [own, other] = turns.map(medians).reverse();
  const ratio = (name) => Number((own[name] / other[name]).toFixed(2));
  const against = other && {
    against: {
      commit: commitOf(values.against),
      ...other,
      ratios: { p50: ratio('p50Ms'), p95: ratio('p95Ms'), cpuP50: ratio('cpuP50Ms'), cold: ratio('coldMs') },
    },
  };
  saveResult(Number(values.cvs) === 10_000 ? 'match' : `match-${values.cvs}`, { model: 'builtin', ...own, ...against });
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
