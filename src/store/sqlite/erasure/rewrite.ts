import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { CvmatchError } from '../../../errors.js';
import { storeFull } from '../database.js';
import { entryOf } from './look.js';

/**
 * Writes the database file anew, so that it holds what its rows hold and nothing else. In a process of its own: it takes
 * seconds a gigabyte, in which this one has others to answer. Readers go on; who writes waits.
 * @throws CvmatchError `store_locked`, `store_full`: there is no space for a second copy. Nothing has changed then.
 */
export async function rewriteDatabase(database: string): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, [entryOf('rewrite-process'), database], {
      // The copy that SQLite makes on the way stays where the store is.
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
