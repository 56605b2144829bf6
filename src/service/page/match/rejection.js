import { h } from '../dom.js';

/** The button that asks for a reason, and the form for it. */
export function rejection(matchId, record) {
  const reason = h('input', { id: `why-${matchId}`, required: true, maxlength: 500, autocomplete: 'off' });
  const ask = (open) => {
    form.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    if (open) reason.focus();
  };
  const close = () => {
    ask(false);
    button.focus();
  };
  const toggle = () => {
    ask(form.hidden);
  };
  const button = h(
    'button',
    { type: 'button', 'aria-pressed': 'false', 'aria-expanded': 'false', onclick: toggle },
    'Reject…',
  );
  const form = reasonForm(reason, record, close);
  return { button, form, close };
}

function reasonForm(reason, record, cancel) {
  const submit = (event) => {
    event.preventDefault();
    record(reason.value.trim());
  };
  const leave = (event) => {
    if (event.key === 'Escape') cancel();
  };
  return h(
    'form',
    { hidden: true, class: 'reason', onsubmit: submit, onkeydown: leave },
    h('label', { for: reason.id }, 'Reason, kept with the decision'),
    h(
      'div',
      { class: 'row' },
      reason,
      h('button', { type: 'submit' }, 'Record rejection'),
      h('button', { type: 'button', class: 'quiet', onclick: cancel }, 'Cancel'),
    ),
  );
}
