import { alertList } from './alerts.js';
import { api } from './api.js';
import { meter, timeChart } from './chart.js';
import { empty, fill, h, table } from './dom.js';
import { bytes, duration, number, percent, plural, words } from './format.js';
import { stageTable } from './stages.js';

const HOUR = 3_600_000;
/** States in which a file's CV can be matched. */
const GOOD = new Set(['ready', 'duplicate']);

/** How much comes in and out, what waits, how long stages take, what is wrong: live. */
export function overviewView(live) {
  const figures = h('dl', { class: 'figures' });
  const alerts = h('div');
  const charts = h('div', { class: 'charts' });
  const stages = h('div');
  const states = h('div');
  const node = h('section', { 'aria-labelledby': 'overview-title' },
    h('h1', { id: 'overview-title', tabindex: '-1' }, 'Overview'), alerts, figures, charts,
    h('div', { class: 'columns' },
      h('section', { 'aria-labelledby': 'stages-title' }, h('h2', { id: 'stages-title' }, 'Stage times'), stages),
      h('section', { 'aria-labelledby': 'states-title' }, h('h2', { id: 'states-title' }, 'Where files ended'), states)));

  const update = async () => {
    const [stats, performance, firing, history] = await Promise.all([api.stats(), api.performance(), api.alerts(), api.history()]);
    fill(alerts, alertList(firing));
    fill(figures, figuresOf(stats, history));
    fill(charts, chartsOf(history));
    fill(stages, stageTable(performance));
    fill(states, statesOf(stats));
  };
  return { title: 'Overview', node, show: () => { live.follow(update); }, hide: () => { live.unfollow(update); } };
}

function figuresOf({ store, queue }) {
  const backlog = queue.pending + queue.running;
  return [
    figure('CVs', number(store.cvs), `${plural(store.candidates, 'candidate')}, ${bytes(store.bytes)}`, '#cvs'),
    figure('Backlog', number(backlog), backlog === 0 ? 'nothing waits' : `oldest waits ${duration(queue.oldestMs)}`, '#work'),
    figure('Done in the last minute', number(queue.endedLastMinute), `${number(queue.running)} under way`),
    figure('Failed', number(queue.failed), 'need a change before a retry', '#work', queue.failed > 0 ? 'warn' : ''),
    figure('Dead letters', number(queue.dead), 'retries used up', '#work', queue.dead > 0 ? 'bad' : ''),
  ];
}

function figure(name, value, note, link, kind = '') {
  return h('div', { class: `figure ${kind}` }, h('dt', {}, link === undefined ? name : h('a', { href: link }, name)), h('dd', { class: 'value' }, value), h('dd', { class: 'note' }, note));
}

function chartsOf({ points }) {
  const of = (field) => points.map((point) => ({ at: Date.parse(point.at), value: point[field] }));
  return [
    timeChart('Throughput', 'CVs/min', of('endedLastMinute'), { span: HOUR }),
    timeChart('Backlog', 'tasks', of('backlog'), { span: HOUR }),
  ];
}

function statesOf({ files }) {
  const rows = Object.entries(files).filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1]);
  const all = rows.reduce((sum, [, count]) => sum + count, 0);
  if (all === 0) return empty('No file has come in yet.');
  return table('Files by the state in which they ended', ['State', 'Files', 'Share'], rows.map(([state, count]) => [words(state), number(count), h('span', { class: 'nowrap' }, meter(count / all, percent(count / all), GOOD.has(state) ? '' : 'warn'), percent(count / all))]), { numeric: [1], keep: true });
}
