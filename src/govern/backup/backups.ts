import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import path from 'node:path';
import { CvmatchError } from '../../errors.js';
import type { BackupPlace } from '../../files/backup-place.js';
import { UNFINISHED } from '../../files/receive.js';
import { hasEnded } from '../../ingest/owner.js';
import { damaged, Pieces } from './pieces.js';

/** Says whose backups are at this place. */
const MARK = 'cvmatch-backup.json';
/** The first that knows what there is of each kind of store: others must not take a dump for a database file. */
const FORMATS = { folder: 1, server: 2 };
const NEWEST = FORMATS.server;
const LOCK = 'in-use';
/** A lock that was not renewed for so long belongs to nobody any more. */
const STALE_MS = 120_000;
const RENEW_MS = 20_000;

/** A place with the backups of one workspace: pieces, one manifest a backup, and what was removed since. */
export class Backups {
  readonly pieces: Pieces;
  /** What this process wrote into the lock, while it holds it. */
  private held: string | null = null;

  private constructor(
    readonly place: BackupPlace,
    /** Name of the workspace whose backups these are. */
    readonly workspace: string,
    private readonly format: number,
  ) {
    this.pieces = new Pieces(place);
  }

  /** For people, too. */
  get where(): string {
    return this.place.where;
  }

  /**
   * Takes a place for the backups of a workspace; it is made if it is not there.
   * @throws CvmatchError `bad_flag` if it holds anything else, or those of another workspace.
   */
  static async claim(place: BackupPlace, workspace: string, kind: keyof typeof FORMATS = 'folder'): Promise<Backups> {
    const { where } = place;
    const text = markText(workspace, FORMATS[kind]);
    await place.prepare();
    const mark = await place.read(MARK);
    if (mark === null || mark.length === 0) {
      for await (const page of place.list('')) await clearUnfinished(place, page);
      await place.writeNew(MARK, text);
      if ((await place.read(MARK))?.length === 0) await place.write(MARK, text);
    }
    const backups = await Backups.open(place);
    if (backups.workspace === workspace) {
      if (backups.format < FORMATS[kind]) await place.write(MARK, text);
      return backups;
    }
    throw new CvmatchError('bad_flag', `${where} holds backups of another store`, {
      hint: 'Name a folder of its own for each store.',
    });
  }

  /** @throws CvmatchError `path_not_found` for a place that holds no backups, `store_newer`. */
  static async open(place: BackupPlace): Promise<Backups> {
    const { where } = place;
    const mark = await place.read(MARK);
    if (mark === null)
      throw new CvmatchError('path_not_found', `there are no backups in ${where}`, {
        hint: 'Name a place that `cvmatch backup` made.',
      });
    const { format, workspace } = markOf(mark.toString('utf8'), where);
    if (format > NEWEST)
      throw new CvmatchError('store_newer', `${where} was written by a newer version of cvmatch`, {
        hint: 'Use that version.',
      });
    return new Backups(place, workspace, format);
  }

  /**
   * Only one at a time may add or delete backups. The lock of a process that was killed counts for nothing: at once on its own
   * machine, after two minutes on another. @throws CvmatchError `store_locked`.
   */
  async alone<T>(body: () => Promise<T>): Promise<T> {
    const own = JSON.stringify({ host: hostname(), pid: process.pid, id: randomBytes(6).toString('hex') });
    await takeLock(this.place, own);
    this.held = own;
    const timer = setInterval(() => {
      this.renew(own).catch(() => undefined);
    }, RENEW_MS).unref();
    try {
      return await body();
    } finally {
      clearInterval(timer);
      this.held = null;
      await this.place.clearScratch();
      if ((await this.place.read(LOCK))?.toString() === own) await this.place.delete([LOCK]);
    }
  }

  /** Before what another process could undo. @throws CvmatchError `store_locked` if this one lost the lock, e.g. while it slept. */
  async requireAlone(): Promise<void> {
    if (this.held !== null && (await this.place.read(LOCK))?.toString() !== this.held) throw inUse(this.where);
  }

  private async renew(own: string): Promise<void> {
    if ((await this.place.read(LOCK))?.toString() === own && this.held === own) await this.place.write(LOCK, own);
  }
}

const markText = (workspace: string, format: number): string => `${JSON.stringify({ format, workspace })}\n`;

/** Deletes what a process left that was killed while it wrote the mark. @throws CvmatchError `bad_flag` for anything else. */
async function clearUnfinished(place: BackupPlace, page: { name: string; bytes: number }[]): Promise<void> {
  const isOurs = ({ name, bytes }: { name: string; bytes: number }): boolean =>
    (name.startsWith(`${MARK}.`) && name.endsWith(UNFINISHED)) || (name === MARK && bytes === 0);
  if (!page.every(isOurs))
    throw new CvmatchError('bad_flag', `${place.where} holds other files`, {
      hint: 'Name an empty place, or a new one.',
    });
  await place.delete(page.map(({ name }) => name));
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

async function takeLock(place: BackupPlace, own: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await place.writeNew(LOCK, own)) return;
    if (!(await isAbandoned(place))) break;
    await place.delete([LOCK]);
  }
  throw inUse(place.where);
}

function inUse(where: string): CvmatchError {
  return new CvmatchError('store_locked', `another process works on the backups in ${where}`, {
    hint: 'Let it end, then run this again.',
  });
}

async function isAbandoned(place: BackupPlace): Promise<boolean> {
  const [age, text] = [await place.age(LOCK), await place.read(LOCK)];
  if (age === null || text === null) return true;
  try {
    const { host, pid } = JSON.parse(text.toString('utf8')) as { host: string; pid: number };
    return age > STALE_MS || hasEnded(host, pid);
  } catch {
    return age > STALE_MS;
  }
}
