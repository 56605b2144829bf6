import path from 'node:path';
import type { Config } from '../config/config.js';
import { tenantFolder } from '../config/workspace.js';
import { diskPlace, type TenantFolders } from '../files/disk/index.js';
import type { FilePlace } from '../files/port.js';
import { isS3 } from '../files/s3/is-s3.js';

const UPLOADS = 'uploads';
const ORIGINALS = 'originals';

/**
 * The place of all tenants' files: a bucket, a folder of its own, or the workspace folder. `workspace`: its name, under which
 * it claims a bucket.
 */
export async function openFiles(
  folder: string,
  { files }: Pick<Config, 'files'>,
  workspace: () => Promise<string>,
): Promise<FilePlace> {
  if (files === null || !isS3(files)) return diskPlace(files ?? folder, (tenant) => foldersOf(folder, files, tenant));
  const { s3Place } = await import('../files/s3/index.js');
  return s3Place(files, {
    workspace,
    lent: (tenant) => path.join(tenantFolder(folder, tenant), ORIGINALS, 'lent'),
  });
}

/**
 * In a configured folder, originals are beside the uploads, in a folder whose name starts with a dot so that it is not
 * taken for an upload.
 */
function foldersOf(folder: string, files: string | null, tenant: string): TenantFolders {
  const own = tenantFolder(files ?? folder, tenant);
  return files === null
    ? { uploads: path.join(own, UPLOADS), originals: path.join(own, ORIGINALS) }
    : { uploads: own, originals: path.join(own, `.${ORIGINALS}`) };
}
