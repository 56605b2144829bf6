import { mean } from './metrics.js';

/** Depths in the complete ranking at which the pick is checked. */
export const PICK_DEPTHS = [10, 50] as const;
export type PickMetric = `pick@${(typeof PICK_DEPTHS)[number]}`;
export const PICK_METRICS: readonly PickMetric[] = PICK_DEPTHS.map((depth) => `pick@${depth}` as const);

export interface PickedJd {
  id: string;
  title: string | null;
  metrics: Record<PickMetric, number>;
  /** Time of the pick alone. */
  milliseconds: number;
  /** CVs within the largest depth that the pick left out, with their rank in the complete ranking. */
  missed: { id: string; rank: number; score: number }[];
}

export interface PickReport {
  queries: number;
  documents: number;
  picks: number;
  metrics: Record<PickMetric, number>;
  milliseconds: { mean: number; p95: number };
  /** Worst first. */
  perQuery: PickedJd[];
}

/**
 * `best`: the complete ranking down to the largest depth. A JD that scores every CV 0 prefers none, so nothing is
 * missed.
 */
export function pickedOf(
  best: readonly { id: string; score: number }[],
  picked: ReadonlySet<string>,
): Pick<PickedJd, 'metrics' | 'missed'> {
  const ranked = best.map((hit, i) => ({ ...hit, rank: i + 1 })).filter(({ score }) => score > 0);
  const found = (depth: number) => {
    const wanted = ranked.slice(0, depth);
    return wanted.length === 0 ? 1 : wanted.filter(({ id }) => picked.has(id)).length / wanted.length;
  };
  return {
    metrics: Object.fromEntries(PICK_DEPTHS.map((depth) => [`pick@${depth}`, found(depth)])) as PickedJd['metrics'],
    missed: ranked.filter(({ id }) => !picked.has(id)),
  };
}

export function summarisePick(perQuery: PickedJd[], documents: number, picks: number): PickReport {
  const times = perQuery.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return {
    queries: perQuery.length,
    documents,
    picks,
    metrics: Object.fromEntries(
      PICK_METRICS.map((metric) => [metric, mean(perQuery.map(({ metrics }) => metrics[metric]))]),
    ) as PickReport['metrics'],
    milliseconds: { mean: mean(times), p95: times[Math.ceil(0.95 * times.length) - 1] ?? 0 },
    perQuery: [...perQuery].sort(
      (a, b) =>
        a.metrics['pick@10'] - b.metrics['pick@10'] ||
        a.metrics['pick@50'] - b.metrics['pick@50'] ||
        (a.id < b.id ? -1 : 1),
    ),
  };
}

export interface PickGate {
  metric: PickMetric;
  least: number;
}

/** `pick@10=0.99` as a gate; null for anything else. */
export function parsePickGate(text: string): PickGate | null {
  const [name, least, ...rest] = text.split('=');
  const metric = PICK_METRICS.find((one) => one === name);
  const value = Number(least);
  return metric === undefined ||
    least === undefined ||
    least.trim() === '' ||
    rest.length > 0 ||
    !Number.isFinite(value)
    ? null
    : { metric, least: value };
}

export function missedPickGates(report: PickReport, gates: readonly PickGate[]): (PickGate & { value: number })[] {
  return gates
    .map((gate) => ({ ...gate, value: report.metrics[gate.metric] }))
    .filter(({ value, least }) => value < least);
}
