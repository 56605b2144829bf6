// tsc -> dist/, then oclif's manifest, without which every command would load all the others.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root, setup } from './setup.js';

/** Compiled files whose source is gone would still be found as commands. */
function removeOrphans(directory) {
  if (!existsSync(directory)) return;
  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.(?:js|d\.ts)$/.test(entry.name)) continue;
    const compiled = path.join(entry.parentPath, entry.name);
    const source = path.join(root, path.relative(path.join(root, 'dist'), compiled)).replace(/\.(?:d\.ts|js)$/, '.ts');
    if (!existsSync(source)) rmSync(compiled);
  }
}

setup();
removeOrphans(path.join(root, 'dist'));
execFileSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], { cwd: root, stdio: ['ignore', 2, 2] });
execFileSync(process.execPath, [path.join(root, 'node_modules/oclif/bin/run.js'), 'manifest', '.'], { cwd: root, stdio: ['ignore', 'ignore', 2], env: { ...process.env, NODE_ENV: 'production' } });
