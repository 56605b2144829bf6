// `npm test`: sets up, builds, lints, type-checks, checks the package, then runs vitest. Arguments go to vitest.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root, setup } from './setup.js';

function step(name, args) {
  console.error(`\n== ${name}`);
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`\n${name} failed`);
    process.exit(status ?? 1);
  }
}
const tool = (file) => path.join(root, 'node_modules', file);

setup();
step('build', ['scripts/build.js']);
step('lint', [tool('eslint/bin/eslint.js'), '.']);
step('format', [tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']);
step('house', ['scripts/graph.js', '--check']);
step('types', [tool('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json']);
step('unused code', [tool('knip/bin/knip.js')]);
step('package', [tool('publint/src/cli.js'), '--strict']);

console.error('\n== tests');
const results = path.join(tmpdir(), `cvmatch-tests-${process.pid}.json`);
const { status } = spawnSync(
  process.execPath,
  [
    tool('vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
);
try {
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(results, 'utf8'));
  console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
} finally {
  rmSync(results, { force: true });
}
process.exit(status ?? 1);
