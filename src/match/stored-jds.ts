import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { CvmatchError } from '../errors.js';
import { jdTitle } from '../rank/index.js';
import type { Jds, NewJd, StoredJd } from '../store/port/index.js';
import type { Jd } from './jd.js';

/** Keeps a JD; its title is what the ranker reads as one. */
export function storeJd(jds: Pick<Jds, 'add'>, { text, hash, truncated }: Jd, source: string): Promise<StoredJd> {
  const addedAt = new Date().toISOString();
  return jds.add({ id: hash.slice(0, ID_DIGITS), title: jdTitle(text), hash, truncated, source, addedAt, text });
}

const ID_DIGITS = 12;
const FOLDER = 'jds';
/** Where files go that are in the store. */
const DONE = 'imported';
const NAME = /^[0-9a-f]{12}\.json$/;

/**
 * Takes along the JDs that lie as files in a workspace, as they did before they were rows. Each is moved aside once it is in
 * the store, so that a run that is killed is gone on with by the next, and one that was removed does not come back. Gives
 * what is wrong with those that cannot be read: they stay where they are.
 */
export async function importJds(workspace: string, jds: Pick<Jds, 'add'>): Promise<string[]> {
  const folder = path.join(workspace, FOLDER);
  const problems: string[] = [];
  for (const name of await namesIn(folder)) {
    const jd = await readOld(path.join(folder, name));
    if (jd === 'gone') continue;
    if (typeof jd === 'string') {
      problems.push(`${path.join(folder, name)} ${jd}`);
      continue;
    }
    await jds.add(jd);
    await moveAside(folder, name);
  }
  return problems;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => NAME.test(name)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw new CvmatchError('store_missing', `the JDs in ${folder} cannot be read`, {
      cause: error,
      hint: 'Check the permissions of the folder.',
    });
  }
}

/** What is wrong with the file, where it is no JD. */
async function readOld(file: string): Promise<NewJd | string> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    return isMissing(error) ? 'gone' : 'cannot be read';
  }
  try {
    return oldJd(path.basename(file, '.json'), JSON.parse(content) as Partial<StoredJd> | null) ?? 'holds no JD';
  } catch {
    return 'is not valid JSON';
  }
}

/** Files were there to be edited: the text decides, and the id is the one that it was known by. */
function oldJd(id: string, stored: Partial<StoredJd> | null): NewJd | null {
  const text = stored?.text;
  if (typeof text !== 'string' || !/\p{L}/u.test(text)) return null;
  const { source, addedAt, truncated } = stored as Partial<StoredJd>;
  return {
    id,
    title: jdTitle(text),
    hash: createHash('sha256').update(text).digest('hex'),
    truncated: truncated === true,
    source: typeof source === 'string' ? source : '-',
    addedAt: typeof addedAt === 'string' ? addedAt : new Date(0).toISOString(),
    text,
    // Each was a JD of its own, also where two came from one file.
    of: null,
  };
}

/** Another process may be at it as well. */
async function moveAside(folder: string, name: string): Promise<void> {
  await mkdir(path.join(folder, DONE), { recursive: true });
  await rename(path.join(folder, name), path.join(folder, DONE, name)).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
