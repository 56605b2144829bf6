import { randomUUID } from 'node:crypto';
import { namesPlace, type Jds, type NewJd, type StoredJd } from '../port/index.js';
import type { Database } from './database.js';
import { Removal } from './erasure/record.js';
import { metaOf, setMeta } from './meta.js';

const COLUMNS = 'id, title, hash, truncated, source, added_at AS addedAt, text, version';

export function sqliteJds(db: Database): Jds {
  let held: { version: string | null; jds: StoredJd[] } | null = null;
  const list = (): StoredJd[] => {
    const version = metaOf(db, VERSION);
    if (held?.version !== version) held = { version, jds: listAll(db) };
    return [...held.jds];
  };
  return {
    add: (jd) => db.write(() => add(db, jd)),
    list: () => db.reading(list),
    get: (id) => db.reading(() => get(db, id)),
    versions: (id) =>
      db.reading(() =>
        db.sql(`SELECT ${COLUMNS} FROM jds WHERE jd = ? ORDER BY version`).all(groupOf(db, id)).map(jdOf),
      ),
    remove: (id, erasure = randomUUID()) => db.write(() => remove(db, id, erasure)),
    release: (id, keyId, erasure = randomUUID()) => db.write(() => release(db, id, keyId, erasure)),
  };
}

/**
 * Counts writes by all processes. It lets the list of JDs be cached: a service needs all of them for each
 * recommendation, and reading a thousand takes 10 ms.
 */
const VERSION = 'jds';

function changed(db: Database): void {
  setMeta(db, VERSION, String(Number(metaOf(db, VERSION)) + 1));
}

function listAll(db: Database): StoredJd[] {
  return db.sql(`SELECT ${COLUMNS} FROM jds WHERE latest = 1 ORDER BY id`).all().map(jdOf);
}

function jdOf(row: unknown): StoredJd {
  const columns = row as Omit<StoredJd, 'truncated'> & { truncated: number };
  return { ...columns, truncated: columns.truncated === 1 };
}

/** Several JDs may have had the same text: the current version counts, else the newest. */
const BY_ID = 'FROM jds WHERE id = ? ORDER BY latest DESC, key DESC LIMIT 1';

function get(db: Database, id: string): StoredJd | null {
  const row = db.sql(`SELECT ${COLUMNS} ${BY_ID}`).get(id);
  return row === undefined ? null : jdOf(row);
}

/** Versions of one JD share this number; null if the id is unknown. */
function groupOf(db: Database, id: string): number | null {
  return (db.sql(`SELECT jd ${BY_ID}`).get(id) as { jd: number } | undefined)?.jd ?? null;
}

function add(db: Database, jd: NewJd): StoredJd {
  changed(db);
  const now = db
    .sql('SELECT key, jd, source, added_at AS addedAt FROM jds WHERE hash = ? AND latest = 1')
    .get(jd.hash) as Now | undefined;
  if (now !== undefined) return touch(db, now, jd);
  const group = groupFor(db, jd);
  const last =
    group === null
      ? null
      : (db.sql('SELECT max(version) AS version FROM jds WHERE jd = ?').get(group) as { version: number });
  if (group !== null) db.sql('UPDATE jds SET latest = 0 WHERE jd = ?').run(group);
  const next = group ?? (db.sql('SELECT coalesce(max(jd), 0) + 1 AS jd FROM jds').get() as { jd: number }).jd;
  return insert(db, jd, next, (last?.version ?? 0) + 1);
}

function insert(db: Database, jd: NewJd, group: number, version: number): StoredJd {
  const row = db
    .sql(
      `INSERT INTO jds (jd, version, latest, id, hash, title, truncated, source, added_at, text)
      VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?) RETURNING ${COLUMNS}`,
    )
    .get(group, version, jd.id, jd.hash, jd.title, jd.truncated ? 1 : 0, jd.source, jd.addedAt, jd.text);
  hold(db, group, jd);
  return jdOf(row);
}

/** The JD that already has this current text. */
interface Now {
  key: number;
  jd: number;
  source: string;
  addedAt: string;
}

function touch(db: Database, { key, jd: group, source, addedAt }: Now, jd: NewJd): StoredJd {
  hold(db, group, jd);
  if (jd.addedAt >= addedAt && (namesPlace(jd.source) || !namesPlace(source)))
    db.sql('UPDATE jds SET source = ?, added_at = ? WHERE key = ?').run(jd.source, jd.addedAt, key);
  return jdOf(db.sql(`SELECT ${COLUMNS} FROM jds WHERE key = ?`).get(key));
}

/** Holder in `jd_holders` for a JD added without a key. */
const THIS_MACHINE = '';

function hold(db: Database, group: number, { keyId }: NewJd): void {
  db.sql('INSERT INTO jd_holders (jd, key_id) VALUES (?, ?) ON CONFLICT DO NOTHING').run(group, keyId ?? THIS_MACHINE);
}

/** The JD of which a text is a version; null for a JD of its own. */
function groupFor(db: Database, { of, source }: NewJd): number | null {
  if (of !== undefined) return of === null ? null : groupOf(db, of);
  if (!namesPlace(source)) return null;
  const row = db
    .sql('SELECT jd FROM jds WHERE source = ? AND latest = 1 ORDER BY added_at DESC, key DESC LIMIT 1')
    .get(source);
  return (row as { jd: number } | undefined)?.jd ?? null;
}

function remove(db: Database, id: string, erasure: string): boolean {
  const group = groupOf(db, id);
  if (group === null) return false;
  forget(db, group, erasure);
  return true;
}

function release(db: Database, id: string, keyId: string, erasure: string): Awaited<ReturnType<Jds['release']>> {
  const group = groupOf(db, id);
  if (group === null) return 'unknown';
  if (db.sql('DELETE FROM jd_holders WHERE jd = ? AND key_id = ?').run(group, keyId).changes === 0) return 'foreign';
  if (db.sql('SELECT 1 FROM jd_holders WHERE jd = ?').get(group) !== undefined) return 'kept';
  forget(db, group, erasure);
  return 'removed';
}

function forget(db: Database, group: number, erasure: string): void {
  const removal = new Removal(db);
  removal.noteJd(group);
  removal.record(erasure);
  // Cached rankings quote the JD.
  db.sql('DELETE FROM cache').run();
  const hashes = `SELECT hash FROM jds WHERE jd = ?
    AND NOT EXISTS (SELECT 1 FROM jds AS other WHERE other.hash = jds.hash AND other.latest = 1 AND other.jd <> jds.jd)`;
  for (const table of ['matches', 'explanations', 'jd_vectors']) {
    // Another JD may have had the same text.
    db.sql(`DELETE FROM ${table} WHERE jd_hash IN (${hashes})`).run(group);
  }
  db.sql('DELETE FROM jd_holders WHERE jd = ?').run(group);
  db.sql('DELETE FROM jds WHERE jd = ?').run(group);
  changed(db);
}
