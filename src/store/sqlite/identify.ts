import { CvmatchError } from '../../errors.js';
import { MIGRATIONS } from './schema.js';

/** By what a database is recognised. */
export interface Identity {
  /** `PRAGMA user_version`. */
  version: number;
  /** Names, also of virtual tables. */
  tables: ReadonlySet<string>;
}

/**
 * Refuses a database before anything is written to it: of another program, of a newer version, or without tables that a
 * store of its version has.
 * @throws CvmatchError `store_newer`, `store_corrupt`.
 */
export function requireStore(path: string, { version, tables }: Identity): void {
  if (version > MIGRATIONS.length)
    throw new CvmatchError(
      'store_newer',
      `${path} was made by a newer cvmatch (schema ${version}, this one knows ${MIGRATIONS.length})`,
      { hint: 'Update cvmatch, or name another store with --store.' },
    );
  const isEmpty = version === 0 && tables.size === 0;
  if (isEmpty) return;
  const expected = tablesAt(version);
  const missing = expected.filter((name) => !tables.has(name));
  if (version <= 0 || missing.length > expected.length / 2)
    throw new CvmatchError('store_corrupt', `${path} is a database of another program`, {
      hint: 'Name another store with --store; this file was not changed.',
    });
  if (missing.length > 0)
    throw new CvmatchError('store_corrupt', `${path} lacks ${missing.join(', ')}`, { hint: RESTORE });
}

export const RESTORE =
  'Restore it from a copy or a backup (`cvmatch restore`), or name another store with --store and ingest again.';

/** Tables that a store has once the first `version` migrations were applied. */
export function tablesAt(version: number): string[] {
  const there = new Set<string>();
  for (const [, made, dropped] of MIGRATIONS.slice(0, Math.max(0, version)).join('\n').matchAll(MADE_OR_DROPPED)) {
    if (made !== undefined) there.add(made);
    else there.delete(dropped!);
  }
  return [...there];
}

const MADE_OR_DROPPED = /CREATE (?:VIRTUAL )?TABLE (\w+)|DROP TABLE (\w+)/g;
