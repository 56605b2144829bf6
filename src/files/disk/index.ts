import { rm } from 'node:fs/promises';
import { diskUploads, uploadFile } from '../disk.js';
import type { FilePlace } from '../port.js';
import { diskOriginals } from './originals.js';
import { resealFiles } from './reseal.js';

/** Folders of a tenant, on one file system; the tenant's uploads and all that belongs to it are in `uploads` or below. */
export interface TenantFolders {
  uploads: string;
  originals: string;
}

/** Uploads and originals on disk. `where`: the place, for people. */
export function diskPlace(where: string, folders: (tenant: string) => TenantFolders): FilePlace {
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
    examine: () => Promise.resolve(where),
    close: () => Promise.resolve(),
  };
}
