import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { CvmatchError } from '../../../errors.js';
import { storeFull } from '../database.js';
import { entryOf } from '../entry.js';

/**
 * Rewrites the database file so that it contains its rows and nothing else. Runs in a separate process, because it takes
 * seconds per gigabyte. Meanwhile others can read, but not write.
 * @throws CvmatchError `store_locked`, or `store_full` if there is no space for a second copy. Then nothing has changed.
 */
export async function rewriteDatabase(database: string): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, [entryOf('erasure', 'rewrite-process'), database], {
      // SQLite's temporary copy is written next to the store.
      env: { SQLITE_TMPDIR: path.dirname(database) },
    });
  } catch (cause) {
    throw notRewritten(database, cause as Error & { stderr?: string });
  }
}

function notRewritten(database: string, cause: Error & { stderr?: string }): CvmatchError {
  if (/SQLITE_FULL|ENOSPC/.test(cause.stderr ?? '')) return storeFull(database, cause);
  return new CvmatchError('store_locked', `${database} could not be rewritten`, {
    cause,
    hint: 'It will be retried automatically. Until then, traces of removed CVs may be on the disk.',
  });
}
