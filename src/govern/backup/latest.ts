import { open } from 'node:fs/promises';
import { isCvmatchError } from '../../errors.js';
import type { Backups } from './backups.js';
import { backupIds, readManifest } from './manifest.js';
import { bytesOf } from './restore.js';

/**
 * Writes a tenant's database of the latest backup that has it whole to a file; null if there is none.
 * @throws CvmatchError `store_unreachable`.
 */
export async function latestDatabase(
  backups: Backups,
  { tenant, name, to }: { tenant: string; name: string; to: string },
): Promise<{ id: string; at: string } | null> {
  for (const id of (await backupIds(backups)).reverse())
    try {
      const { at, files } = await readManifest(backups, id);
      const file = files.find((one) => one.kind === 'store' && one.tenant === tenant && one.name === name);
      if (file === undefined) continue;
      const handle = await open(to, 'w', 0o600);
      try {
        for await (const bytes of bytesOf(backups, file)) await handle.writeFile(bytes);
      } finally {
        await handle.close();
      }
      return { id, at };
    } catch (error) {
      // One that is damaged vouches for nothing; `backup verify` names it.
      if (!isCvmatchError(error, 'store_corrupt')) throw error;
    }
  return null;
}
