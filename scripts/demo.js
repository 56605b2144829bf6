// `npm run demo`: sets up, builds, ingests the sample CVs, ranks them, shows a small load report. Safe to repeat.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from './setup.js';

function run(args, accepted = [0]) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (!accepted.includes(status)) process.exit(status ?? 1);
}

/** Prints a command as its user would type it, then runs it. */
function show(args, accepted) {
  console.log(`\n$ cvmatch ${args.join(' ')}`);
  run([path.join(root, 'bin/run.js'), ...args], accepted);
}

run(['scripts/build.js']);
show(['ingest', 'fixtures/demo/cvs', '--store', '.cvmatch']);
show(['match', 'fixtures/demo/jd.txt', '--store', '.cvmatch', '--top', '5']);
// Exit code 4 means that this machine was too busy to meet a threshold; the report says so, and it is no fault of the
// demo.
show(['simulate', '--rate', '10000/day', '--duration', '10min', '--speedup', '60', '--profile', 'poisson'], [0, 4]);
console.log(
  '\nNow your own: node bin/run.js ingest ./cvs, then node bin/run.js match jd.txt. `npm link` makes it `cvmatch`.',
);
