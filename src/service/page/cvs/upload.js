import { announce, fill, h } from '../dom.js';
import { bytes, plural, words } from '../format.js';
import { send } from './sending.js';

const DONE = new Set(['ready', 'duplicate']);

/** Files by drag and drop or from the picker, each with what became of it. `settled` is called when all have ended. */
export function uploadPanel(settled) {
  const input = h('input', {
    type: 'file',
    id: 'files',
    multiple: true,
    class: 'unseen',
    'aria-describedby': 'files-note',
  });
  const summary = h('p', { class: 'note', role: 'status' });
  const list = h('ul', { class: 'uploads' });
  const zone = h(
    'div',
    { class: 'drop' },
    input,
    h('label', { for: 'files', class: 'button' }, 'Choose files'),
    h('span', { id: 'files-note' }, ' or drop CVs here: PDF, DOCX, DOC, ODT, RTF, text, HTML, Markdown'),
  );
  const node = h(
    'section',
    { 'aria-labelledby': 'add-title' },
    h('h2', { id: 'add-title' }, 'Add'),
    zone,
    summary,
    list,
  );

  const add = async (files) => {
    if (files.length === 0) return;
    const items = files.map((file) => ({ file, status: 'waiting', row: rowOf(file) }));
    fill(
      list,
      items.map(({ row }) => row.node),
    );
    announce(`Uploading ${plural(files.length, 'file')}.`);
    const changed = (item, status, message = '') => {
      Object.assign(item, { status, message });
      item.row.show(status, message);
      summary.textContent = tally(items);
    };
    await send(items, changed);
    announce(tally(items));
    settled();
  };

  input.addEventListener('change', () => {
    add([...input.files]);
    input.value = '';
  });
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
  return { node };
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

const UNDER_WAY = new Set(['waiting', 'sending', 'pending', 'running']);

function tally(items) {
  const counts = new Map();
  for (const { status } of items) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${count} ${words(status)}`).join(', ');
}
