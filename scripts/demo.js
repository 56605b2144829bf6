// `npm run demo`: sets up, builds, ingests the sample CVs, ranks them, shows a small load report. Safe to repeat.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from './setup.js';

function run(args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** Prints a command as its user would type it, then runs it. */
function show(...args) {
  console.log(`\n$ cvmatch ${args.join(' ')}`);
  run([path.join(root, 'bin/run.js'), ...args]);
}

run(['scripts/build.js']);
show('ingest', 'fixtures/demo/cvs', '--store', '.cvmatch');
show('match', 'fixtures/demo/jd.txt', '--store', '.cvmatch', '--top', '5', '--explain');
show('simulate', '--rate', '10000/day', '--duration', '10min', '--speedup', '60', '--profile', 'poisson');
console.log('\nNow your own: node bin/run.js ingest ./cvs, then node bin/run.js match jd.txt. `npm link` makes it `cvmatch`.');
