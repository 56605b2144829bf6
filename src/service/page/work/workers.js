import { api } from '../api.js';
import { announce, empty, h, table } from '../dom.js';
import { duration, number } from '../format.js';
import { errorLine, section } from '../section.js';

const COLUMNS = ['Process', 'Version', 'State', 'Heartbeat', 'In hand', 'Done', 'Task', 'What to do'];
const SAID = { drain: 'takes no more tasks', stop: 'ends soon' };

/** The processes that serve and work, for operators; others are not shown it. */
export function workerTable(hurry) {
  const body = h('div');
  const said = errorLine();
  const title = h('h2', { id: 'workers-title' }, 'Processes');
  const node = h('section', { 'aria-labelledby': 'workers-title' }, title, body, said.node);
  const update = () => section(body, listed(node), (workers) => tableOf(workers, ask));
  const ask = async (what, id) => {
    said.clear();
    try {
      await api.askWorker(id, what);
      announce(`Process ${id} ${SAID[what]}.`);
      hurry();
    } catch (error) {
      said.show(error);
    }
  };
  return { node, update };
}

async function listed(node) {
  try {
    const { workers } = await api.workers();
    node.hidden = false;
    return workers;
  } catch (error) {
    if (error.status !== 403) throw error;
    node.hidden = true;
    return [];
  }
}

function tableOf(workers, ask) {
  if (workers.length === 0) return empty('No process is known.');
  const rows = workers.map((one) => row(one, ask));
  return table('Processes that serve and work', COLUMNS, rows, { numeric: [4, 5], wide: [6], bare: [7] });
}

function row({ id, role, host, pid, version, state, leads, wanted, beatMs, held, done, tasks }, ask) {
  return [
    [h('strong', {}, `${role} ${id}`), h('span', { class: 'note block' }, `${host}, ${pid}`)],
    version,
    [
      h('span', { class: state === 'running' ? 'mark good' : 'mark' }, wanted === 'stop' ? 'ending' : state),
      leads ? h('span', { class: 'note block' }, 'keeps the schedule') : '',
    ],
    h('span', { class: 'nowrap' }, `${duration(beatMs)} ago`),
    number(held),
    number(done),
    taskOf(tasks),
    wanted === null ? [button('drain', id, ask), ' ', button('stop', id, ask)] : '–',
  ];
}

function taskOf([first, ...others]) {
  if (first === undefined) return '–';
  const more = others.length === 0 ? '' : ` and ${number(others.length)} more`;
  return [first.name ?? 'a file', h('span', { class: 'note' }, ` for ${duration(first.ageMs)}${more}`)];
}

function button(what, id, ask) {
  return h(
    'button',
    {
      type: 'button',
      'data-key': `${what} ${id}`,
      'aria-label': `${what} process ${id}`,
      onclick: () => ask(what, id),
    },
    what === 'drain' ? 'Drain' : 'Stop',
  );
}
