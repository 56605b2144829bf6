import { announce, fill, h } from '../dom.js';
import { bytes, plural, words } from '../format.js';
import { send } from './sending.js';

const DONE = new Set(['ready', 'duplicate']);
const UNDER_WAY = new Set(['waiting', 'sending', 'pending', 'running']);

/** Upload by drag and drop or file picker, with the result of each file. `settled` is called when all have ended. */
export function uploadPanel(settled) {
  const summary = h('p', { class: 'note', role: 'status' });
  const list = h('ul', { class: 'uploads' });
  const add = async (files) => {
    if (files.length === 0) return;
    const items = files.map((file) => ({ file, status: 'waiting', row: rowOf(file) }));
    fill(
      list,
      items.map(({ row }) => row.node),
    );
    announce(`Uploading ${plural(files.length, 'file')}.`);
    await send(items, (item, status, message = '') => {
      Object.assign(item, { status, message });
      item.row.show(status, message);
      summary.textContent = tally(items);
    });
    announce(tally(items));
    settled();
  };
  const title = h('h2', { id: 'add-title' }, 'Add');
  return { node: h('section', { 'aria-labelledby': 'add-title' }, title, dropZone(add), summary, list) };
}

/** Calls `add` with the files that the user chooses or drops. */
function dropZone(add) {
  const zone = h(
    'div',
    { class: 'drop' },
    picker(add),
    h('label', { for: 'files', class: 'button' }, 'Choose files'),
    h('span', { id: 'files-note' }, ' or drop CVs here: PDF, DOCX, DOC, ODT, RTF, text, HTML, Markdown'),
  );
  const over = (is) => (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    zone.classList.toggle('over', is);
  };
  zone.addEventListener('dragover', over(true));
  zone.addEventListener('dragleave', over(false));
  zone.addEventListener('drop', (event) => {
    over(false)(event);
    add([...(event.dataTransfer?.files ?? [])]);
  });
  return zone;
}

function picker(add) {
  const input = h('input', {
    type: 'file',
    id: 'files',
    multiple: true,
    class: 'unseen',
    'aria-describedby': 'files-note',
  });
  input.addEventListener('change', () => {
    add([...input.files]);
    // Allows the same files to be chosen again.
    input.value = '';
  });
  return input;
}

function rowOf(file) {
  const mark = h('span', { class: 'mark' }, 'waiting');
  const note = h('span', { class: 'note' });
  const node = h(
    'li',
    {},
    h('span', { class: 'file' }, file.name),
    h('span', { class: 'note' }, bytes(file.size)),
    mark,
    note,
  );
  return {
    node,
    show: (status, message) => {
      mark.textContent = words(status);
      mark.className = `mark ${DONE.has(status) ? 'good' : UNDER_WAY.has(status) ? '' : 'bad'}`;
      note.textContent = message;
    },
  };
}

function tally(items) {
  const counts = new Map();
  for (const { status } of items) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${count} ${words(status)}`).join(', ');
}
