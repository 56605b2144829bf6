import { key } from './api.js';
import { h } from './dom.js';

/**
 * Asks for the API key that a service on another machine requires, and says so if the last one was refused. The key is
 * kept in this tab only, until it closes.
 */
export function keyForm(wasRefused, taken) {
  const input = keyInput(wasRefused);
  const submit = (event) => {
    event.preventDefault();
    key.set(input.value.trim());
    taken();
  };
  return h(
    'section',
    { class: 'narrow', 'aria-labelledby': 'key-title' },
    h('h1', { id: 'key-title', tabindex: '-1' }, 'API key'),
    h('p', {}, 'This service answers only to those who have a key.'),
    h(
      'form',
      { onsubmit: submit },
      wasRefused ? refusal() : null,
      h('label', { for: 'key', class: 'block' }, 'Your key'),
      h('div', { class: 'row' }, input, h('button', { type: 'submit', class: 'main' }, 'Use')),
      whereFrom(),
    ),
  );
}

function keyInput(wasRefused) {
  return h('input', {
    id: 'key',
    type: 'password',
    autocomplete: 'off',
    spellcheck: 'false',
    required: true,
    'aria-describedby': wasRefused ? 'key-error key-note' : 'key-note',
    'aria-invalid': wasRefused ? 'true' : undefined,
  });
}

function refusal() {
  const text = 'That key was refused: it is unknown, or it was revoked.';
  return h('p', { class: 'error', role: 'alert', id: 'key-error' }, text);
}

function whereFrom() {
  return h(
    'p',
    { class: 'note', id: 'key-note' },
    'Whoever runs the service makes one with ',
    h('code', {}, 'cvmatch keys add'),
    '. It is kept in this tab until you close it.',
  );
}
