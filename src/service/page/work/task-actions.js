import { h } from '../dom.js';

/** Buttons that retry or drop the tasks of a filter, by calling `act(what, filter, name)`. */
export function actionsOf(act) {
  return (filter, name, key) => [
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
}

/** What cannot be undone needs a second click on the same button. */
function confirmed(button, act) {
  if (button.dataset.sure === 'yes') {
    act();
    return;
  }
  const [text, label] = [button.textContent, button.getAttribute('aria-label')];
  button.dataset.sure = 'yes';
  button.textContent = 'Really drop?';
  button.setAttribute('aria-label', `Really ${label.toLowerCase()}? This cannot be undone.`);
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
