import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { CvmatchError } from '../../../errors.js';
import { storeFull } from '../database.js';
import { entryOf } from './look.js';

/**
 * Rewrites the database file, so that it contains its rows and nothing else. It runs in a process of its own, because
 * it takes seconds per gigabyte and this process has others to serve. Readers can continue; writers have to wait.
 * @throws CvmatchError `store_locked`; `store_full` if there is no space for a second copy. Nothing has changed then.
 */
export async function rewriteDatabase(database: string): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, [entryOf('rewrite-process'), database], {
      // SQLite's temporary copy stays in the folder of the store.
      env: { SQLITE_TMPDIR: path.dirname(database) },
    });
  } catch (cause) {
    throw notRewritten(database, cause as Error & { stderr?: string });
  }
}

function notRewritten(database: string, cause: Error & { stderr?: string }): CvmatchError {
  if (/SQLITE_FULL|ENOSPC/.test(cause.stderr ?? '')) return storeFull(database, cause);
  return new CvmatchError('store_locked', `${database} could not be written anew`, {
    cause,
    hint: 'It is tried again by itself, once no other process holds the store; what was removed may be on the disk until then.',
  });
}
