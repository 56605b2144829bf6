import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Outcome } from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import { codeOf, readProblem } from '../files/read-problem.js';

/** A file handed in; `problem` where it is clear without reading that it will not be read. */
export interface FoundFile {
  /** Absolute. */
  path: string;
  size: number;
  mtimeMs: number;
  problem: Extract<Outcome<never>, { ok: false }> | null;
}

export interface Collected {
  /** Each path once, in the order of their names: results do not depend on the order in which they were given. */
  files: FoundFile[];
  /** Folders that were given, absolute: what `--prune` compares with. */
  folders: string[];
}

export interface CollectOptions {
  cwd?: string;
  /** The workspace's folder, absolute: it may lie among the CVs, and is none. */
  store?: string;
}

/** Folders of tools, never of CVs. Hidden files and folders (`.cvmatch` too) are passed over as well. */
const SKIPPED = new Set(['node_modules', '__MACOSX', '$RECYCLE.BIN', 'System Volume Information']);

export function isSkipped(name: string): boolean {
  return name.startsWith('.') || SKIPPED.has(name);
}

const OWN = /^(?:store\.db(?:-\w+)?|uploads|jds|runs)$/;

/** Whether a path is the store's, which may also be the very folder that the CVs lie in. */
export function isOwn(absolute: string, store: string | undefined): boolean {
  return store !== undefined && (absolute === store || (path.dirname(absolute) === store && OWN.test(path.basename(absolute))));
}

/**
 * Files, folders (with all below), globs; `list` are paths that a program named (stdin): one that is not there is that
 * file's problem, while a path that a person typed wrong is an error.
 * @throws CvmatchError `path_not_found`.
 */
export async function collect(inputs: string[], list: string[] = [], { cwd = process.cwd(), store }: CollectOptions = {}): Promise<Collected> {
  const walk = new Walk(store);
  for (const input of inputs) await addInput(walk, input, cwd);
  for (const entry of list) await walk.add(path.resolve(cwd, entry));
  return { files: inOrder([...walk.files.values()]), folders: walk.folders };
}

/** The order in which files are worked on and settled: which of two copies is the first depends on it. */
export function inOrder(files: FoundFile[]): FoundFile[] {
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function addInput(walk: Walk, input: string, cwd: string): Promise<void> {
  const absolute = path.resolve(cwd, input);
  const found = await statOrNull(absolute);
  if (found !== null) return walk.add(absolute);
  const { glob, isDynamicPattern } = await import('tinyglobby');
  const matches = isDynamicPattern(input) ? await glob(input, { cwd, absolute: true, onlyFiles: false, expandDirectories: false }) : [];
  if (matches.length === 0) {
    throw new CvmatchError('path_not_found', isDynamicPattern(input) ? `no file matches ${input}` : `there is no file or folder ${input}`, { hint: 'Give files, folders or globs, or - for a list of paths on stdin.' });
  }
  for (const match of matches) await walk.add(path.resolve(match));
}

class Walk {
  readonly files = new Map<string, FoundFile>();
  readonly folders: string[] = [];
  /** Real paths of folders entered: a symbolic link back up ends the walk. */
  private readonly entered = new Set<string>();

  constructor(private readonly store: string | undefined) {}

  async add(absolute: string): Promise<void> {
    const found = await statOrNull(absolute);
    if (found?.isDirectory() === true) {
      this.folders.push(absolute);
      return this.enter(absolute);
    }
    await this.addFile(absolute);
  }

  private async enter(folder: string): Promise<void> {
    try {
      const real = await realpath(folder);
      if (this.entered.has(real)) return;
      this.entered.add(real);
      for (const name of (await readdir(folder)).sort()) {
        const entry = path.join(folder, name);
        if (!isSkipped(name) && !isOwn(entry, this.store)) await this.addEntry(entry);
      }
    } catch (error) {
      this.files.set(folder, { path: folder, size: 0, mtimeMs: 0, problem: failure('read_error', `the folder cannot be read (${codeOf(error)})`) });
    }
  }

  private async addEntry(absolute: string): Promise<void> {
    const found = await statOrNull(absolute);
    if (found?.isDirectory() === true) await this.enter(absolute);
    else await this.addFile(absolute);
  }

  private async addFile(absolute: string): Promise<void> {
    if (this.files.has(absolute)) return;
    try {
      const found = await stat(absolute);
      // A pipe would block the reader, a device may never end.
      const problem = found.isFile() ? null : failure('unsupported_format', 'it is not a regular file');
      this.files.set(absolute, { path: absolute, size: found.size, mtimeMs: found.mtimeMs, problem });
    } catch (error) {
      this.files.set(absolute, { path: absolute, size: 0, mtimeMs: 0, problem: readProblem(error) });
    }
  }
}

async function statOrNull(absolute: string): Promise<Awaited<ReturnType<typeof stat>> | null> {
  return stat(absolute).catch(() => null);
}
