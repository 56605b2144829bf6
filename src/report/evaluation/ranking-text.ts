import { alignColumns } from '../text/table.js';

interface Estimate {
  mean: number;
  low: number;
  high: number;
}
type Metrics = Partial<Record<string, Estimate>>;

/** What the renderers need of an evaluation; RankingReport (evaluate/ranking/ranking.ts) has it. */
export interface RankingRows {
  queries: number;
  documents: number;
  judgedOnly: boolean;
  maskTitles: boolean;
  metrics: Metrics;
  groups: Record<string, Metrics>;
  baselines: Record<string, Metrics>;
  baselineGroups: Record<string, Record<string, Metrics>>;
  auc: Record<string, { value: number; comparable: boolean }> | null;
}

/** Metrics with their intervals and the baselines below, then nDCG@10 by group. */
export function renderRanking(report: RankingRows): string {
  const names = Object.keys(report.metrics);
  const head = ['', ...names];
  const rows = [['ranker', ...names.map((name) => withInterval(report.metrics[name]!))]];
  for (const [system, metrics] of Object.entries(report.baselines))
    rows.push([system, ...names.map((name) => three(metrics[name]))]);
  return [describe(report), '', table([head, ...rows]), '', groupTable(report), ...aucLines(report)].join('\n');
}

function aucLines({ auc }: RankingRows): string[] {
  if (auc === null) return [];
  const values = Object.entries(auc).map(
    ([system, { value, comparable }]) => `${comparable ? system : `(${system})`} ${value.toFixed(3)}`,
  );
  return [
    '',
    `AUC over all judged pairs: ${values.join('  ')}`,
    'In brackets: scores that do not compare across JDs, so that theirs tells little.',
  ];
}

export function describe({
  queries,
  documents,
  judgedOnly,
  maskTitles,
}: Pick<RankingRows, 'queries' | 'documents' | 'judgedOnly' | 'maskTitles'>): string {
  const notes = [judgedOnly ? 'only judged CVs ranked' : '', maskTitles ? 'titles masked' : ''].filter(Boolean);
  return `${queries} JDs, ${documents} CVs${notes.length > 0 ? ` (${notes.join(', ')})` : ''}; 95 % bootstrap intervals over JDs`;
}

function groupTable({ groups, baselineGroups }: RankingRows): string {
  const names = Object.keys(groups);
  const rows = [['ranker', ...names.map((name) => three(groups[name]!['ndcg@10']))]];
  for (const [system, metrics] of Object.entries(baselineGroups))
    rows.push([system, ...names.map((name) => three(metrics[name]?.['ndcg@10']))]);
  return table([['ndcg@10', ...names], ...rows]);
}

function withInterval(estimate: Estimate): string {
  return `${three(estimate)} [${estimate.low.toFixed(3)}, ${estimate.high.toFixed(3)}]`;
}

function three(estimate: Estimate | undefined): string {
  return estimate === undefined ? '-' : estimate.mean.toFixed(3);
}

function table(rows: string[][]): string {
  return alignColumns(rows).join('\n');
}
