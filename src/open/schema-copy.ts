import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../config/config.js';
import { isServer } from '../config/places.js';
import { databasesIn, tenantFolder, tenantOfDatabase, workspaceFolder } from '../config/workspace.js';
import { CvmatchError } from '../errors.js';
import { writePiecesWhole } from '../files/write-whole.js';
import { copyDatabase } from '../store/sqlite/deep/pages.js';
import { examineSqlite } from '../store/sqlite/examine.js';
import { schemaState, syncFile } from '../store/sqlite/pending.js';

/** The schema of one tenant's database in a folder. */
export interface StoreSchema {
  tenant: string;
  file: string;
  schema: number;
  known: number;
}

/** Of all tenants of a workspace folder; nothing is changed. @throws CvmatchError `store_newer`, `store_corrupt`. */
export function schemasIn(config: Config): StoreSchema[] {
  const folder = workspaceFolder(config);
  return databasesIn(config).map((file) => ({ tenant: tenantOfDatabase(folder, file), file, ...schemaState(file) }));
}

/** Beside the workspace folder, since everything inside is the store's. */
export function copyFolderOf(config: Config, schema: number): string {
  return `${workspaceFolder(config)}.before-schema-${schema}`;
}

/**
 * Copies the databases as they are, each whole and read once more, into a folder that is made, or is empty.
 * @throws CvmatchError `bad_flag` for a folder that holds something; `store_corrupt` for a database that is damaged.
 */
export async function copyStores(stores: StoreSchema[], to: string): Promise<void> {
  prepare(to);
  try {
    for (const { tenant, file } of stores) {
      const copy = path.join(tenantFolder(to, tenant), path.basename(file));
      mkdirSync(path.dirname(copy), { recursive: true, mode: 0o700 });
      await copyDatabase(file, copy);
      const [damage] = examineSqlite(copy);
      if (damage !== undefined)
        throw new CvmatchError('store_corrupt', `${file}: ${damage.detail}`, { hint: damage.advice });
      syncFile(copy);
    }
  } catch (error) {
    await rm(to, { recursive: true, force: true });
    throw error;
  }
}

/** The same of a store on a server: files for `pg_restore`. @throws CvmatchError `tool_missing`, `store_unreachable`. */
export async function copyServer({ store, postgresTools: tools }: Config, to: string): Promise<void> {
  if (!isServer(store)) return;
  const { holdPostgres } = await import('../store/postgres/index.js');
  const held = await holdPostgres({ url: store, tools, tenants: null });
  try {
    prepare(to);
    for (const { tenant, name, stream } of held.databases)
      await writePiecesWhole(path.join(to, `${tenant}-${name}`), stream(to));
  } finally {
    await held.release();
  }
}

function prepare(to: string): void {
  if (existsSync(to) && readdirSync(to).length > 0)
    throw new CvmatchError('bad_flag', `${to} is not empty`, {
      hint: 'Delete the copy that is there, or name another folder with --copy.',
    });
  mkdirSync(to, { recursive: true, mode: 0o700 });
}
