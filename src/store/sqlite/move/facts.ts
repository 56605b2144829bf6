import type { MovedRow } from '../../port/move.js';
import type { Database } from '../database.js';
import { createVectorTable, currentModel, generationOf, metaOf, setMeta, storeVersion, vectorTable } from '../meta.js';
import { nextGeneration } from '../cv/generation.js';
import { PAUSED } from '../tasks/rows.js';

/** Where SQLite counts the ids of a table, in the order of the facts. */
const COUNTED = ['tasks', 'jds', 'decisions', 'candidate_pairs', 'candidate_acts', 'schedule_runs', 'loose_originals'];

/** See FACTS. */
export function readFacts(db: Database): MovedRow {
  const last = db.sql('SELECT seq FROM sqlite_sequence WHERE name = ?');
  return [
    storeVersion(db),
    generationOf(db),
    metaOf(db, 'model'),
    metaOf(db, 'exchange'),
    Number(metaOf(db, 'jds') ?? 0),
    metaOf(db, PAUSED),
    ...COUNTED.map((table) => (last.get(table) as { seq: number } | undefined)?.seq ?? 0),
  ];
}

/** Makes the tables of vectors, too. */
export function writeFacts(db: Database, [version, generation, model, exchange, jds, paused, ...last]: MovedRow): void {
  dropVectors(db);
  for (const [name, value] of Object.entries({ version, generation, model, exchange, jds, [PAUSED]: paused }))
    setMeta(db, name, value === null || value === undefined ? null : String(value));
  COUNTED.forEach((table, i) => {
    db.sql('DELETE FROM sqlite_sequence WHERE name = ?').run(table);
    db.sql('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)').run(table, last[i]);
  });
  const [now, next] = [currentModel(db), nextGeneration(db)];
  if (now !== null) createVectorTable(db, generationOf(db), now.dimensions);
  if (next !== null) createVectorTable(db, generationOf(db) + 1, next.model.dimensions);
}

/** A store to which nothing was handed in may have an empty table already. */
function dropVectors(db: Database): void {
  const generation = generationOf(db);
  for (const one of [generation, generation + 1]) db.exec(`DROP TABLE IF EXISTS ${vectorTable(one)}`);
}
