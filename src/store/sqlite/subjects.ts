import { setImmediate as turn } from 'node:timers/promises';
import { saltsSql } from '../erased.js';
import type { HeldRow, SubjectIds, Subjects } from '../port/index.js';
import {
  marksOf,
  meantIn,
  placesOf,
  pseudonymsOf,
  ruleOf,
  toldRow,
  writtenIn,
  type NamedRow,
  type PlaceRule,
  type Ties,
} from '../subject-places.js';
import { knownKey } from './audit/append.js';
import type { Database } from './database.js';
import { scannedTables } from './erasure/elsewhere.js';

export function sqliteSubjects(db: Database): Subjects {
  return {
    find: (who) => find(db, who),
    places: () => db.reading(() => placesOf(scannedTables(db))),
    held: (place, ids) => held(db, place, ids),
  };
}

/** Rows that are looked at in one turn of the event loop. */
const STEP = 500;

async function find(db: Database, who: string): Promise<string[]> {
  const candidate = db.read(() => db.sql('SELECT cv_id FROM cvs WHERE candidate_id = ? ORDER BY key').pluck().all(who));
  if (candidate.length > 0) return candidate as string[];
  const sql = `SELECT key, cv_id AS cvId, opened(name) AS name,
      CASE WHEN instr(lower(opened(profile)), @written) > 0 THEN opened(profile) END AS profile
    FROM (SELECT key, cv_id, name FROM cvs WHERE key > @after ORDER BY key LIMIT ${STEP}) JOIN profiles USING (key) ORDER BY key`;
  const found: string[] = [];
  for (let after = -1; ;) {
    const rows = db.read(() => db.sql(sql).all({ written: writtenIn(who), after })) as NamedRow[];
    found.push(...meantIn(rows, who));
    if (rows.length === 0) return found;
    after = rows.at(-1)!.key;
    await turn();
  }
}

async function held(db: Database, place: string, ids: SubjectIds): Promise<HeldRow[]> {
  const rule = ruleOf(place);
  if (rule === null) return [];
  const ties = db.read(() => tiesOf(db, ids));
  if (place === 'audit_records') return inSteps(db, rule, ties);
  const tables = db.read(() => scannedTables(db)).filter((table) => placesOf([table])[0] === place);
  const rows = tables.flatMap((table) => db.read(() => rowsOf(db, table, rule, ties)));
  return rows.map((row) => toldRow(place, opened(db, row), ties));
}

function tiesOf(db: Database, { cvIds, paths: given }: SubjectIds): Ties {
  const all = <T>(sql: string, values: object): T[] => db.sql(sql).pluck().all(values) as T[];
  const ids = JSON.stringify(cvIds);
  const ofCvs = (column: string): string =>
    `SELECT DISTINCT ${column} FROM cvs WHERE cv_id IN (SELECT value FROM json_each(@ids)) ORDER BY 1`;
  const paths = all<string>(
    `SELECT path FROM files WHERE cv_id IN (SELECT value FROM json_each(@ids)) OR resembles IN (SELECT value FROM json_each(@ids))
       OR path IN (SELECT value FROM json_each(@given)) ORDER BY path`,
    { ids, given: JSON.stringify(given) },
  );
  const ofFiles = (column: string): string[] =>
    all(
      `SELECT DISTINCT ${column} FROM files WHERE path IN (SELECT value FROM json_each(@paths)) AND ${column} IS NOT NULL`,
      {
        paths: JSON.stringify(paths),
      },
    );
  const series = all<string>(ofCvs('series'), { ids });
  const hashes = [...new Set([...cvIds, ...ofFiles('hash')])];
  return {
    keys: all<number>(ofCvs('key'), { ids }),
    ...{ cvIds, hashes, paths, series, terms: [] },
    batches: ofFiles('batch'),
    pairs: all<number>(
      `SELECT id FROM candidate_pairs WHERE a IN (SELECT value FROM json_each(@series)) OR b IN (SELECT value FROM json_each(@series)) ORDER BY id`,
      { series: JSON.stringify(series) },
    ),
    holds: all<string>('SELECT hold FROM retention_held WHERE cv_id IN (SELECT value FROM json_each(@ids))', { ids }),
    marks: marksOf(db.sql(saltsSql()).pluck().all() as string[], { cvIds: hashes, paths }),
    pseudonyms: pseudonymsOf(knownKey(db), hashes),
  };
}

function rowsOf(db: Database, table: string, { ties: columns, mentions = [] }: PlaceRule, ties: Ties): Row[] {
  const conditions = [
    ...columns.map(([column, kind]) => `"${column}" IN (SELECT value FROM json_each(@${kind}))`),
    ...mentions.map(([column, kind]) => mentioning(`"${table}"."${column}"`, kind)),
  ];
  const kinds = new Set([...columns, ...mentions].map(([, kind]) => kind));
  const values = Object.fromEntries([...kinds].map((kind) => [kind, JSON.stringify(ties[kind])]));
  return db.sql(`SELECT * FROM "${table}" WHERE ${conditions.join(' OR ')}`).all(values) as Row[];
}

type Row = Record<string, unknown>;

function mentioning(column: string, kind: keyof Ties): string {
  return `EXISTS (SELECT 1 FROM json_each(@${kind}) AS own_id WHERE instr(opened(${column}), own_id.value) > 0)`;
}

/** The audit log may be longer than everything else. */
async function inSteps(db: Database, { mentions = [] }: PlaceRule, ties: Ties): Promise<HeldRow[]> {
  const [[column, kind]] = mentions as [readonly [string, keyof Ties]];
  const step = `SELECT id, CASE WHEN ${mentioning(`some."${column}"`, kind)} THEN 1 ELSE 0 END AS isOwn
    FROM (SELECT id, "${column}" FROM audit_records WHERE id > @after ORDER BY id LIMIT ${STEP}) AS some ORDER BY id`;
  const found: HeldRow[] = [];
  for (let after = ''; ;) {
    const rows = db.read(() => db.sql(step).all({ after, [kind]: JSON.stringify(ties[kind]) })) as Looked[];
    for (const { id } of rows.filter(({ isOwn }) => isOwn === 1)) {
      const row = db.read(() => db.sql('SELECT * FROM audit_records WHERE id = ?').get(id)) as Row | undefined;
      if (row !== undefined) found.push(toldRow('audit_records', row, ties));
    }
    if (rows.length === 0) return found;
    after = rows.at(-1)!.id;
    await turn();
  }
}

interface Looked {
  id: string;
  isOwn: 0 | 1;
}

/** Columns of bytes; all others are texts or numbers, also where an encrypted store has bytes. */
const BYTES = new Set(['features', 'passages', 'vectors', 'vector', 'lines', 'signature']);

function opened(db: Database, row: Row): Row {
  const open = (column: string, value: unknown): unknown => {
    if (!(value instanceof Uint8Array)) return value;
    return BYTES.has(column) ? db.sealer.openBytes(value) : db.sealer.openText(value);
  };
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, open(column, value)]));
}
