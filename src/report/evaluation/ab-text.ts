import { plain } from '../text/plain.js';

interface AbView {
  queries: number;
  metric: string;
  a: string;
  b: string;
  test: {
    meanA: number;
    meanB: number;
    difference: number;
    low: number;
    high: number;
    p: number;
    wins: number;
    losses: number;
    ties: number;
  };
  interleaving: { a: number; b: number; ties: number } | null;
}

export function renderAb({ queries, metric, a, b, test, interleaving }: AbView): string {
  const signed = (value: number) => `${value >= 0 ? '+' : ''}${value.toFixed(4)}`;
  const lines = [
    `${metric} over ${queries} JDs`,
    `  A  ${test.meanA.toFixed(4)}  ${plain(a)}`,
    `  B  ${test.meanB.toFixed(4)}  ${plain(b)}`,
    `  B - A  ${signed(test.difference)}  95 % [${signed(test.low)}, ${signed(test.high)}]  p = ${test.p.toFixed(4)} (paired randomisation)`,
    `  B better on ${test.wins}, worse on ${test.losses}, equal on ${test.ties}`,
    test.p < 0.05 ? `  The difference is unlikely to be chance.` : `  The difference may be chance.`,
  ];
  if (interleaving !== null)
    lines.push(
      `  Interleaved (team draft, first 10): A preferred ${interleaving.a}, B preferred ${interleaving.b}, tied ${interleaving.ties}`,
    );
  return lines.join('\n');
}
