import { key } from './api.js';
import { h } from './dom.js';

/** Asks for the API key that a service beyond this machine wants. Kept in this tab alone, until it closes. */
export function keyForm(taken) {
  const input = h('input', { id: 'key', type: 'password', autocomplete: 'off', spellcheck: 'false', required: true, 'aria-describedby': 'key-note' });
  const submit = (event) => {
    event.preventDefault();
    key.set(input.value.trim());
    taken();
  };
  return h('section', { class: 'narrow', 'aria-labelledby': 'key-title' },
    h('h1', { id: 'key-title', tabindex: '-1' }, 'API key'),
    h('form', { onsubmit: submit },
      h('label', { for: 'key' }, 'This service answers only to those who have a key'),
      h('div', { class: 'row' }, input, h('button', { type: 'submit', class: 'main' }, 'Use')),
      h('p', { class: 'note', id: 'key-note' }, 'Whoever runs the service makes one with ', h('code', {}, 'cvmatch keys add'), '. It is kept in this tab until you close it.')));
}
