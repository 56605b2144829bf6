import {
  METRICS,
  type MetricName,
  type PairsOf,
  type QueryMetrics,
  type QueryReport,
  type RankingReport,
} from './ranking.js';
import { auc, mean, seeded } from './metrics.js';

/** Ranker minus baseline. */
export interface Difference {
  difference: number;
  /** 95 % percentile interval of the paired bootstrap. */
  low: number;
  high: number;
  /** Two-sided; what the bootstrap gives when its differences are shifted to mean 0. */
  p: number;
  /** How many JDs (of a mean over sets: sets) it rests on. */
  count: number;
}

export type ComparedMetric = MetricName | 'auc';
/** Baseline -> metric -> difference. */
export type Differences = Record<string, Partial<Record<ComparedMetric, Difference>>>;

/** A difference with its resamples, from which those of several sets are made. */
interface Resampled {
  observed: number;
  resamples: Float64Array;
  count: number;
}

/** Of one set; kept until the sets are summed up. */
export type ResampledSet = Map<string, Map<ComparedMetric, Resampled>>;

const RESAMPLES = 2000;

/**
 * The ranker against every baseline, JD by JD; JDs that no order could serve better or worse are left out. The `number` of the set
 * seeds it, so that the sets' resamples are independent.
 */
export function resampleSet(report: RankingReport, pairs: PairsOf, number: number): ResampledSet {
  return new Map(
    Object.keys(report.baselines).map((baseline) => {
      const byMetric = resampleMeans(report.perQuery, baseline, number);
      const area = report.auc === null ? null : resampleAuc(pairs, baseline, report.queries, number);
      if (area !== null) byMetric.set('auc', area);
      return [baseline, byMetric];
    }),
  );
}

function resampleMeans(
  queries: readonly QueryReport[],
  baseline: string,
  seed: number,
): Map<ComparedMetric, Resampled> {
  const result = new Map<ComparedMetric, Resampled>();
  for (const metric of METRICS) {
    const differences = queries
      .filter(({ decisive }) => decisive)
      .flatMap(({ metrics, baselines }) => differenceOf(metrics, baselines[baseline]!, metric) ?? []);
    if (differences.length > 0) result.set(metric, resampled(differences, seed));
  }
  return result;
}

/** Null where the metric says nothing of this JD for either. */
function differenceOf(ours: QueryMetrics, theirs: QueryMetrics, metric: MetricName): number | null {
  return ours[metric] === null || theirs[metric] === null ? null : ours[metric] - theirs[metric];
}

/** Paired bootstrap over JDs (Efron and Tibshirani 1993, ch. 16; Smucker, Allan and Carterette 2007 for retrieval). */
function resampled(differences: readonly number[], seed: number): Resampled {
  const random = seeded(seed);
  const resamples = new Float64Array(RESAMPLES);
  for (let i = 0; i < RESAMPLES; i++) {
    let sum = 0;
    for (const _ of differences) sum += differences[Math.floor(random() * differences.length)]!;
    resamples[i] = sum / differences.length;
  }
  return { observed: mean([...differences]), resamples, count: differences.length };
}

/** The same with whole JDs drawn, each with all of its pairs. */
function resampleAuc(pairs: PairsOf, baseline: string, queries: number, seed: number): Resampled | null {
  const [ours, theirs] = [pairs.get('ranker') ?? [], pairs.get(baseline) ?? []];
  const [a, b] = [auc(ours), auc(theirs)];
  if (a === null || b === null) return null;
  const random = seeded(seed);
  const weight = new Uint32Array(queries);
  const resamples = Float64Array.from({ length: RESAMPLES }, () => {
    weight.fill(0);
    for (let n = 0; n < queries; n++) weight[Math.floor(random() * queries)]!++;
    const drawn = auc(ours, weight);
    // A draw without a good or without a bad pair has no area: as if nothing were drawn.
    return drawn === null ? a - b : drawn - auc(theirs, weight)!;
  });
  return { observed: a - b, resamples, count: queries };
}

function summary({ observed, resamples, count }: Resampled): Difference {
  const sorted = resamples.slice().sort();
  const beyond = resamples.reduce(
    (n, value) => n + Number(Math.abs(value - observed) >= Math.abs(observed) - 1e-12),
    0,
  );
  return {
    difference: observed,
    low: sorted[Math.floor(0.025 * RESAMPLES)]!,
    high: sorted[Math.ceil(0.975 * RESAMPLES) - 1]!,
    // What was measured counts as one of the resamples, so that p is never 0.
    p: (beyond + 1) / (RESAMPLES + 1),
    count,
  };
}

export function differencesOf(set: ResampledSet): Differences {
  return Object.fromEntries(
    [...set].map(([baseline, byMetric]) => [
      baseline,
      Object.fromEntries([...byMetric].map(([metric, one]) => [metric, summary(one)])),
    ]),
  );
}

/** All JDs of all sets as if of one. AUC is left out: the scores of different sets are of different CVs and judges. */
export function pooledDifferences(reports: readonly RankingReport[]): Differences {
  const queries = reports.flatMap(({ perQuery }) => perQuery);
  const baselines = Object.keys(reports[0]?.baselines ?? {});
  return differencesOf(new Map(baselines.map((baseline) => [baseline, resampleMeans(queries, baseline, 1)])));
}

/** The mean of the sets' differences, each set counting the same; resampled within each set. */
export function meanDifferences(sets: readonly ResampledSet[]): Differences {
  const baselines = [...new Set(sets.flatMap((set) => [...set.keys()]))];
  return differencesOf(
    new Map(
      baselines.map((baseline) => {
        const metrics = [...new Set(sets.flatMap((set) => [...(set.get(baseline)?.keys() ?? [])]))];
        return [
          baseline,
          new Map(
            metrics.map((metric) => [metric, meanOf(sets.flatMap((set) => set.get(baseline)?.get(metric) ?? []))]),
          ),
        ];
      }),
    ),
  );
}

function meanOf(parts: readonly Resampled[]): Resampled {
  return {
    observed: mean(parts.map(({ observed }) => observed)),
    resamples: Float64Array.from({ length: RESAMPLES }, (_, i) => mean(parts.map(({ resamples }) => resamples[i]!))),
    count: parts.length,
  };
}
