// What encryption costs: ingest of the same CVs into a plain and into an encrypted store, in turn, originals kept. The
// figure is the median of the ratios of processor time within each pair.
//   npm run build && node bench/encryption.js [--data FOLDER] [--pairs 5] [--cvs 1000]     writes bench/results/encryption.json
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cli, measured, option, round, saveResult } from './measure.js';

const pairs = Number(option('pairs', 5));
const cvs = Number(option('cvs', 1000));
const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-encryption-'));
const key = path.join(folder, 'my.key');

async function run(name, args, encrypted) {
  const command = [cli, ...args, '--store', path.join(folder, name)];
  return measured(command, encrypted ? { CVMATCH_ENCRYPTION_KEY: key } : {});
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

try {
  await measured([cli, 'encryption', 'new-key', key]);
  let data = option('data');
  if (data === undefined) {
    data = path.join(folder, 'made');
    await measured([cli, 'generate', '--cvs', String(cvs), '--jds', '0', '--out', data]);
  }
  const figures = [];
  for (let pair = 0; pair < pairs; pair++) {
    const figure = {};
    // The order changes, so that neither kind is always the one that runs on a warm machine.
    for (const kind of pair % 2 === 0 ? ['plain', 'encrypted'] : ['encrypted', 'plain']) {
      const name = `${kind}-${pair}`;
      const { stdout, cpuSeconds, seconds } = await run(
        name,
        ['ingest', data, '--keep', '--json'],
        kind === 'encrypted',
      );
      figure[kind] = { cpuSeconds, seconds, received: JSON.parse(stdout).counts.received };
      rmSync(path.join(folder, name), { recursive: true, force: true });
    }
    const { plain, encrypted } = figure;
    figures.push({
      ...figure,
      cpuRatio: round(encrypted.cpuSeconds / plain.cpuSeconds),
      timeRatio: round(encrypted.seconds / plain.seconds),
    });
  }
  const cpuRatio = median(figures.map((figure) => figure.cpuRatio));
  saveResult('encryption', {
    bar: 1.05,
    met: cpuRatio <= 1.05,
    cpuRatio,
    timeRatio: median(figures.map((f) => f.timeRatio)),
    figures,
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
