import { bandsOf } from '../../../domain/index.js';
import { decodeDocument, decodeProfile, decodeScoring, floatsOf } from '../../blobs.js';
import { identityOf } from '../../identity.js';
import type { DeepFinding, TextIdentity } from '../../port/deep.js';
import { packPiece, PIECE, type MarkedCv } from '../../search/words/pack.js';
import type { Database } from '../database.js';
import { currentModel, generationOf, vectorTable } from '../meta.js';
import { COUNTED } from '../counts-schema.js';

/** CVs that are read in one transaction. */
const GROUP = 100;
/** Bytes of the position of a passage, and of a line. */
const PASSAGE_BYTES = 12;
const LINE_BYTES = 36;

/**
 * Reads every record of every CV as searches and listings do, and compares what is kept twice: the text with its hash and
 * signature, the profile with the columns, vectors with the model's dimensions, packed words with what is packed anew, counts with
 * counted rows. `identify`: hash and signature of a text.
 */
export async function* deepContents(db: Database, identify: TextIdentity): AsyncGenerator<DeepFinding> {
  for (let last = -1; ;) {
    const keys = db.read(
      () => db.sql('SELECT key FROM cvs WHERE key > ? ORDER BY key LIMIT ?').pluck().all(last, GROUP) as number[],
    );
    for (const key of keys) for (const what of db.read(() => findingsOf(db, key, identify))) yield what;
    last = keys.at(-1) ?? last;
    if (keys.length < GROUP) break;
    // Others get their turn.
    await new Promise(setImmediate);
  }
  yield* db.read(() => wrongPacks(db));
  yield* db.read(() => wrongCounts(db));
}

interface Row {
  cvId: string;
  textHash: string;
  signature: Uint8Array;
  name: string | null;
  label: string | null;
  years: number | null;
  country: string | null;
  language: string | null;
  passages: number;
  email: string | null;
  phone: string | null;
  text: string | null;
  layout: string | null;
  lines: Uint8Array | null;
  profile: string | null;
}

const CV = `SELECT cv_id AS cvId, text_hash AS textHash, signature, name, label, years, country, language, passages,
  who_email AS email, who_phone AS phone, text, layout, lines, profile
  FROM cvs LEFT JOIN documents USING (key) LEFT JOIN profiles USING (key) WHERE cvs.key = ?`;

function findingsOf(db: Database, key: number, identify: TextIdentity): DeepFinding[] {
  const row = db.sql(CV).get(key) as Row | undefined;
  if (row === undefined) return [];
  const wrong: string[] = [];
  const part = (what: string, check: () => boolean): void => {
    try {
      if (!check()) wrong.push(what);
    } catch {
      wrong.push(what);
    }
  };
  part('text', () => isTextWhole(db, row, identify));
  part('lines', () => row.lines !== null && row.lines.length % LINE_BYTES === 0 && floatsOf(row.lines).every(isFinite));
  part('profile', () => isProfileWhole(db, row));
  part('scoring data', () => isScoringWhole(db, key, row.passages));
  part('vector', () => isVectorWhole(db, key));
  part('bands', () => areBandsWhole(db, key, row.signature));
  return wrong.map((what) => ({ cvId: row.cvId, what }));
}

function isTextWhole(db: Database, { text, layout, lines, textHash, signature }: Row, identify: TextIdentity): boolean {
  if (text === null || layout === null || lines === null) return false;
  const opened = db.sealer.openText(text);
  decodeDocument({ text: opened, layout: db.sealer.openText(layout), lines });
  const own = identify(opened);
  return own.textHash === textHash && Buffer.compare(own.signature, signature) === 0;
}

function isProfileWhole(db: Database, row: Row): boolean {
  if (row.profile === null) return false;
  const profile = decodeProfile(db.sealer.openText(row.profile));
  const { basics } = profile.resume;
  const opened = (text: string | null): string | null => text && db.sealer.openText(text);
  const who = identityOf(profile);
  const blinded = (text: string | null): string | null => text && db.sealer.value(text);
  return (
    opened(row.name) === (basics.name ?? null) &&
    opened(row.label) === (basics.label ?? null) &&
    row.years === profile.yearsOfExperience &&
    row.country === (basics.location?.countryCode ?? null) &&
    row.language === profile.language &&
    row.email === blinded(who.email) &&
    row.phone === blinded(who.phone)
  );
}

function isScoringWhole(db: Database, key: number, count: number): boolean {
  const found = db
    .sql('SELECT features, passages, vectors FROM scoring WHERE generation = ? AND key = ?')
    .get(generationOf(db), key) as { features: Uint8Array; passages: Uint8Array; vectors: Uint8Array } | undefined;
  if (found === undefined || found.passages.length !== count * PASSAGE_BYTES) return false;
  const features = db.sealer.openBytes(found.features);
  db.reader.marksOf(features);
  const { passages, passageVectors } = decodeScoring({ ...found, features });
  const dimensions = currentModel(db)?.dimensions ?? 0;
  return (
    passages.every(({ start, end }) => start <= end) &&
    passageVectors.values.length === count * dimensions &&
    passageVectors.scales.length === count &&
    passageVectors.scales.every((scale) => Number.isFinite(scale) && scale >= 0)
  );
}

/** They are of length 1, or 0 where there is nothing to embed. */
function isVectorWhole(db: Database, key: number): boolean {
  const sql = `SELECT vector FROM ${vectorTable(generationOf(db))} WHERE key = ?`;
  const found = db.sql(sql).pluck().get(BigInt(key)) as Uint8Array | undefined;
  if (found?.length !== (currentModel(db)?.dimensions ?? 0) * 4) return false;
  const square = floatsOf(found).reduce((sum, value) => sum + value * value, 0);
  return square === 0 || Math.abs(square - 1) < 1e-3;
}

function areBandsWhole(db: Database, key: number, signature: Uint8Array): boolean {
  const kept = db.sql('SELECT band FROM bands WHERE key = ? ORDER BY band').pluck().all(key) as number[];
  const made = [...new Set(bandsOf(signature))].sort((a, b) => a - b);
  return kept.length === made.length && kept.every((band, i) => band === made[i]);
}

function wrongPacks(db: Database): DeepFinding[] {
  const generation = generationOf(db);
  const pieces = db
    .sql('SELECT piece, serial FROM words_pieces WHERE generation = ? AND made_by = ?')
    .all(generation, db.reader.fingerprint) as { piece: number; serial: number }[];
  return pieces.flatMap(({ piece, serial }) =>
    isPackWhole(db, generation, piece, serial) ? [] : [{ cvId: null, what: `packed words of piece ${piece}` }],
  );
}

function isPackWhole(db: Database, generation: number, piece: number, serial: number): boolean {
  try {
    const rows = db
      .sql('SELECT key, features FROM scoring WHERE generation = ? AND key >= ? AND key < ? ORDER BY key')
      .all(generation, piece * PIECE, (piece + 1) * PIECE) as { key: number; features: Uint8Array }[];
    const cvs: MarkedCv[] = rows.map(({ key, features }) => ({
      key,
      words: db.reader.marksOf(db.sealer.openBytes(features)),
    }));
    const kept = db.sql('SELECT record, lists FROM words_lists WHERE serial = ? ORDER BY record').all(serial) as {
      record: number;
      lists: Uint8Array;
    }[];
    const made = [...packPiece(cvs)].sort((a, b) => a.record - b.record);
    return (
      kept.length === made.length &&
      kept.every(
        ({ record, lists }, i) =>
          record === made[i]!.record && Buffer.compare(db.sealer.openBytes(lists), made[i]!.lists) === 0,
      )
    );
  } catch {
    return false;
  }
}

function wrongCounts(db: Database): DeepFinding[] {
  const sql = `SELECT name FROM (SELECT name, n FROM counts WHERE n <> 0 UNION ALL ${COUNTED.map((one) => `SELECT * FROM (${one})`).join(' UNION ALL ')})
    WHERE n <> 0 GROUP BY name HAVING count(*) <> 2 OR min(n) <> max(n)`;
  return (db.sql(sql).pluck().all() as string[]).map((name) => ({ cvId: null, what: `count of ${name}` }));
}
