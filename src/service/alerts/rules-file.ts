import { ALERTS, runbookOf, WINDOW_SECONDS, type AlertRule, type Measure, type Selector } from './rules.js';

const WINDOW = `${WINDOW_SECONDS / 60}m`;

/** The alerts as a rules file of Prometheus: deploy/prometheus/alerts.yaml holds exactly this. */
export function rulesFile(rules: readonly AlertRule[] = ALERTS): string {
  const head =
    '# Made by `npm run alerts` from src/service/alerts/rules.ts: change it there.\ngroups:\n  - name: cvmatch\n    rules:\n';
  return head + rules.map(ruleText).join('');
}

function ruleText(rule: AlertRule): string {
  return [
    `      - alert: ${rule.name}`,
    `        expr: ${quoted(promql(rule))}`,
    `        for: ${rule.forSeconds}s`,
    '        labels:',
    `          severity: ${rule.severity}`,
    '        annotations:',
    `          summary: ${quoted(rule.summary)}`,
    `          runbook_url: ${quoted(runbookOf(rule))}`,
    '',
  ].join('\n');
}

/** Single-quoted YAML. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function promql({ measure, above }: Pick<AlertRule, 'measure' | 'above'>): string {
  return `${valueOf(measure)} > ${above}${measure.kind === 'share' ? ` and ${increase(measure.of)} >= ${measure.atLeast}` : ''}`;
}

function valueOf(measure: Measure): string {
  if (measure.kind === 'level') return `max(${series(measure.of)})`;
  if (measure.kind === 'share') return `${increase(measure.part)} / ${increase(measure.of)}`;
  return `histogram_quantile(${measure.q}, sum by (le) (increase(${series({ ...measure.of, metric: `${measure.of.metric}_bucket` })}[${WINDOW}])))`;
}

function increase(selector: Selector): string {
  return `sum(increase(${series(selector)}[${WINDOW}]))`;
}

function series({ metric, labels = {} }: Selector): string {
  const conditions = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return conditions.length === 0 ? metric : `${metric}{${conditions.join(',')}}`;
}
