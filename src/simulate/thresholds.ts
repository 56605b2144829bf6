import type { Verdict } from '../domain/index.js';
import { CvmatchError } from '../errors.js';

/** `extract.p95<3s`: a metric, a comparison and a number (milliseconds, bytes, shares 0..1 or counts). */
export interface Threshold {
  text: string;
  metric: string;
  op: '<' | '<=' | '>' | '>=' | '==' | '!=';
  limit: number;
}

const UNITS: Record<string, number> = {
  '': 1,
  ms: 1,
  s: 1000,
  min: 60_000,
  m: 60_000,
  h: 3_600_000,
  '%': 0.01,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
};

/**
 * Metrics that may be judged. A name is `metric.part`; percentiles are p50, p75, p90, p95, p99, p99.9, mean and max.
 */
const PERCENTILES = ['p50', 'p75', 'p90', 'p95', 'p99', 'p99.9', 'mean', 'max'];
const DISTRIBUTIONS = [
  'sojourn',
  'upload',
  'read',
  'extract',
  'profile',
  'embed',
  'write',
  'wait',
  'search',
  'match',
  'lateness',
  'loopDelay',
  'batchPer100',
];
const SCALARS = [
  'lost',
  'duplicated',
  'arrived',
  'completed',
  'backlog.max',
  'backlog.end',
  'drain',
  'failed.share',
  'embedFailed.share',
  'unexpected',
  'unexpected.share',
  'completed.share',
  'cvsPerSecond',
  'capacity.perHour',
  'capacity.perDay',
  'cpu',
  'memory.max',
  'store.size',
  'quality.skills',
  'quality.name',
  'quality.email',
  'quality.ndcg10',
  'matches.failed',
];
export const METRICS: readonly string[] = [
  ...SCALARS,
  ...DISTRIBUTIONS.flatMap((name) => PERCENTILES.map((part) => `${name}.${part}`)),
];

/** Throws bad_flag with the problem and what is allowed. */
export function parseThreshold(text: string): Threshold {
  const match = /^\s*([A-Za-z][\w.]*?)\s*(<=|>=|==|!=|<|>)\s*(\d[\d_]*(?:\.\d+)?|\.\d+)\s*([A-Za-z%]*)\s*$/.exec(text);
  if (match === null)
    refuse(text, 'is not a threshold', 'Write metric, comparison and number, such as "extract.p95<3s" or "lost==0".');
  const [, metric, op, number, unit] = match as unknown as [string, string, Threshold['op'], string, string];
  if (!METRICS.includes(metric))
    refuse(
      text,
      `names "${metric}", which is not measured`,
      `Known: ${SCALARS.join(', ')}; and ${DISTRIBUTIONS.join(', ')} with .${PERCENTILES.join(', .')}.`,
    );
  const factor = UNITS[unit.toLowerCase()];
  if (factor === undefined)
    refuse(text, `has the unknown unit "${unit}"`, 'Units are ms, s, min, h, %, kB, MB and GB.');
  return { text: text.trim(), metric, op, limit: Number(number.replaceAll('_', '')) * factor };
}

function refuse(text: string, what: string, hint: string): never {
  throw new CvmatchError('bad_flag', `"${text}" ${what}`, { hint });
}

/** Thresholds for every run. A batch of 500 has to wait for itself, hence a minute for the sojourn. */
export const DEFAULT_THRESHOLDS = [
  'lost==0',
  'duplicated==0',
  'backlog.end==0',
  'extract.p95<3s',
  'embed.p95<1s',
  'search.p95<100ms',
  'match.p95<2s',
  'sojourn.p95<60s',
];

/** Named sets: `matching` for a CV matching service with task queues, `shortlisting` for a shortlisting service. */
export const SLA_SETS: Readonly<Record<'matching' | 'shortlisting', readonly string[]>> = {
  matching: [
    'lost==0',
    'extract.p95<3s',
    'embed.p95<1s',
    'search.p95<100ms',
    'match.p95<2s',
    'capacity.perHour>600',
    'failed.share<10%',
    'embedFailed.share<5%',
    'backlog.max<1000',
    'sojourn.p95<5s',
  ],
  shortlisting: [
    'lost==0',
    'duplicated==0',
    'batchPer100.p95<30s',
    'capacity.perDay>100000',
    'search.p95<1s',
    'completed.share>=99.9%',
  ],
};

const HOLDS: Record<Threshold['op'], (value: number, limit: number) => boolean> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};

/** What was not measured does not hold, so that no gate passes by default. */
export function judge(thresholds: readonly Threshold[], metrics: Readonly<Record<string, number | null>>): Verdict[] {
  return thresholds.map(({ text, metric, op, limit }) => {
    const value = metrics[metric] ?? null;
    return { threshold: text, value, ok: value !== null && HOLDS[op](value, limit) };
  });
}
