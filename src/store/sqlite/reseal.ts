import type { Database } from './database.js';
import { rewriteDatabase } from './erasure/rewrite.js';
import { metaOf, setMeta } from './meta.js';

/** CVs whose rows are written again in one transaction. */
const GROUP = 200;
/** Id of the key under which all rows are sealed; missing in a store that was never encrypted. */
const SEALED_WITH = 'sealed_with';
/** During a change: the last CV that was written again, and the id of the key it is written under. */
const SEALING_AT = 'sealing_at';

/** Key id of everything in this store; null: it is not encrypted, or a change of keys is not complete. */
export function sealedWith(db: Database): string | null {
  return metaOf(db, SEALED_WITH);
}

/** Whether nothing was ever handed in, so that there is nothing to be sealed. */
export function isNew(db: Database): boolean {
  const used = 'SELECT EXISTS (SELECT 1 FROM cvs) OR EXISTS (SELECT 1 FROM files) OR EXISTS (SELECT 1 FROM tasks)';
  return db.read(() => db.sql(used).pluck().get()) === 0 && sealedWith(db) === null;
}

/** For a store that is new. */
export async function markSealed(db: Database): Promise<void> {
  await db.write(() => {
    setMeta(db, SEALED_WITH, db.sealer.keyId);
  });
}

/**
 * Writes every row again as `db.sealer` keeps it now: sealed under its key, or plain. What was written before leaves the
 * file too. Returns the number of CVs. May be stopped at any moment; the next call continues. Nobody else may have the database open.
 */
export async function reseal(db: Database, onProgress: (done: number, total: number) => void): Promise<number> {
  const { n: total } = db.read(() => db.sql('SELECT count(*) AS n FROM cvs').get()) as { n: number };
  for (let done = 0; ; done += GROUP) {
    onProgress(Math.min(done, total), total);
    if (await db.write(() => resealGroup(db))) break;
  }
  await rewriteDatabase(db.path);
  await db.write(() => {
    setMeta(db, SEALED_WITH, db.sealer.keyId);
    setMeta(db, SEALING_AT, null);
  });
  await db.truncateLog();
  return total;
}

/** Returns whether it was the last group. */
function resealGroup(db: Database): boolean {
  const target = db.sealer.keyId ?? '';
  const [under, last = '0'] = (metaOf(db, SEALING_AT) ?? '').split(' ');
  const from = under === target ? Number(last) : 0;
  const keys = db.sql('SELECT key FROM cvs WHERE key > ? ORDER BY key LIMIT ?').pluck().all(from, GROUP) as number[];
  if (from === 0) resealOthers(db);
  for (const key of keys) resealCv(db, key);
  if (keys.length > 0) setMeta(db, SEALING_AT, `${target} ${keys.at(-1)!}`);
  return keys.length < GROUP;
}

/** Rows of which there are few: quotes and notes. */
function resealOthers(db: Database): void {
  db.sql('DELETE FROM cache').run();
  resealColumn(db, 'explanations', 'text', ['jd_hash', 'cv_id'], 'true');
  resealColumn(db, 'decisions', 'reason', ['id'], 'reason IS NOT NULL');
  resealColumn(db, 'retention_holds', 'reason', ['id'], 'true');
  resealColumn(db, 'restrictions', 'reason', ['series'], 'reason IS NOT NULL');
}

function resealCv(db: Database, key: number): void {
  for (const [table, columns] of [
    ['cvs', ['name', 'label']],
    ['documents', ['text', 'layout']],
    ['profiles', ['profile']],
  ] as const)
    for (const column of columns) resealColumn(db, table, column, ['key'], `key = ${key} AND ${column} IS NOT NULL`);
  const scoring = db.sql('SELECT generation, features FROM scoring WHERE key = ?').all(key) as {
    generation: number;
    features: Uint8Array;
  }[];
  for (const { generation, features } of scoring)
    db.sql('UPDATE scoring SET features = ? WHERE generation = ? AND key = ?').run(
      db.sealer.bytes(db.sealer.openBytes(features)),
      ...[generation, key],
    );
  // Blinded once and for all; of a store that is decrypted, a reindex makes them anew.
  if (sealedWith(db) === null) blind(db, key);
}

function blind(db: Database, key: number): void {
  const who = db.sql('SELECT who_email AS email, who_phone AS phone FROM cvs WHERE key = ?').get(key) as Who;
  db.sql('UPDATE cvs SET who_email = ?, who_phone = ? WHERE key = ?').run(
    who.email && db.sealer.value(who.email),
    who.phone && db.sealer.value(who.phone),
    key,
  );
}

interface Who {
  email: string | null;
  phone: string | null;
}

function resealColumn(db: Database, table: string, column: string, keys: string[], where: string): void {
  const rows = db.sql(`SELECT ${keys.join(', ')}, opened(${column}) AS text FROM ${table} WHERE ${where}`).all();
  const update = db.sql(`UPDATE ${table} SET ${column} = ? WHERE ${keys.map((key) => `${key} = ?`).join(' AND ')}`);
  for (const row of rows as Record<string, string>[])
    update.run(db.sealer.text(row.text!), ...keys.map((key) => row[key]));
}
