import { mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CvmatchError, isCvmatchError } from '../errors.js';
import { codeOf } from './read-problem.js';

/** Says whose uploads lie here. */
const MARK = '.cvmatch-files';

/**
 * Makes a folder the place of one workspace's uploads. Whoever cleans up removes what its own store does not know, so a
 * folder that holds anything else, another workspace's uploads included, is refused. `create`: it may be made and marked.
 * @throws CvmatchError `bad_config`.
 */
export function claimFolder(folder: string, workspace: string, create: boolean): void {
  try {
    const owner = realpathSync(workspace);
    if (create) mkdirSync(folder, { recursive: true });
    if (ownerOf(folder) === '' && create) mark(folder, owner);
    const found = ownerOf(folder);
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

/** Empty where nobody's uploads lie here; so is a mark that a crash left without its words. */
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
    // Of two that mark it at once one is the first.
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
