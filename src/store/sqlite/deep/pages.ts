import { closeSync, openSync, readSync, statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import * as sqliteVec from 'sqlite-vec';

/** Pages of a database that nothing vouches for, by what they belong to. SQLite has no checksum of a page. */
export interface Unvouched {
  /** A table or an index; `free`: of nothing, so that a changed byte there changes nothing. */
  of: string;
  /** Numbers, from 1 on, in order. */
  pages: number[];
}

export interface PagesReport {
  pages: number;
  pageBytes: number;
  /** Pages that are as in the backup, byte by byte. */
  same: number;
  unvouched: Unvouched[];
  /** What must not differ from the backup, and does. */
  damaged: Unvouched[];
}

type Connection = Sqlite.Database;

/** Pages that are copied at a time, before signals and timers get their turn. */
const COPIED = 2000;
/** Tables that change only together with the version of the store. */
const OF_CVS = /^(?:documents|profiles|scoring|occupations|bands|vectors_\d+_\w+|sqlite_autoindex_scoring_1)$/;
const FREE = 'free';
/** Holds counters that every copy has anew. */
const HEAD = 1;

/** Copies a database as it is now, without writing to it. `to`: there is no such file. */
export async function copyDatabase(file: string, to: string): Promise<void> {
  const connection = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    connection.exec('BEGIN');
    connection.prepare('SELECT count(*) FROM sqlite_master').get();
    await connection.backup(to, { progress: () => COPIED });
  } finally {
    connection.close();
  }
}

/**
 * Compares a copy of a database page by page with an older one from a backup; null: there is none. A page that differs was
 * written since, or is damaged; which of both, only the pages of CVs tell, and only while no CV has changed.
 */
export function comparePages(copy: string, backup: string | null): PagesReport {
  const connection = opened(copy);
  try {
    const pageBytes = connection.prepare<[], number>('PRAGMA page_size').pluck().get()!;
    const pages = Math.ceil(statSync(copy).size / pageBytes);
    const owners = ownersOf(connection);
    const differing = backup === null ? allOf(pages) : differingPages(copy, backup, pageBytes);
    const isDamage = backup !== null && versionOf(connection) === versionIn(backup);
    const by = (wanted: (page: number) => boolean): Unvouched[] => grouped(differing.filter(wanted), owners);
    const mustNot = (page: number): boolean => isDamage && OF_CVS.test(owners.get(page) ?? FREE);
    const damaged = by(mustNot);
    const unvouched = by((page) => !mustNot(page));
    return { pages, pageBytes, same: pages - differing.length, unvouched, damaged };
  } finally {
    connection.close();
  }
}

function opened(file: string): Connection {
  const connection = new Sqlite(file, { readonly: true, fileMustExist: true });
  sqliteVec.load(connection);
  return connection;
}

function allOf(pages: number): number[] {
  return Array.from({ length: pages }, (_, i) => i + 1);
}

/** What each page belongs to, as far as the trees can be followed. */
function ownersOf(connection: Connection): Map<number, string> {
  const owners = new Map<number, string>();
  try {
    for (const { name, pageno } of connection
      .prepare<[], { name: string; pageno: number }>('SELECT name, pageno FROM dbstat')
      .iterate())
      owners.set(pageno, name);
  } catch {
    // A tree that is broken is told by the check of its integrity; its other pages belong to nobody here.
  }
  return owners;
}

function differingPages(copy: string, backup: string, pageBytes: number): number[] {
  const [one, other] = [openSync(copy, 'r'), openSync(backup, 'r')];
  const [a, b] = [Buffer.alloc(pageBytes), Buffer.alloc(pageBytes)];
  const differing: number[] = [];
  try {
    for (let page = 1; ; page++) {
      const at = (page - 1) * pageBytes;
      if (readSync(one, a, 0, pageBytes, at) === 0) return differing;
      const read = readSync(other, b, 0, pageBytes, at);
      if (page === HEAD || read < pageBytes || !a.equals(b)) differing.push(page);
    }
  } finally {
    closeSync(one);
    closeSync(other);
  }
}

function versionIn(file: string): string | null {
  const connection = opened(file);
  try {
    return versionOf(connection);
  } finally {
    connection.close();
  }
}

function versionOf(connection: Connection): string | null {
  try {
    return connection.prepare<[], string>("SELECT value FROM meta WHERE name = 'version'").pluck().get() ?? null;
  } catch {
    return null;
  }
}

function grouped(pages: number[], owners: Map<number, string>): Unvouched[] {
  const groups = new Map<string, number[]>();
  for (const page of pages) {
    const of = page === HEAD ? 'head of the file' : (owners.get(page) ?? FREE);
    groups.set(of, [...(groups.get(of) ?? []), page]);
  }
  return [...groups].map(([of, own]) => ({ of, pages: own })).sort((a, b) => b.pages.length - a.pages.length);
}
