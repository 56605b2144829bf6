import { closeSync, openSync, readSync, statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import * as sqliteVec from 'sqlite-vec';
import { isCvmatchError } from '../../errors.js';
import { requireStore, RESTORE } from './identify.js';

/** One thing that is wrong with a store's file, and what to do about it. */
export interface Damage {
  detail: string;
  advice: string;
}

type Connection = Sqlite.Database;

const MAGIC = 'SQLite format 3\0';
const HEAD_BYTES = 100;
/** Bytes of the smallest database. */
const SMALLEST = 512;
/** Characters of what SQLite says of a damaged page. */
const LONGEST = 200;
const REINDEX = 'Run `cvmatch reindex`: it makes this anew from the stored texts.';
/** Findings of one check, and CVs named by one of them. */
const SHOWN = 5;

/**
 * Looks for damage without changing anything: is it a whole database, a store, are all pages and indexes sound, does
 * every CV have all its parts. Reads the whole file.
 */
export function examineSqlite(file: string): Damage[] {
  let connection: Connection | null = null;
  try {
    const damage = damagedAtFirstSight(file);
    if (damage !== null) return [damage];
    connection = new Sqlite(file, { readonly: true, fileMustExist: true });
    sqliteVec.load(connection);
    identify(file, connection);
    const broken = brokenPages(connection);
    return broken.length > 0 ? broken : missingParts(connection);
  } catch (error) {
    return [told(error)];
  } finally {
    connection?.close();
  }
}

function told(error: unknown): Damage {
  if (isCvmatchError(error)) return { detail: error.message, advice: error.hint };
  return { detail: `the file cannot be read as a database (${(error as Error).message})`, advice: RESTORE };
}

/** What the size and the first bytes tell. */
function damagedAtFirstSight(file: string): Damage | null {
  const { size } = statSync(file);
  if (size === 0)
    return {
      detail: `${file} is empty: everything that was in it is gone`,
      advice: 'Restore it from a copy. If there never was anything in it, remove it and ingest again.',
    };
  const head = headOf(file);
  if (head.toString('latin1', 0, MAGIC.length) !== MAGIC)
    return { detail: `${file} is no SQLite database`, advice: RESTORE };
  const expected = sizeIn(head);
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  return log === 0 && expected !== null && size < expected
    ? { detail: `${file} ends too early: ${size} of ${expected} bytes`, advice: RESTORE }
    : null;
}

function headOf(file: string): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    return head.subarray(0, Math.max(MAGIC.length, readSync(descriptor, head)));
  } finally {
    closeSync(descriptor);
  }
}

/** Bytes that the database says it has (https://sqlite.org/fileformat.html); null if it does not say. */
function sizeIn(head: Buffer): number | null {
  if (head.length < HEAD_BYTES) return SMALLEST;
  const page = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16);
  const isValid = head.readUInt32BE(24) === head.readUInt32BE(92);
  return isValid ? page * head.readUInt32BE(28) : null;
}

/** @throws CvmatchError `store_newer`, `store_corrupt`. */
function identify(file: string, connection: Connection): void {
  const names = connection.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
  const version = connection.prepare<[], number>('PRAGMA user_version').pluck().get()!;
  requireStore(file, { version, tables: new Set(names) });
}

/** Pages and indexes. */
function brokenPages(connection: Connection): Damage[] {
  const found = connection.prepare<[], string>(`PRAGMA integrity_check(${SHOWN})`).pluck().all();
  const lines = found.filter((line) => line !== 'ok');
  return lines.map((line) => ({
    detail: `the file is damaged: ${line.replace(/\s+/g, ' ').trim().slice(0, LONGEST)}`,
    advice: `${RESTORE} \`cvmatch export\` saves the profiles that can still be read.`,
  }));
}

/** A part of every CV, with the table or query of the keys that have it. */
interface Part {
  what: string;
  keys: string;
  advice: string;
}

function missingParts(connection: Connection): Damage[] {
  const meta = connection.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck();
  const generation = meta.get('generation');
  if (generation === undefined || !/^\d+$/.test(generation) || !/^\d+$/.test(meta.get('version') ?? ''))
    return [{ detail: 'the store does not say which vectors are in use', advice: RESTORE }];
  // It comes with the first CV.
  const vectors = connection.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(`vectors_${generation}_rowids`);
  const restored =
    'Remove these CVs with `cvmatch remove` and ingest their files again, or restore the store from a copy.';
  const parts: Part[] = [
    { what: 'text', keys: 'SELECT key FROM documents', advice: restored },
    { what: 'profile', keys: 'SELECT key FROM profiles', advice: restored },
    { what: 'scoring data', keys: `SELECT key FROM scoring WHERE generation = ${generation}`, advice: REINDEX },
    {
      what: 'vector',
      keys: vectors === undefined ? 'SELECT NULL WHERE false' : `SELECT rowid FROM vectors_${generation}_rowids`,
      advice: REINDEX,
    },
  ];
  const unread = ['profiles.profile', 'documents.layout'].flatMap((column) => unreadable(connection, column, restored));
  return [...parts.flatMap((part) => without(connection, part)), ...unread];
}

/** JSON that is none. */
function unreadable(connection: Connection, column: string, advice: string): Damage[] {
  const [table] = column.split('.');
  const keys = `SELECT key FROM ${table} WHERE typeof(${column}) = 'text' AND NOT json_valid(${column})`;
  return found(connection, `key IN (${keys})`, `have a ${table} record that cannot be read`, advice);
}

function without(connection: Connection, { what, keys, advice }: Part): Damage[] {
  return found(connection, `key NOT IN (${keys})`, `lost their ${what}`, advice);
}

function found(connection: Connection, where: string, what: string, advice: string): Damage[] {
  const ids = connection
    .prepare<[], string>(`SELECT substr(cv_id, 1, 12) FROM cvs WHERE ${where} ORDER BY key`)
    .pluck()
    .all();
  if (ids.length === 0) return [];
  const named = ids.slice(0, SHOWN).join(', ') + (ids.length > SHOWN ? ', ...' : '');
  return [{ detail: `${ids.length} of the CVs ${what}: ${named}`, advice }];
}
