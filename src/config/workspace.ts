import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { DEFAULT_TENANT } from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import { nearestUpwards, type Config } from './config.js';
import { isServer } from './places.js';

/** Name of the workspace folder where none is configured. */
const WORKSPACE = '.cvmatch';
/** Folder that contains one folder for each tenant other than `default`. */
const TENANTS = 'tenants';
/** File of a tenant's data, in its folder. */
const DATABASE = 'store.db';

/**
 * The workspace's folder: `--store`, else the nearest `.cvmatch/` upwards, else a new one in `cwd`. If the store is on a
 * server, what is kept beside it (uploads, originals, runs of the simulator) is here.
 */
export function workspaceFolder({ store }: Pick<Config, 'store'>, cwd = process.cwd()): string {
  const folder = isServer(store) ? null : store;
  return folder ?? nearestUpwards(WORKSPACE, cwd) ?? path.join(cwd, WORKSPACE);
}

/** Whether there may be a store; one on a server says so itself when it is opened. */
export function mayHaveStore(config: Pick<Config, 'store'>): boolean {
  return isServer(config.store) || existsSync(workspaceFolder(config));
}

/** The folder with a tenant's data inside the workspace folder (or the folder of files). */
export function tenantFolder(folder: string, tenant: string): string {
  return tenant === DEFAULT_TENANT ? folder : path.join(folder, TENANTS, tenant);
}

/** Path of the database with a tenant's data inside the workspace folder. */
export function databaseFile(folder: string, tenant: string): string {
  return path.join(tenantFolder(folder, tenant), DATABASE);
}

/** The tenant whose data a database file of a workspace folder has. */
export function tenantOfDatabase(folder: string, file: string): string {
  const own = path.dirname(file);
  return own === tenantFolder(folder, DEFAULT_TENANT) ? DEFAULT_TENANT : path.basename(own);
}

/** The database files that exist in a workspace: its own, then those of its other tenants; none for a server. */
export function databasesIn(config: Pick<Config, 'store'>): string[] {
  if (isServer(config.store)) return [];
  const folder = workspaceFolder(config);
  const tenants = path.join(folder, TENANTS);
  const folders = existsSync(tenants) ? readdirSync(tenants).map((tenant) => path.join(tenants, tenant)) : [];
  return [folder, ...folders].map((one) => path.join(one, DATABASE)).filter((file) => existsSync(file));
}

export function tenantMissing(tenant: string): CvmatchError {
  return new CvmatchError('not_found', `there is no tenant ${tenant}`, {
    hint: `Make one with \`cvmatch tenants add ${tenant}\`; \`cvmatch tenants list\` shows those there are.`,
  });
}
