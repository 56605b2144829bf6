import { CvmatchError } from '../errors.js';
import { makePrivateFile, makePrivateFolder, restrictWorkspace } from './private.js';

/** @throws CvmatchError `store_missing`. */
export function makeStoreFolder(folder: string): void {
  try {
    makePrivateFolder(folder);
  } catch (cause) {
    throw new CvmatchError('store_missing', `the store's folder ${folder} cannot be made`, {
      cause,
      hint: 'Check the permissions, or name another folder with --store.',
    });
  }
}

/** Makes a database that only its owner can read, and takes the access of others from what lies beside it. */
export function keepPrivate(folder: string, database: string): void {
  // SQLite gives its log the mode of the database.
  makePrivateFile(database);
  restrictWorkspace(folder);
}

export function storeMissing(folder: string): CvmatchError {
  return new CvmatchError('store_missing', `there is no store at ${folder}`, {
    hint: 'Make one with `cvmatch ingest <folder of CVs>`, or name it with --store.',
  });
}
