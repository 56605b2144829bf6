import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ErasureWait } from '../../../domain/index.js';
import type { Erasure, ErasureEffort, Erasures } from '../../port/index.js';
import { TraceFinder } from '../../traces.js';
import type { Database } from '../database.js';
import { isElsewhere } from './elsewhere.js';
import type { Looked, LookRequest } from './look-files.js';
import { lookThrough } from './look.js';
import { rewriteDatabase } from './rewrite.js';

/** Admits one caller at a time; the next ones wait for a limited time. */
class Turn {
  private running: Promise<unknown> | null = null;

  /** Null if the previous caller did not finish in time. */
  async take<T>(waitMs: number, body: () => Promise<T>): Promise<T | null> {
    const deadline = Date.now() + waitMs;
    while (this.running !== null) {
      if (Date.now() > deadline) return null;
      await Promise.race([this.running.catch(() => undefined), sleep(LOOK_AGAIN_MS)]);
    }
    const own = body();
    this.running = own;
    return own.finally(() => {
      this.running = null;
    });
  }
}

const LOOK_AGAIN_MS = 50;

interface Row {
  id: string;
  since: string;
  cvs: number;
  filesGone: number;
  logCut: number;
  /** Bytes of the database file that were searched. */
  looked: number;
  remains: number;
}

const COLUMNS = 'id, since, cvs, files_gone AS filesGone, log_cut AS logCut, looked, remains';

export function sqliteErasures(db: Database): Erasures {
  // One at a time within a process. Several processes may do the same work twice, which does no harm.
  const turn = new Turn();
  return {
    pending: () => db.reading(() => pendingErasures(db)),
    finder: () => db.reading(() => new TraceFinder(setsOf(db, rowsOf(db)))),
    isElsewhere: async (trace) => isElsewhere(db, trace),
    filesGone: (ids) => db.write(() => update(db, ids, 'files_gone = 1')),
    advance: async (effort) => {
      const advanced = await turn.take(effort.waitMs, () => advance(db, effort));
      return advanced ?? { pending: db.read(() => pendingErasures(db)), lookedBytes: 0 };
    },
  };
}

/** Oldest first. */
export function pendingErasures(db: Database): Erasure[] {
  return rowsOf(db).map(erasureOf);
}

function rowsOf(db: Database): Row[] {
  return db.sql(`SELECT ${COLUMNS} FROM erasures ORDER BY since, id`).all() as Row[];
}

function erasureOf(row: Row): Erasure {
  const { id, since, cvs } = row;
  return { id, since, cvs, waitsFor: waitOf(row) };
}

function waitOf({ filesGone, logCut, remains }: Row): ErasureWait {
  if (logCut === 0) return 'log';
  if (filesGone === 0) return 'files';
  return remains === 1 ? 'remains' : 'look';
}

function setsOf(db: Database, rows: Row[]): LookRequest['sets'] {
  const sets = rows.map(({ id }) => db.sql('SELECT id AS owner, salt, traces FROM erasures WHERE id = ?').get(id));
  return sets as LookRequest['sets'];
}

function update(db: Database, ids: string[], change: string): void {
  db.sql(`UPDATE erasures SET ${change} WHERE id IN (SELECT value FROM json_each(?))`).run(JSON.stringify(ids));
}

async function advance(db: Database, effort: ErasureEffort): Promise<{ pending: Erasure[]; lookedBytes: number }> {
  const lookedBytes = (await cutLog(db, effort.waitMs)) ? await lookAndEnd(db, effort) : 0;
  return { pending: db.read(() => pendingErasures(db)), lookedBytes };
}

/**
 * Until the log is truncated, it contains the pages as they were. So does the database file as long as a reader keeps
 * newer pages from being copied into it.
 */
async function cutLog(db: Database, waitMs: number): Promise<boolean> {
  const ids = db.read(() => rowsOf(db).filter(({ logCut }) => logCut === 0)).map(({ id }) => id);
  if (ids.length === 0) return true;
  if (!(await db.truncateLog(waitMs))) return db.read(() => rowsOf(db)).some(({ logCut }) => logCut === 1);
  await db.write(() => {
    update(db, ids, 'log_cut = 1');
  });
  return true;
}

async function lookAndEnd(db: Database, effort: ErasureEffort): Promise<number> {
  const first = await look(db, effort.lookBytes);
  if (!first.remains || sizeOf(db) > effort.rewriteBytes) return first.bytes;
  await rewriteDatabase(db.path);
  if (!(await db.truncateLog(effort.waitMs))) return first.bytes;
  await db.write(() => {
    db.sql('UPDATE erasures SET looked = 0, remains = 0 WHERE remains = 1').run();
  });
  const second = await look(db, effort.lookBytes);
  return first.bytes + second.bytes;
}

function sizeOf(db: Database): number {
  return statSync(db.path).size;
}

/**
 * One search for all removals whose log was truncated and whose bytes were deleted. Those without a trace in any file
 * are finished.
 */
async function look(db: Database, bytes: number): Promise<{ remains: boolean; bytes: number }> {
  const rows = db.read(() => rowsOf(db)).filter(({ logCut, filesGone }) => logCut === 1 && filesGone === 1);
  const open = rows.filter(({ remains }) => remains === 0);
  if (open.length === 0) return { remains: rows.length > 0, bytes: 0 };
  const sets = db.read(() => setsOf(db, open));
  const from = Math.min(...open.map(({ looked }) => looked));
  const looked = await lookThrough({ database: db.path, sets, from, bytes });
  const remaining = await ownersOf(db, looked.found);
  await db.write(() => {
    write(db, open, remaining, looked.upTo);
  });
  // Traces of the records themselves. If another process is reading at the moment, the next removal or write erases
  // them.
  if (looked.upTo === null) await db.truncateLog(0);
  return { remains: remaining.size > 0 || open.length < rows.length, bytes: looked.bytes };
}

/** Ids of removals whose traces are in a file without being rightly in the store. */
async function ownersOf(db: Database, found: Looked['found']): Promise<Set<string>> {
  const owners = new Set<string>();
  for (const { owner, text } of found) if (!owners.has(owner) && !(await isElsewhere(db, text))) owners.add(owner);
  return owners;
}

function write(db: Database, open: Row[], remaining: ReadonlySet<string>, upTo: number | null): void {
  update(db, [...remaining], 'remains = 1');
  const clean = open.map(({ id }) => id).filter((id) => !remaining.has(id));
  if (upTo !== null) update(db, clean, `looked = max(looked, ${Math.floor(upTo)})`);
  else db.sql('DELETE FROM erasures WHERE id IN (SELECT value FROM json_each(?))').run(JSON.stringify(clean));
}
