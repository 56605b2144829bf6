import { api } from '../api.js';
import { announce, empty, h, table } from '../dom.js';
import { ago, duration, rhythm, words } from '../format.js';
import { errorLine, section } from '../section.js';

const COLUMNS = ['Task', 'When', 'Next', 'Last run', 'Took', 'Result', 'What to do'];
const OUTCOMES = { done: 'done', failed: 'failed', busy: 'is already running', running: 'goes on behind' };

/** The periodic tasks: their next run, the result of the last, and a button to run them now. */
export function scheduleTable(hurry) {
  const body = h('div');
  const title = h('h2', { id: 'schedule-title' }, 'Schedule');
  const said = errorLine();
  const node = h('section', { 'aria-labelledby': 'schedule-title' }, title, body, said.node);
  const update = () => section(body, api.schedule(), ({ schedule }) => tableOf(schedule, run));
  const run = async (name) => {
    said.clear();
    try {
      const { outcome } = await api.runScheduled(name);
      announce(`${name}: ${OUTCOMES[outcome]}.`);
      hurry();
      await update();
    } catch (error) {
      said.show(error);
    }
  };
  return { node, update };
}

function tableOf(schedule, run) {
  if (schedule.length === 0) return empty('Nothing is scheduled.');
  const rows = schedule.map((task) => row(task, run));
  return table('Scheduled tasks and their last runs', COLUMNS, rows, { wide: [5], bare: [6] });
}

function row({ name, purpose, cron, next, last }, run) {
  return [
    [h('strong', {}, name), h('span', { class: 'note block' }, purpose)],
    cron === null ? 'off' : h('span', { class: 'nowrap', title: cron }, rhythm(cron)),
    next === null ? '–' : h('span', { class: 'nowrap' }, ago(next)),
    last === null ? 'never' : h('time', { class: 'nowrap', datetime: last.startedAt }, ago(last.startedAt)),
    h('span', { class: 'nowrap' }, duration(last?.ms)),
    resultOf(last),
    h(
      'button',
      {
        type: 'button',
        'data-key': `run ${name}`,
        'aria-label': `Run ${name} now`,
        onclick: () => run(name),
        disabled: last !== null && last.endedAt === null,
      },
      'Run',
    ),
  ];
}

function resultOf(last) {
  if (last === null) return '–';
  if (last.endedAt === null) return h('span', { class: 'mark' }, 'running');
  return [
    h('span', { class: last.ok ? 'mark good' : 'mark bad' }, last.ok ? 'ok' : 'failed'),
    ' ',
    h('span', { class: 'note' }, summary(last.result)),
  ];
}

function summary(result) {
  return Object.entries(result ?? {})
    .map(([name, value]) =>
      name === 'error' ? value : `${words(name)} ${typeof value === 'object' ? JSON.stringify(value) : value}`,
    )
    .join(', ');
}
