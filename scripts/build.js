// Compiles to dist/ with tsc and writes oclif's manifest, without which every command would load all others.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root, setup } from './setup.js';

/** Removes compiled files without a source, which would still be found as commands. */
function removeOrphans(directory) {
  if (!existsSync(directory)) return;
  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.(?:js|d\.ts)$/.test(entry.name)) continue;
    const compiled = path.join(entry.parentPath, entry.name);
    const source = path.join(root, path.relative(path.join(root, 'dist'), compiled)).replace(/\.(?:d\.ts|js)$/, '.ts');
    if (!existsSync(source)) rmSync(compiled);
  }
}

/** Copies the dashboard's files, which go to the browser uncompiled. */
function copyPage() {
  cpSync(path.join(root, 'src/service/page'), path.join(root, 'dist/src/service/page'), {
    recursive: true,
    filter: (file) => !file.endsWith('.ts'),
  });
}

function run(args, stdio) {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio,
    env: { ...process.env, NODE_ENV: 'production', OCLIF_SKIP_NEW_VERSION_CHECK: '1' },
  });
  if (status !== 0) process.exit(status ?? 1);
}

setup();
removeOrphans(path.join(root, 'dist'));
run([path.join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], ['ignore', 2, 2]);
copyPage();
run([path.join(root, 'node_modules/oclif/bin/run.js'), 'manifest', '.'], ['ignore', 'ignore', 2]);
