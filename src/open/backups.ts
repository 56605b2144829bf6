import path from 'node:path';
import { isCvmatchError } from '../errors.js';
import type { BackupPlace } from '../files/backup-place.js';
import { diskBackups } from '../files/disk/backups.js';
import { isS3 } from '../files/s3/is-s3.js';
import { Backups } from '../govern/backup/backups.js';
import { addMarks } from '../govern/backup/erasures.js';
import { backupTimes } from '../govern/backup/manifest.js';
import type { BackupNotes, LastBackup } from '../store/port/backup.js';
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

/** The latest backup of this workspace, at any place; null if none is known. */
export async function lastBackup(notes: BackupNotes): Promise<LastBackup | null> {
  const all = (await notes.places()).flatMap(({ last }) => last ?? []);
  return all.sort((a, b) => (a.at < b.at ? 1 : -1))[0] ?? null;
}

/**
 * Tells every known place of backups what was removed of a tenant since it was last told. Returns those that cannot be reached:
 * the next call, or the next `cvmatch backup`, makes up for it.
 */
export async function tellBackups(notes: BackupNotes, tenant: string, erasures: Erasures): Promise<string[]> {
  const missed: string[] = [];
  for (const { where, told } of await notes.places()) {
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
      await notes.told(where, tenant, last);
    } catch (error) {
      if (!isCvmatchError(error) && (error as NodeJS.ErrnoException).code === undefined) throw error;
      missed.push(where);
    }
  }
  return missed;
}

/** The backups at the places that this workspace knows. */
export async function knownBackups(notes: BackupNotes): Promise<KnownBackups[]> {
  return Promise.all(
    (await notes.places()).map(async ({ where }) => {
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
