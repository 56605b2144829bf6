import { api } from '../api.js';
import { announce, h } from '../dom.js';

/** Saves the file as it was handed in. The page fetches it itself, because a link cannot carry the key. */
export function originalOf(cv) {
  const note = h('span', { class: 'note' });
  const save = async () => {
    note.textContent = '';
    try {
      const { name, bytes } = await api.original(cv.cvId ?? cv.id);
      const address = URL.createObjectURL(bytes);
      h('a', { href: address, download: name }).click();
      // By then the browser has started to save it.
      setTimeout(() => {
        URL.revokeObjectURL(address);
      }, 60_000);
      announce(`${name} is saved.`);
    } catch (error) {
      note.textContent = ` ${error.text ?? String(error)}`;
    }
  };
  return [
    h('button', { type: 'button', class: 'quiet', 'data-key': 'original', onclick: save }, 'Save the file'),
    note,
  ];
}
