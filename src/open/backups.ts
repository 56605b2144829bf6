import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { isCvmatchError } from '../errors.js';
import { addMarks } from '../govern/backup/erasures.js';
import { BackupFolder } from '../govern/backup/folder.js';
import { backupIds, manifestFile } from '../govern/backup/manifest.js';
import { writeWhole } from '../files/write-whole.js';
import type { Erasures, KnownBackups } from '../store/port/index.js';

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
      await addMarks(
        await BackupFolder.open(where),
        marks.map((mark) => ({ tenant, ...mark })),
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

/**
 * The backups in the folders that this workspace knows. When one was completed is told by its list of files, which is written
 * last: a copy of it is later, so that it counts as one that holds more.
 */
export async function knownBackups(workspaceFolder: string): Promise<KnownBackups[]> {
  return Promise.all(
    (await knownFolders(workspaceFolder)).map(async ({ where }) => {
      try {
        const folder = await BackupFolder.open(where);
        const backups = (await backupIds(folder)).map(async (id) => {
          const { mtime } = await stat(manifestFile(folder, id));
          return { id, completedAt: mtime.toISOString() };
        });
        return { where, reachable: true, backups: await Promise.all(backups) };
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
