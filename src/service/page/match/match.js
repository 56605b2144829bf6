import { api } from '../api.js';
import { announce, empty, fill, h } from '../dom.js';
import { plural } from '../format.js';
import { errorLine } from '../section.js';
import { candidate } from './candidate.js';
import { jdForm } from './form.js';

const EMPTY =
  'The ranking appears here: every candidate with what matched, what is missing, and the passages that show it.';

/** Enter a JD, see who fits and why, and record decisions. */
export function matchView() {
  const said = errorLine();
  const results = h('div', { class: 'results' }, empty(EMPTY));
  const rank = async (event) => {
    event.preventDefault();
    said.clear();
    form.button.disabled = true;
    results.setAttribute('aria-busy', 'true');
    try {
      show(results, await api.match(form.request()));
    } catch (error) {
      said.show(error);
      if (error.code === 'nothing_to_do') said.node.append(' Or ', h('a', { href: '#cvs' }, 'add CVs here'), '.');
    } finally {
      form.button.disabled = false;
      results.removeAttribute('aria-busy');
    }
  };
  const form = jdForm(rank, said.node);
  return {
    title: 'Match',
    node: layout(form.node, results),
    show: () => {
      form.loadStored().catch(said.show);
    },
  };
}

function layout(form, results) {
  return h(
    'section',
    { 'aria-labelledby': 'match-title' },
    h('h1', { id: 'match-title', tabindex: '-1' }, 'Match'),
    h('div', { class: 'matching' }, form, results),
  );
}

/** Moves the focus to the heading of the requested ranking. */
function show(place, { jd, results }) {
  const found = plural(results.length, 'candidate');
  const heading = h('h2', { tabindex: '-1' }, found, jd.title === null ? '' : [' for “', h('bdi', {}, jd.title), '”']);
  const cut = jd.truncated ? ' The JD was longer than 8,000 characters and was cut.' : '';
  fill(
    place,
    heading,
    h('p', { class: 'note' }, 'Ranked, not rejected: a person decides.', cut),
    h('ol', { class: 'ranking' }, results.map(candidate)),
  );
  announce(`${found} ranked.`);
  heading.focus();
}
