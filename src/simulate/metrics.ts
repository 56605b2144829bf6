import type { Percentiles, RunReport } from '../domain/index.js';

type Measured = Omit<RunReport, 'verdicts'>;

/** The numbers of a run under the names that thresholds use; null for what was not measured. */
export function metricsOf(run: Measured): Record<string, number | null> {
  return { ...countsOf(run), ...figuresOf(run), ...timesOf(run) };
}

/** What became of the CVs. */
function countsOf({ totals, backlog, states, errors, drainSeconds }: Measured): Record<string, number | null> {
  const failures = Object.entries(states).reduce(
    (sum, [state, count]) => sum + (state === 'failed' || state === 'timeout' ? count : 0),
    0,
  );
  const share = (count: number): number | null => (totals.completed === 0 ? null : count / totals.completed);
  // Of a run that was stopped with CVs under way nobody knows: it does not hold that none is lost or left.
  const cutOff = totals.abandoned && totals.completed < totals.arrived;
  return {
    lost: cutOff ? null : totals.lost,
    duplicated: totals.duplicated,
    arrived: totals.arrived,
    completed: totals.completed,
    unexpected: totals.unexpected,
    'unexpected.share': share(totals.unexpected),
    'completed.share': totals.arrived === 0 ? null : totals.completed / totals.arrived,
    'backlog.max': backlog.max,
    'backlog.end': cutOff ? null : backlog.end,
    drain: drainSeconds * 1000,
    'failed.share': share(failures),
    'embedFailed.share': share(
      (errors['embedding_failed'] ?? 0) + (errors['internal'] ?? 0) + (errors['worker_crashed'] ?? 0),
    ),
  };
}

/** How much was done with what, and how well. */
function figuresOf(run: Measured): Record<string, number | null> {
  const { quality } = run;
  return {
    cvsPerSecond: run.cvsPerSecond,
    'capacity.perHour': run.capacity * 3600,
    'capacity.perDay': run.capacity * 86_400,
    cpu: run.cpu.mean,
    'memory.max': run.memory.max,
    'store.size': run.store.bytes,
    'matches.failed': run.matches.failed,
    'quality.skills': quality?.skills ?? null,
    'quality.name': quality?.name ?? null,
    'quality.email': quality?.email ?? null,
    'quality.ndcg10': quality?.ndcg10 ?? null,
  };
}

function timesOf(run: Measured): Record<string, number | null> {
  const metrics: Record<string, number | null> = {};
  const distributions: Record<string, Percentiles | undefined> = {
    ...run.stages,
    sojourn: run.sojourn,
    lateness: run.lateness,
    loopDelay: run.loopDelay,
    batchPer100: run.batches.per100,
  };
  for (const [name, distribution] of Object.entries(distributions)) {
    if (distribution === undefined) continue;
    for (const [part, value] of Object.entries(distribution))
      if (part !== 'count') metrics[`${name}.${part}`] = distribution.count === 0 ? null : value;
  }
  return metrics;
}
