import type { CvId } from '../../../domain/index.js';
import { bytesOf, floatsOf } from '../../blobs.js';
import type { Explanations, JdVectors, Matches, StoredMatch } from '../../port/index.js';
import type { Database } from '../database.js';

const MATCH = 'jd_hash AS jdHash, cv_id AS cvId, match_id AS matchId, score';

export function sqliteMatches(db: Database): Matches {
  return {
    missing: (jdHash, fingerprint, limit) =>
      db.reading(() =>
        ids(
          db
            .sql(
              `
      SELECT cv_id FROM cvs WHERE latest = 1 AND restricted = 0 AND NOT EXISTS (SELECT 1 FROM matches WHERE jd_hash = ? AND matches.cv_id = cvs.cv_id AND fingerprint = ?) ORDER BY key LIMIT ?`,
            )
            .all(jdHash, fingerprint, limit),
        ),
      ),
    write: (fingerprint, matches) =>
      db.write(() => {
        matches.forEach((match) => {
          writeOne(db, fingerprint, match);
        });
      }),
    ofJd: (jdHash, fingerprint, limit) =>
      db.reading(() => db.sql(`${BEST} LIMIT ?`).all(jdHash, fingerprint, limit) as StoredMatch[]),
    ofCv: (cvId, fingerprint, limit) =>
      db.reading(
        () =>
          db
            .sql(
              `SELECT ${MATCH} FROM matches WHERE cv_id = ? AND fingerprint = ? ORDER BY score DESC, jd_hash LIMIT ?`,
            )
            .all(cvId, fingerprint, limit) as StoredMatch[],
      ),
  };
}

/** A CV that is no longer the latest of its candidate, or is restricted, is in no ranking. */
const BEST = `SELECT ${MATCH} FROM matches WHERE jd_hash = ? AND fingerprint = ? AND EXISTS (SELECT 1 FROM cvs WHERE cvs.cv_id = matches.cv_id AND latest = 1 AND restricted = 0)
  ORDER BY score DESC, cv_id`;

function ids(rows: unknown[]): CvId[] {
  return (rows as { cv_id: CvId }[]).map((row) => row.cv_id);
}

/** Only for a CV that still exists: it may have been deleted while it was scored. */
function writeOne(db: Database, fingerprint: string, { jdHash, cvId, matchId, score }: StoredMatch): void {
  db.sql(
    `
    INSERT INTO matches (jd_hash, cv_id, match_id, score, fingerprint, at) SELECT ?, cv_id, ?, ?, ?, ? FROM cvs WHERE cv_id = ?
    ON CONFLICT (jd_hash, cv_id) DO UPDATE SET match_id = excluded.match_id, score = excluded.score, fingerprint = excluded.fingerprint, at = excluded.at`,
  ).run(jdHash, matchId, score, fingerprint, db.nowIso(), cvId);
}

export function sqliteExplanations(db: Database): Explanations {
  return {
    get: (jdHash, cvId, fingerprint) =>
      db.reading(() => {
        const row = db
          .sql('SELECT opened(text) AS text FROM explanations WHERE jd_hash = ? AND cv_id = ? AND fingerprint = ?')
          .get(jdHash, cvId, fingerprint);
        return (row as { text: string } | undefined)?.text ?? null;
      }),
    missing: (jdHash, fingerprint, top) =>
      db.reading(() =>
        ids(
          db
            .sql(
              `
      SELECT cvId AS cv_id FROM (${BEST} LIMIT ?) AS best
      WHERE NOT EXISTS (SELECT 1 FROM explanations WHERE jd_hash = best.jdHash AND cv_id = best.cvId AND fingerprint = ?)`,
            )
            .all(jdHash, fingerprint, top, fingerprint),
        ),
      ),
    write: (jdHash, fingerprint, texts) =>
      db.write(() => {
        for (const { cvId, text } of texts) explainOne(db, jdHash, fingerprint, cvId, text);
      }),
  };
}

function explainOne(db: Database, jdHash: string, fingerprint: string, cvId: CvId, text: string): void {
  db.sql(
    `
    INSERT INTO explanations (jd_hash, cv_id, text, fingerprint, at) SELECT ?, cv_id, ?, ?, ? FROM cvs WHERE cv_id = ?
    ON CONFLICT (jd_hash, cv_id) DO UPDATE SET text = excluded.text, fingerprint = excluded.fingerprint, at = excluded.at`,
  ).run(jdHash, db.sealer.text(text), fingerprint, db.nowIso(), cvId);
}

export function sqliteJdVectors(db: Database): JdVectors {
  return {
    get: (jdHash, fingerprint, texts) =>
      db.reading(() => {
        const row = db
          .sql('SELECT vectors FROM jd_vectors WHERE jd_hash = ? AND fingerprint = ? AND texts = ?')
          .get(jdHash, fingerprint, JSON.stringify(texts));
        return row === undefined ? null : floatsOf((row as { vectors: Uint8Array }).vectors);
      }),
    set: (jdHash, fingerprint, texts, vectors) =>
      db.write(
        () =>
          void db
            .sql(
              `
      INSERT INTO jd_vectors VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (jd_hash, fingerprint) DO UPDATE SET texts = excluded.texts, vectors = excluded.vectors, at = excluded.at`,
            )
            .run(jdHash, fingerprint, JSON.stringify(texts), bytesOf(vectors), db.nowIso()),
      ),
  };
}
