import type { RunReport } from '../../domain/index.js';
import { textTable } from '../text/text-table.js';
import { bytes, duration, milliseconds, whole } from '../text/units.js';

/** A run for the terminal: arrivals and completions, times, verdicts. */
export function renderRun(run: RunReport): string {
  return [...headOf(run), '', stagesTable(run), '', ...factsOf(run), '', verdictTable(run.verdicts)].join('\n');
}

export function headOf(run: RunReport): string[] {
  const { config, machine, totals } = run;
  const speed = config.speedup === 1 ? '' : ` at ${config.speedup} times its speed`;
  return [
    `Run ${run.id}: ${rateText(config.rate)}, profile ${config.profile}, ${duration(config.duration)}${speed}, target ${config.target}, ${config.embedder}, ${config.threads} threads`,
    `${machine.cores} x ${machine.cpu}, ${bytes(machine.memory)} memory, Node ${machine.node}, load ${machine.load.toFixed(1)} at the end`,
    `${whole(totals.arrived)} arrived, ${whole(totals.completed)} completed in ${duration(run.seconds)} (${run.cvsPerSecond.toFixed(1)} CVs/s), ${totals.lost} lost, ${totals.duplicated} twice${totals.abandoned ? `; stopped before its end with ${whole(totals.arrived - totals.completed)} under way` : ''}`,
  ];
}

function rateText(perSecond: number): string {
  const perDay = perSecond * 86_400;
  return perDay < 1e6 ? `${whole(perDay)} CVs a day` : `${perSecond.toFixed(1)} CVs/s (${whole(perDay)} a day)`;
}

function stagesTable(run: RunReport): string {
  const rows = [['ms', 'count', 'mean', 'p50', 'p95', 'p99', 'max']];
  for (const [name, times] of Object.entries({ sojourn: run.sojourn, ...run.stages, lateness: run.lateness })) {
    if (times.count === 0) continue;
    rows.push([
      name,
      whole(times.count),
      ...[times.mean, times.p50, times.p95, times.p99, times.max].map((value) =>
        value < 100 ? value.toFixed(1) : whole(value),
      ),
    ]);
  }
  return textTable(rows);
}

function factsOf(run: RunReport): string[] {
  const { quality } = run;
  const counts = (of: Record<string, number>): string =>
    Object.entries(of)
      .sort(([, a], [, b]) => b - a)
      .map(([key, count]) => `${key} ${count}`)
      .join(', ') || 'none';
  const percent = (value: number | null): string => (value === null ? 'not measured' : `${(value * 100).toFixed(1)} %`);
  return [
    `states:   ${counts(run.states)}; ${run.totals.unexpected} in a state that the truth does not allow`,
    `errors:   ${counts(run.errors)}`,
    `backlog:  at most ${whole(run.backlog.max)}, ${whole(run.backlog.end)} at the end; drained ${duration(run.drainSeconds)} after the last arrival`,
    `machine:  ${run.cpu.mean.toFixed(2)} cores on average, workers ${Math.round(run.utilisation * 100)} % busy, ${bytes(run.memory.max)} memory at most, store ${bytes(run.store.bytes)}, event loop late by ${milliseconds(run.loopDelay.p95)} (p95)`,
    ...(typeof run.server?.loopDelayP99 === 'number'
      ? [`service:  its event loop late by ${milliseconds(run.server.loopDelayP99)} (p99 of its last minute)`]
      : []),
    `matches:  ${run.matches.done} done, ${run.matches.cacheHits} from the cache, ${run.matches.failed} failed`,
    ...(quality === null
      ? []
      : [
          `quality:  name ${percent(quality.name)}, e-mail ${percent(quality.email)}, skills F1 ${percent(quality.skills)} over ${quality.cvs} CVs; nDCG@10 ${quality.ndcg10 === null ? 'not measured' : quality.ndcg10.toFixed(3)} over ${quality.jds} JDs`,
        ]),
  ];
}

function verdictTable(verdicts: RunReport['verdicts']): string {
  return textTable([
    ['threshold', 'measured', 'verdict'],
    ...verdicts.map(({ threshold, value, ok }) => [threshold, verdictText(threshold, value), ok ? 'ok' : 'FAILED']),
  ]);
}

/** A value with its unit, as thresholds are written: times are milliseconds, memory and store bytes, shares 0..1. */
export function verdictText(threshold: string, value: number | null): string {
  if (value === null) return valueText(value);
  if (/^(?:drain|[A-Za-z]+\.(?:p\d|mean|max))/.test(threshold) && !/^(?:backlog|memory)\b/.test(threshold))
    return milliseconds(value);
  if (/^(?:memory|store)\./.test(threshold)) return bytes(value);
  return /^\w+\.share\b/.test(threshold) ? `${(value * 100).toFixed(1)} %` : valueText(value);
}

export function valueText(value: number | null): string {
  if (value === null) return 'not measured';
  return Number.isInteger(value) ? whole(value) : value.toFixed(value < 10 ? 3 : 1);
}
