// How fast real PDFs are ingested compared with a plain loop over the same files, and what hostile files do to a run.
//
//   npm run build && node bench/ingest.js --data <folder with cvs-pdf, hostile-pdfs, hostile-docx, hostile-other>
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cli, measured, option, root, round, saveResult } from './measure.js';

const data = option('data');
if (data === undefined) throw new Error('name the data folder with --data');
const embedder = option('embedder', 'auto');
const store = mkdtempSync(path.join(tmpdir(), 'cvmatch-bench-'));

async function ingest(folders, name) {
  const { stdout, ...run } = await measured([
    cli,
    'ingest',
    ...folders.map((f) => path.join(data, f)),
    '--store',
    path.join(store, name),
    '--embedder',
    embedder,
    '--json',
  ]);
  const { counts, cvsPerSecond, seconds } = JSON.parse(stdout);
  return { files: counts.received, ...run, workSeconds: seconds, cvsPerSecond, counts };
}

/** The plain loop over the files; see ingest-loop.js for `rows`. */
async function loopOf(rows, files) {
  const { stdout: _none, ...run } = await measured([
    path.join(root, 'bench/ingest-loop.js'),
    path.join(data, 'cvs-pdf'),
    path.join(store, rows),
    embedder,
    rows,
  ]);
  return { ...run, cvsPerSecond: round(files / run.seconds), cvsPerCpuSecond: round(files / run.cpuSeconds) };
}

try {
  const files = readdirSync(path.join(data, 'cvs-pdf')).length;
  const real = await ingest(['cvs-pdf'], 'real');
  const loop = await loopOf('same', files);
  const bareLoop = await loopOf('bare', files);
  const hostileFolders = ['hostile-pdfs', 'hostile-docx', 'hostile-other'];
  const hostile = await ingest(hostileFolders, 'hostile');
  const again = await ingest(hostileFolders, 'hostile');
  saveResult('ingest', {
    embedder,
    real: {
      ...real,
      cvsPerSecondOfCommand: round(files / real.seconds),
      cvsPerCpuSecond: round(files / real.cpuSeconds),
    },
    loop,
    bareLoop,
    ratio: {
      wall: round(loop.seconds / real.seconds),
      cpu: round(loop.cpuSeconds / real.cpuSeconds),
      wallOfBare: round(bareLoop.seconds / real.seconds),
      cpuOfBare: round(bareLoop.cpuSeconds / real.cpuSeconds),
    },
    hostile,
    hostileAgain: again,
    targets: {
      '45 CVs/s': real.cvsPerSecond >= 45,
      'under 700 MB': real.peakRssMb < 700,
      '3 times the loop with the same inserts': loop.seconds / real.seconds >= 3,
      '3 times the loop that parses no profiles': bareLoop.seconds / real.seconds >= 3,
      'hostile under 50 s, exit code 3, under 1 GB':
        hostile.seconds < 50 && hostile.exitCode === 3 && hostile.peakRssMb < 1000,
      'hostile again without work': again.counts.unchanged === again.counts.received,
    },
  });
} finally {
  rmSync(store, { recursive: true, force: true });
}
