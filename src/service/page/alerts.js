import { h } from './dom.js';
import { ago } from './format.js';

/** What is wrong now, first of all; a quiet line when nothing is. */
export function alertList({ alerts }) {
  const firing = alerts.filter((alert) => alert.firing);
  if (firing.length === 0) return h('p', { class: 'calm' }, `No alerts. ${alerts.length} rules are watched.`);
  return h('ul', { class: 'alerts', role: 'alert' }, firing.map((alert) => h('li', {},
    h('strong', {}, alert.title ?? alert.name), ` ${alert.summary}`, h('span', { class: 'note' }, ` since ${ago(alert.since)}`))));
}
