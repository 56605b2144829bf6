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
import type { Database, Session } from './database.js';
import { ownTables } from './erasure/tables.js';

export function postgresSubjects(db: Database): Subjects {
  return {
    find: (who) => db.read((session) => find(session, who)),
    places: () => db.read(async (session) => placesOf(await tablesOf(session))),
    held: (place, ids) => db.read((session) => held(session, place, ids)),
  };
}

async function tablesOf(session: Session): Promise<string[]> {
  return (await ownTables(session)).map(({ name }) => name);
}

/** CVs that are read at once. */
const STEP = 2000;

async function find(session: Session, who: string): Promise<string[]> {
  const candidate = await session.rows<{ cvId: string }>(
    'SELECT cv_id AS "cvId" FROM cvs WHERE tenant = $1 AND candidate_id = $2 ORDER BY key',
    who,
  );
  if (candidate.length > 0) return candidate.map(({ cvId }) => cvId);
  const sql = `SELECT cvs.key, cv_id AS "cvId", name, CASE WHEN strpos(lower(profile), $2) > 0 THEN profile END AS profile
    FROM cvs JOIN profiles ON profiles.tenant = $1 AND profiles.key = cvs.key
    WHERE cvs.tenant = $1 AND cvs.key > $3 ORDER BY cvs.key LIMIT ${STEP}`;
  const found: string[] = [];
  for (let after = -1; ;) {
    const rows = await session.rows<NamedRow>(sql, writtenIn(who), after);
    found.push(...meantIn(rows, who));
    if (rows.length === 0) return found;
    after = rows.at(-1)!.key;
  }
}

async function held(session: Session, place: string, ids: SubjectIds): Promise<HeldRow[]> {
  const rule = ruleOf(place);
  if (rule === null) return [];
  const ties = await tiesOf(session, ids);
  const rows: HeldRow[] = [];
  for (const table of await tablesOf(session))
    if (placesOf([table])[0] === place)
      for (const row of await rowsOf(session, table, rule, ties)) rows.push(toldRow(place, readable(place, row), ties));
  // Whatever plan led to them: always in the same order.
  const inOrder = rows.map((row) => ({ row, text: JSON.stringify(row) }));
  return inOrder.sort((a, b) => (a.text < b.text ? -1 : 1)).map(({ row }) => row);
}

async function tiesOf(session: Session, { cvIds, paths: given }: SubjectIds): Promise<Ties> {
  const list = async <T>(sql: string, ...values: unknown[]): Promise<T[]> =>
    (await session.rows<{ one: T }>(sql, ...values)).map(({ one }) => one);
  const ofCvs = <T>(column: string): Promise<T[]> =>
    list(`SELECT DISTINCT ${column} AS one FROM cvs WHERE tenant = $1 AND cv_id = ANY($2::text[]) ORDER BY 1`, cvIds);
  const paths = await list<string>(
    `SELECT path AS one FROM files WHERE tenant = $1
       AND (cv_id = ANY($2::text[]) OR resembles = ANY($2::text[]) OR path = ANY($3::text[])) ORDER BY path`,
    cvIds,
    given,
  );
  const ofFiles = (column: string): Promise<string[]> =>
    list(
      `SELECT DISTINCT ${column} AS one FROM files WHERE tenant = $1 AND path = ANY($2::text[]) AND ${column} IS NOT NULL`,
      paths,
    );
  const [keys, series] = [await ofCvs<number>('key'), await ofCvs<string>('series')];
  const hashes = [...new Set([...cvIds, ...(await ofFiles('hash'))])];
  const pairs = `SELECT id AS one FROM candidate_pairs WHERE tenant = $1 AND (a = ANY($2::text[]) OR b = ANY($2::text[])) ORDER BY id`;
  const words = `SELECT DISTINCT term AS one FROM words, unnest(string_to_array(title || skills || body, ' ')) AS term
    WHERE tenant = $1 AND key = ANY($2::int[])`;
  return {
    ...{ keys, cvIds, hashes, paths, series },
    batches: await ofFiles('batch'),
    pairs: await list<number>(pairs, series),
    holds: await list<string>(
      'SELECT hold AS one FROM retention_held WHERE tenant = $1 AND cv_id = ANY($2::text[])',
      cvIds,
    ),
    terms: await list<string>(words, keys),
    marks: marksOf(await list<string>(`SELECT salt AS one FROM (${saltsSql('tenant = $1')}) AS known`), {
      cvIds: hashes,
      paths,
    }),
    pseudonyms: pseudonymsOf(await knownKey(session), hashes),
  };
}

type Row = Record<string, unknown>;

async function rowsOf(session: Session, table: string, rule: PlaceRule, ties: Ties): Promise<Row[]> {
  const { ties: columns, also = [], mentions = [] } = rule;
  const values: unknown[] = [];
  const place = (kind: keyof Ties): string => {
    const type = kind === 'keys' || kind === 'pairs' ? 'int[]' : 'text[]';
    return `$${values.push(ties[kind]) + 1}::${type}`;
  };
  const conditions = [
    ...columns.map(([column, kind]) => `${column} = ANY(${place(kind)})`),
    ...mentions.map(
      ([column, kind]) =>
        `EXISTS (SELECT 1 FROM unnest(${place(kind)}) AS own(id) WHERE strpos(${column}, own.id) > 0)`,
    ),
  ];
  const needed = also.map(([column, kind]) => `AND ${column} = ANY(${place(kind)})`).join(' ');
  return session.rows<Row>(
    `SELECT * FROM ${table} WHERE tenant = $1 AND (${conditions.join(' OR ')}) ${needed}`,
    ...values,
  );
}

/** A text that may hold what a text of PostgreSQL cannot is kept as bytes. */
function readable(place: string, row: Row): Row {
  return place === 'documents' ? { ...row, text: (row.text as Buffer).toString() } : row;
}
