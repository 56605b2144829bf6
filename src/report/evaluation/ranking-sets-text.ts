import { describe, type RankingRows } from './ranking-text.js';
import { plain } from '../text/plain.js';
import { textTable } from '../text/text-table.js';

interface Difference {
  difference: number;
  low: number;
  high: number;
  p: number;
  count: number;
}
type Differences = Record<string, Partial<Record<string, Difference>>>;

export interface SetRows extends RankingRows {
  name: string;
  differences: Differences;
}

export interface SetsRows {
  sets: SetRows[];
  pooled: { sets: string[]; queries: number; differences: Differences };
  meanOverSets: Differences;
}

interface JudgedBar {
  bar: string;
  least: number;
  value: number | null;
  verdict: 'met' | 'missed' | 'skipped';
}

const SHOWN = ['ndcg@5', 'ndcg@10', 'spearman', 'auc'];

/**
 * A table of sets, systems and metrics in which each baseline has the ranker's difference to it; then all sets
 * together.
 */
export function renderRankingSets({ sets, pooled, meanOverSets }: SetsRows): string {
  const metrics = SHOWN.filter((metric) => sets.some((set) => valueOf(set, 'ranker', metric) !== undefined));
  const head = ['set', 'way of ranking', ...metrics.flatMap((metric) => [metric, 'ranker minus it [95 %] p'])];
  const together = [
    ...differenceRows('all JDs', pooled.differences, metrics),
    ...differenceRows('mean of sets', meanOverSets, metrics),
  ];
  return [
    ...sets.map((set) => `${plain(set.name)}: ${describe(set)}`),
    '',
    textTable([head, ...sets.flatMap((set) => rowsOf(set, metrics)), ...(pooled.sets.length > 1 ? together : [])]),
    '',
    ...notes(sets, pooled.sets),
  ].join('\n');
}

function notes(sets: SetRows[], pooled: string[]): string[] {
  const lines = [
    'Differences: paired bootstrap over JDs, seeded; p two-sided; JDs whose judged CVs all have one grade are left out.',
  ];
  if (sets.length !== pooled.length)
    lines.push(
      `Together: ${pooled.length === 0 ? 'none, for no set was ranked in the common way' : pooled.map(plain).join(', ')}.`,
    );
  if (sets.some(({ auc }) => auc !== null))
    lines.push(
      'AUC: over all judged pairs of the set; the scores of hybrid and random do not compare across JDs, so that theirs tells little.',
    );
  return lines;
}

function rowsOf(set: SetRows, metrics: string[]): string[][] {
  return ['ranker', ...Object.keys(set.baselines)].map((system, i) => [
    i === 0 ? label(set) : '',
    system,
    ...metrics.flatMap((metric) => [
      three(valueOf(set, system, metric)),
      system === 'ranker' ? '' : differenceText(set.differences[system]?.[metric]),
    ]),
  ]);
}

export function label({ name, judgedOnly, maskTitles }: SetRows): string {
  return [name, judgedOnly ? '' : '(whole corpus)', maskTitles ? '(titles masked)' : ''].filter(Boolean).join(' ');
}

function differenceRows(name: string, differences: Differences, metrics: string[]): string[][] {
  return Object.entries(differences).map(([system, byMetric], i) => [
    i === 0 ? name : '',
    system,
    ...metrics.flatMap((metric) => ['', differenceText(byMetric[metric])]),
  ]);
}

function valueOf(set: SetRows, system: string, metric: string): number | undefined {
  if (metric === 'auc') return set.auc?.[system]?.value;
  return (system === 'ranker' ? set.metrics : set.baselines[system])?.[metric]?.mean;
}

function three(value: number | undefined): string {
  return value === undefined ? '-' : value.toFixed(3);
}

export function differenceText(one: Difference | undefined): string {
  return one === undefined
    ? '-'
    : `${signed(one.difference)} [${signed(one.low)}, ${signed(one.high)}] ${one.p < 0.001 ? '<.001' : one.p.toFixed(3)}`;
}

function signed(value: number): string {
  return `${value >= 0 ? '+' : ''}${value.toFixed(3)}`;
}

/** The result of each bar; missed bars come last, where they are seen. */
export function renderGate(bars: JudgedBar[]): string {
  const order = ['skipped', 'met', 'missed'];
  return [...bars]
    .sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
    .map(({ bar, least, value, verdict }) =>
      value === null
        ? `${verdict}  ${bar}: ${verdict === 'skipped' ? 'set not given' : 'not measured'} (bar ${least})`
        : `${verdict}  ${bar} is ${value.toFixed(4)} (bar ${least})`,
    )
    .join('\n');
}
