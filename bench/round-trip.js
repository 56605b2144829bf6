/**
 * Whether what `generate` writes is read back equal: seeded CVs in every layout, format and language that can be read, their
 * fields compared one by one. Writes bench/results/round-trip.json with the shares per field and the misses.
 *   node bench/round-trip.js [--cvs 5000] [--seed round-trip] [--progress FILE] [--only pdf] [--show 20]
 * What is done is kept in the file of --progress, so that a run that was stopped goes on; it is removed at the end.
 * --only (a format or a layout) and fewer CVs print alone: a part is no result.
 */
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { emptyProfile } from '../dist/src/domain/index.js';
import { readBack } from '../dist/src/evaluate/parsing/round-trip.js';
import { extractDocument } from '../dist/src/extract/index.js';
import { loadVocabulary } from '../dist/src/pool/vocabulary.js';
import { parseProfile } from '../dist/src/profile/index.js';
import { readableSpec } from '../dist/src/simulate/generate/mix.js';
import { renderCv } from '../dist/src/simulate/generate/render.js';
import { writtenResume } from '../dist/src/simulate/generate/content.js';
import { saveResult } from './measure.js';

const FULL = 5000;
const BAR = 0.99;
const MOST_LISTED = 500;
const { values: flags } = parseArgs({
  options: {
    cvs: { type: 'string', default: String(FULL) },
    seed: { type: 'string', default: 'round-trip' },
    progress: { type: 'string' },
    only: { type: 'string' },
    show: { type: 'string', default: '20' },
  },
});
const count = Number(flags.cvs);
const progress = flags.progress ?? path.join(os.tmpdir(), `cvmatch-round-trip-${flags.seed}.jsonl`);
const vocabulary = loadVocabulary();

/** The fields read of one CV: their number by name, and those that differ. */
async function readOne(number) {
  const spec = readableSpec(number, flags.seed);
  if (flags.only !== undefined && ![spec.format, spec.layout, spec.language].includes(flags.only)) return null;
  const cv = renderCv(flags.seed, spec);
  const outcome = await extractDocument(cv.bytes, { maxExpandedBytes: 1e8 });
  const want = writtenResume(cv.person, cv.content);
  const read = outcome.ok
    ? parseProfile(outcome.value, { asOf: '2026-06-30', vocabulary }).resume
    : emptyProfile('2026-06-30').resume;
  const fields = readBack(want, read);
  const counts = {};
  for (const { field } of fields) counts[field] = (counts[field] ?? 0) + 1;
  const { posts, dates, tables } = cv.content.look;
  const misses = fields.filter((field) => !field.equal).map(({ field, want, got }) => ({ field, want, got }));
  return {
    number,
    format: spec.format,
    layout: spec.layout,
    language: spec.language,
    posts,
    dates,
    tables,
    counts,
    misses,
  };
}

/** Results of an earlier run; its last line may be cut off. */
function doneBefore() {
  if (!existsSync(progress)) return [];
  return readFileSync(progress, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line)];
      } catch {
        return [];
      }
    });
}

async function readAll() {
  const rows = doneBefore().filter((row) => row.number < count);
  const known = new Set(rows.map((row) => row.number));
  for (let number = 0; number < count; number++) {
    if (known.has(number)) continue;
    const row = await readOne(number);
    if (row === null) continue;
    rows.push(row);
    appendFileSync(progress, `${JSON.stringify(row)}\n`);
  }
  return rows.sort((a, b) => a.number - b.number);
}

const sum = (values) => values.reduce((total, value) => total + value, 0);
const round = (share) => Math.round(share * 1e5) / 1e5;

function shares(rows, key) {
  const shared = [...groupBy(rows, key)].map(([name, group]) => {
    const fields = sum(group.flatMap((row) => Object.values(row.counts)));
    return [name, { fields, equal: round(1 - sum(group.map((row) => row.misses.length)) / fields) }];
  });
  return Object.fromEntries(shared.sort((a, b) => a[1].equal - b[1].equal));
}

function groupBy(rows, key) {
  const groups = new Map();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}

function byField(rows) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.counts)))].sort();
  return Object.fromEntries(
    names.map((name) => {
      const fields = sum(rows.map((row) => row.counts[name] ?? 0));
      return [
        name,
        { fields, missed: sum(rows.map((row) => row.misses.filter((miss) => miss.field === name).length)) },
      ];
    }),
  );
}

const rows = await readAll();
const fields = sum(rows.flatMap((row) => Object.values(row.counts)));
const missed = sum(rows.map((row) => row.misses.length));
const result = {
  cvs: rows.length,
  seed: flags.seed,
  fields,
  equal: round(1 - missed / fields),
  bar: BAR,
  wholeCvs: rows.filter((row) => row.misses.length === 0).length,
  byField: byField(rows),
  byFormat: shares(rows, (row) => row.format),
  byLayout: shares(rows, (row) => `${row.format === 'pdf' ? row.layout : row.format}`),
  byLanguage: shares(rows, (row) => row.language),
  byPosts: shares(rows, (row) => row.posts),
  byDates: shares(rows, (row) => row.dates),
  byTables: shares(rows, (row) => row.tables),
  misses: rows.flatMap((row) => row.misses.map((miss) => ({ number: row.number, ...miss }))),
};
for (const row of rows.filter((one) => one.misses.length > 0).slice(0, Number(flags.show)))
  console.log(
    row.number,
    row.format,
    row.layout,
    row.language,
    row.posts,
    row.dates,
    row.tables,
    JSON.stringify(row.misses.slice(0, 6)),
  );
const figures = { ...result, misses: result.misses.slice(0, MOST_LISTED) };
if (count === FULL && flags.only === undefined) saveResult('round-trip', figures);
else console.log(JSON.stringify({ ...figures, misses: undefined }, null, 1));
rmSync(progress, { force: true });
if (result.equal < BAR) process.exitCode = 4;
