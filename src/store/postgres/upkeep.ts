import type { CleanRequest, Upkeep } from '../port/index.js';
import { removeExpired } from './cache.js';
import type { Database, Session } from './database.js';

export function postgresUpkeep(db: Database): Upkeep {
  return { clean: (request) => db.alone((session) => clean(session, request)) };
}

/** A file keeps its record with the state in which it ended; only its task is forgotten. */
async function clean(
  session: Session,
  { before, jdHashes, fingerprint, processingFingerprint }: CleanRequest,
): ReturnType<Upkeep['clean']> {
  // For a near copy that was left out, its bytes are the only trace, so they stay as long as it does.
  const tasks = await session.rows<{ id: number; path: string }>(
    `DELETE FROM tasks WHERE tenant = $1 AND status IN ('done', 'failed', 'dead') AND updated_at < $2
       AND NOT EXISTS (SELECT 1 FROM files WHERE files.tenant = $1 AND files.path = tasks.path AND resembles IS NOT NULL)
     RETURNING id, path`,
    before,
  );
  const outdated = (table: string, mark: string): Promise<number> =>
    session.run(
      `DELETE FROM ${table} WHERE tenant = $1 AND (jd_hash <> ALL($2::text[]) OR fingerprint <> $3)`,
      jdHashes,
      mark,
    );
  return {
    cached: await removeExpired(session),
    tasks: tasks.sort((a, b) => a.id - b.id).map(({ path }) => path),
    runs: await session.run(
      `DELETE FROM schedule_runs WHERE tenant = $1 AND ended_at < $2
         AND id NOT IN (SELECT max(id) FROM schedule_runs WHERE tenant = $1 GROUP BY name)`,
      before,
    ),
    matches:
      (await outdated('matches', fingerprint)) +
      (await outdated('explanations', fingerprint)) +
      (await outdated('jd_vectors', processingFingerprint)),
  };
}
