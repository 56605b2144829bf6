import type { Config } from '../config/config.js';
import { isServer } from '../config/places.js';
import { CvmatchError } from '../errors.js';
import { openWorkspace } from '../open.js';
import { migrateServer } from '../open/stores.js';

export interface MigrateReport {
  /** The store's place, without secrets. */
  place: string;
  /** Changes of the schema that were applied before. */
  before: number;
  /** Those applied now or, with a dry run, still to be applied; and indexes that were made, since a store has grown. */
  changes: string[];
}

/**
 * Brings a store's schema up to date. Whoever opens a store does the same; this is for operators who want to know, or do it,
 * before they start a new version.
 */
export async function migrate(config: Config, { dryRun }: { dryRun: boolean }): Promise<MigrateReport> {
  if (isServer(config.store)) return migrateServer(config.store, dryRun);
  if (dryRun)
    throw new CvmatchError('nothing_to_do', 'a dry run is for a store on a database server', {
      hint: 'A store in a folder is brought up to date by whichever command opens it; copy the folder to try it out.',
    });
  const workspace = await openWorkspace(config);
  try {
    const { schema } = await workspace.store.summary();
    return { place: workspace.place, before: schema, changes: [] };
  } finally {
    await workspace.close();
  }
}
