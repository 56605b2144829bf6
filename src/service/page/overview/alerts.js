import { h } from '../dom.js';
import { ago, duration, number, percent } from '../format.js';

/** What is wrong now, first of all; a quiet line when nothing is. */
export function alertList(alerts) {
  const firing = alerts.filter(({ status }) => status === 'firing');
  if (firing.length === 0) return h('p', { class: 'calm' }, `No alerts. ${alerts.length} rules are watched.`);
  return h(
    'ul',
    { class: 'alerts', 'aria-label': 'Alerts' },
    firing.map((alert) =>
      h(
        'li',
        {},
        h('strong', {}, `${alert.summary}.`),
        ` Now ${measured(alert.value, alert.unit)}, the limit is ${measured(alert.threshold, alert.unit)}. Began ${ago(alert.since)}. What to do is in docs/runbook.md under ${alert.name}.`,
      ),
    ),
  );
}

function measured(value, unit) {
  if (unit === 'share') return percent(value);
  return unit === 'seconds' ? duration(value * 1000) : number(value);
}
