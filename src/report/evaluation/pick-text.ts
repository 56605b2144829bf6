import { cut } from '../text/table.js';
import { textTable } from '../text/text-table.js';

interface PickView {
  queries: number;
  documents: number;
  picks: number;
  metrics: Record<string, number>;
  milliseconds: { mean: number; p95: number };
  perQuery: {
    id: string;
    title: string | null;
    metrics: Record<string, number>;
    milliseconds: number;
    missed: { id: string; rank: number }[];
  }[];
}

const SHOWN = 10;
const MISSED = 5;

/** How many of the first ten and fifty the pick found, then the JDs that it served worst. */
export function renderPick({ queries, documents, picks, metrics, milliseconds, perQuery }: PickView): string {
  const names = Object.keys(metrics);
  const worst = perQuery.filter((jd) => names.some((name) => jd.metrics[name]! < 1)).slice(0, SHOWN);
  const lines = [
    `${queries} JDs, ${documents} CVs, ${picks} picked: of what scoring every CV places first, the pick finds`,
    ...names.map((name) => `  ${name}  ${metrics[name]!.toFixed(4)}`),
    `A pick takes ${milliseconds.mean.toFixed(1)} ms, p95 ${milliseconds.p95.toFixed(1)} ms.`,
  ];
  if (worst.length === 0) return lines.join('\n');
  const rows = worst.map((jd) => [
    `${jd.id} ${cut(jd.title ?? '', 40)}`.trim(),
    ...names.map((name) => jd.metrics[name]!.toFixed(2)),
    jd.milliseconds.toFixed(1),
    missedText(jd.missed),
  ]);
  return [...lines, '', textTable([['worst JDs', ...names, 'ms', 'missed (rank)'], ...rows])].join('\n');
}

function missedText(missed: { id: string; rank: number }[]): string {
  const shown = missed
    .slice(0, MISSED)
    .map(({ id, rank }) => `${id} (${rank})`)
    .join(', ');
  return missed.length > MISSED ? `${shown} and ${missed.length - MISSED} more` : shown;
}
