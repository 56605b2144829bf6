import path from 'node:path';
import { DEFAULT_TENANT } from '../domain/index.js';
import { nearestUpwards, type Config } from './config.js';

/** Name of the folder that is made where none is configured. */
const WORKSPACE = '.cvmatch';
/** Of the tenants other than `default`, a folder each. */
const TENANTS = 'tenants';

/** The workspace's folder: `--store`, else the nearest `.cvmatch/` upwards, else a new one in `cwd`. */
export function workspaceFolder(config: Pick<Config, 'store'>, cwd = process.cwd()): string {
  return config.store ?? nearestUpwards(WORKSPACE, cwd) ?? path.join(cwd, WORKSPACE);
}

/** Where a tenant's data lies in the folder of a place. */
export function tenantFolder(folder: string, tenant: string): string {
  return tenant === DEFAULT_TENANT ? folder : path.join(folder, TENANTS, tenant);
}
