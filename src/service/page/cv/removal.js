import { api } from '../api.js';
import { announce, h } from '../dom.js';

/** Removes a CV after a confirmation. */
export function removal(cv) {
  const button = h('button', { type: 'button', class: 'danger', 'data-key': 'remove' }, 'Remove this CV …');
  const note = h('p', {}, 'Removes the CV and everything derived from it. This cannot be undone.');
  const remove = async () => {
    try {
      const pending = await api.removeCv(cv.cvId ?? cv.id);
      announce(
        pending === null
          ? 'The CV was removed.'
          : `The CV is no longer in the store, but ${pending.message}. This is finished automatically.`,
      );
      location.hash = '#cvs';
    } catch (error) {
      note.textContent = error.text ?? String(error);
    }
  };
  const ask = (open) => {
    really.hidden = !open;
    button.hidden = open;
    (open ? keep : button).focus();
  };
  const keep = choice('Keep', 'quiet', () => {
    ask(false);
  });
  const really = h('div', { hidden: true }, note, h('div', { class: 'row' }, choice('Remove', 'danger', remove), keep));
  button.addEventListener('click', () => {
    ask(true);
  });
  return h('section', { class: 'removal' }, button, really);
}

function choice(text, kind, onclick) {
  return h('button', { type: 'button', class: kind, onclick }, text);
}
