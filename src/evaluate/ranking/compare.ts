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
  /** Two-sided p-value: the bootstrap with its differences shifted to mean 0. */
  p: number;
  /** Number of JDs, or for a mean over sets of sets, that it rests on. */
  count: number;
}

export type ComparedMetric = MetricName | 'auc';
/** Baseline -> metric -> difference. */
export type Differences = Record<string, Partial<Record<ComparedMetric, Difference>>>;

/** A difference with its resamples, from which those over several sets are computed. */
interface Resampled {
  observed: number;
  resamples: Float64Array;
  count: number;
}

/** Differences of one set, kept until the sets are combined. */
export type ResampledSet = Map<string, Map<ComparedMetric, Resampled>>;

const RESAMPLES = 2000;

/**
 * The ranker against every baseline, JD by JD, without JDs that no order could serve better or worse. `number` is the
 * set's index; it seeds the resamples, so that those of different sets are independent.
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

/** Null where the metric is undefined for this JD. */
function differenceOf(ours: QueryMetrics, theirs: QueryMetrics, metric: MetricName): number | null {
  return ours[metric] === null || theirs[metric] === null ? null : ours[metric] - theirs[metric];
}

/** Paired bootstrap over JDs (Efron and Tibshirani 1993, ch. 16; for retrieval: Smucker, Allan and Carterette 2007). */
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

/** The same for the AUC: whole JDs are drawn, each with all of its pairs. */
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
    // A draw without good or without bad pairs has no AUC; it counts as the observed difference.
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
    // The observed value counts as one of the resamples, so p is never 0.
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

/** All JDs of all sets pooled. AUC is left out, since scores of different sets belong to different CVs and judges. */
export function pooledDifferences(reports: readonly RankingReport[]): Differences {
  const queries = reports.flatMap(({ perQuery }) => perQuery);
  const baselines = Object.keys(reports[0]?.baselines ?? {});
  return differencesOf(new Map(baselines.map((baseline) => [baseline, resampleMeans(queries, baseline, 1)])));
}

/** The mean of the sets' differences, with equal weight per set; resampled within each set. */
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
