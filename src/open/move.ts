import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../config/config.js';
import { isServer } from '../config/places.js';
import { databaseFile, databasesIn, tenantFolder, workspaceFolder } from '../config/workspace.js';
import { DEFAULT_TENANT } from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import { claimFolder } from '../files/claim.js';
import type { FilePlace } from '../files/port.js';
import { parseS3 } from '../files/s3/address.js';
import { isS3 } from '../files/s3/is-s3.js';
import { keepPrivate, makeStoreFolder } from '../files/store-folder.js';
import type { TenantFiles } from '../govern/move/files.js';
import { PLAIN } from '../sealing/sealer.js';
import type { HeldStore } from '../store/port/backup.js';
import type { MoveSource, MoveTarget } from '../store/port/move.js';
import { Database } from '../store/sqlite/database.js';
import { examineSqlite } from '../store/sqlite/examine.js';
import { holdSqlite } from '../store/sqlite/held.js';
import type { Databases } from '../store/sqlite/move/side.js';
import { SqliteSource } from '../store/sqlite/move/side.js';
import { SqliteTarget } from '../store/sqlite/move/target.js';
import { openFiles } from './files.js';

/** Both ends of a move; a part of open.ts. */
export interface OpenedEnds {
  source: MoveSource;
  target: MoveTarget;
  close(): Promise<void>;
}

/** What sessions of a move are called, so that they can be told from those of other commands. */
const SESSION = 'cvmatch move';

/** @throws CvmatchError `bad_flag` if both are the same store; `store_corrupt` if the source is damaged; `tool_missing`. */
export async function openEnds(from: Config, to: Config): Promise<OpenedEnds> {
  if (!isServer(from.store) && !isServer(to.store) && isSame(workspaceFolder(from), workspaceFolder(to)))
    throw sameStore(workspaceFolder(to));
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closing.reverse()) await end();
  };
  const keep = <T extends { close(): Promise<void> }>(end: T): T => (closing.push(() => end.close()), end);
  try {
    const source = keep(await openSource(from));
    const target = keep(await openTarget(to));
    if (isServer(from.store) && isServer(to.store)) await requireOther(source, target);
    return { source, target, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function isSame(a: string, b: string): boolean {
  return realOf(a) === realOf(b);
}

function realOf(folder: string): string {
  return existsSync(folder) ? realpathSync(folder) : path.resolve(folder);
}

function sameStore(where: string): CvmatchError {
  return new CvmatchError('bad_flag', `${where} is the store that is to be moved`, {
    hint: 'Name another place with --to; the store that is moved is the one of --store or CVMATCH_STORE.',
  });
}

async function requireOther(source: MoveSource, target: MoveTarget): Promise<void> {
  if ((await source.identity()) === (await target.identity())) throw sameStore(target.where);
}

async function openSource(config: Config): Promise<MoveSource> {
  const { store } = config;
  if (isServer(store)) {
    const { openServer, PostgresSource } = await import('../store/postgres/index.js');
    return new PostgresSource(await openServer({ url: store, name: SESSION }, { create: false }));
  }
  requireSound(config);
  return new SqliteSource(databasesOf(workspaceFolder({ store })));
}

async function openTarget({ store }: Config): Promise<MoveTarget> {
  if (!isServer(store)) return new SqliteTarget(databasesOf(workspaceFolder({ store })));
  const { PostgresTarget, Server } = await import('../store/postgres/index.js');
  return new PostgresTarget(await Server.connect({ url: store, name: SESSION }));
}

/** Makes the folder of a tenant's database; returns the path of the file, which may be there or not. */
export function prepareDatabase(folder: string, tenant: string): string {
  return databasesOf(folder).prepare(tenant);
}

function databasesOf(folder: string): Databases & { prepare: (tenant: string) => string } {
  const fileOf = (tenant: string): string => databaseFile(folder, tenant);
  const prepare = (tenant: string): string => {
    const own = tenantFolder(folder, tenant);
    makeStoreFolder(folder);
    if (tenant !== DEFAULT_TENANT) makeStoreFolder(path.dirname(own));
    makeStoreFolder(own);
    keepPrivate(own, fileOf(tenant));
    return fileOf(tenant);
  };
  return { where: folder, fileOf, prepare, open: (tenant) => Database.open({ path: prepare(tenant) }) };
}

/** A damaged database may give fewer rows than it has without an error. */
function requireSound(config: Config): void {
  for (const file of databasesIn(config)) {
    const [damage] = examineSqlite(file);
    if (damage === undefined) continue;
    const hint = damage.advice;
    throw new CvmatchError('store_corrupt', `${file} is not moved: ${damage.detail}`, { hint });
  }
}

/** Where bytes are, for people. */
export function filesOf(config: Config): string {
  if (config.files === null || !isS3(config.files)) return config.files ?? workspaceFolder(config);
  const { bucket, prefix } = parseS3(config.files);
  return `s3://${bucket}/${prefix}`;
}

/** Whether the bytes stay where they are. */
export function sameFiles(from: Config, to: Config): boolean {
  const [one, other] = [from, to].map((config) => {
    if (config.files === null || !isS3(config.files)) return realOf(config.files ?? workspaceFolder(config));
    const { bucket, prefix, endpoint } = parseS3(config.files);
    return [endpoint, bucket, prefix].join(' ');
  });
  return one === other;
}

/** Holds the databases of a workspace as they are now. @throws CvmatchError `tool_missing`, `store_unreachable`. */
export async function holdStore(config: Config, tenants: string[]): Promise<HeldStore> {
  const { store: url, postgresTools: tools } = config;
  if (isServer(url)) return (await import('../store/postgres/index.js')).holdPostgres({ url, tools, tenants });
  const folder = workspaceFolder(config);
  return holdSqlite(tenants, (tenant) => databaseFile(folder, tenant));
}

export interface MovedPlace {
  of: (tenant: string) => TenantFiles;
  /** @throws CvmatchError if the place does not answer, or belongs to another workspace. */
  examine(): Promise<string>;
  close(): Promise<void>;
}

/** The bytes of all tenants. `workspace`: the name under which a bucket is claimed. `create`: for new ones. */
export async function openMovedFiles(config: Config, workspace: string, create: boolean): Promise<MovedPlace> {
  const folder = workspaceFolder(config);
  if (create) makeStoreFolder(folder);
  if (config.files !== null && !isS3(config.files)) claimFolder(config.files, folder, create);
  const place: FilePlace = await openFiles(folder, config, () => Promise.resolve(workspace));
  return { of: (tenant) => place.of(tenant, PLAIN), examine: () => place.examine(), close: () => place.close() };
}
