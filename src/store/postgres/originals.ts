import type { LooseOriginal, OriginalRows } from '../port/index.js';
import type { Database, Session } from './database.js';

/** Triggers of the schema write the rows of `loose_originals`. */
export function postgresOriginals(db: Database): OriginalRows {
  return {
    held: (hashes) => db.read((session) => held(session, hashes)),
    loose: (limit) =>
      db.read((session) =>
        session.rows<LooseOriginal>(
          'SELECT id, hash, path FROM loose_originals WHERE tenant = $1 ORDER BY id LIMIT $2',
          limit,
        ),
      ),
    looked: (ids) =>
      db.write(async (session) => {
        await session.run('DELETE FROM loose_originals WHERE tenant = $1 AND id = ANY($2::bigint[])', ids);
      }),
  };
}

async function held(session: Session, hashes: string[]): Promise<Set<string>> {
  const rows = await session.rows<{ hash: string }>(
    `SELECT hash FROM files WHERE tenant = $1 AND hash = ANY($2::text[])
     UNION SELECT cv_id FROM cvs WHERE tenant = $1 AND cv_id = ANY($2::text[])`,
    hashes,
  );
  return new Set(rows.map(({ hash }) => hash));
}
