import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, open, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { CvmatchError } from '../../errors.js';
import { UNFINISHED } from '../../files/receive.js';
import { writeWhole } from '../../files/write-whole.js';
import { hasEnded } from '../../ingest/owner.js';
import { damaged, Pieces } from './pieces.js';

/** Says whose backups are in this folder. */
const MARK = 'cvmatch-backup.json';
const FORMAT = 1;
const LOCK = 'in-use';
/** A lock that was not renewed for so long belongs to nobody any more. */
const STALE_MS = 120_000;
const RENEW_MS = 20_000;

/** A folder with the backups of one workspace: pieces, one manifest a backup, and what was removed since. */
export class BackupFolder {
  readonly pieces: Pieces;

  private constructor(
    /** For people, too. */
    readonly where: string,
    /** Name of the workspace whose backups these are. */
    readonly workspace: string,
  ) {
    this.pieces = new Pieces(path.join(where, 'pieces'));
  }

  /**
   * Takes a folder for the backups of a workspace; it is made if it is not there.
   * @throws CvmatchError `bad_flag` if it holds anything else, or those of another workspace.
   */
  static async claim(where: string, workspace: string): Promise<BackupFolder> {
    makeFolder(where);
    if (!isMarked(where)) {
      const left = readdirSync(where);
      if (!left.every(isUnfinishedMark))
        throw new CvmatchError('bad_flag', `${where} holds other files`, {
          hint: 'Name an empty folder, or a new one.',
        });
      for (const name of left) await rm(path.join(where, name), { force: true });
      await writeWhole(path.join(where, MARK), `${JSON.stringify({ format: FORMAT, workspace })}\n`);
    }
    const folder = await BackupFolder.open(where);
    if (folder.workspace === workspace) return folder;
    throw new CvmatchError('bad_flag', `${where} holds backups of another store`, {
      hint: 'Name a folder of its own for each store.',
    });
  }

  /** @throws CvmatchError `path_not_found`, `bad_flag` for a folder that holds no backups, `store_newer`. */
  static async open(where: string): Promise<BackupFolder> {
    const mark = await readFile(path.join(where, MARK), 'utf8').catch((cause: unknown) => {
      throw noBackups(where, cause);
    });
    const { format, workspace } = markOf(mark, where);
    if (format > FORMAT)
      throw new CvmatchError('store_newer', `${where} was written by a newer version of cvmatch`, {
        hint: 'Use that version.',
      });
    return new BackupFolder(where, workspace);
  }

  file(...names: string[]): string {
    return path.join(this.where, ...names);
  }

  async makeFolder(name: string): Promise<void> {
    await mkdir(this.file(name), { recursive: true, mode: 0o700 });
  }

  /** An empty folder for copies that are cut into pieces; whatever an interrupted run left there is deleted. */
  async scratch(): Promise<string> {
    const folder = this.file('scratch');
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return folder;
  }

  /**
   * Only one at a time may add or delete backups. The lock of a process that was killed counts for nothing: at once on its own
   * machine, after two minutes on another. @throws CvmatchError `store_locked`.
   */
  async alone<T>(body: () => Promise<T>): Promise<T> {
    const file = this.file(LOCK);
    await takeLock(file, this.where);
    const timer = setInterval(() => {
      utimes(file, new Date(), new Date()).catch(() => undefined);
    }, RENEW_MS).unref();
    try {
      return await body();
    } finally {
      clearInterval(timer);
      await rm(this.file('scratch'), { recursive: true, force: true });
      await rm(file, { force: true });
    }
  }
}

function makeFolder(where: string): void {
  try {
    mkdirSync(where, { recursive: true, mode: 0o700 });
    readdirSync(where);
  } catch (cause) {
    const hint = 'Check its permissions, or name another folder.';
    throw new CvmatchError('bad_flag', `${where} cannot hold backups`, { cause, hint });
  }
}

/** What a process leaves that was killed while it wrote the mark. */
function isUnfinishedMark(name: string): boolean {
  return name.startsWith(`${MARK}.`) && name.endsWith(UNFINISHED);
}

function isMarked(where: string): boolean {
  try {
    return readFileSync(path.join(where, MARK)).length > 0;
  } catch {
    return false;
  }
}

function noBackups(where: string, cause: unknown): CvmatchError {
  const isThere = (cause as NodeJS.ErrnoException).code !== 'ENOENT';
  return new CvmatchError(isThere ? 'bad_flag' : 'path_not_found', `there are no backups in ${where}`, {
    cause,
    hint: 'Name a folder that `cvmatch backup` made.',
  });
}

function markOf(text: string, where: string): { format: number; workspace: string } {
  try {
    const { format, workspace } = JSON.parse(text) as { format: unknown; workspace: unknown };
    if (typeof format === 'number' && typeof workspace === 'string') return { format, workspace };
  } catch {
    // Told below.
  }
  throw damaged(`${path.join(where, MARK)} cannot be read`);
}

interface Holder {
  host: string;
  pid: number;
}

async function takeLock(file: string, where: string): Promise<void> {
  const own = JSON.stringify({ host: hostname(), pid: process.pid } satisfies Holder);
  for (let attempt = 0; attempt < 3; attempt++) {
    const handle = await open(file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return null;
      throw new CvmatchError('store_unreachable', `${where} cannot be written (${error.code})`, {
        cause: error,
        hint: 'Check that its disk is there and has room, then run this again.',
      });
    });
    if (handle !== null) {
      await handle.close();
      await writeFile(file, own);
      return;
    }
    if (!(await isAbandoned(file))) break;
    await rm(file, { force: true });
  }
  throw new CvmatchError('store_locked', `another process works on the backups in ${where}`, {
    hint: 'Let it end, then run this again.',
  });
}

async function isAbandoned(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => null);
  if (found === null) return true;
  const old = Date.now() - found.mtimeMs > STALE_MS;
  try {
    const { host, pid } = JSON.parse(await readFile(file, 'utf8')) as Holder;
    return old || hasEnded(host, pid);
  } catch {
    return old;
  }
}
