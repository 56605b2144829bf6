import type { Stats } from 'node:fs';
import { lstat, realpath as realpathOf, stat as statOf } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Outcome } from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import { namesIn, rawPath } from '../files/raw-path.js';
import { codeOf, readProblem } from '../files/read-problem.js';
import { containerOf, Containers, INSIDE } from './containers.js';
import { isSkipped } from './skipped.js';

/** A file handed in; `problem` is set if it is clear without reading that it cannot be read. */
export interface FoundFile {
  /** Absolute path. */
  path: string;
  size: number;
  mtimeMs: number;
  problem: Extract<Outcome<never>, { ok: false }> | null;
}

export interface Collected {
  /** Each path once, sorted by name, so that results do not depend on the order of the arguments. */
  files: FoundFile[];
  /** The given folders as absolute paths: `--prune` compares with their contents. */
  folders: string[];
  /** Number of symbolic links that lead out of the given folders and were not followed; default 0. */
  linksLeftOut?: number;
}

export interface CollectOptions {
  /** Whether to follow symbolic links that lead out of a given folder. */
  follow?: boolean;
  cwd?: string;
  /** Absolute path of the workspace's folder, which is left out if it lies among the CVs. */
  store?: string;
}

const OWN = /^(?:store\.db(?:-\w+)?|uploads|originals|opened|jds|runs)$/;

/** Whether a path belongs to the store, which may be in the same folder as the CVs. */
export function isOwn(absolute: string, store: string | undefined): boolean {
  return (
    store !== undefined &&
    (absolute === store || (path.dirname(absolute) === store && OWN.test(path.basename(absolute))))
  );
}

/**
 * Resolves files, folders (recursively) and globs. `list` has paths named by a program (stdin): a missing one is that
 * file's problem, while a path that a person mistyped is an error.
 * @throws CvmatchError `path_not_found`.
 */
export async function collect(
  inputs: string[],
  list: string[] = [],
  { cwd = process.cwd(), store, follow = false }: CollectOptions = {},
): Promise<Collected> {
  const walk = new Walk(store, follow);
  for (const input of inputs) await addInput(walk, input, cwd);
  for (const entry of list) await walk.add(path.resolve(cwd, entry));
  return { files: inOrder([...walk.files.values()]), folders: walk.folders, linksLeftOut: walk.linksLeftOut };
}

/** The order in which files are processed and committed; it decides which of two copies is the first. */
export function inOrder(files: FoundFile[]): FoundFile[] {
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function addInput(walk: Walk, input: string, cwd: string): Promise<void> {
  const absolute = path.resolve(cwd, input);
  const found = await statOrNull(absolute);
  if (found !== null) return walk.add(absolute);
  const { glob, isDynamicPattern } = await import('tinyglobby');
  const matches = isDynamicPattern(input)
    ? await glob(input, { cwd, absolute: true, onlyFiles: false, expandDirectories: false })
    : [];
  if (matches.length === 0) {
    throw new CvmatchError(
      'path_not_found',
      isDynamicPattern(input) ? `no file matches ${input}` : `there is no file or folder ${input}`,
      { hint: 'Give files, folders or globs, or - for a list of paths on stdin.' },
    );
  }
  for (const match of matches) await walk.add(path.resolve(match));
}

class Walk {
  readonly files = new Map<string, FoundFile>();
  readonly folders: string[] = [];
  linksLeftOut = 0;
  /** Real paths of the folders entered, so that a symbolic link to a parent ends the walk. */
  private readonly entered = new Set<string>();
  private readonly containers = new Containers();
  /** Real path of the given folder while the walk is below it. */
  private root: string | null = null;

  constructor(
    private readonly store: string | undefined,
    private readonly follow: boolean,
  ) {}

  async add(absolute: string): Promise<void> {
    const found = await statOrNull(absolute);
    if (found?.isDirectory() === true) {
      this.folders.push(absolute);
      this.root = await realpath(absolute).catch(() => null);
      return this.enter(absolute);
    }
    this.root = null;
    await this.addFile(absolute);
  }

  private async enter(folder: string): Promise<void> {
    try {
      const real = await realpath(folder);
      if (this.entered.has(real)) return;
      this.entered.add(real);
      for (const name of (await namesIn(folder)).sort()) {
        const entry = path.join(folder, name);
        if (!isSkipped(name) && !isOwn(entry, this.store)) await this.addEntry(entry);
      }
    } catch (error) {
      this.files.set(folder, {
        path: folder,
        size: 0,
        mtimeMs: 0,
        problem: failure('read_error', `the folder cannot be read (${codeOf(error)})`),
      });
    }
  }

  private async addEntry(absolute: string): Promise<void> {
    if (!this.follow && (await this.leadsOut(absolute))) {
      this.linksLeftOut += 1;
      return;
    }
    const found = await statOrNull(absolute);
    if (found?.isDirectory() === true) await this.enter(absolute);
    else await this.addFile(absolute);
  }

  /** Whether a link leads elsewhere: someone who may write into the folder must not choose what else is read. */
  private async leadsOut(absolute: string): Promise<boolean> {
    if (this.root === null || !(await lstat(await rawPath(absolute)).catch(() => null))?.isSymbolicLink()) return false;
    const real = await realpath(absolute).catch(() => null);
    return (
      real !== null && real !== this.root && !real.startsWith(this.root === path.sep ? path.sep : this.root + path.sep)
    );
  }

  private async addFile(absolute: string): Promise<void> {
    if (this.files.has(absolute)) return;
    try {
      const found = await stat(absolute);
      // A pipe would block the reader, and a device may never end.
      const problem = found.isFile() ? null : failure('unsupported_format', 'it is not a regular file');
      if (problem === null && (await this.addMembers(absolute, found))) return;
      this.files.set(absolute, { path: absolute, size: found.size, mtimeMs: found.mtimeMs, problem });
    } catch (error) {
      if ((await containerOf(absolute)) !== null)
        this.files.set(absolute, await memberAgain(this.containers, absolute));
      else this.files.set(absolute, { path: absolute, size: 0, mtimeMs: 0, problem: readProblem(error) });
    }
  }

  /**
   * Adds the files in a container instead of the container; one that cannot be read is added as a file with a problem.
   */
  private async addMembers(absolute: string, found: { size: number; mtimeMs: number }): Promise<boolean> {
    const members = await this.containers.list(absolute, found);
    if (members === null) return false;
    if (members.ok) {
      for (const member of members.value) this.files.set(member.path, member);
      this.folders.push(absolute + INSIDE.slice(0, 1));
    } else this.files.set(absolute, { path: absolute, size: found.size, mtimeMs: found.mtimeMs, problem: members });
    return true;
  }
}

/** A file in a container in its current state. */
export async function memberAgain(containers: Containers, file: string): Promise<FoundFile> {
  const container = (await containerOf(file))!;
  const members = await containers.list(container, await stat(container));
  const member = members?.ok === true ? members.value.find((one) => one.path === file) : undefined;
  const problem = members?.ok === false ? members : failure('file_vanished', 'it is not in its container any more');
  return member ?? { path: file, size: 0, mtimeMs: 0, problem };
}

async function statOrNull(absolute: string): Promise<Stats | null> {
  return stat(absolute).catch(() => null);
}

async function stat(shown: string): Promise<Stats> {
  return statOf(await rawPath(shown));
}

/** Compares bytes: two different paths may be shown alike. */
async function realpath(shown: string): Promise<string> {
  return (await realpathOf(await rawPath(shown), 'buffer')).toString('latin1');
}
