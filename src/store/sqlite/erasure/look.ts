import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { storeUnreachable } from '../../../errors.js';
import type { Looked, LookRequest } from './look-files.js';

/** Compiled code finds its neighbour; under vitest the source is TypeScript and the compiled entry lies in dist/. */
export function entryOf(name: string): string {
  const folder = import.meta.url.endsWith('.js') ? '.' : '../../../../dist/src/store/sqlite/erasure';
  return fileURLToPath(new URL(`${folder}/${name}.js`, import.meta.url));
}

/**
 * Looks through the store's files in a process of its own. Not only because it takes a second for 300 MB: SQLite's locks on a
 * file are those of the process, and end when any descriptor of that file is closed in it.
 * @throws CvmatchError `store_unreachable` where a file cannot be read.
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
    // After an answer this changes nothing.
    child.once('exit', () => {
      reject(storeUnreachable(request.database, /\b[A-Z]{4,}\b/.exec(stderr)?.[0] ?? 'no answer', new Error(stderr)));
    });
    child.send(request);
  });
}
