import { ApiError } from './api.js';
import { fill, h, sentences } from './dom.js';

/**
 * Fills a part of a view with an answer. If this key may not see it, or the service does not have it, the part says so
 * and the others continue. If the service does not answer at all, the view reports that, once.
 */
export async function section(place, asked, render) {
  try {
    fill(place, render(await asked));
  } catch (error) {
    if (!(error instanceof ApiError) || ![403, 404, 409].includes(error.status)) throw error;
    fill(place, h('p', { class: 'note' }, sentences(error.text)));
  }
}

/** A place for an error that the user can correct; hidden while empty. */
export function errorLine() {
  const node = h('p', { class: 'error', role: 'alert', hidden: true });
  const clear = () => {
    node.hidden = true;
  };
  const show = (error) => {
    fill(node, sentences(error instanceof ApiError ? error.text : String(error)));
    node.hidden = false;
  };
  return { node, clear, show };
}
