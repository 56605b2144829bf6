import { constants, existsSync } from 'node:fs';
import { access, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { storeUnreachable } from '../../errors.js';
import { diskUploads, uploadFile } from '../disk.js';
import { MARK } from '../claim.js';
import type { FilesLevels, FilePlace } from '../port.js';
import { codeOf } from '../read-problem.js';
import { diskOriginals } from './originals.js';
import { resealFiles } from './reseal.js';

/** Folders of a tenant, on one file system; the tenant's uploads and all that belongs to it are in `uploads` or below. */
export interface TenantFolders {
  uploads: string;
  originals: string;
}

/** Uploads and originals on disk. `where`: the place, for people. */
export function diskPlace(where: string, folders: (tenant: string) => TenantFolders): FilePlace {
  const mark = path.join(where, MARK);
  const isMarked = existsSync(mark);
  return {
    of: (tenant, sealer) => {
      const { uploads, originals } = folders(tenant);
      return {
        uploads: diskUploads(uploads, sealer),
        originals: diskOriginals(originals, (one) => uploadFile(uploads, one), sealer),
      };
    },
    reseal: (tenant, sealer) => {
      const { uploads, originals } = folders(tenant);
      return resealFiles(uploads, originals, sealer);
    },
    erase: async (tenant) => {
      const { uploads, originals } = folders(tenant);
      for (const folder of [uploads, originals]) await rm(folder, { recursive: true, force: true });
    },
    where,
    examine: () => Promise.resolve(where),
    levels: () => levelsOf(where, isMarked ? mark : where),
    close: () => Promise.resolve(),
  };
}

/** `proof`: where a disk is not mounted any more, the folder may still be there, but not what was in it. */
async function levelsOf(where: string, proof: string): Promise<FilesLevels> {
  try {
    await access(proof, constants.R_OK);
    await access(where, constants.W_OK);
    const { bsize, blocks, bavail } = await statfs(where);
    return { disk: { bytes: blocks * bsize, freeBytes: bavail * bsize } };
  } catch (error) {
    throw storeUnreachable(where, codeOf(error), error);
  }
}
