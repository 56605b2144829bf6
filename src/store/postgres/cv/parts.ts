import { bandsOf } from '../../../domain/index.js';
import { encodeDocument, encodeProfile, encodeScoring } from '../../blobs.js';
import { checkVectors } from '../../vectors.js';
import type { Session } from '../database.js';
import { insertVectorRows, vectorTable, type Keyed } from './vectors.js';

/** What is derived from CVs, written for several at once and erased for one, always inside a transaction. */

/** @throws CvmatchError `vector_invalid`. */
export async function insertParts(session: Session, cvs: Keyed[]): Promise<void> {
  const dimensions = session.state.model?.dimensions;
  for (const { cv } of cvs) checkVectors(cv, dimensions ?? cv.vector.length);
  const documents = cvs.map(({ key, cv }) => {
    const { text, layout, lines } = encodeDocument(cv.document);
    return [key, Buffer.from(text), layout, lines];
  });
  await session.insert('documents', ['key', 'text', 'layout', 'lines'], documents);
  await insertReading(session, cvs);
  await insertVectors(session, session.state.generation, cvs);
}

/** What is read from the text. */
export async function insertReading(session: Session, cvs: Keyed[]): Promise<void> {
  await session.insert(
    'profiles',
    ['key', 'profile'],
    cvs.map(({ key, cv }) => [key, encodeProfile(cv.profile)]),
  );
  await count(session, cvs.length);
  const held = cvs.flatMap(({ key, cv }) => cv.occupations.map((one) => ({ key, ...one })));
  if (held.length > 0)
    await session.run(
      `INSERT INTO occupations (tenant, term, key, recent, share)
       SELECT $1, * FROM unnest($2::text[], $3::int[], $4::float8[], $5::float8[])`,
      held.map(({ term }) => term),
      held.map(({ key }) => key),
      held.map(({ recent }) => recent),
      held.map(({ share }) => share),
    );
  const bands = cvs.flatMap(({ key, cv }) => [...new Set(bandsOf(cv.signature))].map((band) => ({ key, band })));
  await session.run(
    'INSERT INTO bands (tenant, band, key) SELECT $1, * FROM unnest($2::bigint[], $3::int[])',
    bands.map(({ band }) => band),
    bands.map(({ key }) => key),
  );
}

/** Keeps the number of CVs. */
async function count(session: Session, cvs: number): Promise<void> {
  await session.run('UPDATE stores SET cvs = cvs + $2 WHERE tenant = $1', cvs);
}

/** @throws CvmatchError `vector_invalid`. */
export async function insertVectors(session: Session, generation: number, cvs: Keyed[]): Promise<void> {
  const rows = cvs.map(({ key, cv }) => {
    const { features, passages, vectors } = encodeScoring(cv);
    return [generation, key, features, passages, vectors];
  });
  await session.insert('scoring', ['generation', 'key', 'features', 'passages', 'vectors'], rows);
  await insertVectorRows(
    session,
    generation,
    cvs.map(({ key, cv }) => ({ key, vector: cv.vector })),
  );
}

export async function eraseParts(session: Session, key: number): Promise<void> {
  await session.run('DELETE FROM documents WHERE tenant = $1 AND key = $2', key);
  await eraseReading(session, key);
  const { model, exchange, generation } = session.state;
  if (model !== null) await eraseVectors(session, generation, key);
  if (exchange !== null) await eraseVectors(session, generation + 1, key);
}

export async function eraseReading(session: Session, key: number): Promise<void> {
  for (const table of ['profiles', 'bands', 'occupations'])
    await session.run(`DELETE FROM ${table} WHERE tenant = $1 AND key = $2`, key);
  await eraseEarlierWords(session, key);
  await count(session, -1);
}

/** Words as releases before the word index kept them. */
async function eraseEarlierWords(session: Session, key: number): Promise<void> {
  const row = await session.row<{ title: string; skills: string; body: string }>(
    'DELETE FROM words WHERE tenant = $1 AND key = $2 RETURNING title, skills, body',
    key,
  );
  if (row === undefined) return;
  const terms = new Set([row.title, row.skills, row.body].flatMap((part) => part.split(' ')));
  await session.run('DELETE FROM postings WHERE tenant = $1 AND term = ANY($2::text[]) AND key = $3', [...terms], key);
}

export async function eraseVectors(session: Session, generation: number, key: number): Promise<void> {
  await session.run('DELETE FROM scoring WHERE tenant = $1 AND generation = $2 AND key = $3', generation, key);
  await session.run(`DELETE FROM ${vectorTable(session, generation)} WHERE tenant = $1 AND key = $2`, key);
}
