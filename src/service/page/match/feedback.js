import { api } from '../api.js';
import { announce, h } from '../dom.js';
import { rejection } from './rejection.js';

const DONE = { viewed: 'Viewed', shortlisted: 'Shortlisted', maybe: 'Maybe', rejected: 'Rejected' };

/**
 * The user's decision on a match: shortlisted, maybe, or rejected with a reason, and that it was viewed (also by opening
 * the CV). The last one counts. What was decided before, by anyone, is shown.
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
    maybe: decision('Maybe', () => send('maybe')),
    rejected: rejecting.button,
  };
  if (match.decision !== undefined) {
    press(buttons, match.decision.decision);
    said.textContent = decided(match.decision);
  }
  const row = h('div', { class: 'row', role: 'group', 'aria-label': 'Your decision' }, Object.values(buttons), said);
  return { node: h('div', { class: 'feedback' }, row, rejecting.form), viewed: viewedOnce(match.id, buttons, said) };
}

function decision(text, onclick) {
  return h('button', { type: 'button', 'aria-pressed': 'false', onclick }, text);
}

function decided({ decision: what, stage, reason, by }) {
  const why = reason === null ? '' : `: ${reason}`;
  return `${DONE[what]}${stage === null ? '' : ` (${stage})`}${why}${by === null ? '' : `, by ${by}`}`;
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
