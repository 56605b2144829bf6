import { chmodSync, closeSync, lstatSync, mkdirSync, openSync, readdirSync, type Stats } from 'node:fs';
import path from 'node:path';
import { codeOf } from './read-problem.js';

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
/** A folder of this name is always ours. A folder that a user named may be shared if it contains other files. */
const WORKSPACE = '.cvmatch';
const OURS =
  /^(?:store\.db(?:-wal|-shm|-journal)?|uploads|originals|runs|jds|tenants|serve\.log|backups\.json|restoring|audit)$/;

/** Makes a folder that only its owner can open, whatever the umask. An existing folder keeps its mode. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(path.dirname(folder), { recursive: true });
  try {
    mkdirSync(folder, { mode: FOLDER_MODE });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST' || !lstatOf(folder)?.isDirectory()) mkdirSync(folder, { recursive: true });
  }
}

/**
 * Makes an empty file that only its owner can read, unless it exists. Errors are left to the code that opens it next.
 */
export function makePrivateFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx', FILE_MODE));
  } catch {
    // It exists, or opening it next reports the problem.
  }
}

/**
 * Removes the access of other users from a workspace made by an earlier version. Never fails: on Windows, and where the
 * file system or the owner does not permit it, everything stays as it is.
 */
export function restrictWorkspace(folder: string): void {
  if (process.platform === 'win32') return;
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return;
  }
  const ours = names.filter((name) => OURS.test(name));
  if (path.basename(folder) === WORKSPACE || (ours.length > 0 && ours.length === names.length)) restrict(folder);
  for (const name of ours) restrict(path.join(folder, name));
}

/** Removes the access of other users from one file or folder. Links are not followed, since they may lead anywhere. */
export function restrict(file: string): void {
  if (process.platform === 'win32') return;
  const found = lstatOf(file);
  if (found === undefined || found.isSymbolicLink() || (found.mode & 0o077) === 0) return;
  try {
    chmodSync(file, found.mode & FOLDER_MODE);
  } catch {
    // It is not ours to change, or the file system has no modes.
  }
}

function lstatOf(file: string): Stats | undefined {
  return lstatSync(file, { throwIfNoEntry: false });
}
