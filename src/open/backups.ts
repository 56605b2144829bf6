import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isCvmatchError } from '../errors.js';
import type { BackupPlace } from '../files/backup-place.js';
import { diskBackups } from '../files/disk/backups.js';
import { isS3 } from '../files/s3/is-s3.js';
import { writeWhole } from '../files/write-whole.js';
import { Backups } from '../govern/backup/backups.js';
import { addMarks } from '../govern/backup/erasures.js';
import { backupTimes } from '../govern/backup/manifest.js';
import type { Erasures, KnownBackups } from '../store/port/index.js';

/** A folder, or `s3://BUCKET/PREFIX`. What a command was given is meant from its working directory. */
export function backupPlaceOf(text: string): string {
  return isS3(text) ? text : path.resolve(text);
}

/** The place for the time of `body`. @throws CvmatchError `bad_config`, `tool_missing`. */
export async function withBackupPlace<T>(where: string, body: (place: BackupPlace) => Promise<T>): Promise<T> {
  const place = isS3(where) ? (await import('../files/s3/index.js')).s3Backups(where) : diskBackups(where);
  try {
    return await body(place);
  } finally {
    await place.close();
  }
}

/** In the workspace folder: where its backups are, and up to when each knows what was removed. */
const FILE = 'backups.json';

interface KnownFolder {
  where: string;
  /** Time of the last removal that it was told of, by tenant (ISO 8601). */
  told: Record<string, string>;
  /** The last backup that was completed there. */
  last?: LastBackup;
}

/** A backup that was completed. */
export interface LastBackup {
  id: string;
  /** Its moment, and when it was complete (ISO 8601). */
  at: string;
  endedAt: string;
  seconds: number;
  /** Of all that is in it, and those that it added to its place. */
  bytes: number;
  written: number;
}

/** Remembers a folder of backups, so that it is told of removals, and the backup that was completed there. */
export async function noteBackups(workspaceFolder: string, where: string, last?: LastBackup): Promise<void> {
  const known = await knownFolders(workspaceFolder);
  const others = known.filter((one) => one.where !== where);
  const before = known.find((one) => one.where === where) ?? { where, told: {} };
  await write(workspaceFolder, [...others, last === undefined ? before : { ...before, last }]);
}

/** The latest backup of this workspace, in any folder; null if none is known. */
export async function lastBackup(workspaceFolder: string): Promise<LastBackup | null> {
  const all = (await knownFolders(workspaceFolder)).flatMap(({ last }) => last ?? []);
  return all.sort((a, b) => (a.at < b.at ? 1 : -1))[0] ?? null;
}

/**
 * Tells every known folder of backups what was removed of a tenant since it was last told. Returns those that cannot be reached:
 * the next call, or the next `cvmatch backup`, makes up for it.
 */
export async function tellBackups(workspaceFolder: string, tenant: string, erasures: Erasures): Promise<string[]> {
  const known = await knownFolders(workspaceFolder);
  const missed: string[] = [];
  let changed = false;
  for (const { where, told } of known) {
    const marks = await erasures.erased(told[tenant] ?? '');
    const last = marks.at(-1)?.at;
    if (last === undefined || (last === told[tenant] && marks.length === 1)) continue;
    try {
      await withBackupPlace(where, async (place) =>
        addMarks(
          await Backups.open(place),
          marks.map((mark) => ({ tenant, ...mark })),
        ),
      );
      told[tenant] = last;
      changed = true;
    } catch (error) {
      if (!isCvmatchError(error) && (error as NodeJS.ErrnoException).code === undefined) throw error;
      missed.push(where);
    }
  }
  if (changed) await write(workspaceFolder, known);
  return missed;
}

/** The backups at the places that this workspace knows. */
export async function knownBackups(workspaceFolder: string): Promise<KnownBackups[]> {
  return Promise.all(
    (await knownFolders(workspaceFolder)).map(async ({ where }) => {
      try {
        const found = await withBackupPlace(where, async (place) => backupTimes(await Backups.open(place)));
        const backups = found.map(({ id, at }) => ({ id, completedAt: new Date(at).toISOString() }));
        return { where, reachable: true, backups };
      } catch (error) {
        if (!isCvmatchError(error) && (error as NodeJS.ErrnoException).code === undefined) throw error;
        return { where, reachable: false, backups: [] };
      }
    }),
  );
}

async function knownFolders(workspaceFolder: string): Promise<KnownFolder[]> {
  try {
    return JSON.parse(await readFile(path.join(workspaceFolder, FILE), 'utf8')) as KnownFolder[];
  } catch {
    // There is none, or a crash left it unreadable: the next backup names its folder again.
    return [];
  }
}

async function write(workspaceFolder: string, known: KnownFolder[]): Promise<void> {
  await writeWhole(path.join(workspaceFolder, FILE), `${JSON.stringify(known)}\n`);
}
