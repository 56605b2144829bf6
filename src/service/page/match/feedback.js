import { api } from '../api.js';
import { announce, h } from '../dom.js';
import { rejection } from './rejection.js';

const DONE = { viewed: 'Viewed', shortlisted: 'Shortlisted', rejected: 'Rejected' };

/**
 * The user's feedback on a match: viewed (also by opening the CV), shortlisted, or rejected with a reason. The last one
 * counts.
 */
export function feedbackOf(match) {
  const said = h('span', { class: 'said', role: 'status' });
  const send = async (action, reason) => {
    try {
      await api.feedback(match.id, reason === undefined ? { action } : { action, reason });
      press(buttons, action);
      said.textContent = `${DONE[action]}${reason === undefined ? '' : `: ${reason}`}`;
      if (action === 'rejected') rejecting.close();
    } catch (error) {
      said.textContent = error.text ?? String(error);
    }
  };
  const rejecting = rejection(match.id, (reason) => send('rejected', reason));
  const buttons = {
    viewed: decision('Viewed', () => send('viewed')),
    shortlisted: decision('Shortlist', () => send('shortlisted')),
    rejected: rejecting.button,
  };
  const row = h('div', { class: 'row', role: 'group', 'aria-label': 'Your decision' }, Object.values(buttons), said);
  return { node: h('div', { class: 'feedback' }, row, rejecting.form), viewed: viewedOnce(match.id, buttons, said) };
}

function decision(text, onclick) {
  return h('button', { type: 'button', 'aria-pressed': 'false', onclick }, text);
}

function press(buttons, action) {
  for (const [name, button] of Object.entries(buttons)) button.setAttribute('aria-pressed', String(name === action));
}

/** For the link to the CV: records a view when first opened, and shows it unless the user has given other feedback. */
function viewedOnce(matchId, buttons, said) {
  let seen = false;
  return async () => {
    if (seen) return;
    seen = true;
    try {
      await api.feedback(matchId, { action: 'viewed' });
    } catch (error) {
      announce(error.text ?? String(error));
      return;
    }
    if (said.textContent !== '') return;
    buttons.viewed.setAttribute('aria-pressed', 'true');
    said.textContent = DONE.viewed;
  };
}
