import { CvmatchError } from '../errors.js';
import type { CvId } from '../domain/index.js';
import type { ModelRepository, StoredModel } from '../store/port/index.js';
import type { Pool } from '../pool/pool.js';

export interface ReindexOptions {
  fingerprint: string;
  /** Stops after so many CVs, as a signal would. */
  limit?: number;
  signal: AbortSignal;
  onProgress: (done: number, total: number) => void;
}

export interface ReindexReport {
  model: StoredModel;
  fingerprint: string;
  /** CVs embedded again in this run. */
  cvs: number;
  /** CVs left for another `cvmatch reindex`, because this one was stopped; until then searches use the old vectors. */
  left: number;
  seconds: number;
}

/** CVs written in one transaction. */
const GROUP = 32;

/**
 * Processes every CV again from its stored text: profile, passages, words and vectors. May be stopped at any moment;
 * the next call continues.
 * @throws CvmatchError `internal` if some CVs cannot be embedded; the store is then as before.
 */
export async function reindex(
  repository: ModelRepository,
  pool: Pool,
  model: StoredModel,
  options: ReindexOptions,
): Promise<ReindexReport> {
  const started = performance.now();
  const total = await repository.beginGeneration(model, options.fingerprint);
  const { limit = Infinity } = options;
  let done = 0;
  const report = (left: number): ReindexReport => ({
    model,
    fingerprint: options.fingerprint,
    cvs: done,
    left,
    seconds: Math.round(performance.now() - started) / 1000,
  });
  for (;;) {
    const group = await repository.nextOfGeneration(Math.min(GROUP, limit - done) || 1);
    if (group.length === 0) {
      if (await repository.finishGeneration()) return report(0);
      continue;
    }
    if (options.signal.aborted || done >= limit) return report(Math.max(total - done, group.length));
    await repository.writeGeneration(await embedAgain(pool, group));
    done += group.length;
    options.onProgress(done, Math.max(total, done));
  }
}

async function embedAgain(
  pool: Pool,
  group: Awaited<ReturnType<ModelRepository['nextOfGeneration']>>,
): Promise<Parameters<ModelRepository['writeGeneration']>[0]> {
  return Promise.all(
    group.map(async ({ cvId, document, asOf, overrides }) => {
      const outcome = await pool.run({ kind: 'document', document, asOf, fallbackDate: asOf, overrides });
      if (!outcome.ok) throw cannotEmbed(cvId, outcome.message);
      return { cvId, processed: outcome.value };
    }),
  );
}

function cannotEmbed(cvId: CvId, message: string): CvmatchError {
  return new CvmatchError('internal', `CV ${cvId.slice(0, 12)} cannot be embedded again: ${message}`, {
    hint: 'Remove it with `cvmatch remove`, or raise --timeout; then run `cvmatch reindex` again. Searches still use the old vectors.',
  });
}
