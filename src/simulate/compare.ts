import type { RunComparison, RunReport } from '../domain/index.js';
import { metricsOf } from './metrics.js';

const COMPARED = [
  'cvsPerSecond',
  'capacity.perDay',
  'sojourn.p50',
  'sojourn.p95',
  'sojourn.p99',
  'extract.p95',
  'profile.p95',
  'embed.p95',
  'write.p95',
  'match.p95',
  'backlog.max',
  'drain',
  'cpu',
  'memory.max',
  'lost',
  'duplicated',
  'unexpected',
  'quality.skills',
  'quality.name',
  'quality.ndcg10',
];

export function compareRuns(a: RunReport, b: RunReport): RunComparison {
  const [one, two] = [metricsOf(a), metricsOf(b)];
  const rows = COMPARED.map((metric) => {
    const [x, y] = [one[metric] ?? null, two[metric] ?? null];
    return { metric, a: x, b: y, ratio: x === null || y === null || x === 0 ? null : y / x };
  });
  const settings = { ...a.config, ...machineKey(a) } as Record<string, unknown>;
  const others = { ...b.config, ...machineKey(b) } as Record<string, unknown>;
  const differs = Object.keys(settings).filter((key) => settings[key] !== others[key]);
  const test = mannWhitney(mediansOf(a), mediansOf(b));
  return {
    schema: 'cvmatch-comparison/1',
    a: a.id,
    b: b.id,
    differs,
    rows,
    sojourn: { ...test, significant: test.p < 0.01 },
  };
}

const machineKey = ({ machine, version }: RunReport): Record<string, unknown> => ({
  cpu: machine.cpu,
  cores: machine.cores,
  node: machine.node,
  version,
});
const mediansOf = (run: RunReport): number[] =>
  run.series.flatMap((second) => (second.sojournP50 === null ? [] : [second.sojournP50]));

/**
 * Mann-Whitney U test (1947), normal approximation with correction for ties. `p`: probability of such a difference if
 * both samples had one distribution.
 */
export function mannWhitney(a: number[], b: number[]): { z: number; p: number } {
  const [n, m] = [a.length, b.length];
  if (n === 0 || m === 0) return { z: 0, p: 1 };
  const all = [...a.map((value) => ({ value, first: true })), ...b.map((value) => ({ value, first: false }))].sort(
    (x, y) => x.value - y.value,
  );
  let rankSum = 0;
  let ties = 0;
  for (let i = 0; i < all.length;) {
    let end = i;
    while (end + 1 < all.length && all[end + 1]!.value === all[i]!.value) end++;
    const count = end - i + 1;
    ties += count ** 3 - count;
    for (let k = i; k <= end; k++) if (all[k]!.first) rankSum += (i + end) / 2 + 1;
    i = end + 1;
  }
  const u = rankSum - (n * (n + 1)) / 2;
  const total = n + m;
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)));
  if (!(variance > 0)) return { z: 0, p: 1 };
  const z = (u - (n * m) / 2) / Math.sqrt(variance);
  return { z, p: Math.min(1, 2 * (1 - normalCdf(Math.abs(z)))) };
}

/** Abramowitz and Stegun 7.1.26, error below 1.5e-7. */
function normalCdf(z: number): number {
  const t = 1 / (1 + 0.3275911 * (z / Math.SQRT2));
  const erf =
    1 -
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) *
      t *
      Math.exp(-((z * z) / 2));
  return (1 + erf) / 2;
}
