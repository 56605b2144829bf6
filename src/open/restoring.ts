import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CvmatchError } from '../errors.js';
import { makeStoreFolder } from '../files/store-folder.js';

/** In a folder into which a backup is being restored: which one. Until it is gone, nobody may open the store. */
const MARK = 'restoring';

/** @throws CvmatchError `store_locked` if a restore into a folder is not complete. */
export function requireRestored(folder: string): void {
  if (!existsSync(path.join(folder, MARK))) return;
  throw new CvmatchError('store_locked', `a restore into ${folder} is not complete`, {
    hint: 'Run the same `cvmatch restore` again; it begins anew.',
  });
}

/**
 * Marks an empty folder, or one in which the restore of this backup was interrupted; what that left is deleted.
 * @throws CvmatchError `bad_flag` if the folder holds anything else.
 */
export function beginRestore(folder: string, backup: string): void {
  const mark = path.join(folder, MARK);
  if (existsSync(folder) && readdirSync(folder).length > 0 && readMark(mark) !== backup)
    throw new CvmatchError('bad_flag', `${folder} is not empty`, {
      hint: 'Name an empty or a new folder with --store; a backup never overwrites a store.',
    });
  makeStoreFolder(folder);
  writeFileSync(mark, backup, { mode: 0o600 });
  for (const name of readdirSync(folder).filter((one) => one !== MARK))
    rmSync(path.join(folder, name), { recursive: true, force: true });
}

export function endRestore(folder: string): void {
  rmSync(path.join(folder, MARK));
}

function readMark(mark: string): string | null {
  try {
    return readFileSync(mark, 'utf8');
  } catch {
    return null;
  }
}
