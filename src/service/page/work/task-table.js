import { h, table } from '../dom.js';
import { ago, number, words } from '../format.js';

/** A table of tasks. `actions` creates the buttons for ended tasks; null for open ones. */
export function tasksOf({ tasks, total, reasons }, title, actions) {
  return [
    onDisk(tasks, actions !== null),
    actions === null ? null : byReason(reasons, actions),
    tableOf(tasks, title, actions),
    more(total, tasks.length),
  ];
}

function byReason(reasons, actions) {
  const item = ({ code, tasks }) =>
    h(
      'li',
      {},
      h('span', {}, h('strong', {}, words(code)), ` ${number(tasks)}`),
      h('span', {}, actions({ code }, `all with ${words(code)}`, code)),
    );
  return h('ul', { class: 'reasons' }, reasons.filter(({ code }) => code !== null).map(item));
}

function tableOf(tasks, title, actions) {
  const ended = actions !== null;
  return table(
    `${title} tasks`,
    ['File', ended ? 'Reason' : 'Status', 'Tries', 'When', ...(ended ? ['What to do'] : [])],
    tasks.map((task) => [
      [task.name, task.upload ? null : [' ', h('span', { class: 'note nowrap' }, 'on disk')]],
      reasonOf(task, ended),
      number(task.attempts),
      h('time', { class: 'nowrap', datetime: task.updatedAt }, ago(task.updatedAt)),
      ...(ended ? [h('span', { class: 'nowrap' }, actions({ ids: [task.id] }, task.name, task.id))] : []),
    ]),
    { numeric: [2], wide: [1], bare: [1, 4] },
  );
}

/** The reason for its end; for an open task its status, and the reason for the last failure. */
function reasonOf({ status, code, message }, ended) {
  const why = code === null ? null : [h('strong', {}, words(code)), h('span', { class: 'note' }, ` ${message ?? ''}`)];
  if (ended && why !== null) return why;
  return why === null ? words(status) : [words(status), h('span', { class: 'note' }, `, before: ${words(code)}`)];
}

/** The service can read uploads again; files that a command read from a folder need a command. */
function onDisk(tasks, ended) {
  return tasks.some(({ upload }) => !upload)
    ? h(
        'p',
        { class: 'note' },
        'Files on disk are read by ',
        h('code', {}, 'cvmatch resume'),
        ended ? ' after Retry.' : '.',
      )
    : null;
}

function more(total, shown) {
  return total > shown
    ? h('p', { class: 'note' }, `The first ${shown} of ${number(total)} are shown; the rest with cvmatch tasks list.`)
    : null;
}
