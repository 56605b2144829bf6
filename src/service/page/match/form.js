import { api } from '../api.js';
import { fill, h } from '../dom.js';
import { plural } from '../format.js';

const LONGEST = 8000;
const PLACEHOLDER = 'Senior backend engineer\n\nYou have five years of experience with TypeScript and PostgreSQL …';

/** A JD as text, or a stored one, and the number of candidates to show. */
export function jdForm(submitted, error) {
  const text = h('textarea', {
    id: 'jd',
    rows: 14,
    required: true,
    'aria-describedby': 'jd-note',
    placeholder: PLACEHOLDER,
  });
  const note = h('p', { class: 'note', id: 'jd-note' }, readOf(text.value));
  const stored = h('select', { id: 'stored' });
  const top = topSelect();
  const button = h('button', { type: 'submit', class: 'main' }, 'Rank candidates');
  text.addEventListener('input', () => {
    stored.value = '';
    note.textContent = readOf(text.value);
  });
  stored.addEventListener('change', () => {
    text.required = stored.value === '';
  });
  const label = h('label', { for: 'jd' }, 'Job description');
  return {
    node: h('form', { class: 'jd', onsubmit: submitted }, label, text, note, choices(stored, top, button), error),
    button,
    request: () => ({
      ...(stored.value === '' ? { text: text.value } : { jd: stored.value }),
      top: Number(top.value),
    }),
    loadStored: () => loadInto(stored),
  };
}

/** How much of the text will be read. */
function readOf(text) {
  return text.length > LONGEST
    ? `${plural(text.length, 'character')}: only the first 8,000 are read.`
    : 'Title, requirements, languages, place. The first 8,000 characters are read.';
}

function topSelect() {
  const counts = [10, 25, 50, 100];
  return h(
    'select',
    { id: 'top' },
    counts.map((count) => h('option', { value: count }, count)),
  );
}

function choices(stored, top, button) {
  return h(
    'div',
    { class: 'row' },
    h('div', {}, h('label', { for: 'stored' }, 'Rank for'), stored),
    h('div', {}, h('label', { for: 'top' }, 'Show'), top),
    button,
  );
}

/** Keeps the current selection. */
async function loadInto(stored) {
  const { jds } = await api.jds();
  const chosen = stored.value;
  fill(
    stored,
    h('option', { value: '' }, 'the text above'),
    jds.map((jd) => h('option', { value: jd.id }, jd.title ?? jd.id)),
  );
  stored.value = chosen;
}
