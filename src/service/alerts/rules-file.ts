import { ALERTS, runbookOf, WINDOW_SECONDS, type AlertRule, type Measure, type Selector } from './rules.js';

const WINDOW = `${WINDOW_SECONDS / 60}m`;

const MADE = '# Made by `npm run alerts` from src/service/alerts/rules.ts: change it there.\n';

/** The alerts as a Prometheus rules file; deploy/prometheus/alerts.yaml must be identical to it. */
export function rulesFile(rules: readonly AlertRule[] = ALERTS): string {
  return MADE + groups(rules);
}

/** The same for Prometheus' operator on Kubernetes; deploy/kubernetes/overlays/prod/rules.yaml must be identical to it. */
export function operatorRules(rules: readonly AlertRule[] = ALERTS): string {
  const head = 'apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: cvmatch\nspec:\n';
  return MADE + head + groups(rules).replace(/^(?=.)/gm, '  ');
}

const groups = (rules: readonly AlertRule[]): string =>
  'groups:\n  - name: cvmatch\n    rules:\n' + rules.map(ruleText).join('');

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
  const enough = measure.kind === 'share' ? ` and ${increase(measure.of)} >= ${measure.atLeast}` : '';
  return `${valueOf(measure)} > ${above}${enough}`;
}

function valueOf(measure: Measure): string {
  if (measure.kind === 'level') return `max(${series(measure.of)})`;
  if (measure.kind === 'ratio') return `max(${series(measure.part)}) / max(${series(measure.of)})`;
  if (measure.kind === 'share') return `${increase(measure.part)} / ${increase(measure.of)}`;
  const buckets = series({ ...measure.of, metric: `${measure.of.metric}_bucket` });
  return `histogram_quantile(${measure.q}, sum by (le) (increase(${buckets}[${WINDOW}])))`;
}

function increase(selector: Selector): string {
  return `sum(increase(${series(selector)}[${WINDOW}]))`;
}

function series({ metric, labels = {} }: Selector): string {
  const conditions = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return conditions.length === 0 ? metric : `${metric}{${conditions.join(',')}}`;
}
