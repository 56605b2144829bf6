import { api, key } from '../api.js';
import { h } from '../dom.js';
import { keyForm } from '../key.js';

/** Takes the key of this tab, if it has one, to the board of queues; otherwise, or if it is refused, asks for one. */
const content = document.getElementById('content');

function show(node) {
  content.replaceChildren(node);
  (node.querySelector('input') ?? content).focus();
}

async function enter() {
  const had = key.get() !== null;
  try {
    await api.takeKeyToQueues();
    location.replace('/queues/board/');
  } catch (error) {
    if (error.status !== 401 && error.status !== 403)
      return show(h('p', { class: 'error', role: 'alert' }, error.text));
    const form = keyForm(error.status === 401 && had, () => void enter());
    if (error.status === 403) form.prepend(h('p', { class: 'error', role: 'alert' }, error.text));
    show(form);
  }
}

void enter();
