import path from 'node:path';
import type { Config } from '../config/config.js';
import { isServer } from '../config/places.js';
import { workspaceFolder } from '../config/workspace.js';
import { DEFAULT_TENANT } from '../domain/index.js';
import { storeMissing } from '../files/store-folder.js';
import { withWorkspace } from '../open.js';
import { copyFolderOf, copyServer, copyStores, schemasIn, type StoreSchema } from '../open/schema-copy.js';
import { migrateServer } from '../open/stores.js';

export interface MigrateReport {
  /** The store's place, without secrets. */
  place: string;
  /** Changes of the schema that were applied before; of several databases the fewest. */
  before: number;
  /** Those applied now or, with a dry run, still to be applied; and indexes that were made, since a store has grown. */
  changes: string[];
  /** Folder with a copy of the databases as they were before; null: none was made. */
  copy: string | null;
}

export interface MigrateRequest {
  dryRun: boolean;
  /**
   * Where a copy of the databases is made first: a folder; true: beside the store; false: nowhere. Missing: beside a store in a
   * folder, and none of one on a server, whose changes are one transaction.
   */
  copy?: string | boolean;
}

/**
 * Brings a store's schema up to date. Whoever opens a store does the same; this is for operators who want to know, or do it,
 * before they start a new version. @throws CvmatchError `bad_flag` if the copy has no place; then nothing is changed.
 */
export async function migrate(config: Config, request: MigrateRequest): Promise<MigrateReport> {
  return isServer(config.store) ? onServer(config, config.store, request) : inFolder(config, request);
}

async function onServer(config: Config, url: string, { dryRun, copy = false }: MigrateRequest): Promise<MigrateReport> {
  const seen = await migrateServer(url, true);
  const to = seen.changes.length === 0 || seen.before === 0 ? null : copyPlace(config, copy, seen.before);
  if (dryRun) return { ...seen, copy: to };
  if (to !== null) await copyServer(config, to);
  return { ...(await migrateServer(url, false)), copy: to };
}

async function inFolder(config: Config, { dryRun, copy = true }: MigrateRequest): Promise<MigrateReport> {
  const place = workspaceFolder(config);
  const stores = schemasIn(config);
  if (stores.length === 0) throw storeMissing(place);
  const behind = stores.filter(({ schema, known }) => schema < known);
  const before = Math.min(...stores.map(({ schema }) => schema));
  const to = behind.length === 0 ? null : copyPlace(config, copy, before);
  const report = { place, before, changes: behind.map(textOf), copy: to };
  if (dryRun) return report;
  // All of them: what is in one may rely on another.
  if (to !== null) await copyStores(stores, to);
  await withWorkspace({ ...config, tenant: DEFAULT_TENANT }, {}, async (workspace) => {
    for (const { id } of await workspace.registry.tenants.list()) {
      await workspace.as(id);
      if (id !== DEFAULT_TENANT) await workspace.leave(id);
    }
  });
  return report;
}

function copyPlace(config: Config, copy: string | boolean, schema: number): string | null {
  if (copy === false) return null;
  return copy === true ? copyFolderOf(config, schema) : path.resolve(copy);
}

function textOf({ tenant, schema, known }: StoreSchema): string {
  return `${tenant}: schema ${schema} to ${known}`;
}
