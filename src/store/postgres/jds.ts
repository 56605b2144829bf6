import { randomUUID } from 'node:crypto';
import { namesPlace, type Jds, type NewJd, type StoredJd } from '../port/index.js';
import type { Database, Session } from './database.js';
import { Removal } from './erasure/record.js';

const COLUMNS = 'id, title, hash, truncated, source, added_at AS "addedAt", text, version';

export function postgresJds(db: Database): Jds {
  let held: { version: number; jds: StoredJd[] } | null = null;
  return {
    add: (jd) => db.alone((session) => add(session, jd)),
    // The list is cached under the number of changes by all processes: a service needs all JDs for each recommendation.
    list: () =>
      db.read(async (session) => {
        const version = session.state.jds;
        if (held?.version !== version) held = { version, jds: await listAll(session) };
        return [...held.jds];
      }),
    get: (id) => db.read(async (session) => (await session.row<StoredJd>(`SELECT ${COLUMNS} ${BY_ID}`, id)) ?? null),
    versions: (id) =>
      db.read(async (session) =>
        session.rows<StoredJd>(
          `SELECT ${COLUMNS} FROM jds WHERE tenant = $1 AND jd = $2 ORDER BY version`,
          await groupOf(session, id),
        ),
      ),
    remove: (id, erasure = randomUUID()) =>
      db.alone(async (session) => {
        const group = await groupOf(session, id);
        if (group !== null) await forget(session, group, erasure);
        return group !== null;
      }),
    release: (id, keyId, erasure = randomUUID()) => db.alone((session) => release(session, id, keyId, erasure)),
  };
}

async function changed(session: Session): Promise<void> {
  await session.run('UPDATE stores SET jds = jds + 1 WHERE tenant = $1');
}

async function listAll(session: Session): Promise<StoredJd[]> {
  return session.rows<StoredJd>(`SELECT ${COLUMNS} FROM jds WHERE tenant = $1 AND latest ORDER BY id`);
}

/** Several JDs may have had the same text: the current version counts, else the newest. */
const BY_ID = 'FROM jds WHERE tenant = $1 AND id = $2 ORDER BY latest DESC, key DESC LIMIT 1';

/** Versions of one JD share this number; null if the id is unknown. */
async function groupOf(session: Session, id: string): Promise<number | null> {
  return (await session.row<{ jd: number }>(`SELECT jd ${BY_ID}`, id))?.jd ?? null;
}

/** The JD that already has this current text. */
interface Now {
  key: number;
  jd: number;
  source: string;
  addedAt: string;
}

async function add(session: Session, jd: NewJd): Promise<StoredJd> {
  await changed(session);
  const now = await session.row<Now>(
    'SELECT key, jd, source, added_at AS "addedAt" FROM jds WHERE tenant = $1 AND hash = $2 AND latest',
    jd.hash,
  );
  if (now !== undefined) return touch(session, now, jd);
  const group = await groupFor(session, jd);
  const last = await session.row<{ version: number; jd: number }>(
    `SELECT coalesce((SELECT max(version) FROM jds WHERE tenant = $1 AND jd = $2), 0) AS version,
       coalesce((SELECT max(jd) FROM jds WHERE tenant = $1), 0) AS jd`,
    group,
  );
  if (group !== null) await session.run('UPDATE jds SET latest = false WHERE tenant = $1 AND jd = $2', group);
  return insert(session, jd, group ?? last!.jd + 1, last!.version + 1);
}

async function insert(session: Session, jd: NewJd, group: number, version: number): Promise<StoredJd> {
  const key = await session.next('last_jd');
  await session.insert(
    'jds',
    ['key', 'jd', 'version', 'latest', 'id', 'hash', 'title', 'truncated', 'source', 'added_at', 'text'],
    [[key, group, version, true, jd.id, jd.hash, jd.title, jd.truncated, jd.source, jd.addedAt, jd.text]],
  );
  await hold(session, group, jd);
  return at(session, key);
}

async function at(session: Session, key: number): Promise<StoredJd> {
  return (await session.row<StoredJd>(`SELECT ${COLUMNS} FROM jds WHERE tenant = $1 AND key = $2`, key))!;
}

async function touch(session: Session, { key, jd: group, source, addedAt }: Now, jd: NewJd): Promise<StoredJd> {
  await hold(session, group, jd);
  if (jd.addedAt >= addedAt && (namesPlace(jd.source) || !namesPlace(source)))
    await session.run(
      'UPDATE jds SET source = $2, added_at = $3 WHERE tenant = $1 AND key = $4',
      jd.source,
      jd.addedAt,
      key,
    );
  return at(session, key);
}

/** Holder in `jd_holders` for a JD added without a key. */
const THIS_MACHINE = '';

async function hold(session: Session, group: number, { keyId }: NewJd): Promise<void> {
  await session.insert('jd_holders', ['jd', 'key_id'], [[group, keyId ?? THIS_MACHINE]], 'ON CONFLICT DO NOTHING');
}

/** The JD of which a text is a version; null for a JD of its own. */
async function groupFor(session: Session, { of, source }: NewJd): Promise<number | null> {
  if (of !== undefined) return of === null ? null : groupOf(session, of);
  if (!namesPlace(source)) return null;
  const row = await session.row<{ jd: number }>(
    'SELECT jd FROM jds WHERE tenant = $1 AND source = $2 AND latest ORDER BY added_at DESC, key DESC LIMIT 1',
    source,
  );
  return row?.jd ?? null;
}

async function release(session: Session, id: string, keyId: string, erasure: string): ReturnType<Jds['release']> {
  const group = await groupOf(session, id);
  if (group === null) return 'unknown';
  const gone = await session.run('DELETE FROM jd_holders WHERE tenant = $1 AND jd = $2 AND key_id = $3', group, keyId);
  if (gone === 0) return 'foreign';
  if (await session.has('SELECT 1 FROM jd_holders WHERE tenant = $1 AND jd = $2', group)) return 'kept';
  await forget(session, group, erasure);
  return 'removed';
}

async function forget(session: Session, group: number, erasure: string): Promise<void> {
  const removal = new Removal(session);
  await removal.noteJd(group);
  await removal.record(erasure);
  // Cached rankings quote the JD.
  await session.run('DELETE FROM cache WHERE tenant = $1');
  // Another JD may have had the same text.
  const own = await session.rows<{ hash: string }>(
    `SELECT hash FROM jds WHERE tenant = $1 AND jd = $2
       AND NOT EXISTS (SELECT 1 FROM jds AS other WHERE tenant = $1 AND other.hash = jds.hash AND latest AND jd <> $2)`,
    group,
  );
  const hashes = own.map(({ hash }) => hash);
  for (const table of ['matches', 'explanations', 'jd_vectors'])
    await session.run(`DELETE FROM ${table} WHERE tenant = $1 AND jd_hash = ANY($2::text[])`, hashes);
  await session.run('DELETE FROM jd_holders WHERE tenant = $1 AND jd = $2', group);
  await session.run('DELETE FROM jds WHERE tenant = $1 AND jd = $2', group);
  await changed(session);
}
