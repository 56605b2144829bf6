import type { Percentiles, RunReport } from '../../domain/index.js';
import { areaChart, lineChart, type Line } from './charts.js';
import { escapeHtml, scrollingTable } from '../text/html.js';
import { headOf, verdictText } from './run-text.js';

/** A page without scripts or external resources: charts are SVG, and colours follow light, dark and print. */
export function runPage(run: RunReport): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>cvmatch run ${escapeHtml(run.id)}</title><style>${STYLE}</style></head>
<body><main>
<h1>Load simulation <small>${escapeHtml(run.id)}</small></h1>
${headOf(run)
  .map((line) => `<p>${escapeHtml(line)}</p>`)
  .join('\n')}
${verdicts(run)}
<div class="charts">${charts(run).join('\n')}</div>
${timesTable(run)}
${quality(run)}
<footer>cvmatch ${escapeHtml(run.version)}, measured ${escapeHtml(run.startedAt)}. Latencies count from the scheduled arrival, not from the sending.</footer>
</main></body></html>
`;
}

function verdicts(run: RunReport): string {
  if (run.verdicts.length === 0) return '<p>No threshold was asked for.</p>';
  const failed = run.verdicts.filter((verdict) => !verdict.ok).length;
  const rows = run.verdicts.map(
    ({ threshold, value, ok }) =>
      `<tr><td><code>${escapeHtml(threshold)}</code></td><td class="number">${verdictText(threshold, value)}</td><td class="${ok ? 'good' : 'bad'}">${ok ? 'ok' : 'failed'}</td></tr>`,
  );
  const sentence = failed === 0 ? 'Every threshold holds' : `${failed} of ${run.verdicts.length} thresholds failed`;
  return `<p class="verdict ${failed === 0 ? 'good' : 'bad'}">${sentence}</p>${scrollingTable('Thresholds', `<thead><tr><th>threshold</th><th class="number">measured</th><th>verdict</th></tr></thead><tbody>${rows.join('')}</tbody>`)}`;
}

function charts({ series, sojourn }: RunReport): string[] {
  const x = series.map((second) => second.at);
  const line = (name: string, valueOf: (second: Second) => number | null): Line => ({
    name,
    values: series.map(valueOf),
  });
  return [
    lineChart('Arrivals against completions', 'CVs a second', x, [
      line('arrivals', (s) => s.arrivals),
      line('completions', (s) => s.completions),
    ]),
    lineChart('Backlog', 'CVs waiting', x, [line('backlog', (s) => s.backlog)]),
    lineChart('Sojourn over time', 'ms', x, [line('p50', (s) => s.sojournP50), line('p95', (s) => s.sojournP95)]),
    distribution(sojourn),
    areaChart('Work per CV by stage', 'ms', x, [
      line('extract', (s) => s.extract),
      line('profile', (s) => s.profile),
      line('embed', (s) => s.embed),
      line('write', (s) => s.write),
    ]),
    lineChart('Processor', 'cores in use', x, [line('cores', (s) => s.cpu)]),
    lineChart('Memory', 'MB of the process tree', x, [line('memory', (s) => s.memory / 1e6)]),
    lineChart('Event loop', 'ms late', x, [line('worst of the second', (s) => s.loopDelay)]),
  ];
}
type Second = RunReport['series'][number];

/** Latency by percentile: it shows the tail that a mean hides. */
function distribution(times: Percentiles): string {
  const points: [number, number][] = [
    [50, times.p50],
    [75, times.p75],
    [90, times.p90],
    [95, times.p95],
    [99, times.p99],
    [99.9, times['p99.9']],
    [100, times.max],
  ];
  return lineChart(
    'Distribution of the sojourn',
    'ms',
    points.map((_, i) => i),
    [{ name: 'sojourn', values: points.map(([, value]) => value) }],
    points.map(([percent]) => (percent === 100 ? 'max' : `p${percent}`)),
  );
}

function timesTable(run: RunReport): string {
  const rows = Object.entries({ sojourn: run.sojourn, ...run.stages, lateness: run.lateness })
    .filter(([, times]) => times.count > 0)
    .map(
      ([name, times]) =>
        `<tr><td>${escapeHtml(name)}</td>${[times.count, times.mean, times.p50, times.p95, times.p99, times.max].map((value, i) => `<td class="number">${i === 0 ? String(value) : value.toFixed(1)}</td>`).join('')}</tr>`,
    );
  return `<h2>Times in ms</h2>${scrollingTable('Times in ms', `<thead><tr><th>what</th>${['count', 'mean', 'p50', 'p95', 'p99', 'max'].map((name) => `<th class="number">${name}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody>`)}`;
}

function quality({ quality: measured, states, totals }: RunReport): string {
  const counts = Object.entries(states)
    .sort(([, a], [, b]) => b - a)
    .map(([state, count]) => `${escapeHtml(state)} ${count}`)
    .join(', ');
  const percent = (value: number | null): string => (value === null ? 'not measured' : `${(value * 100).toFixed(1)} %`);
  const read =
    measured === null
      ? ''
      : `<p>Read of ${measured.cvs} CVs: name ${percent(measured.name)}, e-mail ${percent(measured.email)}, skills F1 ${percent(measured.skills)}. Ranked for ${measured.jds} JDs: nDCG@10 ${measured.ndcg10 === null ? 'not measured' : measured.ndcg10.toFixed(3)}.</p>`;
  return `<h2>Final states of the CVs</h2><p>${counts}; ${totals.unexpected} ended in a state that the truth about them does not allow.</p>${read}`;
}

const STYLE = `
:root{color-scheme:light dark;--ink:#1b2330;--soft:#5d6878;--line:#d9dee6;--paper:#fff;--good:#1a7f4b;--bad:#b3261e;--c0:#2463c5;--c1:#d9822b;--c2:#2e8f6e;--c3:#8e4fb8}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e6eaf1;--soft:#9aa5b5;--line:#343c48;--paper:#14181f;--good:#57c98a;--bad:#ff8a80;--c0:#79a9f5;--c1:#f0ab63;--c2:#6cc9a8;--c3:#c79be6}}
@media print{:root{--ink:#000;--soft:#444;--line:#bbb;--paper:#fff;--good:#1a7f4b;--bad:#b3261e;--c0:#2463c5;--c1:#d9822b;--c2:#2e8f6e;--c3:#8e4fb8}figure,table{break-inside:avoid}}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.45 system-ui,sans-serif}main{max-width:1100px;margin:0 auto;padding:1.5rem}
h1 small{font-weight:400;color:var(--soft);font-size:.55em}p{margin:.3rem 0}table{border-collapse:collapse;margin:1rem 0}th,td{padding:.25rem .8rem .25rem 0;border-bottom:1px solid var(--line);text-align:left}
.scroll{overflow-x:auto}.number{text-align:right;font-variant-numeric:tabular-nums}.good{color:var(--good)}.bad{color:var(--bad)}.verdict{font-size:1.2rem;font-weight:600}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,480px),1fr));gap:1rem}figure{margin:0;border:1px solid var(--line);border-radius:6px;padding:.6rem}figcaption{font-weight:600}
figcaption span{font-weight:400;color:var(--soft)}svg{width:100%;height:auto;display:block;overflow:visible}svg text{fill:var(--soft);font-size:11px}.grid{stroke:var(--line)}footer{color:var(--soft);margin-top:2rem}
.s0{stroke:var(--c0)}.s1{stroke:var(--c1)}.s2{stroke:var(--c2)}.s3{stroke:var(--c3)}.f0{fill:var(--c0)}.f1{fill:var(--c1)}.f2{fill:var(--c2)}.f3{fill:var(--c3)}.curve{fill:none;stroke-width:1.6;stroke-linejoin:round;vector-effect:non-scaling-stroke}
@media (max-width:40rem){main{padding:1rem .7rem}svg text{font-size:18px}}

.keys span{margin-right:1rem;color:var(--soft)}.keys i{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin-right:.3em}.k0{background:var(--c0)}.k1{background:var(--c1)}.k2{background:var(--c2)}.k3{background:var(--c3)}
`;
