import { h } from '../dom.js';
import { ago, bytes, duration, number, percent } from '../format.js';

/** Current problems, shown first; a quiet line if there are none. */
export function alertList(alerts) {
  const firing = alerts.filter(({ status }) => status === 'firing');
  if (firing.length === 0) return h('p', { class: 'calm' }, `No alerts. ${alerts.length} rules are watched.`);
  return h('ul', { class: 'alerts', 'aria-label': 'Alerts' }, firing.map(item));
}

function item({ name, summary, value, threshold, unit, since }) {
  const figures = `Now ${measured(value, unit)}, the limit is ${measured(threshold, unit)}. Began ${ago(since)}.`;
  const help = `What to do is in docs/runbook.md under ${name}.`;
  return h('li', {}, h('strong', {}, `${summary}.`), ` ${figures} ${help}`);
}

function measured(value, unit) {
  if (unit === 'share') return percent(value);
  if (unit === 'bytes') return bytes(value);
  return unit === 'seconds' ? duration(value * 1000) : number(value);
}
