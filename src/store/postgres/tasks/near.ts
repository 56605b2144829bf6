import { bandsOf, type ProcessedCv } from '../../../domain/index.js';
import type { Alike } from '../../decide.js';
import { NearCopies } from '../../near-copies.js';
import type { Session } from '../database.js';

/** A CV that is not in the store, at this path and in this series, which is empty if none was named. */
interface Incoming {
  path: string;
  series: string;
  /** The API key that handed it in; null for a file on disk. */
  sender: string | null;
  cv: ProcessedCv;
}

type AlikeRow = Alike & { of: string; key: number; textHash: string };

/** Whether a file counts among those of `asked.sender`; for a file on disk each does. */
export const ITS_OWN = '(asked.sender IS NULL OR files.key_id = asked.sender)';

const ALIKE = `SELECT key, cv_id AS "cvId", duplicate_of AS "duplicateOf", text_hash AS "textHash",
    EXISTS (SELECT 1 FROM files WHERE files.tenant = $1 AND files.cv_id = cvs.cv_id AND ${ITS_OWN}) AS own
  FROM cvs WHERE tenant = $1 AND cvs.path <> asked.path AND cvs.series <> asked.series`;
const ASKED = 'unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS asked(path, series, sender, text)';

/**
 * For each path the first CV with the same text, at another path and in another series; an edited file at the same path is
 * a revision. If possible one of the same sender.
 */
export async function nearCopiesOf(session: Session, incoming: Incoming[]): Promise<Map<string, Alike>> {
  if (incoming.length === 0) return new Map();
  const exact = await sameText(session, incoming);
  const rest = incoming.filter(({ path }) => !exact.has(path));
  const alike = await cvsAlike(session, rest);
  const texts = new Map<number, string>();
  for (const { path, cv } of rest) {
    const candidates = alike.filter(({ of }) => of === path);
    if (candidates.length === 0) continue;
    const copies = new NearCopies(cv);
    const possible = candidates.filter(({ textHash }) => copies.mayBe(textHash));
    await loadTexts(session, possible, texts);
    const first = possible.find(({ textHash, key }) => copies.is(textHash, texts.get(key)!));
    if (first !== undefined) exact.set(path, first);
  }
  return exact;
}

function columnsOf(incoming: Incoming[]): unknown[] {
  return [
    incoming.map(({ path }) => path),
    incoming.map(({ series }) => series),
    incoming.map(({ sender }) => sender),
    incoming.map(({ cv }) => cv.textHash),
  ];
}

async function sameText(session: Session, incoming: Incoming[]): Promise<Map<string, Alike>> {
  const rows = await session.rows<AlikeRow>(
    `SELECT asked.path AS of, same.* FROM ${ASKED}
       CROSS JOIN LATERAL (${ALIKE} AND text_hash = asked.text ORDER BY own DESC, key LIMIT 1) AS same`,
    ...columnsOf(incoming),
  );
  return new Map(rows.map((row) => [row.of, row]));
}

async function cvsAlike(session: Session, incoming: Incoming[]): Promise<AlikeRow[]> {
  const bands = incoming.flatMap(({ path, cv }) => bandsOf(cv.signature).map((band) => ({ path, band })));
  if (bands.length === 0) return [];
  return session.rows<AlikeRow>(
    `SELECT asked.path AS of, alike.* FROM ${ASKED}
       CROSS JOIN LATERAL (${ALIKE} AND key IN (
           SELECT key FROM unnest($6::text[], $7::bigint[]) AS own(path, number)
             JOIN bands ON bands.tenant = $1 AND bands.band = own.number WHERE own.path = asked.path)
         ORDER BY own DESC, key LIMIT 20) AS alike
     ORDER BY alike.own DESC, alike.key`,
    ...columnsOf(incoming),
    bands.map(({ path }) => path),
    bands.map(({ band }) => band),
  );
}

async function loadTexts(session: Session, rows: AlikeRow[], texts: Map<number, string>): Promise<void> {
  const missing = rows.map(({ key }) => key).filter((key) => !texts.has(key));
  if (missing.length === 0) return;
  const documents = await session.rows<{ key: number; text: Buffer }>(
    'SELECT key, text FROM documents WHERE tenant = $1 AND key = ANY($2::int[])',
    missing,
  );
  for (const { key, text } of documents) texts.set(key, text.toString());
}
