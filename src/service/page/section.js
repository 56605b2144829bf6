import { ApiError } from './api.js';
import { fill, h, sentences } from './dom.js';

/**
 * Fills a part of a view with an answer. What this key may not see, or this service does not have, is said in the
 * part's place and the others go on; a service that does not answer at all is the view's affair, so that it is said
 * once.
 */
export async function section(place, asked, render) {
  try {
    fill(place, render(await asked));
  } catch (error) {
    if (!(error instanceof ApiError) || ![403, 404, 409].includes(error.status)) throw error;
    fill(place, h('p', { class: 'note' }, sentences(error.text)));
  }
}

/** A place for an error that a person caused and can mend; empty and hidden until then. */
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
