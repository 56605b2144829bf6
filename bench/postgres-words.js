// Words on PostgreSQL: ways to find the CVs that are best by BM25, compared on one set of postings whose words are as frequent
// as in real CVs (models/builtin/idf.json), spread independently. Each way is asked without anything kept in the process.
//   npm run build && node scripts/servers.js run -- node bench/postgres-words.js [--cvs 100000] [--jds 40] [--ways rows,gin,...]
// Writes bench/results/postgres-words.json: milliseconds, the share found of the 400 best, bytes, and what a written CV costs.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { makeDatabase } from './make-places.js';
import { quantile } from './match-jds.js';
import { built, option, root, round, saveResult } from './measure.js';

const cvs = Number(option('cvs', 100_000));
const jds = Number(option('jds', 40));
const ways = option('ways', 'bounded,rows,gin,packed,sparsevec').split(',');

const DEPTH = 400;
/** Words of a JD that are looked for, and pairs of word and CV that a bounded list may score, as in src/store/picking.ts. */
const WORDS = 30;
const BOUND = 8000;
/** CVs in one piece of packed postings. */
const RANGE = 4096;
/** Written to see what one costs. */
const WRITTEN = 200;
const [K1, B] = [1.2, 0.75];

const [{ seeded }] = await built(root, ['evaluate/ranking/metrics.js']);
const random = seeded(11);
const { documents, words: counts } = JSON.parse(readFileSync(path.join(root, 'models/builtin/idf.json'), 'utf8'));
const terms = Object.keys(counts);
const shares = terms.map((term) => counts[term] / documents);
const holders = shares.map((share) => Math.round(share * cvs));
const idf = holders.map((n) => Math.max(1e-6, Math.log((cvs - n + 0.5) / (n + 0.5))));

/** Words of each CV: log-normal. */
const lengths = Uint16Array.from({ length: cvs + WRITTEN + 1 }, () => {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.max(60, Math.min(8000, Math.round(Math.exp(Math.log(800) + 0.5 * normal))));
});
const average = lengths.reduce((sum, one) => sum + one, 0) / lengths.length;
const weightOf = (term, times, key) =>
  (idf[term] * times * (K1 + 1)) / (times + K1 * (1 - B + (B * lengths[key]) / average));

/** Keys that hold a word, ascending, and how often: gaps of a geometric distribution. */
function holdersOf(term) {
  const [keys, times] = [[], []];
  const share = Math.min(0.999, shares[term]);
  for (let key = 0; ;) {
    key += 1 + Math.floor(Math.log(1 - random()) / Math.log(1 - share));
    if (key > cvs) return { keys, times };
    keys.push(key);
    let n = 1;
    while (n < 40 && random() < 0.35) n++;
    times.push(n);
  }
}

const url = await makeDatabase('words');
const client = new pg.Client({ connectionString: url });
await client.connect();
const seconds = {};
async function timed(name, body) {
  const started = performance.now();
  const result = await body();
  seconds[name] = round((performance.now() - started) / 1000);
  console.error(`${name}: ${seconds[name]} s`);
  return result;
}
const sizeOf = async (...names) => {
  const { rows } = await client.query(
    'SELECT sum(pg_total_relation_size(name::regclass)) AS bytes FROM unnest($1::text[]) AS name',
    [names],
  );
  return Number(rows[0].bytes);
};

await client.query(`SET maintenance_work_mem = '2GB'; SET work_mem = '64MB'; CREATE EXTENSION vector;
  CREATE TABLE postings (tenant int NOT NULL, key int NOT NULL, title int2 NOT NULL, skills int2 NOT NULL, body int2 NOT NULL, length int2 NOT NULL, term text COLLATE "C" NOT NULL);
  CREATE TABLE packed (term text COLLATE "C" NOT NULL, range int NOT NULL, hits bytea NOT NULL, PRIMARY KEY (term, range))`);

/** Postings of one word in pieces of so many CVs: place in the piece and how often, three bytes for each. */
function packedOf({ term, keys, times }) {
  const rows = [];
  for (let from = 0; from < keys.length;) {
    const range = Math.floor(keys[from] / RANGE);
    let end = from;
    while (end < keys.length && Math.floor(keys[end] / RANGE) === range) end++;
    const hits = Buffer.alloc(3 * (end - from));
    for (let i = from; i < end; i++) {
      hits.writeUInt16LE(keys[i] % RANGE, 3 * (i - from));
      hits[3 * (i - from) + 2] = times[i];
    }
    rows.push({ term: terms[term], range, hits });
    from = end;
  }
  return rows;
}

/** JDs of telling words: as often as CVs have them, the frequent ones less. */
const asked = Array.from({ length: jds }, () => {
  const chosen = new Set();
  while (chosen.size < WORDS) {
    const term = Math.floor(random() * terms.length);
    if (shares[term] < 0.5 && random() < Math.min(1, 8 * shares[term])) chosen.add(term);
  }
  return [...chosen].sort((a, b) => idf[b] - idf[a]);
});
const wanted = new Set(asked.flat());
/** The postings of all words that are asked for. */
const known = new Map();

async function insertPostings(lists) {
  const rows = lists.flatMap(({ term, keys, times }) =>
    keys.map((key, i) => [terms[term], key, times[i], lengths[key]]),
  );
  await client.query(
    'INSERT INTO postings SELECT 1, key, 0, 0, times, length, term FROM unnest($1::text[], $2::int[], $3::int[], $4::int[]) AS one(term, key, times, length)',
    [0, 1, 2, 3].map((column) => rows.map((row) => row[column])),
  );
}

async function insertPacked(lists) {
  const rows = lists.flatMap(packedOf);
  const columns = ['term', 'range', 'hits'].map((column) => rows.map((row) => row[column]));
  await client.query('INSERT INTO packed SELECT * FROM unnest($1::text[], $2::int[], $3::bytea[])', columns);
}

await timed('postings', async () => {
  let [batch, rows] = [[], 0];
  for (const [term] of terms.entries()) {
    const list = { term, ...holdersOf(term) };
    idf[term] = Math.max(1e-6, Math.log((cvs - list.keys.length + 0.5) / (list.keys.length + 0.5)));
    if (wanted.has(term)) known.set(term, list);
    batch.push(list);
    rows += list.keys.length;
    if (rows < 100_000 && term < terms.length - 1) continue;
    await insertPostings(batch);
    await insertPacked(batch);
    [batch, rows] = [[], 0];
  }
});
await timed('index of postings', () =>
  client.query('ALTER TABLE postings ADD PRIMARY KEY (tenant, term, key) INCLUDE (title, skills, body, length)'),
);
if (ways.includes('gin'))
  await timed('GIN', async () => {
    await client.query(
      `CREATE TABLE documents AS SELECT key, array_to_tsvector(array_agg(term)) AS words FROM postings GROUP BY key`,
    );
    await client.query('ALTER TABLE documents ADD PRIMARY KEY (key)');
    await client.query('CREATE INDEX documents_words ON documents USING gin (words) WITH (fastupdate = off)');
  });
if (ways.includes('sparsevec'))
  await timed('sparsevec', async () => {
    await client.query('CREATE TABLE terms (term text COLLATE "C" PRIMARY KEY, id int NOT NULL, idf float8 NOT NULL)');
    await client.query('INSERT INTO terms SELECT * FROM unnest($1::text[], $2::int[], $3::float8[])', [
      terms,
      terms.map((_, i) => i + 1),
      idf,
    ]);
    // The idf is in the query, so that it can change without a rewrite.
    await client.query(`CREATE TABLE sparse AS SELECT key, ('{' || string_agg(id || ':' ||
        round((body * ${K1 + 1} / (body + ${K1} * (${1 - B} + ${B / average} * length)))::numeric, 4), ',') || '}/${terms.length}')::sparsevec(${terms.length}) AS words
      FROM postings JOIN terms USING (term) GROUP BY key`);
    await client.query('ALTER TABLE sparse ADD PRIMARY KEY (key)');
    await client.query('CREATE INDEX sparse_words ON sparse USING hnsw (words sparsevec_ip_ops)');
  });
await client.query('VACUUM ANALYZE');

const sums = new Float64Array(cvs + WRITTEN + 1);
/** The best keys by sums that were added up. */
function best() {
  const least = sums.slice().sort().at(-DEPTH);
  const found = [];
  for (let key = 1; key < sums.length; key++) if (sums[key] > 0 && sums[key] >= least) found.push(key);
  return found.sort((a, b) => sums[b] - sums[a]).slice(0, DEPTH);
}

function exact(words) {
  sums.fill(0);
  for (const term of words) {
    const { keys, times } = known.get(term);
    for (let i = 0; i < keys.length; i++) sums[keys[i]] += weightOf(term, times[i], keys[i]);
  }
  return best();
}

/** Postings as packed values of one row for each word, as src/store/postgres/cv reads them. */
async function addRows(words) {
  const { rows } = await client.query(
    `SELECT term, string_agg(int4send(key) || int4send(body) || int4send(length), ''::bytea) AS hits FROM unnest($1::text[]) AS asked(word)
     JOIN postings ON tenant = 1 AND term = word GROUP BY term`,
    [words.map((term) => terms[term])],
  );
  sums.fill(0);
  for (const { term, hits } of rows) {
    const id = idOf.get(term);
    for (let at = 0; at < hits.length; at += 12) {
      const key = hits.readInt32BE(at);
      sums[key] += weightOf(id, hits.readInt32BE(at + 4), key);
    }
  }
  return best();
}
const idOf = new Map(terms.map((term, i) => [term, i]));

const WAYS = {
  // The rarest words, as many as the bound allows.
  bounded: async (words) => {
    const { rows } = await client.query(
      'SELECT (SELECT count(*) FROM (SELECT 1 FROM postings WHERE tenant = 1 AND term = word LIMIT $2) AS held)::int AS n FROM unnest($1::text[]) WITH ORDINALITY AS asked(word, place) ORDER BY place',
      [words.map((term) => terms[term]), BOUND + 1],
    );
    let left = BOUND;
    const kept = words.filter((_, i) => rows[i].n <= left && ((left -= rows[i].n), true));
    return addRows(kept.length > 0 ? kept : words.slice(0, 1));
  },
  rows: addRows,
  // CVs with any of the rarest words by GIN, all words of these scored in SQL.
  gin: async (words) => {
    let left = BOUND;
    const rare = words.filter(
      (term) => known.get(term).keys.length <= left && ((left -= known.get(term).keys.length), true),
    );
    const { rows } = await client.query(
      `SELECT key FROM postings JOIN unnest($2::text[], $3::float8[]) AS asked(word, idf) ON tenant = 1 AND term = word
       WHERE key IN (SELECT key FROM documents WHERE words @@ to_tsquery('simple', $1))
       GROUP BY key ORDER BY sum(idf * body * ${K1 + 1} / (body + ${K1} * (${1 - B} + ${B / average} * length))) DESC LIMIT ${DEPTH}`,
      [
        (rare.length > 0 ? rare : words.slice(0, 1)).map((term) => `'${terms[term]}'`).join(' | '),
        words.map((term) => terms[term]),
        words.map((term) => idf[term]),
      ],
    );
    return rows.map(({ key }) => key);
  },
  // Nearly all CVs have one of thirty words, so that leaving out pieces by their best possible sum saves nothing.
  packed: async (words) => {
    const { rows } = await client.query('SELECT term, range, hits FROM packed WHERE term = ANY($1::text[])', [
      words.map((term) => terms[term]),
    ]);
    sums.fill(0);
    for (const { term, range, hits } of rows) {
      const id = idOf.get(term);
      for (let at = 0; at < hits.length; at += 3) {
        const key = range * RANGE + hits[at] + (hits[at + 1] << 8);
        sums[key] += weightOf(id, hits[at + 2], key);
      }
    }
    return best();
  },
  sparsevec: async (words) => {
    const query = `{${words
      .toSorted((a, b) => a - b)
      .map((term) => `${term + 1}:${idf[term].toFixed(4)}`)
      .join(',')}}/${terms.length}`;
    const { rows } = await client.query(`SELECT key FROM sparse ORDER BY words <#> $1::sparsevec LIMIT ${DEPTH}`, [
      query,
    ]);
    return rows.map(({ key }) => key);
  },
};

const figures = {};
await client.query(`SET hnsw.ef_search = 1000`);
for (const way of ways) {
  const [times, shareFound] = [[], []];
  for (const words of [asked[0], ...asked]) {
    const started = performance.now();
    const found = new Set(await WAYS[way](words));
    times.push(performance.now() - started);
    const best400 = exact(words);
    shareFound.push(best400.filter((key) => found.has(key)).length / best400.length);
  }
  const [ms, found] = [times.slice(1), shareFound.slice(1)];
  figures[way] = {
    found: round(found.reduce((sum, one) => sum + one, 0) / found.length),
    p50Ms: quantile(ms, 0.5),
    p95Ms: quantile(ms, 0.95),
  };
  console.error(way, JSON.stringify(figures[way]));
}

/** Milliseconds to write one CV, ten in a transaction. */
async function written(statement, valuesOf) {
  const started = performance.now();
  for (let i = 0; i < WRITTEN; i += 10) {
    await client.query('BEGIN');
    for (let k = 1; k <= 10; k++) await client.query(statement, valuesOf(cvs + i + k));
    await client.query('COMMIT');
  }
  return round((performance.now() - started) / WRITTEN);
}
const wordsOf = () => terms.flatMap((term, i) => (random() < shares[i] ? [i] : []));
const PLACES = {
  bounded: ['postings'],
  rows: ['postings'],
  gin: ['postings', 'documents'],
  packed: ['packed'],
  sparsevec: ['sparse'],
};
const WRITES = {
  rows: () =>
    written('INSERT INTO postings SELECT 1, $2, 0, 0, 1, $3, term FROM unnest($1::text[]) AS one(term)', (key) => [
      wordsOf().map((i) => terms[i]),
      key,
      lengths[key],
    ]),
  gin: () =>
    written('INSERT INTO documents VALUES ($2, array_to_tsvector($1::text[]))', (key) => [
      wordsOf().map((i) => terms[i]),
      key,
    ]),
  // A word that is new in a piece is a row of it; pieces are rewritten.
  packed: () =>
    written(
      `INSERT INTO packed SELECT term, $2, $3 FROM unnest($1::text[]) AS one(term)
       ON CONFLICT (term, range) DO UPDATE SET hits = packed.hits || excluded.hits`,
      (key) => [
        wordsOf().map((i) => terms[i]),
        Math.floor(key / RANGE),
        Buffer.from([key & 255, (key % RANGE) >> 8, 1]),
      ],
    ),
  sparsevec: () =>
    written('INSERT INTO sparse VALUES ($2, $1::sparsevec)', (key) => [
      `{${wordsOf()
        .map((i) => `${i + 1}:1`)
        .join(',')}}/${terms.length}`,
      key,
    ]),
};
for (const way of ways) {
  figures[way].bytesACv = Math.round((await sizeOf(...PLACES[way])) / cvs);
  if (WRITES[way] !== undefined) figures[way].writtenMs = await WRITES[way]();
}
await client.end();
saveResult('postgres-words', {
  cvs,
  jds,
  words: WORDS,
  postings: holders.reduce((sum, one) => sum + one, 0),
  seconds,
  ways: figures,
});
