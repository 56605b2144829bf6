import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { CvmatchError } from '../errors.js';
import type { Jds, NewJd, StoredJd } from '../store/port/index.js';
import type { Jd } from './jd.js';

/** Stores a JD, with the title that the ranker reads in it. */
export async function storeJd(
  jds: Pick<Jds, 'add'>,
  { text, hash, truncated }: Jd,
  source: string,
  keyId: string | null = null,
): Promise<StoredJd> {
  const addedAt = new Date().toISOString();
  const title = await titleOf(text);
  return jds.add({ id: hash.slice(0, ID_DIGITS), title, hash, truncated, source, addedAt, text, keyId });
}

/** Loads the ranker only here: every command that opens a store looks for old JDs, and few find any. */
async function titleOf(text: string): Promise<string | null> {
  return (await import('../rank/index.js')).jdTitle(text);
}

const ID_DIGITS = 12;
const FOLDER = 'jds';
/** Folder for files that have been imported. */
const DONE = 'imported';
const NAME = /^[0-9a-f]{12}\.json$/;

/**
 * Imports the JDs that earlier versions kept as files in the workspace. Each file is moved aside once its JD is stored,
 * so that a killed run is continued by the next, and a removed JD does not come back. Returns what is wrong with files
 * that cannot be read; those stay in place.
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

/** The JD, or a message where the file is none. */
async function readOld(file: string): Promise<NewJd | string> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    return isMissing(error) ? 'gone' : 'cannot be read';
  }
  try {
    return (
      (await oldJd(path.basename(file, '.json'), JSON.parse(content) as Partial<StoredJd> | null)) ?? 'holds no JD'
    );
  } catch {
    return 'is not valid JSON';
  }
}

/** Files could be edited by hand, so the text counts; the id stays the one by which the JD was known. */
async function oldJd(id: string, stored: Partial<StoredJd> | null): Promise<NewJd | null> {
  const text = stored?.text;
  if (typeof text !== 'string' || !/\p{L}/u.test(text)) return null;
  const { source, addedAt, truncated } = stored as Partial<StoredJd>;
  return {
    id,
    title: await titleOf(text),
    hash: createHash('sha256').update(text).digest('hex'),
    truncated: truncated === true,
    source: typeof source === 'string' ? source : '-',
    addedAt: typeof addedAt === 'string' ? addedAt : new Date(0).toISOString(),
    text,
    // Every file was a JD of its own, even where two came from one source.
    of: null,
  };
}

/** Another process may be importing at the same time. */
async function moveAside(folder: string, name: string): Promise<void> {
  await mkdir(path.join(folder, DONE), { recursive: true });
  await rename(path.join(folder, name), path.join(folder, DONE, name)).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
