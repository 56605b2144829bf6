import { fork } from 'node:child_process';
import { storeUnreachable } from '../../../errors.js';
import { entryOf } from '../entry.js';
import type { Scanned, ScanRequest } from './scan-files.js';

/**
 * Scans the store's files in a separate process. A scan takes a second per 300 MB, but that is not the only reason: POSIX
 * locks belong to a process, and closing any descriptor of the database file here would drop SQLite's locks on it.
 * @throws CvmatchError `store_unreachable` if a file cannot be read.
 */
export function scanStore(request: ScanRequest): Promise<Scanned> {
  return new Promise((resolve, reject) => {
    let stderr = '';
    const child = fork(entryOf('erasure', 'scan-process'), {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('message', (scanned) => {
      resolve(scanned as Scanned);
    });
    child.once('error', reject);
    // Has no effect after an answer.
    child.once('exit', () => {
      reject(storeUnreachable(request.database, /\b[A-Z]{4,}\b/.exec(stderr)?.[0] ?? 'no answer', new Error(stderr)));
    });
    child.send(request);
  });
}
