import { alignColumns } from './text/table.js';

interface Entry {
  name: string;
  purpose: string;
  cron: string | null;
  batch: number | null;
  next: string | null;
  last: { startedAt: string; ms: number | null; ok: boolean | null; result: Record<string, unknown> | null } | null;
}

export function renderSchedule(entries: Entry[]): string {
  const rows = entries.map(({ name, cron, batch, next, last }) => [
    name,
    cron ?? 'off',
    batch === null ? 'all' : String(batch),
    minuteOf(next),
    minuteOf(last?.startedAt ?? null),
    tookOf(last),
    howOf(last),
  ]);
  return alignColumns([['TASK', 'WHEN', 'BATCH', 'NEXT', 'LAST', 'TOOK', 'RESULT'], ...rows], [2, 5]).join('\n');
}

function minuteOf(iso: string | null): string {
  return iso === null ? '-' : `${iso.slice(0, 10)} ${iso.slice(11, 16)}Z`;
}

function tookOf(last: Entry['last']): string {
  return last === null || last.ms === null ? '-' : `${(last.ms / 1000).toFixed(1)} s`;
}

function howOf(last: Entry['last']): string {
  if (last === null) return 'never ran';
  if (last.ok === null) return 'running';
  return `${last.ok ? '' : 'failed: '}${resultText(last.result)}`;
}

interface Run {
  name: string;
  outcome: string;
  result: Record<string, unknown> | { error: string } | null;
  ms: number;
}

export function renderScheduleRuns(runs: Run[]): string {
  return alignColumns(
    runs.map(({ name, outcome, result, ms }) => [
      name,
      outcome,
      `${(ms / 1000).toFixed(1)} s`,
      outcome === 'busy' ? 'it is already running' : resultText(result),
    ]),
    [2],
  ).join('\n');
}

function resultText(result: Record<string, unknown> | { error: string } | null): string {
  return result === null
    ? ''
    : Object.entries(result)
        .map(([what, value]) => (what === 'error' ? String(value) : `${what} ${String(value)}`))
        .join(', ');
}
