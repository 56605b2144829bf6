import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { storeUnreachable } from '../../../errors.js';
import type { Looked, LookRequest } from './look-files.js';

/**
 * Compiled code finds the entry beside it; under vitest the source is TypeScript and the compiled entry is in dist/.
 */
export function entryOf(name: string): string {
  const folder = import.meta.url.endsWith('.js') ? '.' : '../../../../dist/src/store/sqlite/erasure';
  return fileURLToPath(new URL(`${folder}/${name}.js`, import.meta.url));
}

/**
 * Searches the store's files in a process of its own: it takes a second for 300 MB, and SQLite's locks on a file belong
 * to the process and are lost when any descriptor of that file is closed in it.
 * @throws CvmatchError `store_unreachable` if a file cannot be read.
 */
export function lookThrough(request: LookRequest): Promise<Looked> {
  return new Promise((resolve, reject) => {
    let stderr = '';
    const child = fork(entryOf('look-process'), {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('message', (looked) => {
      resolve(looked as Looked);
    });
    child.once('error', reject);
    // Has no effect after an answer.
    child.once('exit', () => {
      reject(storeUnreachable(request.database, /\b[A-Z]{4,}\b/.exec(stderr)?.[0] ?? 'no answer', new Error(stderr)));
    });
    child.send(request);
  });
}
