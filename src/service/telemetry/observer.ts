import type { Logger } from 'pino';
import type { ProcessedCv, Stage } from '../../domain/index.js';
import type { PoolObserver } from '../../pool/observed-pool.js';
import type { WorkerEvent } from '../../ingest/worker.js';
import type { Advanced, CommittedFile } from '../../store/port/index.js';
import type { Metrics } from './metrics.js';
import type { PastSpan, Tracing } from './tracing-port.js';

/** Metrics, traces and log of a process. */
export interface Observing {
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly log: Logger;
}

/**
 * Observes the parts of a workspace (src/open.ts): calls to the store, and CVs that leave the pool. `slowQuery` in
 * milliseconds.
 */
export function workObserver(
  { metrics, tracing, log }: Observing,
  slowQuery: number,
): {
  query: (query: string, ms: number, result: unknown, given: unknown[]) => void;
  processed: PoolObserver['processed'];
  waited: PoolObserver['waited'];
} {
  return {
    query: (query, ms, result, given) => {
      metrics.query(query, ms / 1000);
      if (ms >= slowQuery) log.warn({ call: query, ms: Math.round(ms) }, 'slow query');
      COUNTED[query]?.(metrics, result, given);
    },
    waited: (ms) => {
      metrics.waited('pool', ms / 1000);
    },
    processed: (outcome, startedAt, endedAt) => {
      metrics.processed(outcome);
      const whole = { name: 'cv', startedAt, endedAt };
      if (outcome.ok)
        tracing.past(
          { ...whole, facts: { format: outcome.value.document.format, engine: outcome.value.document.engine } },
          stageSpans(outcome.value, endedAt),
        );
      else tracing.past({ ...whole, code: outcome.code }, []);
    },
  };
}

/** Counts and logs a worker's tasks: ids of batch, task and CV, state and code. */
export function onWork({ metrics, log }: Pick<Observing, 'metrics' | 'log'>): (event: WorkerEvent) => void {
  return (event) => {
    if (event.kind === 'trouble') log.warn({ code: event.code }, 'the store cannot be written just now; trying again');
    else if (event.kind === 'retry') {
      metrics.retried();
      log.info(
        {
          batch: event.task.batch,
          task: Number(event.task.id),
          attempt: event.task.attempt,
          code: event.code,
          delayMs: event.delayMs,
        },
        'task comes again',
      );
    } else {
      if (event.dead) metrics.dead();
      const {
        task,
        file: { cvId, state, code },
        waitedMs,
        timings,
      } = event;
      log[event.dead ? 'warn' : 'info'](
        {
          batch: task.batch,
          task: Number(task.id),
          attempt: task.attempt,
          cv: cvId,
          state,
          code,
          waitedMs,
          ...timings,
        },
        event.dead ? 'task given up' : 'task done',
      );
    }
  };
}

/** Calls that are counted by their arguments or results, which are not kept themselves. */
const COUNTED: Record<string, (metrics: Metrics, result: unknown, given: unknown[]) => void> = {
  'cache.get': (metrics, result, [key]) => {
    metrics.cache(String(key).split(':')[0]!, typeof result === 'string');
  },
  // Undefined if it failed.
  'erasures.advance': (metrics, result) => {
    metrics.removed((result as Advanced | undefined)?.ended ?? 'failed');
  },
  // Undefined if the write failed, so nothing ended.
  'intake.commit': (metrics, result) => {
    ((result as CommittedFile[] | undefined) ?? []).forEach((file) => {
      metrics.settled(file.state);
    });
  },
};

/** A thread reports how long its stages took but not when; they are laid end to end up to the end time. */
function stageSpans({ timings }: ProcessedCv, endedAt: number): PastSpan[] {
  const spans: PastSpan[] = [];
  let end = endedAt;
  for (const stage of ['embed', 'profile', 'extract'] as const) {
    spans.unshift({ name: stage, startedAt: end - timings[stage], endedAt: end });
    end -= timings[stage];
  }
  return spans;
}

/** Runs one stage outside the pool, e.g. a match, and times, counts and traces it. `facts`: ids and figures. */
export async function inStage<T>(
  { metrics, tracing }: Pick<Observing, 'metrics' | 'tracing'>,
  stage: Stage,
  facts: Record<string, string | number>,
  body: () => Promise<T>,
): Promise<T> {
  const started = performance.now();
  let failed = true;
  try {
    const result = await tracing.span(stage, facts, body);
    failed = false;
    return result;
  } finally {
    metrics.stage(stage, (performance.now() - started) / 1000, failed);
  }
}
