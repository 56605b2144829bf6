// How much processor time `cvmatch ingest` takes for real PDFs compared with pdftotext alone on the same files: user and
// system seconds of all processes, in turn, so that what else the machine does falls on both. Needs poppler-utils.
//
//   npm run build && node bench/ingest-cpu.js --data <folder with cvs-pdf> [--rounds 5] [--before <built checkout>]
//
// --before adds another checkout to each round, compares with it instead of pdftotext, and writes no result file.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { cli, measured, option, round, saveResult } from './measure.js';

const data = option('data');
if (data === undefined) throw new Error('name the data folder with --data');
const folder = path.join(data, 'cvs-pdf');
const rounds = Number(option('rounds', '5'));
const before = option('before');
const files = readdirSync(folder).length;

/** Two processes at a time, one for each file. The shell's `times` tells what its children took. */
function pdftotext() {
  const each = 'find "$0" -name "*.pdf" -print0 | xargs -0 -n 1 -P 2 sh -c \'exec pdftotext "$0" /dev/null\'; times';
  const [, children] = execFileSync('sh', ['-c', each, folder], { encoding: 'utf8' }).trim().split('\n');
  const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(([, minutes, rest]) => 60 * minutes + Number(rest));
  return round(seconds[0] + seconds[1]);
}

async function ingest(program) {
  const store = mkdtempSync(path.join(tmpdir(), 'cvmatch-bench-'));
  try {
    const { cpuSeconds, stdout } = await measured([program, 'ingest', folder, '--store', store, '--json']);
    const { ready } = JSON.parse(stdout).counts;
    if (ready !== files) throw new Error(`only ${ready} of ${files} files were ingested`);
    return cpuSeconds;
  } finally {
    rmSync(store, { recursive: true, force: true });
  }
}

const other = before === undefined ? () => pdftotext() : () => ingest(path.join(path.resolve(before), 'bin/run.js'));
const pairs = [];
for (let i = 0; i < rounds; i++) {
  // Each goes first in every other round.
  const first = i % 2 === 0 ? await other() : null;
  const own = await ingest(cli);
  const others = first ?? (await other());
  pairs.push({ ingest: own, other: others, ratio: round(own / others), load: round(loadavg()[0]) });
  console.log(JSON.stringify(pairs.at(-1)));
}
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const of = (key) => round(median(pairs.map((pair) => pair[key])));
const figures = { files, cpuSeconds: { ingest: of('ingest'), other: of('other') }, ratio: of('ratio') };
if (before === undefined) {
  saveResult('ingest-cpu', {
    files,
    cpuSeconds: { ingest: of('ingest'), pdftotext: of('other') },
    ratio: of('ratio'),
    rounds: pairs.map(({ other: pdf, ...pair }) => ({ ...pair, pdftotext: pdf })),
    targets: { 'at most 1.4 times pdftotext': of('ratio') <= 1.4 },
  });
} else console.log(JSON.stringify(figures));
