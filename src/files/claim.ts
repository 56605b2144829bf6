import { readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CvmatchError, isCvmatchError } from '../errors.js';
import { makePrivateFolder, restrict } from './private.js';
import { codeOf } from './read-problem.js';

/** A file that says whose uploads are in this folder. */
export const MARK = '.cvmatch-files';

/**
 * Claims a folder for the uploads of one workspace. Cleaning up removes everything that the workspace's own store does
 * not know, so a folder with anything else in it, including uploads of another workspace, is refused. `create`: the
 * folder may be created and marked.
 * @throws CvmatchError `bad_config`.
 */
export function claimFolder(folder: string, workspace: string, create: boolean): void {
  try {
    const owner = realpathSync(workspace);
    if (create) makePrivateFolder(folder);
    if (ownerOf(folder) === '' && create) mark(folder, owner);
    const found = ownerOf(folder);
    if (found === owner) restrict(folder);
    if (found === '' || found === owner) return;
    throw notOurs(
      folder,
      `it holds the uploads of the store at ${found}`,
      `, or remove ${MARK} from it where that store was moved here`,
    );
  } catch (error) {
    if (isCvmatchError(error)) throw error;
    const hint = 'Check that it is a folder that may be written, or name another one.';
    throw new CvmatchError('bad_config', `${folder} cannot hold uploads (${codeOf(error)})`, { cause: error, hint });
  }
}

/** The owner, or empty if there is none; a mark that a crash left without content counts as none. */
function ownerOf(folder: string): string {
  try {
    return readFileSync(path.join(folder, MARK), 'utf8').trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  }
}

function mark(folder: string, owner: string): void {
  const names = readdirSync(folder);
  if (names.some((name) => name !== MARK)) throw notOurs(folder, 'it holds other files', '');
  try {
    // If two processes mark it at once, only one succeeds.
    writeFileSync(path.join(folder, MARK), `${owner}\n`, { flag: names.includes(MARK) ? 'w' : 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function notOurs(folder: string, why: string, or: string): CvmatchError {
  return new CvmatchError('bad_config', `${folder} cannot hold uploads: ${why}`, {
    hint: `Name a folder of its own as \`files\`${or}.`,
  });
}
