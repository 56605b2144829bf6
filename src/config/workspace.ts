import path from 'node:path';
import { DEFAULT_TENANT } from '../domain/index.js';
import { nearestUpwards, type Config } from './config.js';

/** Name of the workspace folder where none is configured. */
const WORKSPACE = '.cvmatch';
/** Folder that contains one folder for each tenant other than `default`. */
const TENANTS = 'tenants';

/** The workspace's folder: `--store`, else the nearest `.cvmatch/` upwards, else a new one in `cwd`. */
export function workspaceFolder(config: Pick<Config, 'store'>, cwd = process.cwd()): string {
  return config.store ?? nearestUpwards(WORKSPACE, cwd) ?? path.join(cwd, WORKSPACE);
}

/** The folder with a tenant's data inside the workspace folder (or the folder of files). */
export function tenantFolder(folder: string, tenant: string): string {
  return tenant === DEFAULT_TENANT ? folder : path.join(folder, TENANTS, tenant);
}
