import type { Config } from '../config/config.js';
import { isServer } from '../config/places.js';
import { workspaceFolder } from '../config/workspace.js';
import { CvmatchError } from '../errors.js';
import type { Manifest } from '../govern/backup/manifest.js';
import { writeDatabases, type KeptDatabase } from '../govern/backup/restore.js';
import { damaged } from '../govern/backup/pieces.js';
import { prepareDatabase } from './move.js';
import { beginRestore, endRestore } from './restoring.js';

/** Where a backup is restored. Nobody can open the store between `begin` and `end`. */
export interface StoreTarget {
  /** For people. */
  where: string;
  /** With which the store can be opened. */
  config: Config;
  /** @throws CvmatchError `bad_flag` if it is not empty, but for what a restore of this backup left that was interrupted. */
  begin(): Promise<void>;
  databases(all: KeptDatabase[]): Promise<void>;
  end(): Promise<void>;
}

/** @throws CvmatchError `bad_config` if the backup is of another kind of store. */
export function restoreTarget(config: Config, manifest: Manifest): StoreTarget {
  const { store } = config;
  const isDump = manifest.files.some(({ kind, name }) => kind === 'store' && name.endsWith('.dump'));
  if (isDump !== isServer(store)) throw otherKind(isDump);
  return isServer(store) ? inDatabase(config, store, manifest) : inFolder(config, manifest);
}

function otherKind(isDump: boolean): CvmatchError {
  const [what, where, then] = isDump
    ? ['of a store on PostgreSQL', 'an empty database', 'to a folder']
    : ['of a store in a folder', 'an empty folder', 'to a database server'];
  return new CvmatchError('bad_config', `this is a backup ${what}, and is restored into ${where}`, {
    hint: `Name one with --store; \`cvmatch move\` then takes it ${then}.`,
  });
}

function inFolder(config: Config, manifest: Manifest): StoreTarget {
  const folder = workspaceFolder(config);
  return {
    where: folder,
    config: { ...config, store: folder },
    begin: () => Promise.resolve(beginRestore(folder, manifest.id)),
    databases: (all) => writeDatabases(all, (tenant) => prepareDatabase(folder, tenant)),
    end: () => Promise.resolve(endRestore(folder)),
  };
}

function inDatabase(config: Config, url: string, manifest: Manifest): StoreTarget {
  const postgres = () => import('../store/postgres/index.js');
  const restoring = { url, tools: config.postgresTools, backup: manifest.id };
  return {
    where: withoutSecrets(url),
    config,
    begin: async () => (await postgres()).beginPostgresRestore(restoring),
    databases: async (all) => {
      const { restorePostgres, SCHEMA_PART } = await postgres();
      const schema = all.find(({ name }) => name === SCHEMA_PART);
      if (schema === undefined) throw damaged('it has no tables');
      await restorePostgres(restoring, {
        schema: () => schema.bytes(),
        rows: all.filter((one) => one !== schema).map((one) => () => one.bytes()),
      });
    },
    end: async () => (await postgres()).endPostgresRestore(url),
  };
}

function withoutSecrets(text: string): string {
  const { protocol, host, pathname } = new URL(text);
  return `${protocol}//${host}${pathname}`;
}
