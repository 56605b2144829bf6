import { reprocessed } from '../../domain/index.js';
import { CvmatchError, isCvmatchError } from '../../errors.js';
import { cleanAudit } from '../../govern/audit/clean.js';
import { EFFORTS, finishErasures, type ErasureParts } from '../../govern/erasure.js';
import { applyRules } from '../../govern/retention/run.js';
import { embedJds, explainBest, type AroundStage, matchNew, warmRankings } from '../../match/ahead.js';
import type { Jd } from '../../match/jd.js';
import { matchFingerprint, type MatchParts } from '../../match/match.js';
import type { Pool } from '../../pool/pool.js';
import { reindex } from '../../ingest/reindex.js';
import { eraseUnheld, type StoreFiles } from '../../ingest/originals/settle.js';
import { removeOrphans } from '../../ingest/upload-cleaning.js';
import { startWorker, type WorkerParts } from '../../ingest/worker.js';
import type { Dispatcher } from '../../queue/port.js';
import { TRANSIENT_CODES } from '../../queue/retry.js';
import { explanationText } from '../../report/match/explanation.js';
import type { Store, StoredModel } from '../../store/port/index.js';
import { inStage, onWork, type Observing } from '../telemetry/observer.js';
import type { ScheduledName } from './names.js';

export interface ScheduledParts
  extends StoreFiles, Pick<ErasureParts, 'tellBackups' | 'knownBackups' | 'certificates'> {
  store: Pick<
    Store,
    | 'audit'
    | 'cvs'
    | 'erasures'
    | 'gatherMs'
    | 'intake'
    | 'model'
    | 'originals'
    | 'retention'
    | 'scheduleRuns'
    | 'summary'
    | 'tasks'
    | 'upkeep'
  >;
  queue: Dispatcher;
  pool: () => Promise<Pool>;
  modelInUse: StoredModel;
  reading: WorkerParts['options'];
  match: MatchParts;
  jds: () => Promise<Jd[]>;
  cacheTtlMs: number;
  /** Milliseconds for which finished tasks and runs are kept. */
  keepMs: number;
  /** Milliseconds for which the audit log keeps records. */
  auditMs: number;
  /** The folder of the tenant. */
  place: string;
  /** Backs up all tenants and deletes the oldest backups; null: no place for backups is configured. */
  backup: ((signal: AbortSignal) => Promise<Result>) | null;
  /** Where the stages run here are counted; null: nowhere, e.g. in a command. */
  seen: Observing | null;
  /** Aborted when the process stops: runs end soon, and the next run continues. */
  signal: AbortSignal;
}

export type Result = Record<string, number | boolean>;

/** Matches per JD that are explained, and the length of the rankings that are cached: what is shown first. */
const TOP = 10;
/** Milliseconds for which a dead letter is reopened automatically; after that a person decides. */
const RETRY_MS = 24 * 3_600_000;

/**
 * What each task does. All find out by themselves what is left to do, so a task that was interrupted or runs twice
 * repeats nothing.
 */
export const TASKS: Record<ScheduledName, (parts: ScheduledParts, batch: number) => Promise<Result>> = {
  parse,
  'embed-cvs': embedCvs,
  'embed-jds': async (parts, batch) => ({ jds: await embedJds(await parts.jds(), parts.match, batch) }),
  match: matchCvs,
  explain: async (parts, batch) => ({
    explanations: await explainBest(
      await parts.jds(),
      parts.match,
      { top: TOP, limit: batch },
      explanationText,
      aroundStage(parts),
    ),
  }),
  retry: async ({ store }, batch) => ({
    opened: await store.tasks.retry({
      status: ['dead'],
      codes: TRANSIENT_CODES,
      since: new Date(Date.now() - RETRY_MS).toISOString(),
      limit: batch,
    }),
  }),
  retention: async (parts) => ({ ...(await applyRules(parts)) }),
  'clean-up': cleanUp,
  backup: backUp,
};

function backUp({ backup, signal }: ScheduledParts): Promise<Result> {
  if (backup !== null) return backup(signal);
  throw new CvmatchError('bad_config', 'no place for backups is configured', {
    hint: 'Set backupTo (CVMATCH_BACKUP_TO) to a folder outside of the store, or to s3://BUCKET/PREFIX.',
  });
}

/** Workers, if any are running, have usually been quicker. Then this only recovers what a killed one held. */
async function parse(parts: ScheduledParts, batch: number): Promise<Result> {
  const { store, queue, reading, seen, signal } = parts;
  const result = { settled: 0, failed: 0 };
  const told = seen === null ? () => undefined : onWork(seen);
  const worker = startWorker(
    { ...parts, intake: store.intake, gatherMs: store.gatherMs, model: store.model, options: reading },
    {
      limit: batch,
      onEvent: (event) => {
        told(event);
        if (event.kind !== 'settled') return;
        result.settled += 1;
        if (event.file.state !== 'ready' && event.file.state !== 'duplicate') result.failed += 1;
      },
    },
  );
  const stop = (): void => void worker.stop(0);
  signal.addEventListener('abort', stop, { once: true });
  await worker.ended.finally(() => {
    signal.removeEventListener('abort', stop);
  });
  return { ...result, left: (await queue.counts()).pending };
}

/** Part of a reindex; searches use the old vectors until all are done. */
async function embedCvs({ store, pool, modelInUse, match, signal }: ScheduledParts, batch: number): Promise<Result> {
  if (!(await someOutOfDate(store, modelInUse, match.fingerprint))) return { cvs: 0, left: 0 };
  const { cvs, left } = await reindex(store.model, await pool(), modelInUse, {
    fingerprint: match.fingerprint,
    limit: batch,
    signal,
    onProgress: () => undefined,
  });
  return { cvs, left };
}

/**
 * Only CVs whose text can be processed again count. If another version of the extractors read the bytes, only reading
 * the file again helps.
 */
async function someOutOfDate(store: Pick<Store, 'summary'>, model: StoredModel, fingerprint: string): Promise<boolean> {
  const { exchange, fingerprints, model: stored } = await store.summary();
  if (exchange !== null || (stored !== null && stored.fingerprint !== model.fingerprint)) return true;
  return Object.keys(fingerprints).some((made) => reprocessed(made, fingerprint) !== made);
}

async function matchCvs(parts: ScheduledParts, batch: number): Promise<Result> {
  const { match, jds, cacheTtlMs } = parts;
  const stored = await jds();
  const matched = await matchNew(stored, match, batch, aroundStage(parts));
  return { ...matched, warm: await warmRankings(stored, match, { top: TOP, limit: batch, cacheTtlMs }).catch(noCvYet) };
}

function aroundStage({ seen }: ScheduledParts): AroundStage {
  return seen === null ? (_stage, body) => body() : (stage, body) => inStage(seen, stage, {}, body);
}

function noCvYet(error: unknown): number {
  if (isCvmatchError(error, 'nothing_to_do')) return 0;
  throw error;
}

async function cleanUp(parts: ScheduledParts): Promise<Result> {
  const { store, queue, uploads, match, jds, keepMs } = parts;
  const cleaned = await store.upkeep.clean({
    before: new Date(Date.now() - keepMs).toISOString(),
    jdHashes: (await jds()).map(({ hash }) => hash),
    fingerprint: matchFingerprint(match, match.tools.weights),
    processingFingerprint: match.fingerprint,
  });
  const { unfinished, orphans } = await removeOrphans(parts, queue, store);
  await uploads.remove(cleaned.tasks);
  const originals = await eraseUnheld(store.originals, parts.originals);
  const { pending } = await finishErasures(parts, EFFORTS.thorough);
  const audit = await cleanAudit(parts.place, store.audit, Date.now() - parts.auditMs, parts.signal);
  return {
    ...cleaned,
    ...{ tasks: cleaned.tasks.length, unfinished, orphans, originals, erasuresPending: pending.length },
    audit,
  };
}
