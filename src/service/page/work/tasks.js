import { api } from '../api.js';
import { announce, empty, h } from '../dom.js';
import { number, plural } from '../format.js';
import { errorLine, section } from '../section.js';
import { actionsOf } from './task-actions.js';
import { tasksOf } from './task-table.js';

const SHOWN = 50;

/** Tasks of one status, with buttons to retry or drop one of them, all with the same reason, or all. */
export function taskList({ status, title, none, note, actions = true, hurry }) {
  const count = h('span', { class: 'count' });
  const body = h('div');
  const said = errorLine();
  const node = layout(`tasks-${status[0]}`, [title, ' ', count], note, [said.node, body]);
  const refresh = () =>
    section(body, api.tasks({ status, limit: SHOWN }), (answer) => {
      count.textContent = number(answer.total);
      node.classList.toggle('nothing', answer.total === 0);
      return answer.total === 0 ? empty(none) : tasksOf(answer, title, actions ? actionsOf(act) : null);
    });
  const act = async (what, filter, name) => {
    said.clear();
    try {
      const { tasks } = await api[what]({ ...filter, status });
      announce(`${name}: ${plural(tasks, 'task')} ${what === 'retry' ? 'will be tried again' : 'dropped'}.`);
      hurry();
      await refresh();
    } catch (error) {
      said.show(error);
    }
  };
  /** No refresh while the user is being asked for confirmation. */
  const update = () => (node.querySelector('[data-sure]') === null ? refresh() : Promise.resolve());
  return { node, update };
}

function layout(id, title, note, parts) {
  return h('section', { 'aria-labelledby': id }, h('h2', { id }, title), h('p', { class: 'note' }, note), parts);
}
