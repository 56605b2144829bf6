import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ErasureWait } from '../../../domain/index.js';
import { isMark, markOwner, markSets } from '../../certificates.js';
import {
  NONE_ENDED,
  type Advanced,
  type EndedRemovals,
  type Erasure,
  type ErasureEffort,
  type Erasures,
  type Surroundings,
} from '../../port/index.js';
import { TraceFinder } from '../../traces.js';
import type { Database } from '../database.js';
import { insertCertificate, listCertificates, oneCertificate, writeCertificate } from './certificates.js';
import { erasedSince, meantBy, noteErased, rememberErased } from './erased.js';
import { isElsewhere } from './elsewhere.js';
import type { Scanned, ScanRequest } from './scan-files.js';
import { scanStore } from './scan.js';
import { rewriteDatabase } from './rewrite.js';

/** One at a time; the others wait up to a limit. */
class Turn {
  private running: Promise<unknown> | null = null;

  /** Null if the one before did not end within `waitMs`. */
  async take<T>(waitMs: number, body: () => Promise<T>): Promise<T | null> {
    const deadline = Date.now() + waitMs;
    while (this.running !== null) {
      if (Date.now() > deadline) return null;
      await Promise.race([this.running.catch(() => undefined), sleep(POLL_MS)]);
    }
    const own = body();
    this.running = own;
    return own.finally(() => {
      this.running = null;
    });
  }
}

const POLL_MS = 50;

interface Row {
  id: string;
  since: string;
  cvs: number;
  filesGone: number;
  logCut: number;
  /** Number of bytes of the database file that were scanned. */
  looked: number;
  /** 0, FOUND or FOUND_AGAIN. */
  remains: number;
  /** The scan found the id of this record, which is in the database file: it reads what it should. */
  markFound: number;
  held: number;
}

const COLUMNS =
  'id, since, cvs, files_gone AS filesGone, log_cut AS logCut, looked, remains, mark_found AS markFound, held';

export function sqliteErasures(db: Database): Erasures {
  // One at a time within a process. Two processes may do the same work twice, which does no harm.
  const turn = new Turn();
  return {
    pending: () => db.reading(() => pendingErasures(db)),
    finder: () => db.reading(() => new TraceFinder(setsOf(db, rowsOf(db)))),
    isElsewhere: async (trace) => isElsewhere(db, trace),
    filesGone: (ids) => db.write(() => update(db, ids, 'files_gone = 1')),
    certificates: (query) => db.reading(() => listCertificates(db, query)),
    certificate: (id) => db.reading(() => oneCertificate(db, id)),
    certify: (certificate) =>
      db.write(() => {
        insertCertificate(db, certificate);
      }),
    advance: async (effort, around = NOTHING_KNOWN) => {
      const advanced = await turn.take(effort.waitMs, () => advance(db, effort, around));
      return advanced ?? { pending: db.read(() => pendingErasures(db)), ...NOTHING_DONE };
    },
    erased: (since) => db.reading(() => erasedSince(db, since)),
    noteTenant: (id) =>
      db.write(() => {
        noteErased(db, [['tenant', id]]);
      }),
    remember: (marks) =>
      db.write(() => {
        rememberErased(db, marks);
      }),
    meantBy: (marks) => db.reading(() => meantBy(db, marks)),
  };
}

const NOTHING_DONE = { scannedBytes: 0, ended: NONE_ENDED };
const NOTHING_KNOWN: Surroundings = { places: [], backups: [] };

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
  return remains > 0 ? 'remains' : 'scan';
}

function setsOf(db: Database, rows: Row[]): ScanRequest['sets'] {
  const sets = rows.map(({ id }) => db.sql('SELECT id AS owner, salt, traces FROM erasures WHERE id = ?').get(id));
  return sets as ScanRequest['sets'];
}

function update(db: Database, ids: string[], change: string): void {
  db.sql(`UPDATE erasures SET ${change} WHERE id IN (SELECT value FROM json_each(?))`).run(JSON.stringify(ids));
}

async function advance(db: Database, effort: ErasureEffort, around: Surroundings): Promise<Advanced> {
  const done = (await truncateLog(db, effort.waitMs)) ? await scanAndEnd(db, effort, around) : NOTHING_DONE;
  return { pending: db.read(() => pendingErasures(db)), ...done };
}

type Done = Omit<Advanced, 'pending'>;

/**
 * Until the log is truncated, the removed pages are still in it, and in the database file as well while a reader needs them.
 * Returns whether there is anything to scan.
 */
async function truncateLog(db: Database, waitMs: number): Promise<boolean> {
  // Read before: what is committed afterwards is not covered by this truncation.
  const ids = db.read(() => rowsOf(db).filter(({ logCut }) => logCut === 0)).map(({ id }) => id);
  if (ids.length === 0) return true;
  if (!(await db.truncateLog(waitMs))) return db.read(() => rowsOf(db)).some(({ logCut }) => logCut === 1);
  await db.write(() => {
    update(db, ids, 'log_cut = 1');
  });
  return true;
}

async function scanAndEnd(
  db: Database,
  { waitMs, scanBytes, rewriteBytes }: ErasureEffort,
  around: Surroundings,
): Promise<Done> {
  const first = await scan(db, { bytes: scanBytes, mark: FOUND }, around);
  const again = rewriteBytes === Infinity;
  if (!isRewriteDue(db, again) || statSync(db.path).size > rewriteBytes) return first;
  await rewriteDatabase(db.path);
  if (!(await db.truncateLog(waitMs))) return first;
  await db.write(() => {
    db.sql('UPDATE erasures SET looked = 0, remains = 0 WHERE remains > 0').run();
  });
  const second = await scan(db, { bytes: scanBytes, mark: FOUND_AGAIN }, around);
  return { scannedBytes: first.scannedBytes + second.scannedBytes, ended: together(first.ended, second.ended) };
}

function together(one: EndedRemovals, other: EndedRemovals): EndedRemovals {
  return {
    certified: one.certified + other.certified,
    uncertified: one.uncertified + other.uncertified,
    unproven: one.unproven + other.unproven,
  };
}

/** Values of `remains`: traces were found, and they were found again after the store had been rewritten. */
const FOUND = 1;
const FOUND_AGAIN = 2;

/** Without `again`, a store is not rewritten over and over for a trace that a rewrite does not remove. */
function isRewriteDue(db: Database, again: boolean): boolean {
  return db
    .read(() => rowsOf(db))
    .some(({ filesGone, remains }) => filesGone === 1 && (remains === FOUND || (again && remains === FOUND_AGAIN)));
}

/**
 * One scan for all removals that wait for one. Those of which no file holds a trace end; the others get `mark`.
 */
async function scan(
  db: Database,
  { bytes, mark }: { bytes: number; mark: number },
  around: Surroundings,
): Promise<Done> {
  const open = db
    .read(() => rowsOf(db))
    .filter(({ logCut, filesGone, remains }) => logCut === 1 && filesGone === 1 && remains === 0);
  if (open.length === 0) return NOTHING_DONE;
  const sets = [...db.read(() => setsOf(db, open)), ...markSets(open)];
  const from = Math.min(...open.map(({ looked }) => looked));
  const scanned = await scanStore({ database: db.path, sets, from, bytes });
  const { remaining, held } = await ownersOf(db, scanned.found);
  const clean = open.map(({ id }) => id).filter((id) => !remaining.has(id));
  const marked = open.filter(({ id }) => scanned.found.some(({ owner }) => owner === markOwner(id)));
  const ended = await db.write((): EndedRemovals => {
    update(db, [...remaining], `remains = ${mark}`);
    update(
      db,
      marked.map(({ id }) => id),
      'mark_found = 1',
    );
    for (const [id, hashes] of held) update(db, [id], `held = max(held, ${hashes.size})`);
    if (scanned.upTo === null) return end(db, clean, scanned, around);
    update(db, clean, `looked = max(looked, ${Math.floor(scanned.upTo)})`);
    return NONE_ENDED;
  });
  // Removes what the log holds of these records; if somebody is reading now, the next removal does it.
  if (scanned.upTo === null) await db.truncateLog(0);
  return { scannedBytes: scanned.bytes, ended };
}

/** Removals with a trace in a file that the store itself does not hold; and of the others, the hashes that it holds. */
async function ownersOf(
  db: Database,
  found: Scanned['found'],
): Promise<{ remaining: Set<string>; held: Map<string, Set<string>> }> {
  const remaining = new Set<string>();
  const held = new Map<string, Set<string>>();
  for (const { owner, text } of found) {
    if (isMark(owner) || remaining.has(owner)) continue;
    if (!(await isElsewhere(db, text))) remaining.add(owner);
    else if (HASH.test(text)) held.set(owner, (held.get(owner) ?? new Set()).add(text));
  }
  return { remaining, held };
}

const HASH = /^[0-9a-f]{64}$/;

/** Ends removals of which all files were scanned; one whose own mark was not found is scanned again from the beginning. */
function end(db: Database, ids: string[], { files }: Scanned, { places, backups }: Surroundings): EndedRemovals {
  const ended = { ...NONE_ENDED };
  const after = [...files.map(({ name, bytes }) => ({ place: name, bytes })), ...places];
  // Another process may have ended it.
  for (const row of rowsOf(db).filter(({ id }) => ids.includes(id))) {
    if (row.markFound === 0) {
      update(db, [row.id], 'looked = 0');
      ended.unproven += 1;
      continue;
    }
    const { draft } = db.sql('SELECT draft FROM erasures WHERE id = ?').get(row.id) as { draft: string | null };
    const { id, since: askedAt, held } = row;
    if (draft !== null) writeCertificate(db, draft, { id, askedAt, after, markFound: true, held, backups });
    db.sql('DELETE FROM erasures WHERE id = ?').run(id);
    ended[draft === null ? 'uncertified' : 'certified'] += 1;
  }
  return ended;
}
