// The search of a store on PostgreSQL: how many of the truly nearest vectors the index and the memory of a process find, with
// and without filters, and what they take; and a whole `match` by each, warm in one process and as a cold command.
//   npm run build && node bench/postgres-search.js --store postgres://... [--folder FOLDER] [--rounds 60] [--jds 40]
//   The store is made by `node bench/make-store.js URL --cvs 100000`, or moved there by `cvmatch move`; --folder: the same CVs in a
//   folder, measured in turn. Writes bench/results/postgres-search.json
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { jdText, quantile } from './match-jds.js';
import { built, cli, nodeFlags, root, round, saveResult } from './measure.js';

const { values } = parseArgs({
  options: {
    store: { type: 'string' },
    folder: { type: 'string' },
    rounds: { type: 'string', default: '60' },
    jds: { type: 'string', default: '40' },
  },
});
if (values.store === undefined) throw new Error('name the store: --store postgres://...');

const NEAREST = 2000;
/** Of whom the pick takes 200. */
const FIRST = 200;
const COLD = 5;
/** Conditions, from those that most CVs meet to those that few do. */
const FILTERS = {
  none: { sql: 'true', where: [] },
  most: { sql: 'years >= 4', where: [{ field: 'years', op: '>=', value: '4' }] },
  tenth: { sql: "lower(label) = 'nurse'", where: [{ field: 'label', op: '=', value: 'nurse' }] },
};
const WAYS = {
  exact: 'SET LOCAL enable_indexscan = off',
  ...Object.fromEntries(
    [100, 200, 400, 1000].map((ef) => [
      `ef ${ef}`,
      `SET LOCAL enable_seqscan = off; SET LOCAL hnsw.ef_search = ${ef}; SET LOCAL hnsw.iterative_scan = 'strict_order'; SET LOCAL hnsw.max_scan_tuples = 100000`,
    ]),
  ),
};

async function jdVectors() {
  const [{ loadConfig }, { openEmbedder }, { seeded }] = await built(root, [
    'index.js',
    'embed/index.js',
    'evaluate/ranking/metrics.js',
  ]);
  const { embedder, model, modelsFolder } = loadConfig({}).values;
  const opened = await openEmbedder({ embedder, model, modelsFolder });
  const random = seeded(7);
  const texts = Array.from({ length: Number(values.jds) }, () => jdText(random));
  const all = await opened.embed(texts, 'query');
  await opened.close();
  return texts.map((_, i) => all.subarray(i * opened.dimensions, (i + 1) * opened.dimensions));
}

/** The keys of the nearest, nearest first, in milliseconds. */
async function nearest(client, { setting, filter, vector }) {
  await client.query(`BEGIN; SELECT set_config('cvmatch.tenant', '1', true); ${setting}`);
  const started = performance.now();
  const { rows } = await client.query(
    `SELECT key FROM vectors_1_1 AS one WHERE tenant = 1 AND ${filter === 'true' ? 'true' : `key IN (SELECT key FROM cvs WHERE tenant = 1 AND latest AND ${filter})`}
     ORDER BY vector <-> $1::halfvec LIMIT ${NEAREST}`,
    [`[${vector.join(',')}]`],
  );
  const ms = performance.now() - started;
  await client.query('COMMIT');
  return { keys: rows.map(({ key }) => key), ms };
}

const share = (found, wanted) => wanted.filter((key) => found.has(key)).length / Math.max(1, wanted.length);
const mean = (list) => Math.round((list.reduce((a, b) => a + b, 0) / list.length) * 10_000) / 10_000;

/** Recall and time of each way with each filter. */
async function recalls(vectors) {
  const client = new pg.Client({ connectionString: values.store });
  await client.connect();
  const { NearVectors } = (await built(root, ['store/search/near-vectors.js']))[0];
  const memory = await readMemory(client, new NearVectors(vectors[0].length));
  const figures = {};
  for (const [name, { sql }] of Object.entries(FILTERS)) {
    const rows = await client.query(`SELECT key FROM cvs WHERE tenant = 1 AND latest AND ${sql}`);
    const wanted = name === 'none' ? null : new Set(rows.rows.map(({ key }) => key));
    const found = Object.fromEntries(
      [...Object.keys(WAYS), 'memory'].map((way) => [way, { first: [], all: [], ms: [] }]),
    );
    for (const vector of vectors) {
      const truth = await nearest(client, { setting: WAYS.exact, filter: sql, vector });
      const note = (way, keys, ms) => {
        const set = new Set(keys);
        found[way].first.push(share(set, truth.keys.slice(0, FIRST)));
        found[way].all.push(share(set, truth.keys));
        found[way].ms.push(ms);
      };
      note('exact', truth.keys, truth.ms);
      for (const [way, setting] of Object.entries(WAYS).slice(1)) {
        const one = await nearest(client, { setting, filter: sql, vector });
        note(way, one.keys, one.ms);
      }
      const started = performance.now();
      const compared = memory.compare(vector).nearest(NEAREST, wanted);
      note('memory', [...compared.keys()], performance.now() - started);
    }
    figures[name] = {
      cvs: rows.rows.length,
      ...Object.fromEntries(
        Object.entries(found).map(([way, { first, all, ms }]) => [
          way,
          { recall200: mean(first), recall2000: mean(all), p50Ms: quantile(ms, 0.5), p95Ms: quantile(ms, 0.95) },
        ]),
      ),
    };
  }
  await client.end();
  return figures;
}

async function readMemory(client, vectors) {
  await client.query("SELECT set_config('cvmatch.tenant', '1', false)");
  for (let last = 0; ;) {
    const { rows } = await client.query(
      'SELECT key, vector::text AS vector FROM vectors_1_1 WHERE tenant = 1 AND key > $1 ORDER BY key LIMIT 1024',
      [last],
    );
    for (const { key, vector } of rows) vectors.set(key, Float32Array.from(JSON.parse(vector)));
    if (rows.length === 0) return vectors;
    last = rows.at(-1).key;
  }
}

/** One process that matches JDs one after the other. */
function warm(store, where) {
  const args = [path.join(root, 'bench/match-rounds.js'), store, '--rounds', values.rounds, '--warm', '8000'];
  return JSON.parse(
    execFileSync(process.execPath, [...nodeFlags, ...args, '--where', JSON.stringify(where)], { encoding: 'utf8' }),
  );
}

/** Commands that match one JD each. */
function cold(store, jd) {
  const times = Array.from({ length: COLD }, () => {
    const started = performance.now();
    execFileSync(process.execPath, [...nodeFlags, cli, 'match', jd, '--no-cache', '--store', store], {
      stdio: 'ignore',
    });
    return performance.now() - started;
  });
  return quantile(times, 0.5);
}

const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-search-'));
try {
  const started = performance.now();
  execFileSync(process.execPath, [...nodeFlags, cli, 'migrate', '--store', values.store], { stdio: 'inherit' });
  const indexSeconds = round((performance.now() - started) / 1000);
  const vectors = await jdVectors();
  const jd = path.join(folder, 'jd.txt');
  const [{ seeded }] = await built(root, ['evaluate/ranking/metrics.js']);
  writeFileSync(jd, jdText(seeded(3)));
  const stores = { postgres: values.store, ...(values.folder === undefined ? {} : { folder: values.folder }) };
  const matches = {};
  for (const [name, { where }] of Object.entries(FILTERS))
    for (const [store, place] of Object.entries(stores)) (matches[store] ??= {})[name] = warm(place, where);
  const coldMs = Object.fromEntries(Object.entries(stores).map(([store, place]) => [store, cold(place, jd)]));
  saveResult('postgres-search', { indexSeconds, vectors: await recalls(vectors), warm: matches, coldMs });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
