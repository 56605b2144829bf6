import type { CvId, DuplicateReason } from '../../../domain/index.js';
import { pairOf, reasonsFor, type Traits } from '../../candidates.js';
import type { Database } from '../database.js';

/** Pairs per CV: a thousand CVs under one name give a thousand pairs each at most, not a million. */
const MOST_ALIKE = 20;

const TRAITS = 'cv_id AS cvId, series, who_email AS email, who_phone AS phone, duplicate_of AS duplicateOf';

/** Records who may be the same person as the one of this CV, oldest first. Decisions of people are kept. */
export function notePairs(db: Database, cvId: CvId): void {
  const own = db.sql(`SELECT ${TRAITS} FROM cvs WHERE cv_id = ?`).get(cvId) as Traits | undefined;
  if (own === undefined) return;
  for (const other of alike(db, own)) notePair(db, pairOf(own.series, other.series), reasonsFor(own, other));
}

/** Called after a CV of the series was read again or erased, since the reason for a similarity may be gone. */
export function renewPairs(db: Database, series: string): void {
  const open = "(a = ? OR b = ?) AND state = 'open'";
  db.sql(`UPDATE candidate_pairs SET email = 0, phone = 0, text = 0 WHERE ${open}`).run(series, series);
  const cvIds = db.sql('SELECT cv_id AS cvId FROM cvs WHERE series = ?').all(series) as { cvId: CvId }[];
  for (const { cvId } of cvIds) notePairs(db, cvId);
  const undecided = 'NOT EXISTS (SELECT 1 FROM candidate_acts WHERE pair = candidate_pairs.id)';
  db.sql(`DELETE FROM candidate_pairs WHERE ${open} AND email + phone + text = 0 AND ${undecided}`).run(series, series);
}

function alike(db: Database, { cvId, series, email, phone, duplicateOf }: Traits): Traits[] {
  return db
    .sql(
      `SELECT ${TRAITS} FROM cvs WHERE key IN (
         SELECT key FROM cvs WHERE who_email = ? UNION SELECT key FROM cvs WHERE who_phone = ?
         UNION SELECT key FROM cvs WHERE cv_id = ? UNION SELECT key FROM cvs WHERE duplicate_of = ?)
       AND series <> ? ORDER BY key LIMIT ${MOST_ALIKE}`,
    )
    .all(email, phone, duplicateOf, cvId, series) as Traits[];
}

function notePair(db: Database, [a, b]: [string, string], reasons: DuplicateReason[]): void {
  const flag = (reason: DuplicateReason): number => (reasons.includes(reason) ? 1 : 0);
  db.sql(
    `INSERT INTO candidate_pairs (a, b, email, phone, text, found_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (a, b) DO UPDATE SET email = max(email, excluded.email), phone = max(phone, excluded.phone),
       text = max(text, excluded.text)`,
  ).run(a, b, flag('email'), flag('phone'), flag('text'), db.nowIso());
}
