import type { CvId } from '../../../domain/index.js';
import { bytesOf, floatsOf } from '../../blobs.js';
import type { Explanations, JdVectors, Matches, StoredMatch } from '../../port/index.js';
import type { Database, Session } from '../database.js';

const MATCH = 'jd_hash AS "jdHash", cv_id AS "cvId", match_id AS "matchId", score';

export function postgresMatches(db: Database): Matches {
  return {
    missing: (jdHash, fingerprint, limit) =>
      db.read(async (session) =>
        ids(
          await session.rows(
            `SELECT cv_id AS "cvId" FROM cvs WHERE tenant = $1 AND latest AND NOT restricted AND NOT EXISTS (
               SELECT 1 FROM matches WHERE matches.tenant = $1 AND jd_hash = $2 AND matches.cv_id = cvs.cv_id AND fingerprint = $3)
             ORDER BY key LIMIT $4`,
            jdHash,
            fingerprint,
            limit,
          ),
        ),
      ),
    write: (fingerprint, matches) => db.write((session) => write(session, fingerprint, matches)),
    ofJd: (jdHash, fingerprint, limit) =>
      db.read((session) => session.rows<StoredMatch>(`${BEST} LIMIT $4`, jdHash, fingerprint, limit)),
    ofCv: (cvId, fingerprint, limit) =>
      db.read((session) =>
        session.rows<StoredMatch>(
          `SELECT ${MATCH} FROM matches WHERE tenant = $1 AND cv_id = $2 AND fingerprint = $3 ORDER BY score DESC, jd_hash LIMIT $4`,
          cvId,
          fingerprint,
          limit,
        ),
      ),
  };
}

/** A CV that is no longer the latest of its candidate, or is restricted, is in no ranking. */
const BEST = `SELECT ${MATCH} FROM matches WHERE tenant = $1 AND jd_hash = $2 AND fingerprint = $3
    AND EXISTS (SELECT 1 FROM cvs WHERE cvs.tenant = $1 AND cvs.cv_id = matches.cv_id AND latest AND NOT restricted)
  ORDER BY score DESC, cv_id`;

function ids(rows: { cvId: CvId }[]): CvId[] {
  return rows.map((row) => row.cvId);
}

/** Only for CVs that still exist: one may have been deleted while it was scored. */
async function write(session: Session, fingerprint: string, matches: StoredMatch[]): Promise<void> {
  const last = [...new Map(matches.map((match) => [`${match.jdHash} ${match.cvId}`, match])).values()];
  await session.run(
    `INSERT INTO matches (tenant, jd_hash, cv_id, match_id, score, fingerprint, at)
     SELECT $1, jd, cvs.cv_id, id, score, $2, $3
     FROM unnest($4::text[], $5::text[], $6::text[], $7::float8[]) AS match(jd, cv, id, score)
       JOIN cvs ON cvs.tenant = $1 AND cvs.cv_id = match.cv ORDER BY jd, cv
     ON CONFLICT (tenant, jd_hash, cv_id) DO UPDATE SET match_id = excluded.match_id, score = excluded.score,
       fingerprint = excluded.fingerprint, at = excluded.at`,
    fingerprint,
    session.nowIso,
    last.map(({ jdHash }) => jdHash),
    last.map(({ cvId }) => cvId),
    last.map(({ matchId }) => matchId),
    last.map(({ score }) => score),
  );
}

export function postgresExplanations(db: Database): Explanations {
  return {
    get: (jdHash, cvId, fingerprint) =>
      db.read(async (session) => {
        const row = await session.row<{ text: string }>(
          'SELECT text FROM explanations WHERE tenant = $1 AND jd_hash = $2 AND cv_id = $3 AND fingerprint = $4',
          jdHash,
          cvId,
          fingerprint,
        );
        return row?.text ?? null;
      }),
    missing: (jdHash, fingerprint, top) =>
      db.read(async (session) =>
        ids(
          await session.rows(
            `SELECT "cvId" FROM (${BEST} LIMIT $4) AS best WHERE NOT EXISTS (SELECT 1 FROM explanations
               WHERE tenant = $1 AND jd_hash = best."jdHash" AND cv_id = best."cvId" AND fingerprint = $3)`,
            jdHash,
            fingerprint,
            top,
          ),
        ),
      ),
    write: (jdHash, fingerprint, texts) => db.write((session) => explain(session, jdHash, fingerprint, texts)),
  };
}

async function explain(
  session: Session,
  jdHash: string,
  fingerprint: string,
  texts: { cvId: CvId; text: string }[],
): Promise<void> {
  const last = [...new Map(texts.map((one) => [one.cvId, one])).values()];
  await session.run(
    `INSERT INTO explanations (tenant, jd_hash, cv_id, text, fingerprint, at)
     SELECT $1, $2, cvs.cv_id, explained.text, $3, $4 FROM unnest($5::text[], $6::text[]) AS explained(cv, text)
       JOIN cvs ON cvs.tenant = $1 AND cvs.cv_id = explained.cv ORDER BY cv
     ON CONFLICT (tenant, jd_hash, cv_id) DO UPDATE SET text = excluded.text, fingerprint = excluded.fingerprint, at = excluded.at`,
    jdHash,
    fingerprint,
    session.nowIso,
    last.map(({ cvId }) => cvId),
    last.map(({ text }) => text),
  );
}

export function postgresJdVectors(db: Database): JdVectors {
  return {
    get: (jdHash, fingerprint, texts) =>
      db.read(async (session) => {
        const row = await session.row<{ vectors: Uint8Array }>(
          'SELECT vectors FROM jd_vectors WHERE tenant = $1 AND jd_hash = $2 AND fingerprint = $3 AND texts = $4',
          jdHash,
          fingerprint,
          JSON.stringify(texts),
        );
        return row === undefined ? null : floatsOf(row.vectors);
      }),
    set: (jdHash, fingerprint, texts, vectors) =>
      db.write((session) =>
        session.insert(
          'jd_vectors',
          ['jd_hash', 'fingerprint', 'texts', 'vectors', 'at'],
          [[jdHash, fingerprint, JSON.stringify(texts), bytesOf(vectors), session.nowIso]],
          `ON CONFLICT (tenant, jd_hash, fingerprint) DO UPDATE SET texts = excluded.texts, vectors = excluded.vectors, at = excluded.at`,
        ),
      ),
  };
}
