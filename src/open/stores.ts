import path from 'node:path';
import { isServer } from '../config/places.js';
import { databaseFile, tenantFolder } from '../config/workspace.js';
import { DEFAULT_TENANT } from '../domain/index.js';
import { keepPrivate, makeStoreFolder } from '../files/store-folder.js';
import { CvmatchError } from '../errors.js';
import { DEFAULT_WEIGHTS, wordReader } from '../rank/index.js';
import type { DataKeyRepository } from '../sealing/keyring.js';
import type { Sealer } from '../sealing/sealer.js';
import { deepRecords } from '../govern/deep.js';
import { requireMoved } from '../store/moved.js';
import type { DeepFinding, TextIdentity } from '../store/port/deep.js';
import { deepContents } from '../store/sqlite/deep/contents.js';
import type { BackupNotes } from '../store/port/backup.js';
import type { Registry, Store } from '../store/port/index.js';
import { folderNotes } from './backup-notes.js';
import { sqliteDataKeys } from '../store/sqlite/data-keys.js';
import {
  isOpenElsewhere,
  openSqliteStore,
  recorded,
  recordedRegistry,
  type SqliteStore,
} from '../store/sqlite/index.js';
import { moveInto } from '../store/sqlite/move/target.js';
import { sqliteRegistry } from '../store/sqlite/registry.js';
import { isNew, markSealed, reseal, sealedWith } from '../store/sqlite/reseal.js';

/** How the rows of a store are encrypted. */
export interface Sealing {
  /** Whether nothing was ever handed in. */
  isNew(): boolean;
  /** Encrypts what is written from now on; a new store is then encrypted as a whole. */
  use(sealer: Sealer): Promise<void>;
  /** Id of the key under which all is encrypted; null: nothing is. */
  sealedWith(): string | null;
  /** Writes everything again as new rows are kept; returns the number of CVs. */
  reseal(onProgress: (done: number, total: number) => void): Promise<number>;
}

export interface OpenedStore {
  store: Store;
  sealing: Sealing;
  /** Reads every record and tells what is not what it must be. */
  deep(identify: TextIdentity): AsyncIterable<DeepFinding>;
}

/** The stores of all tenants of a place, and what belongs to none of them; a part of open.ts. */
export interface Stores {
  /** For people: the folder, or the server's URL without secrets. */
  readonly where: string;
  readonly registry: Registry;
  readonly dataKeys: DataKeyRepository;
  readonly backups: BackupNotes;
  /** The store of `default`, open from the start on. */
  readonly root: OpenedStore;
  open(tenant: string): Promise<OpenedStore>;
  /**
   * Deletes the rows of a tenant; files in the tenant's folder are left to the caller. Returns false while another process has
   * the store open and must close it first, or may still see the rows.
   */
  erase(tenant: string): Promise<boolean>;
  /** Called once a tenant and its entry are gone. False if traces may be left until the next call. */
  settle(): Promise<boolean>;
  close(): Promise<void>;
}

const READER = wordReader(DEFAULT_WEIGHTS);

interface Opening {
  /** Setting `store`. */
  store: string | null;
  /** Setting `storeReplica`. */
  replica: string | null;
  /** The workspace folder. */
  folder: string;
  create: boolean;
  /** Also where a restore is not complete. */
  restoring?: boolean;
  maxPages?: number;
}

export function openStores(opening: Opening): Promise<Stores> {
  const { store, replica } = opening;
  if (isServer(store)) return onServer(store, opening);
  if (replica === null) return inFolder(opening);
  throw new CvmatchError('bad_config', 'storeReplica names a replica, and the store is a folder', {
    hint: 'Set storeReplica to none, or name the server of the store with the setting store.',
  });
}

/** A database file for each tenant. */
async function inFolder({ folder, maxPages }: Opening): Promise<Stores> {
  const openOf = (tenant: string) => {
    const file = databaseFile(folder, tenant);
    keepPrivate(path.dirname(file), file);
    return openSqliteStore({ path: file, maxPages, reader: READER });
  };
  const opened = (store: SqliteStore): OpenedStore => ({
    store: recorded(store),
    sealing: sealingOf(store),
    deep: (identify) => deepContents(store.database, identify),
  });
  const root = await openOf(DEFAULT_TENANT);
  const mark = moveInto(root.database);
  if (mark !== null) await root.close();
  requireMoved(folder, mark);
  return {
    where: folder,
    registry: recordedRegistry(
      sqliteRegistry(root.database, (tenant) => databaseFile(folder, tenant)),
      root,
    ),
    dataKeys: sqliteDataKeys(root.database),
    backups: folderNotes(folder),
    root: opened(root),
    open: async (tenant) => {
      const own = tenantFolder(folder, tenant);
      makeStoreFolder(path.dirname(own));
      makeStoreFolder(own);
      return opened(await openOf(tenant));
    },
    erase: async (tenant) => !(await isOpenElsewhere(databaseFile(folder, tenant))),
    settle: () => root.database.truncateLog(),
    close: () => root.close(),
  };
}

function sealingOf({ database }: SqliteStore): Sealing {
  return {
    isNew: () => isNew(database),
    use: async (sealer) => {
      database.sealer = sealer;
      if (sealer.keyId !== null && isNew(database)) await markSealed(database);
    },
    sealedWith: () => sealedWith(database),
    reseal: (onProgress) => reseal(database, onProgress),
  };
}

/** Whether another process has a database file open. */
export { isOpenElsewhere as isInUseElsewhere };

/** Rows on a server are kept as they are; a key that is configured is refused, since it would encrypt nothing there. */
const UNSEALED: Sealing = {
  isNew: () => true,
  use: () => Promise.resolve(),
  sealedWith: () => null,
  reseal: () => Promise.resolve(0),
};

function notSealed(): Promise<never> {
  return Promise.reject(
    new CvmatchError('bad_config', 'a store on a database server cannot be encrypted by cvmatch', {
      hint: 'Encrypt the disk of the server, and set encryptionKey to none.',
    }),
  );
}

const NO_KEYS: DataKeyRepository = {
  list: () => Promise.resolve([]),
  replace: notSealed,
  retire: () => Promise.resolve(),
  rewrap: notSealed,
  forgetRetired: () => Promise.resolve(),
};

/** One database for all tenants. */
async function onServer(url: string, { replica, create, restoring }: Opening): Promise<Stores> {
  const {
    eraseTenant,
    moveInto: moveIntoServer,
    openPostgresStore,
    openServer,
    postgresBackupNotes,
    postgresRegistry,
    recorded: recordedOnServer,
    recordedRegistry: registryOnServer,
    Replica,
  } = await import('../store/postgres/index.js');
  const server = await openServer({ url, restoring }, { create });
  try {
    requireMoved(server.where, await moveIntoServer(server));
    const warn = (message: string): void => {
      process.emitWarning(message, 'CvmatchWarning');
    };
    if (replica !== null) server.replica = await Replica.open(replica, server, warn);
    const opened = async (tenant: string): Promise<OpenedStore> => {
      const own = recordedOnServer(await openPostgresStore(server, tenant, { reader: READER }));
      return { store: own, sealing: UNSEALED, deep: () => deepRecords(own) };
    };
    return {
      where: server.where,
      registry: await registryOnServer(postgresRegistry(server), server, DEFAULT_TENANT),
      dataKeys: NO_KEYS,
      backups: postgresBackupNotes(server),
      root: await opened(DEFAULT_TENANT),
      open: opened,
      erase: (tenant) => eraseTenant(server, tenant),
      settle: () => Promise.resolve(true),
      close: () => server.close(),
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** Brings the tables on a server up to date, or says what would be done. */
export async function migrateServer(
  url: string,
  dryRun: boolean,
): Promise<{ place: string; before: number; changes: string[] }> {
  const { buildVectorIndex, dueVectorIndexes, migrate, Server } = await import('../store/postgres/index.js');
  const server = await Server.connect({ url });
  try {
    const { before, names } = await migrate(server, dryRun);
    // Without a schema there is nothing to index.
    const due = before === 0 ? [] : await dueVectorIndexes(server);
    const indexes: string[] = [];
    for (const index of due) {
      const made = dryRun || (await buildVectorIndex(server, index));
      const what = `index of the vectors of ${index.cvs} CVs (tenant ${index.id})`;
      indexes.push(made ? what : `${what}: another process makes one just now; run this again when it has ended`);
    }
    return { place: server.where, before, changes: [...names, ...indexes] };
  } finally {
    await server.close();
  }
}
