import { FILE_STATES, type FileState } from '../domain/index.js';
import { alignColumns, count } from './text/table.js';
import { plain } from './text/plain.js';

interface Report {
  counts: Record<FileState | 'received' | 'unchanged', number>;
  seconds: number;
  cvsPerSecond: number;
  failures: { path: string; state: FileState; code: string; message: string }[];
  formats: Partial<Record<FileState, Record<string, number>>>;
  unchangedNotReady: number;
  pruned: number;
  left: number;
  linksLeftOut: number;
}

/** Files listed with their reason; `cvmatch tasks list` has the rest. */
const SHOWN = 8;

/** The outcome of all files by state and format, with reasons. */
export function renderIngest(report: Report): string {
  const { counts } = report;
  const worked = counts.received - counts.unchanged;
  const lines = [
    `${count(counts.received, 'file')} in ${report.seconds} s${worked > 0 ? ` (${report.cvsPerSecond} CVs/s)` : ''}`,
  ];
  const rows = FILE_STATES.filter((state) => counts[state] > 0).map((state) => [
    `  ${state}`,
    String(counts[state]),
    detailOf(state, report),
  ]);
  if (counts.unchanged > 0)
    rows.push([
      '  unchanged',
      String(counts.unchanged),
      report.unchangedNotReady > 0 ? `${report.unchangedNotReady} of them not ready before either` : '',
    ]);
  if (report.pruned > 0) rows.push(['  removed', String(report.pruned), 'their files are gone']);
  return [...lines, ...alignColumns(rows, [1]), ...reasons(report)].join('\n');
}

function detailOf(state: FileState, { formats, failures }: Report): string {
  if (state === 'ready' || state === 'duplicate') return countsIn(formats[state] ?? {});
  const codes: Record<string, number> = {};
  for (const failure of failures) if (failure.state === state) codes[failure.code] = (codes[failure.code] ?? 0) + 1;
  return countsIn(codes);
}

function countsIn(counts: Record<string, number>): string {
  return Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([name, n]) => `${name} ${n}`)
    .join(', ');
}

function reasons({ failures, left, linksLeftOut }: Report): string[] {
  const shown = failures.slice(0, SHOWN).map(({ path, message }) => `  ${plain(path)}: ${plain(message)}`);
  if (failures.length > SHOWN)
    shown.push(`  ... and ${failures.length - SHOWN} more: cvmatch tasks list --status failed`);
  if (left > 0) shown.push(`${count(left, 'file')} left: continue with cvmatch resume`);
  return [...shown, ...linksLine(linksLeftOut)];
}

/** Without this line, a folder that contains only links would seem to be empty. */
function linksLine(linksLeftOut: number): string[] {
  return linksLeftOut === 0
    ? []
    : [`${count(linksLeftOut, 'symbolic link')} out of the folder left out: --follow reads what they lead to`];
}

interface Plan {
  received: number;
  new: number;
  changed: number;
  unchanged: number;
  linksLeftOut: number;
  files: { path: string; action: string }[];
}

export function renderPlan(plan: Plan): string {
  const head = `${count(plan.received, 'file')}: ${plan.new} new, ${plan.changed} changed, ${plan.unchanged} unchanged (dry run, nothing was done)`;
  const files = plan.files.map(({ path, action }) => `  ${action.padEnd(7)}  ${plain(path)}`);
  return [head, ...files, ...linksLine(plan.linksLeftOut)].join('\n');
}
