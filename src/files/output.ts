import { constants } from 'node:fs';
import { access, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CvmatchError } from '../errors.js';

/** Writes the file of a flag such as --html. @throws CvmatchError `path_not_found`, `store_full`. */
export async function writeOutput(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw outputError(file, error);
  }
}

/** Checks, before hours of work, that the folder of an output file exists. @throws CvmatchError `path_not_found`. */
export async function refuseUnwritable(file: string): Promise<void> {
  try {
    await access(path.dirname(file), constants.W_OK);
  } catch (error) {
    throw outputError(file, error);
  }
}

/** A system error for a file that cannot be written, as a sentence; any other error is returned unchanged. */
export function outputError(file: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new CvmatchError('store_full', `no space is left for ${file}`, {
      cause: error,
      hint: 'Make room on the disk, then try again.',
    });
  const reason = {
    ENOENT: 'its folder does not exist',
    ENOTDIR: 'its folder is a file',
    EISDIR: 'it is a folder',
    EEXIST: 'it is a file',
    EACCES: 'you may not write there',
    EPERM: 'you may not write there',
    EROFS: 'the disk is read-only',
  }[code];
  return reason === undefined
    ? error
    : new CvmatchError('path_not_found', `${file} cannot be written: ${reason}`, {
        cause: error,
        hint: 'Name another place.',
      });
}
