import { api } from '../api.js';
import { announce, empty, h, table } from '../dom.js';
import { ago, number, plural, words } from '../format.js';
import { errorLine, section } from '../section.js';

const SHOWN = 50;

/** Tasks of one status, with buttons to retry or drop one, all of a reason, or all. */
export function taskList({ status, title, none, note, actions = true, hurry }) {
  const id = `tasks-${status[0]}`;
  const count = h('span', { class: 'count' });
  const body = h('div');
  const said = errorLine();
  const node = h(
    'section',
    { 'aria-labelledby': id },
    h('h2', { id }, title, ' ', count),
    h('p', { class: 'note' }, note),
    said.node,
    body,
  );

  const refresh = () =>
    section(body, api.tasks({ status, limit: SHOWN }), ({ tasks, total, reasons }) => {
      count.textContent = number(total);
      node.classList.toggle('nothing', total === 0);
      return total === 0
        ? empty(none)
        : [onDisk(tasks, actions), actions ? byReason(reasons) : null, tableOf(tasks), more(total, tasks.length)];
    });

  /** Not under the hand of a person who is asked whether they really mean it. */
  const update = () => (node.querySelector('[data-sure]') === null ? refresh() : Promise.resolve());

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

  const buttons = (filter, name, key) => [
    h(
      'button',
      {
        type: 'button',
        'data-key': `retry ${key}`,
        'aria-label': `Retry ${name}`,
        onclick: () => act('retry', filter, name),
      },
      'Retry',
    ),
    ' ',
    h(
      'button',
      {
        type: 'button',
        class: 'quiet',
        'data-key': `drop ${key}`,
        'aria-label': `Drop ${name}`,
        onclick: (event) => {
          confirmed(event.currentTarget, () => act('drop', filter, name));
        },
      },
      'Drop',
    ),
  ];

  const byReason = (reasons) =>
    h(
      'ul',
      { class: 'reasons' },
      reasons
        .filter(({ code }) => code !== null)
        .map(({ code, tasks }) =>
          h(
            'li',
            {},
            h('span', {}, h('strong', {}, words(code)), ` ${number(tasks)}`),
            h('span', {}, buttons({ code }, `all with ${words(code)}`, code)),
          ),
        ),
    );

  const tableOf = (tasks) =>
    table(
      `${title} tasks`,
      ['File', actions ? 'Reason' : 'Status', 'Tries', 'When', ...(actions ? ['What to do'] : [])],
      tasks.map((task) => [
        [task.name, task.upload ? null : [' ', h('span', { class: 'note nowrap' }, 'on disk')]],
        reasonOf(task, actions),
        number(task.attempts),
        h('time', { class: 'nowrap', datetime: task.updatedAt }, ago(task.updatedAt)),
        ...(actions ? [h('span', { class: 'nowrap' }, buttons({ ids: [task.id] }, task.name, task.id))] : []),
      ]),
      { numeric: [2], wide: [1], bare: [1, 4] },
    );

  return { node, update };
}

/** Why it ended; of what is open how it stands, with what stopped it before. */
function reasonOf({ status, code, message }, ended) {
  const why = code === null ? null : [h('strong', {}, words(code)), h('span', { class: 'note' }, ` ${message ?? ''}`)];
  if (ended && why !== null) return why;
  return why === null ? words(status) : [words(status), h('span', { class: 'note' }, `, before: ${words(code)}`)];
}

/** The service reads what was uploaded; what a command read from a folder is read again by a command. */
function onDisk(tasks, actions) {
  return tasks.some(({ upload }) => !upload)
    ? h(
        'p',
        { class: 'note' },
        'Files on disk are read by ',
        h('code', {}, 'cvmatch resume'),
        actions ? ' after Retry.' : '.',
      )
    : null;
}

function more(total, shown) {
  return total > shown
    ? h('p', { class: 'note' }, `The first ${shown} of ${number(total)} are shown; the rest with cvmatch tasks list.`)
    : null;
}

/** What cannot be undone is asked for twice, on the same button. */
function confirmed(button, act) {
  if (button.dataset.sure === 'yes') {
    act();
    return;
  }
  const [text, label] = [button.textContent, button.getAttribute('aria-label')];
  button.dataset.sure = 'yes';
  button.textContent = 'Really drop?';
  button.setAttribute('aria-label', `Really ${label.toLowerCase()}? It cannot be undone.`);
  button.addEventListener(
    'blur',
    () => {
      delete button.dataset.sure;
      button.textContent = text;
      button.setAttribute('aria-label', label);
    },
    { once: true },
  );
}
