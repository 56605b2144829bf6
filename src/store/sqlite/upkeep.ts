import type { CleanRequest, Upkeep } from '../port/index.js';
import { removeExpired } from './cache.js';
import type { Database } from './database.js';

export function sqliteUpkeep(db: Database): Upkeep {
  return {
    clean: async (request) => {
      const cleaned = await db.write(() => clean(db, request));
      await db.truncateLog();
      return cleaned;
    },
  };
}

/** A file keeps its record with the state in which it ended; only its task is forgotten. */
function clean(
  db: Database,
  { before, jdHashes, fingerprint, processingFingerprint }: CleanRequest,
): Awaited<ReturnType<Upkeep['clean']>> {
  const run = (sql: string, ...values: unknown[]): number => db.sql(sql).run(...values).changes;
  // For a near copy that was left out, its bytes are the only trace, so they stay as long as it does.
  const ended = `status IN ('done', 'failed', 'dead') AND updated_at < ?
    AND NOT EXISTS (SELECT 1 FROM files WHERE files.path = tasks.path AND resembles IS NOT NULL)`;
  const tasks = (db.sql(`SELECT path FROM tasks WHERE ${ended}`).all(before) as { path: string }[]).map(
    (row) => row.path,
  );
  run(`DELETE FROM tasks WHERE ${ended}`, before);
  const jds = JSON.stringify(jdHashes);
  const gone = 'jd_hash NOT IN (SELECT value FROM json_each(?)) OR fingerprint <> ?';
  return {
    cached: removeExpired(db),
    tasks,
    runs: run(
      'DELETE FROM schedule_runs WHERE ended_at < ? AND id NOT IN (SELECT max(id) FROM schedule_runs GROUP BY name)',
      before,
    ),
    matches:
      run(`DELETE FROM matches WHERE ${gone}`, jds, fingerprint) +
      run(`DELETE FROM explanations WHERE ${gone}`, jds, fingerprint) +
      run(`DELETE FROM jd_vectors WHERE ${gone}`, jds, processingFingerprint),
  };
}
