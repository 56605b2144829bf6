import { setImmediate as turn } from 'node:timers/promises';
import type { Database } from '../database.js';

/**
 * Whether a row of the store holds a trace. A word that only the removed CV had may have come in with another CV since, or may
 * be part of the store itself, such as a column name.
 */
export async function isElsewhere(db: Database, trace: string): Promise<boolean> {
  // Only the CV or a file with these bytes may hold its hash. In any other table it is a row that the removal missed.
  if (/^[0-9a-f]{64}$/.test(trace)) return isHashOfFile(db, trace);
  if (holds(db, "SELECT 1 FROM sqlite_master WHERE instr(lower(coalesce(sql, '')), ?) > 0", trace)) return true;
  for (const table of tablesOf(db)) if (await isIn(db, table, trace)) return true;
  return isInAudit(db, trace);
}

function isHashOfFile(db: Database, hash: string): boolean {
  const sql = `SELECT 1 FROM cvs WHERE cv_id = @hash
    UNION ALL SELECT 1 FROM files WHERE cv_id = @hash OR hash = @hash OR resembles = @hash LIMIT 1`;
  return db.read(() => db.sql(sql).get({ hash })) !== undefined;
}

function holds(db: Database, sql: string, ...values: unknown[]): boolean {
  return db.read(() => db.sql(sql).get(...values)) !== undefined;
}

/** The tables of the word index, whose terms come from rows that are searched anyway, and of vectors, which hold no text. */
const LEFT_OUT = "name NOT LIKE 'words\\_%' ESCAPE '\\' AND name NOT LIKE 'vectors\\_%' ESCAPE '\\'";

interface Table {
  name: string;
  columns: string[];
  /** Has row numbers: it is searched in steps, so that the event loop is not blocked. */
  numbered: boolean;
}

function tablesOf(db: Database): Table[] {
  const rows = db.read(() =>
    db
      .sql(
        `SELECT name, wr AS withoutRowid FROM pragma_table_list
         WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT IN ('erasures', 'audit_records') AND ${LEFT_OUT}
         ORDER BY name = 'documents' DESC, name`,
      )
      .all(),
  ) as { name: string; withoutRowid: number }[];
  return rows.map(({ name, withoutRowid }) => ({ name, columns: columnsOf(db, name), numbered: withoutRowid === 0 }));
}

/** All tables through which a scan looks: by their rows, or, as those of words and vectors, by the bytes of the file alone. */
export function scannedTables(db: Database): string[] {
  return db
    .sql(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')
         AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT GLOB 'vectors_*_*' ORDER BY name`,
    )
    .pluck()
    .all() as string[];
}

function columnsOf(db: Database, table: string): string[] {
  const rows = db.read(() => db.sql('SELECT name FROM pragma_table_info(?)').all(table)) as { name: string }[];
  return rows.map(({ name }) => name);
}

/** The audit log may be longer than everything else, and has no row numbers: it is searched in steps of its ids. */
async function isInAudit(db: Database, trace: string): Promise<boolean> {
  const found = ['actor', 'origin', 'detail'].map((column) => `instr(lower(${column}), @trace) > 0`).join(' OR ');
  const step = `SELECT max(id) AS last, max(${found}) AS found FROM (SELECT * FROM audit_records WHERE id > @after ORDER BY id LIMIT ${STEP})`;
  for (let after = ''; ;) {
    const row = db.read(() => db.sql(step).get({ after, trace })) as { last: string | null; found: number | null };
    if (row.found === 1) return true;
    if (row.last === null) return false;
    after = row.last;
    await turn();
  }
}

/** Rows that are searched in one turn of the event loop. */
const STEP = 500;

async function isIn(db: Database, { name, columns, numbered }: Table, trace: string): Promise<boolean> {
  const readable = (column: string): string => (db.sealer.keyId === null ? `"${column}"` : `opened("${column}")`);
  const any = columns.map((column) => `instr(lower(CAST(${readable(column)} AS TEXT)), @trace) > 0`).join(' OR ');
  if (!numbered) return holds(db, `SELECT 1 FROM "${name}" WHERE ${any} LIMIT 1`, { trace });
  const { last } = db.read(() => db.sql(`SELECT max(rowid) AS last FROM "${name}"`).get()) as { last: number | null };
  for (let from = 0; from <= (last ?? -1); from += STEP) {
    const sql = `SELECT 1 FROM "${name}" WHERE rowid >= @from AND rowid < @to AND (${any}) LIMIT 1`;
    if (holds(db, sql, { trace, from, to: from + STEP })) return true;
    await turn();
  }
  return false;
}
