import { escapeHtml, isolated, scrollingTable } from '../text/html.js';
import { plain } from '../text/plain.js';
import { label, renderRankingSets, type SetsRows } from './ranking-sets-text.js';
import { describe, type RankingRows } from './ranking-text.js';

type Values = Record<string, number | null>;

interface QueryRow {
  id: string;
  title: string | null;
  group: string;
  relevant: number;
  metrics: Values;
  baselines: Record<string, Values>;
  top: { id: string; score: number; grade: number | null }[];
}

const SHOWN = 15;

type Page = RankingRows & { perQuery: QueryRow[] };

/** A self-contained page for several sets: all in one table, then each by itself. */
export function rankingSetsPage(report: SetsRows & { sets: Page[] }): string {
  const whole = report.sets.map(
    (set, i) => `<h2>${escapeHtml(label(report.sets[i]!))}</h2><p>${escapeHtml(describe(set))}</p>${metricsTable(set)}`,
  );
  return page(
    `<h1>Ranking evaluation</h1><pre class="scroll" tabindex="0" role="region" aria-label="All sets">${escapeHtml(renderRankingSets(report))}</pre>${whole.join('')}`,
  );
}

/** A self-contained page: metrics, groups, and the best and worst JDs with their first ten CVs. */
export function rankingPage(report: Page): string {
  const sorted = [...report.perQuery].sort((a, b) => (b.metrics['ndcg@10'] ?? 0) - (a.metrics['ndcg@10'] ?? 0));
  return page(`<h1>Ranking evaluation</h1><p>${escapeHtml(describe(report))}</p>
<h2>Metrics</h2>${metricsTable(report)}
<h2>nDCG@10 by group</h2>${groupTable(report)}
<h2>Best</h2>${queryTable('Best JDs', sorted.slice(0, SHOWN))}
<h2>Worst</h2>${queryTable('Worst JDs', sorted.slice(-SHOWN).reverse())}
<h2>All JDs</h2><details><summary>${sorted.length} JDs</summary>${queryTable('All JDs', sorted)}</details>`);
}

function page(body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Ranking evaluation</title>
<style>${STYLE}</style></head><body><main>
${body}
</main></body></html>
`;
}

function metricsTable({ metrics, baselines }: RankingRows): string {
  const names = Object.keys(metrics);
  const own = names.map(
    (name) =>
      `<td><strong>${number(metrics[name]!.mean)}</strong><br><small>${number(metrics[name]!.low)} to ${number(metrics[name]!.high)}</small></td>`,
  );
  const others = Object.entries(baselines).map(([system, values]) =>
    row(
      system,
      names.map((name) => `<td>${number(values[name]?.mean ?? null)}</td>`),
    ),
  );
  return tableOf('Metrics', ['way of ranking', ...names], [row('ranker', own), ...others]);
}

function groupTable({ groups, baselineGroups }: RankingRows): string {
  const names = Object.keys(groups);
  const cells = (values: RankingRows['groups']) => names.map((name) => bar(values[name]?.['ndcg@10']?.mean ?? 0));
  return tableOf(
    'nDCG@10 by group',
    ['way of ranking', ...names],
    [
      row('ranker', cells(groups)),
      ...Object.entries(baselineGroups).map(([system, values]) => row(system, cells(values))),
    ],
  );
}

function bar(value: number): string {
  return `<td><svg viewBox="0 0 100 8" width="100" height="8" role="img" aria-label="${number(value)}"><rect width="100" height="8" class="track"/><rect width="${(100 * value).toFixed(1)}" height="8" class="bar"/></svg> ${number(value)}</td>`;
}

function queryTable(name: string, queries: QueryRow[]): string {
  const rows = queries.map(({ id, title, relevant, metrics, baselines, top }) =>
    rowOf(`${isolated(title ?? '')} <small>${isolated(id)}</small>`, [
      bar(metrics['ndcg@10'] ?? 0),
      `<td>${number(baselines['bm25']?.['ndcg@10'] ?? null)}</td>`,
      `<td>${relevant}</td>`,
      `<td>${top.map(({ id, grade, score }) => `<span class="grade g${Math.min(3, Math.round(grade ?? 0))}" title="${escapeHtml(plain(id))}: ${score.toFixed(3)}">${grade ?? '?'}</span>`).join(' ')}</td>`,
    ]),
  );
  return tableOf(name, ['JD', 'nDCG@10', 'BM25', 'relevant', 'grades of the first ten'], rows);
}

function tableOf(name: string, head: string[], rows: string[]): string {
  return scrollingTable(
    name,
    `<thead><tr>${head.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody>`,
  );
}

function row(name: string, cells: string[]): string {
  return rowOf(escapeHtml(name), cells);
}

/** `head`: HTML. */
function rowOf(head: string, cells: string[]): string {
  return `<tr><th scope="row">${head}</th>${cells.join('')}</tr>`;
}

function number(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}

const STYLE = `
:root{color-scheme:light dark;--line:#d9dee5;--soft:#f3f5f8;--bar:#2b6cb0;--text:#1a202c;--page:#fff}
@media screen and (prefers-color-scheme:dark){:root{--line:#39424e;--soft:#222a33;--bar:#63b3ed;--text:#e2e8f0;--page:#161b22}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--text);background:var(--page);margin:0}
.scroll{overflow-x:auto}main{max-width:1100px;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%;margin:1rem 0;font-variant-numeric:tabular-nums}
th,td{padding:.35rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}thead th{background:var(--soft);white-space:nowrap}small{opacity:.7;font-weight:normal}
.track{fill:var(--line)}.bar{fill:var(--bar)}td:has(.grade),td small{white-space:nowrap}.grade{display:inline-block;min-width:1.3em;text-align:center;border-radius:3px;background:var(--soft)}
.g1{background:#bee3f8;color:#1a365d}.g2{background:#63b3ed;color:#1a365d}.g3{background:#2b6cb0;color:#fff}`;
