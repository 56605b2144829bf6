import { CvmatchError } from '../errors.js';
import type { MovedTable, MoveMark, MovePosition } from './port/move.js';

/**
 * What both stores do alike at either end of a move. The tables are read from the databases; this is all in which they differ:
 * what is not moved, because it is made anew (rankings, lists of changes, counts, processes at work and what they say, counts against limits), is of this store alone (its backups, removals that are not
 * finished, keys of its data; a store with any of these is not moved), or is moved as an index or as facts.
 */
const NOT_MOVED = [
  'cache',
  'changes',
  'counts',
  'erasures',
  'data_keys',
  'meta',
  'stores',
  'workspace',
  'migrations',
  'postings',
  'processes',
  'process_counts',
  'alert_reports',
  'alert_changes',
  'leader',
  'quotas',
  'backup_places',
  'backup_told',
];

/** Columns that only one store has. */
const LEFT_OUT: Record<string, string[]> = { alerts: ['last_sent'] };

/** Whether a table of the catalogue is moved row by row. `MOVING`: the mark of the move itself. */
export function isMoved(name: string): boolean {
  return !NOT_MOVED.includes(name) && name !== MOVING && !/^(?:words|vectors_|sqlite_)/.test(name);
}

/** Name of the mark, in either store. */
export const MOVING = 'moving';

/** `key`: names of the key's columns. */
export function movedTable(name: string, columns: string[], key: string[]): MovedTable {
  const others = columns.filter((column) => !key.includes(column) && LEFT_OUT[name]?.includes(column) !== true);
  return { name, columns: [...key, ...others.sort()], keys: key.length };
}

/** @throws CvmatchError `store_locked` if a move into a store is not complete. */
export function requireMoved(where: string, mark: MoveMark | null): void {
  if (mark === null) return;
  throw new CvmatchError('store_locked', `a move of ${mark.from} into ${where} is not complete`, {
    hint: 'Run the same `cvmatch move` again: it goes on where it was stopped; with --restart it begins anew.',
  });
}

export function markOf(json: string | null): MoveMark | null {
  return json === null ? null : (JSON.parse(json) as MoveMark);
}

export function positionOf(json: string | null): MovePosition | null {
  return json === null ? null : (JSON.parse(json) as MovePosition);
}

/** Two processes move into one store: what the other wrote in the meantime was not what this one expected. */
export function notAlone(where: string): CvmatchError {
  return new CvmatchError('store_locked', `another process moves into ${where} too`, {
    hint: 'Let it end, or stop it and run this one again.',
  });
}

export function openElsewhere(where: string): CvmatchError {
  return new CvmatchError('store_locked', `${where} is open in another process`, {
    hint: 'Stop `cvmatch serve`, its workers and other commands on this store, then run this again.',
  });
}
