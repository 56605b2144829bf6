import { groupOf, type Document, type RankingData } from './ranking-data.js';
import type { Hit } from './ranking-baselines.js';
import { averagePrecision, estimate, ndcg, precision, recall, reciprocalRank, spearman, type Estimate } from './ranking-metrics.js';

/** Something that ranks documents for a query: best first. `among`: rank exactly these; null: the whole corpus. */
export interface RankSystem {
  name: string;
  rank(query: Document, among: ReadonlySet<string> | null): Promise<Hit[]>;
}

export const METRICS = ['ndcg@5', 'ndcg@10', 'map', 'mrr', 'p@10', 'recall@100', 'spearman'] as const;
export type MetricName = (typeof METRICS)[number];
/** Null: the metric says nothing of this query (spearman unless only judged documents are ranked). */
export type QueryMetrics = Record<MetricName, number | null>;
export type Metrics = Partial<Record<MetricName, Estimate>>;

export interface QueryReport {
  id: string;
  title: string | null;
  group: string;
  relevant: number;
  metrics: QueryMetrics;
  baselines: Record<string, QueryMetrics>;
  /** The first ten with their grade; null where not judged. */
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
  perQuery: QueryReport[];
}

export interface RankingOptions {
  judgedOnly: boolean;
  maskTitles: boolean;
  onQuery?: (done: number, total: number) => void;
}

/** The first system is the one evaluated, the others are baselines. */
export async function evaluateRanking(data: RankingData, [system, ...baselines]: RankSystem[], options: RankingOptions): Promise<RankingReport> {
  const perQuery: QueryReport[] = [];
  for (const query of data.queries) {
    perQuery.push(await evaluateQuery(query, data, system!, baselines, options));
    options.onQuery?.(perQuery.length, data.queries.length);
  }
  return summarise(data, perQuery, baselines.map(({ name }) => name), options);
}

async function evaluateQuery(query: Document, data: RankingData, system: RankSystem, baselines: RankSystem[], options: RankingOptions): Promise<QueryReport> {
  const grades = data.judgements.get(query.id)!;
  const among = options.judgedOnly ? new Set(grades.keys()) : null;
  const hits = await system.rank(query, among);
  const others: Record<string, QueryMetrics> = {};
  for (const baseline of baselines) others[baseline.name] = measure(await baseline.rank(query, among), grades, options);
  return {
    id: query.id,
    title: query.title,
    group: groupOf(query.id),
    relevant: [...grades.values()].filter((grade) => grade > 0).length,
    metrics: measure(hits, grades, options),
    baselines: others,
    top: hits.slice(0, 10).map(({ id, score }) => ({ id, score, grade: grades.get(id) ?? null })),
  };
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
    spearman: judgedOnly ? spearman(hits.map(({ score }) => score), grades) : null,
  };
}

function summarise(data: RankingData, perQuery: QueryReport[], names: string[], options: RankingOptions): RankingReport {
  const groups = [...new Set(perQuery.map(({ group }) => group))].sort();
  const byGroup = (pick: (query: QueryReport) => QueryMetrics) =>
    Object.fromEntries(groups.map((group) => [group, estimates(perQuery.filter((query) => query.group === group).map(pick))]));
  return {
    queries: perQuery.length,
    documents: data.corpus.length,
    judgedOnly: options.judgedOnly,
    maskTitles: options.maskTitles,
    metrics: estimates(perQuery.map(({ metrics }) => metrics)),
    groups: byGroup(({ metrics }) => metrics),
    baselines: Object.fromEntries(names.map((name) => [name, estimates(perQuery.map((query) => query.baselines[name]!))])),
    baselineGroups: Object.fromEntries(names.map((name) => [name, byGroup((query) => query.baselines[name]!)])),
    perQuery,
  };
}

function estimates(rows: QueryMetrics[]): Metrics {
  const metrics: Metrics = {};
  for (const name of METRICS) {
    const values = rows.map((row) => row[name]).filter((value) => value !== null);
    if (values.length > 0) metrics[name] = estimate(values);
  }
  return metrics;
}

export interface Gate {
  metric: MetricName;
  least: number;
}

/** `ndcg@10=0.30` -> gate; null when it is not one. */
export function parseGate(text: string): Gate | null {
  const [metric, least] = text.split('=');
  const value = Number(least);
  return (METRICS as readonly string[]).includes(metric ?? '') && least?.trim() !== '' && Number.isFinite(value) ? { metric: metric as MetricName, least: value } : null;
}

/** Gates that a report misses. */
export function missedGates(report: RankingReport, gates: Gate[]): (Gate & { value: number })[] {
  return gates.map((gate) => ({ ...gate, value: report.metrics[gate.metric]?.mean ?? 0 })).filter(({ value, least }) => value < least);
}
