// The same ranking and scores in a folder and on PostgreSQL: every JD of data sets in BEIR layout is matched against the same
// CVs in both. Compares the score of every CV that both scored, to the bit, and counts JDs whose pick differs.
//   npm run build && node scripts/servers.js run -- node bench/stores-alike.js DATA_SET ... [--cold]
//   writes bench/results/stores-alike.json; a difference in a score ends it with exit code 1
//   --cvs N: the first N CVs of each set only, and no result file
//   --cold: each JD as the first search of its process, which asks the database for the nearest vectors, not the memory
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { makeDatabase } from './make-places.js';
import { built, root, round, saveResult } from './measure.js';

const { values, positionals } = parseArgs({
  options: { cold: { type: 'boolean', default: false }, cvs: { type: 'string', default: 'Infinity' } },
  allowPositionals: true,
});
if (positionals.length === 0) throw new Error('name the folders of the data sets');

const GROUP = 64;
/** All that are picked. */
const TOP = 200;
/** Most JDs, as a share, whose picks may differ: each store finds the nearest by an index of its own. */
const MOST_PICKS = 0.01;
/** In which a store on PostgreSQL reads its vectors into memory. */
const WARM_MS = 4000;

const [{ loadConfig }, { openWorkspace }, { readRankingData }, { matchParts }, { jdOf }, { matchJd }] = await built(
  root,
  ['index.js', 'open.js', 'evaluate/ranking/data.js', 'app/match.js', 'match/jd.js', 'match/match.js'],
);
const { values: config } = loadConfig({});
const open = (store, create = false) => openWorkspace({ ...config, store }, { create });

/** What the stores are given is read once. */
async function fill(corpus, stores) {
  const workspaces = [];
  for (const store of stores) workspaces.push(await open(store, true));
  const [first] = workspaces;
  const [pool, model, fingerprint] = [await first.pool(), await first.model(), await first.fingerprint()];
  for (const { store } of workspaces) await store.model.adopt(model);
  for (let from = 0; from < corpus.length; from += GROUP) {
    const some = corpus.slice(from, from + GROUP).map(({ text }, i) => ({ text, path: `set/${from + i}.txt` }));
    const outcomes = await Promise.all(
      some.map(({ text }) => pool.run({ kind: 'text', text, asOf: null, fallbackDate: '2020-01-01' })),
    );
    const results = some.map(({ text, path: place }, i) => ({
      path: place,
      size: text.length,
      mtimeMs: 0,
      hash: createHash('sha256').update(`${place}\n${text}`).digest('hex'),
      madeWith: 'bench',
      fingerprint,
      duplicates: 'keep',
      outcome: outcomes[i],
    }));
    for (const { store } of workspaces) await store.intake.commit(results);
  }
  for (const workspace of workspaces) await workspace.close();
}

/** The rankings of all JDs, of all CVs that were picked; null for a JD that has no candidate. */
async function ranked(store, jds, isWarm) {
  let workspace = await open(store);
  const rankings = [];
  for (const [i, jd] of jds.entries()) {
    if (values.cold && i > 0) {
      await workspace.close();
      workspace = await open(store);
    }
    const match = async () =>
      matchJd(jd, await matchParts(workspace), { top: TOP, noCache: true, cacheTtlMs: 1, allRevisions: true });
    const one = await match().catch((error) => {
      if (error.code === 'nothing_to_do') return null;
      throw error;
    });
    // From the second search on a store on PostgreSQL has its vectors in memory; the first is repeated with them.
    if (i === 0 && isWarm && !values.cold) {
      await match().catch(() => null);
      await sleep(WARM_MS);
      rankings.push(one === null ? null : await match());
    } else rankings.push(one);
  }
  await workspace.close();
  return rankings;
}

function compare(a, b) {
  const scores = (ranking) => new Map((ranking?.results ?? []).map(({ cvId, score }) => [cvId, score]));
  const [one, other] = [scores(a), scores(b)];
  const both = [...one.keys()].filter((cvId) => other.has(cvId));
  const order = (map) => [...map.keys()].filter((cvId) => one.has(cvId) && other.has(cvId)).join();
  const top = (map) => [...map.keys()].slice(0, 10).join();
  return {
    both: both.length,
    otherScores: both.filter((cvId) => !Object.is(one.get(cvId), other.get(cvId))).length,
    otherOrder: order(one) !== order(other),
    missing: one.size + other.size - 2 * both.length,
    otherTop: top(one) !== top(other),
  };
}

const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-alike-'));
try {
  const sets = {};
  for (const directory of positionals) {
    const { corpus: whole, queries } = readRankingData(directory);
    const corpus = whole.slice(0, Number(values.cvs));
    const name = path.basename(path.resolve(directory));
    const stores = [path.join(folder, name), await makeDatabase(`alike_${name.replaceAll(/\W/g, '_').toLowerCase()}`)];
    const started = performance.now();
    await fill(corpus, stores);
    const jds = queries.map(({ title, text }) => jdOf([title, text].filter(Boolean).join('\n')));
    const [here, there] = [await ranked(stores[0], jds, false), await ranked(stores[1], jds, true)];
    const compared = jds.map((_, i) => compare(here[i], there[i]));
    const sum = (field) => compared.reduce((all, one) => all + Number(one[field]), 0);
    sets[name] = {
      cvs: corpus.length,
      jds: jds.length,
      scoredByBoth: sum('both'),
      otherScores: sum('otherScores'),
      otherOrder: sum('otherOrder'),
      jdsWithOtherPick: compared.filter(({ missing }) => missing > 0).length,
      cvsOfOnePickAlone: sum('missing'),
      jdsWithOtherTop10: sum('otherTop'),
      seconds: round((performance.now() - started) / 1000),
    };
    console.error(name, JSON.stringify(sets[name]));
    rmSync(stores[0], { recursive: true, force: true });
  }
  const all = Object.values(sets);
  const total = (field) => all.reduce((sum, one) => sum + one[field], 0);
  const [scores, picks] = [total('otherScores') + total('otherOrder'), total('jdsWithOtherPick') / total('jds')];
  const result = {
    sameScores: scores === 0,
    jds: total('jds'),
    scoredByBoth: total('scoredByBoth'),
    jdsWithOtherTop10: total('jdsWithOtherTop10'),
    jdsWithOtherPick: total('jdsWithOtherPick'),
    bar: MOST_PICKS,
    met: scores === 0 && picks <= MOST_PICKS,
    sets,
  };
  if (values.cvs === 'Infinity') saveResult(values.cold ? 'stores-alike-cold' : 'stores-alike', result);
  if (scores > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
