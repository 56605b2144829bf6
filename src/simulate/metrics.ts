import type { Percentiles, RunReport } from '../domain/index.js';

type Measured = Omit<RunReport, 'verdicts'>;

/** The results of a run by the metric names of thresholds; null where not measured. */
export function metricsOf(run: Measured): Record<string, number | null> {
  return { ...countsOf(run), ...figuresOf(run), ...timesOf(run) };
}

/** Counts of CVs by result. */
function countsOf({ totals, backlog, states, errors, drainSeconds }: Measured): Record<string, number | null> {
  const failures = Object.entries(states).reduce(
    (sum, [state, count]) => sum + (state === 'failed' || state === 'timeout' ? count : 0),
    0,
  );
  const share = (count: number): number | null => (totals.completed === 0 ? null : count / totals.completed);
  // After a run was aborted with CVs in progress, it is unknown whether any was lost or left over, so these thresholds
  // do not hold.
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

/** Throughput, resource use and quality. */
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
