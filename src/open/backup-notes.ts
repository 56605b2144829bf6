import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeWhole } from '../files/write-whole.js';
import type { BackupNotes, KnownPlace } from '../store/port/backup.js';

const FILE = 'backups.json';

/** In a file of the workspace folder. */
export function folderNotes(workspaceFolder: string): BackupNotes {
  const file = path.join(workspaceFolder, FILE);
  const places = async (): Promise<KnownPlace[]> => {
    try {
      return JSON.parse(await readFile(file, 'utf8')) as KnownPlace[];
    } catch {
      // There is none, or a crash left it unreadable: the next backup names its place again.
      return [];
    }
  };
  const change = async (where: string, one: (before: KnownPlace) => KnownPlace, isNew: boolean): Promise<void> => {
    const known = await places();
    const before = known.find((place) => place.where === where);
    if (before === undefined && !isNew) return;
    const others = known.filter((place) => place !== before);
    await writeWhole(file, `${JSON.stringify([...others, one(before ?? { where, told: {} })])}\n`);
  };
  return {
    places,
    note: (where, last) => change(where, (before) => (last === undefined ? before : { ...before, last }), true),
    told: (where, tenant, at) =>
      change(where, (before) => ({ ...before, told: { ...before.told, [tenant]: at } }), false),
  };
}
