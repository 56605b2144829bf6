import { api } from '../api.js';
import { announce, h } from '../dom.js';

const DONE = { viewed: 'Viewed', shortlisted: 'Shortlisted', rejected: 'Rejected' };

/** What a person says to a match: viewed (also by opening the CV), shortlisted, or rejected with a reason. The last word counts. */
export function feedbackOf(match) {
  const said = h('span', { class: 'said', role: 'status' });
  const buttons = {
    viewed: h('button', { type: 'button', 'aria-pressed': 'false', onclick: () => send('viewed') }, 'Viewed'),
    shortlisted: h(
      'button',
      { type: 'button', 'aria-pressed': 'false', onclick: () => send('shortlisted') },
      'Shortlist',
    ),
    rejected: h(
      'button',
      {
        type: 'button',
        'aria-pressed': 'false',
        'aria-expanded': 'false',
        onclick: () => {
          ask(form.hidden);
        },
      },
      'Reject…',
    ),
  };
  const reason = h('input', { id: `why-${match.id}`, required: true, maxlength: 500, autocomplete: 'off' });
  const form = h(
    'form',
    {
      hidden: true,
      class: 'reason',
      onsubmit: (event) => {
        event.preventDefault();
        send('rejected', reason.value.trim());
      },
    },
    h('label', { for: reason.id }, 'Reason, kept with the decision'),
    h(
      'div',
      { class: 'row' },
      reason,
      h('button', { type: 'submit' }, 'Record rejection'),
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          onclick: () => {
            ask(false);
            buttons.rejected.focus();
          },
        },
        'Cancel',
      ),
    ),
  );
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      ask(false);
      buttons.rejected.focus();
    }
  });

  const ask = (open) => {
    form.hidden = !open;
    buttons.rejected.setAttribute('aria-expanded', String(open));
    if (open) reason.focus();
  };

  const send = async (action, why) => {
    try {
      await api.feedback(match.id, why === undefined ? { action } : { action, reason: why });
      for (const [name, button] of Object.entries(buttons))
        button.setAttribute('aria-pressed', String(name === action));
      said.textContent = `${DONE[action]}${why === undefined ? '' : `: ${why}`}`;
      if (action === 'rejected') {
        ask(false);
        buttons.rejected.focus();
      }
    } catch (error) {
      said.textContent = error.text ?? String(error);
    }
  };

  const node = h(
    'div',
    { class: 'feedback' },
    h('div', { class: 'row', role: 'group', 'aria-label': 'Your decision' }, Object.values(buttons), said),
    form,
  );
  let seen = false;
  const viewed = () => {
    if (seen) return;
    seen = true;
    api.feedback(match.id, { action: 'viewed' }).then(
      () => {
        if (said.textContent === '') {
          buttons.viewed.setAttribute('aria-pressed', 'true');
          said.textContent = DONE.viewed;
        }
      },
      (error) => {
        announce(error.text ?? String(error));
      },
    );
  };
  return { node, viewed };
}
