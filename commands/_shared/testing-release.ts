import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './testing.js';

/**
 * The oldest version whose processes must be able to go on beside those of today on one database: the last release. Raise it
 * with each release (CONTRIBUTING.md). Until there is a second one it is the first commit that keeps a store on PostgreSQL.
 */
export const LAST_RELEASE = '83ebaadab11ccf417541491d6df725e9baead2a2';

const PARTS = ['bin', 'commands', 'src', 'models', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];

/** Types were checked when it was released; here its files are only made to run. */
const COMPILE = {
  extends: './tsconfig.build.json',
  compilerOptions: { noCheck: true, noResolve: true, types: [], declaration: false, incremental: false },
};

/** Whether this clone knows the commit; one without history (`--depth 1`, an archive) does not. */
export async function hasLastRelease(): Promise<boolean> {
  return (await ended('git', ['cat-file', '-e', `${LAST_RELEASE}^{commit}`], root)) === 0;
}

/** The folder of the last release, built. It runs with the packages of today and is kept beside them. */
export async function lastRelease(): Promise<string> {
  const cache = path.join(root, 'node_modules/.cache');
  const folder = path.join(cache, `cvmatch-${LAST_RELEASE}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const made = mkdtempSync(path.join(cache, 'making-'));
  try {
    await extract(made);
    symlinkSync(path.join(root, 'node_modules'), path.join(made, 'node_modules'));
    writeFileSync(path.join(made, 'tsconfig.release.json'), JSON.stringify(COMPILE));
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    // It complains of types that it was told to leave alone.
    await ended(process.execPath, [tsc, '-p', 'tsconfig.release.json', '--noLib'], made);
    cpSync(path.join(made, 'src/service/page'), path.join(made, 'dist/src/service/page'), {
      recursive: true,
      filter: (file) => !file.endsWith('.ts'),
    });
    renameSync(made, folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
  return folder;
}

async function extract(into: string): Promise<void> {
  const archive = path.join(into, 'release.tar');
  const got = await ended('git', ['archive', '-o', archive, LAST_RELEASE, ...PARTS], root);
  if (got !== 0 || (await ended('tar', ['-xf', archive, '-C', into], root)) !== 0)
    throw new Error(`this clone has no commit ${LAST_RELEASE}: fetch its whole history`);
  rmSync(archive);
}

function ended(program: string, args: string[], cwd: string): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, stdio: 'ignore' });
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
}
