import { groupOf, type Document, type RankingData } from './data.js';
import type { Hit } from './baselines.js';
import {
  auc,
  averagePrecision,
  estimate,
  ndcg,
  precision,
  recall,
  reciprocalRank,
  spearman,
  type Estimate,
  type ScoredPair,
} from './metrics.js';

/** Ranks documents for a query, best first. `among`: rank exactly these; null: the whole corpus. */
export interface RankSystem {
  name: string;
  /** False where scores only compare within one JD, as sums of reciprocal ranks do. */
  comparable?: boolean;
  rank(query: Document, among: ReadonlySet<string> | null): Promise<Hit[]>;
}

export const METRICS = ['ndcg@5', 'ndcg@10', 'map', 'mrr', 'p@10', 'recall@100', 'spearman'] as const;
export type MetricName = (typeof METRICS)[number];
/** Null where the metric is undefined for the query (spearman unless only judged documents are ranked). */
export type QueryMetrics = Record<MetricName, number | null>;
export type Metrics = Partial<Record<MetricName, Estimate>>;

export interface QueryReport {
  id: string;
  title: string | null;
  group: string;
  relevant: number;
  /** Whether its order can be better or worse; false where all ranked documents have the same grade. */
  decisive: boolean;
  metrics: QueryMetrics;
  baselines: Record<string, QueryMetrics>;
  /** The first ten with their grades; null where not judged. */
  top: { id: string; score: number; grade: number | null }[];
}

export interface RankingReport {
  queries: number;
  documents: number;
  judgedOnly: boolean;
  maskTitles: boolean;
  metrics: Metrics;
  groups: Record<string, Metrics>;
  baselines: Record<string, Metrics>;
  baselineGroups: Record<string, Record<string, Metrics>>;
  /**
   * By system, over all judged pairs of JD and CV of the set; null unless only these are ranked and every grade is 0 or
   * 1.
   */
  auc: Record<string, Auc> | null;
  perQuery: QueryReport[];
}

export interface Auc {
  value: number;
  /** Whether the system's scores compare across JDs; where not, the value says little. */
  comparable: boolean;
}

/** By system, the scored pairs of all JDs, best first, for the AUC of a resample. */
export type PairsOf = Map<string, ScoredPair[]>;

export interface RankingOptions {
  judgedOnly: boolean;
  maskTitles: boolean;
  onQuery?: (done: number, total: number) => void;
  /** If given, receives the pairs behind the AUC. */
  pairs?: PairsOf;
}

/** The first system is the one evaluated, the others are baselines. */
export async function evaluateRanking(
  data: RankingData,
  systems: RankSystem[],
  options: RankingOptions,
): Promise<RankingReport> {
  const perQuery: QueryReport[] = [];
  const pairs: PairsOf | null =
    options.judgedOnly && isBinary(data) ? (options.pairs ?? new Map<string, ScoredPair[]>()) : null;
  for (const query of data.queries) {
    perQuery.push(await evaluateQuery(query, data, systems, { ...options, place: perQuery.length, into: pairs }));
    options.onQuery?.(perQuery.length, data.queries.length);
  }
  for (const list of pairs?.values() ?? []) list.sort((a, b) => b.score - a.score);
  return summarise(data, perQuery, systems, options, pairs);
}

function isBinary(data: RankingData): boolean {
  return data.queries.every(({ id }) =>
    [...data.judgements.get(id)!.values()].every((grade) => grade === 0 || grade === 1),
  );
}

interface QueryOptions extends RankingOptions {
  place: number;
  into: PairsOf | null;
}

async function evaluateQuery(
  query: Document,
  data: RankingData,
  [system, ...baselines]: RankSystem[],
  options: QueryOptions,
): Promise<QueryReport> {
  const grades = data.judgements.get(query.id)!;
  const among = options.judgedOnly ? new Set(grades.keys()) : null;
  const ranked = async (one: RankSystem) => {
    const hits = await one.rank(query, among);
    if (options.into !== null) addPairs(options.into, one.name, hits, grades, options.place);
    return hits;
  };
  const hits = await ranked(system!);
  const others: Record<string, QueryMetrics> = {};
  for (const baseline of baselines) others[baseline.name] = measure(await ranked(baseline), grades, options);
  return {
    id: query.id,
    title: query.title,
    group: groupOf(query.id),
    relevant: [...grades.values()].filter((grade) => grade > 0).length,
    decisive: new Set(options.judgedOnly ? grades.values() : [0, ...grades.values()]).size > 1,
    metrics: measure(hits, grades, options),
    baselines: others,
    top: hits.slice(0, 10).map(({ id, score }) => ({ id, score, grade: grades.get(id) ?? null })),
  };
}

/** A judged CV that the system did not rank comes after all that it ranked. */
function addPairs(pairs: PairsOf, system: string, hits: Hit[], grades: Map<string, number>, query: number): void {
  const list = pairs.get(system) ?? [];
  const scores = new Map(hits.map(({ id, score }) => [id, score]));
  for (const [id, grade] of grades) list.push({ query, score: scores.get(id) ?? -Infinity, good: grade > 0 });
  pairs.set(system, list);
}

function measure(hits: Hit[], judged: Map<string, number>, { judgedOnly }: { judgedOnly: boolean }): QueryMetrics {
  const grades = hits.map(({ id }) => judged.get(id) ?? 0);
  const all = [...judged.values()];
  const relevant = all.filter((grade) => grade > 0).length;
  return {
    'ndcg@5': ndcg(grades, all, 5),
    'ndcg@10': ndcg(grades, all, 10),
    map: averagePrecision(grades, relevant),
    mrr: reciprocalRank(grades),
    'p@10': precision(grades, 10),
    'recall@100': recall(grades, relevant, 100),
    spearman: judgedOnly
      ? spearman(
          hits.map(({ score }) => score),
          grades,
        )
      : null,
  };
}

function summarise(
  data: RankingData,
  perQuery: QueryReport[],
  systems: RankSystem[],
  options: RankingOptions,
  pairs: PairsOf | null,
): RankingReport {
  const names = systems.slice(1).map(({ name }) => name);
  const groups = [...new Set(perQuery.map(({ group }) => group))].sort();
  const byGroup = (pick: (query: QueryReport) => QueryMetrics) =>
    Object.fromEntries(
      groups.map((group) => [group, estimates(perQuery.filter((query) => query.group === group).map(pick))]),
    );
  return {
    queries: perQuery.length,
    documents: data.corpus.length,
    judgedOnly: options.judgedOnly,
    maskTitles: options.maskTitles,
    metrics: estimates(perQuery.map(({ metrics }) => metrics)),
    groups: byGroup(({ metrics }) => metrics),
    baselines: Object.fromEntries(
      names.map((name) => [name, estimates(perQuery.map((query) => query.baselines[name]!))]),
    ),
    baselineGroups: Object.fromEntries(names.map((name) => [name, byGroup((query) => query.baselines[name]!)])),
    auc: pairs === null ? null : aucOf(systems, pairs),
    perQuery,
  };
}

function aucOf(systems: RankSystem[], pairs: PairsOf): RankingReport['auc'] {
  const values = systems.flatMap(({ name, comparable = true }) => {
    const value = auc(pairs.get(name) ?? []);
    return value === null ? [] : [[name, { value, comparable }] as const];
  });
  return values.length === 0 ? null : Object.fromEntries(values);
}

function estimates(rows: QueryMetrics[]): Metrics {
  const metrics: Metrics = {};
  for (const name of METRICS) {
    const values = rows.map((row) => row[name]).filter((value) => value !== null);
    if (values.length > 0) metrics[name] = estimate(values);
  }
  return metrics;
}

/** What a gate may bound: a mean over JDs, or the AUC over all pairs. */
export type GateMetric = MetricName | 'auc';

export interface Gate {
  metric: GateMetric;
  least: number;
}

export function isGateMetric(text: string): text is GateMetric {
  return text === 'auc' || (METRICS as readonly string[]).includes(text);
}

/** `ndcg@10=0.30` as a gate; null for anything else. */
export function parseGate(text: string): Gate | null {
  const [metric, least] = text.split('=');
  const value = Number(least);
  return isGateMetric(metric ?? '') && least?.trim() !== '' && Number.isFinite(value)
    ? { metric: metric as GateMetric, least: value }
    : null;
}

/** Gates that a report misses; a metric that it lacks misses every gate above 0. */
export function missedGates(report: RankingReport, gates: Gate[]): (Gate & { value: number })[] {
  return gates
    .map((gate) => ({ ...gate, value: valueOf(report, gate.metric) ?? 0 }))
    .filter(({ value, least }) => value < least);
}

/** The ranker's, or a baseline's. */
export function valueOf(report: RankingReport, metric: GateMetric, baseline?: string): number | undefined {
  if (metric === 'auc') return report.auc?.[baseline ?? 'ranker']?.value;
  return (baseline === undefined ? report.metrics : report.baselines[baseline])?.[metric]?.mean;
}
