import type { ScannedPlace } from '../../../domain/index.js';
import { isMark } from '../../certificates.js';
import type { Session } from '../database.js';
import { TraceFinder } from '../../traces.js';
import type { Table } from './tables.js';
import { ownTables } from './tables.js';

/** Rows that are read at once. */
const STEP = 2000;
/**
 * The record of removals itself; words one by one and hashes of words, which come from rows that are searched anyway; and the audit log, which
 * has no more of a CV than a keyed pseudonym, and may be longer than everything else.
 */
const LEFT_OUT = /^(?:erasures|postings|words_.*|audit_.*)$/;
/** Tables with a row for each CV, by its key. */
const PARTS = ['documents', 'profiles', 'scoring', 'words', 'postings', 'occupations', 'bands'];

const HASH = /^[0-9a-f]{64}$/;

/**
 * Whether a row of the store holds a trace. A word that only the removed CV had may have come in with another CV since.
 */
export async function isElsewhere(session: Session, trace: string): Promise<boolean> {
  // Only the CV or a file with these bytes may hold its hash. In any other table it is a row that the removal missed.
  if (HASH.test(trace)) return isHashOfFile(session, trace);
  for (const { name, texts } of await ownTables(session)) {
    if (LEFT_OUT.test(name)) continue;
    const any = texts.map((column) => `strpos(lower(${column}), $2) > 0`);
    // As bytes, because a text of a CV may hold what a text of PostgreSQL cannot.
    if (name === 'documents') any.push(`strpos(lower(encode(text, 'escape')), encode($2::text::bytea, 'escape')) > 0`);
    if (any.length === 0) continue;
    if (await session.has(`SELECT 1 FROM ${name} WHERE tenant = $1 AND (${any.join(' OR ')}) LIMIT 1`, trace))
      return true;
  }
  return false;
}

async function isHashOfFile(session: Session, hash: string): Promise<boolean> {
  return session.has(
    `SELECT 1 FROM cvs WHERE tenant = $1 AND cv_id = $2
     UNION ALL SELECT 1 FROM files WHERE tenant = $1 AND (cv_id = $2 OR hash = $2 OR resembles = $2) LIMIT 1`,
    hash,
  );
}

/** Of what is looked through; the bytes are those of all tenants in a table. */
export async function sizesOf(session: Session, tables: Table[]): Promise<ScannedPlace[]> {
  return session.rows<ScannedPlace>(
    'SELECT name AS place, pg_table_size(name::regclass) AS bytes FROM unnest($2::text[]) AS own(name) WHERE $1::int IS NOT NULL',
    tables.map(({ name }) => name).filter((name) => !LEFT_OUT.test(name)),
  );
}

type Sets = ConstructorParameters<typeof TraceFinder>[0];

interface Looked {
  /** The removals of which a row remains: a part without its CV, or a hash in a table where it should not be. */
  remaining: Set<string>;
  /** Hashes that another CV or file has, by removal. */
  held: Map<string, Set<string>>;
  /** Owners of marks that were found. */
  marks: Set<string>;
}

export async function lookThrough(session: Session, tables: Table[], sets: Sets): Promise<Looked> {
  const looked: Looked = { remaining: new Set(), held: new Map(), marks: new Set() };
  for (const part of PARTS)
    if (
      await session.has(`SELECT 1 FROM ${part} AS part WHERE tenant = $1 AND NOT EXISTS
        (SELECT 1 FROM cvs WHERE cvs.tenant = $1 AND cvs.key = part.key) LIMIT 1`)
    )
      return { ...looked, remaining: new Set(sets.map(({ owner }) => owner)) };
  const finder = new TraceFinder(sets);
  for await (const ids of textsOf(session, 'erasures', ['id']))
    for (const { trace } of finder.find(Buffer.from(ids))) if (isMark(trace.owner)) looked.marks.add(trace.owner);
  for (const { name, texts } of tables) {
    if (texts.length === 0 || LEFT_OUT.test(name) || PARTS.includes(name)) continue;
    for await (const text of textsOf(session, name, texts))
      for (const { trace, text: found } of finder.find(Buffer.from(text)))
        if (HASH.test(found))
          if (!(await isHashOfFile(session, found))) looked.remaining.add(trace.owner);
          else looked.held.set(trace.owner, (looked.held.get(trace.owner) ?? new Set()).add(found));
  }
  return looked;
}

/** The texts of all rows, some rows at a time. */
async function* textsOf(session: Session, table: string, columns: string[]): AsyncGenerator<string> {
  const all = `SELECT concat_ws(' ', ${columns.join(', ')}) AS text FROM ${table} WHERE tenant = ${session.tenant}`;
  await session.exec(`DECLARE looked NO SCROLL CURSOR FOR ${all}`);
  for (;;) {
    const rows = await session.fetch<{ text: string }>(`FETCH ${STEP} FROM looked`);
    if (rows.length === 0) break;
    yield rows.map(({ text }) => text).join('\n');
  }
  await session.exec('CLOSE looked');
}
