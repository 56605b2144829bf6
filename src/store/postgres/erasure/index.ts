import { setTimeout as sleep } from 'node:timers/promises';
import type { ErasureWait } from '../../../domain/index.js';
import { markOwner, markSets } from '../../certificates.js';
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
import type { Database, Session } from '../database.js';
import { insertCertificate, listCertificates, oneCertificate, writeCertificate } from './certificates.js';
import { erasedSince, meantBy, noteErased, rememberErased } from './erased.js';
import { isElsewhere, lookThrough, sizesOf } from './search.js';
import { ownTables } from './tables.js';

/**
 * A removal is recorded in the transaction that deletes its rows. The record is deleted once no transaction can see these rows
 * any more and VACUUM has taken them out of tables and indexes, the bytes as handed in are gone, and no row is left that
 * belongs to a removed CV or names it. What a query cannot see is said in docs/decisions/postgres-erasure.md.
 */

interface Row {
  id: string;
  since: string;
  cvs: number;
  vacuumed: boolean;
  filesGone: boolean;
  remains: boolean;
}

const COLUMNS = 'id, since, cvs, vacuumed, files_gone AS "filesGone", remains';

export function postgresErasures(db: Database): Erasures {
  return {
    pending: () => db.read(pendingErasures),
    finder: () => db.read(async (session) => new TraceFinder(await setsOf(session))),
    isElsewhere: (trace) => db.read((session) => isElsewhere(session, trace)),
    filesGone: (ids) => db.write((session) => update(session, ids, 'files_gone = true')),
    certificates: (query) => db.read((session) => listCertificates(session, query)),
    certificate: (id) => db.read((session) => oneCertificate(session, id)),
    certify: (certificate) => db.write((session) => insertCertificate(session, certificate)),
    advance: (effort, around = { places: [], backups: [] }) => advance(db, effort, around),
    erased: (since) => db.read((session) => erasedSince(session, since)),
    noteTenant: (id) => db.write((session) => noteErased(session, [['tenant', id]])),
    remember: (marks) => db.write((session) => rememberErased(session, marks)),
    meantBy: (marks) => db.read((session) => meantBy(session, marks)),
  };
}

/** Oldest first. */
export async function pendingErasures(session: Session): Promise<Erasure[]> {
  return (await rowsOf(session)).map((row) => ({ id: row.id, since: row.since, cvs: row.cvs, waitsFor: waitOf(row) }));
}

async function rowsOf(session: Session): Promise<Row[]> {
  return session.rows<Row>(`SELECT ${COLUMNS} FROM erasures WHERE tenant = $1 ORDER BY since, id`);
}

function waitOf({ vacuumed, filesGone, remains }: Row): ErasureWait {
  if (!vacuumed) return 'log';
  if (!filesGone) return 'files';
  return remains ? 'remains' : 'scan';
}

async function setsOf(session: Session): Promise<ConstructorParameters<typeof TraceFinder>[0]> {
  return session.rows('SELECT id AS owner, salt, traces FROM erasures WHERE tenant = $1');
}

async function update(session: Session, ids: string[], change: string): Promise<void> {
  await session.run(`UPDATE erasures SET ${change} WHERE tenant = $1 AND id = ANY($2::text[])`, ids);
}

async function advance(db: Database, effort: ErasureEffort, around: Surroundings): Promise<Advanced> {
  await vacuum(db, effort.waitMs);
  const done = await lookAndEnd(db, effort, around);
  return { pending: await db.read(pendingErasures), ...done };
}

const POLL_MS = 50;

/** Takes rows out of tables and indexes that no transaction can see any more. */
async function vacuum(db: Database, waitMs: number): Promise<void> {
  const deadline = Date.now() + waitMs;
  const open = async (): Promise<{ unseen: string[]; seen: number }> =>
    db.read(async (session) => {
      const rows = await session.rows<{ id: string; seen: boolean }>(UNVACUUMED);
      return {
        unseen: rows.filter(({ seen }) => !seen).map(({ id }) => id),
        seen: rows.filter(({ seen }) => seen).length,
      };
    });
  let found = await open();
  while (found.seen > 0 && Date.now() < deadline) {
    await sleep(POLL_MS);
    found = await open();
  }
  if (found.unseen.length === 0) return;
  const tables = await db.read(ownTables);
  await db.outside(`VACUUM (INDEX_CLEANUP ON, TRUNCATE OFF) ${tables.map(({ name }) => name).join(', ')}`);
  await db.write((session) => update(session, found.unseen, 'vacuumed = true'));
}

/**
 * Whether another session, or a standby that tells what it reads, has a view of the database from before the removal. Sessions
 * of other users are seen by members of pg_read_all_stats only.
 */
const UNVACUUMED = `
  SELECT id, EXISTS (SELECT 1 FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND age(backend_xmin) >= age(removed_by::xid))
    OR EXISTS (SELECT 1 FROM pg_replication_slots WHERE age(xmin) >= age(removed_by::xid)) AS seen
  FROM erasures WHERE tenant = $1 AND NOT vacuumed`;

/** `scannedBytes`: the size of the tables that were looked through. */
async function lookAndEnd(
  db: Database,
  { scanBytes, rewriteBytes }: ErasureEffort,
  around: Surroundings,
): Promise<Omit<Advanced, 'pending'>> {
  const again = rewriteBytes === Infinity;
  return db.write(async (session) => {
    const rows = await rowsOf(session);
    const due = rows.filter(({ vacuumed, filesGone, remains }) => vacuumed && filesGone && (again || !remains));
    if (due.length === 0) return NOTHING_DONE;
    const tables = await ownTables(session);
    const sizes = await sizesOf(session, tables);
    const bytes = sizes.reduce((sum, one) => sum + one.bytes, 0);
    if (bytes > scanBytes) return NOTHING_DONE;
    const sets = (await setsOf(session)).filter(({ owner }) => due.some(({ id }) => id === owner));
    const { remaining, held, marks } = await lookThrough(session, tables, [...sets, ...markSets(due)]);
    const ids = due.map(({ id }) => id);
    await update(
      session,
      ids.filter((id) => remaining.has(id)),
      'remains = true',
    );
    const clean = ids.filter((id) => !remaining.has(id));
    // A look that does not find the mark of a removal, which is there, proves nothing about it.
    const marked = clean.filter((id) => marks.has(markOwner(id)));
    const proven = due.filter(({ id }) => marked.includes(id));
    const ended = await end(session, proven, { held, around: { ...around, places: [...sizes, ...around.places] } });
    return { scannedBytes: bytes, ended: { ...ended, unproven: clean.length - marked.length } };
  });
}

async function end(
  session: Session,
  removals: Row[],
  { held, around: { places: after, backups } }: { held: Map<string, Set<string>>; around: Surroundings },
): Promise<EndedRemovals> {
  const ended = { ...NONE_ENDED };
  for (const { id, since: askedAt } of removals) {
    const sql = 'DELETE FROM erasures WHERE tenant = $1 AND id = $2 RETURNING draft';
    const gone = await session.row<{ draft: string | null }>(sql, id);
    // Another process may have ended it.
    if (gone === undefined) continue;
    ended[gone.draft === null ? 'uncertified' : 'certified'] += 1;
    if (gone.draft === null) continue;
    const about = { id, askedAt, after: [...after], markFound: true, held: held.get(id)?.size ?? 0, backups };
    await writeCertificate(session, gone.draft, about);
  }
  return ended;
}

const NOTHING_DONE = { scannedBytes: 0, ended: NONE_ENDED };
