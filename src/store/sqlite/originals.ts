import type { LooseOriginal, OriginalRows } from '../port/index.js';
import type { Database } from './database.js';

/** Triggers of the schema write the rows of `loose_originals`. */
export function sqliteOriginals(db: Database): OriginalRows {
  return {
    held: (hashes) => db.reading(() => held(db, hashes)),
    loose: (limit) =>
      db.reading(
        () => db.sql('SELECT id, hash, path FROM loose_originals ORDER BY id LIMIT ?').all(limit) as LooseOriginal[],
      ),
    looked: (ids) =>
      db.write(() => {
        const these = 'id IN (SELECT value FROM json_each(?))';
        db.sql(`DELETE FROM loose_originals WHERE ${these}`).run(JSON.stringify(ids));
      }),
  };
}

function held(db: Database, hashes: string[]): Set<string> {
  const these = 'IN (SELECT value FROM json_each(?))';
  const list = JSON.stringify(hashes);
  const rows = db
    .sql(`SELECT hash FROM files WHERE hash ${these} UNION SELECT cv_id FROM cvs WHERE cv_id ${these}`)
    .all(list, list) as { hash: string }[];
  return new Set(rows.map(({ hash }) => hash));
}
