import { alertList } from './alerts.js';
import { meter, timeChart } from '../chart.js';
import { announce, empty, fill, h, table } from '../dom.js';
import { bytes, duration, number, percent, plural, words } from '../format.js';
import { stageTable } from './stages.js';

const HOUR = 3_600_000;
/** Minutes that the charts cover: soon after a start not a whole, mostly empty hour. */
const SPANS = [10, 20, 30, 60];
/** States in which a file's CV can be matched. */
const GOOD = new Set(['ready', 'duplicate']);

/** Live throughput, backlog, stage times and problems. */
export function overviewView(live) {
  const places = {
    alerts: h('div'),
    figures: h('dl', { class: 'figures' }),
    charts: h('div', { class: 'charts' }),
    stages: h('div'),
    states: h('div'),
  };
  let points = [];
  const update = (look) => {
    points = lastHour(points, look);
    fill(places.alerts, alertList(look.alerts));
    fill(places.figures, figuresOf(look));
    fill(places.charts, chartsOf(points, Date.parse(look.at)));
    renew(places.stages, look.stages, stageTable);
    renew(places.states, look.files, statesOf);
    tellOfNew(look.alerts);
  };
  return {
    title: 'Overview',
    node: layout(places),
    show: () => {
      live.follow(update);
    },
    hide: () => {
      live.unfollow();
    },
  };
}

function layout({ alerts, figures, charts, stages, states }) {
  const section = (id, title, body) => h('section', { 'aria-labelledby': id }, h('h2', { id }, title), body);
  return h(
    'section',
    { 'aria-labelledby': 'overview-title' },
    h('h1', { id: 'overview-title', tabindex: '-1' }, 'Overview'),
    alerts,
    figures,
    charts,
    h(
      'div',
      { class: 'columns' },
      section('stages-title', 'Stage times', stages),
      section('states-title', 'Where files ended', states),
    ),
  );
}

/** An update has either all points or those since the last one. */
function lastHour(points, look) {
  const from = Date.parse(look.at) - HOUR;
  return [...(look.whole ? [] : points), ...look.points].filter(({ at }) => Date.parse(at) > from);
}

/** Tables are rebuilt only when something changed, so that text selected in them stays selected. */
const last = new WeakMap();
function renew(place, data, render) {
  const text = JSON.stringify(data);
  if (last.get(place) === text) return;
  last.set(place, text);
  fill(place, render(data));
}

let told = new Set();
function tellOfNew(alerts) {
  const firing = alerts.filter(({ status }) => status === 'firing');
  for (const { name, summary } of firing) if (!told.has(name)) announce(`Alert: ${summary}`);
  told = new Set(firing.map(({ name }) => name));
}

function figuresOf({ store, queue }) {
  const backlog = queue.pending + queue.running;
  return [
    figure('CVs', number(store.cvs), `${plural(store.candidates, 'candidate')}, ${bytes(store.bytes)}`, '#cvs'),
    figure(
      'Backlog',
      number(backlog),
      backlog === 0 ? 'nothing waits' : `oldest waits ${duration(queue.oldestMs)}`,
      '#work',
    ),
    figure('Done last minute', number(queue.endedLastMinute), `${number(queue.running)} under way`),
    figure('Failed', number(queue.failed), 'to retry after a change', '#work', queue.failed > 0 ? 'warn' : ''),
    figure('Dead letters', number(queue.dead), 'retries used up', '#work', queue.dead > 0 ? 'bad' : ''),
  ];
}

function figure(name, value, note, link, kind = '') {
  const title = link === undefined ? name : h('a', { href: link, 'data-key': `figure ${name}` }, name);
  return h(
    'div',
    { class: `figure ${kind}` },
    h('dt', {}, title),
    h('dd', { class: 'value' }, value),
    h('dd', { class: 'note' }, note),
  );
}

function chartsOf(points, now) {
  const of = (field) => points.map((point) => ({ at: Date.parse(point.at), value: point[field] }));
  const span = spanOf(points, now);
  return [
    timeChart('Throughput', 'CVs/min', of('endedLastMinute'), { span, now }),
    timeChart('Backlog', 'tasks', of('backlog'), { span, now }),
  ];
}

function spanOf(points, now) {
  const age = points.length === 0 ? 0 : now - Date.parse(points[0].at);
  return SPANS.map((minutes) => minutes * 60_000).find((span) => span >= age) ?? HOUR;
}

function statesOf(files) {
  const rows = Object.entries(files)
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1]);
  const all = rows.reduce((sum, [, count]) => sum + count, 0);
  if (all === 0) return empty('No file has come in yet. ', h('a', { href: '#cvs' }, 'Add CVs'));
  const share = (state, count) =>
    h(
      'span',
      { class: 'nowrap' },
      meter(count / all, percent(count / all), GOOD.has(state) ? '' : 'warn'),
      percent(count / all),
    );
  return table(
    'Files by the state in which they ended',
    ['State', 'Files', 'Share'],
    rows.map(([state, count]) => [words(state), number(count), share(state, count)]),
    { numeric: [1], keep: true },
  );
}
