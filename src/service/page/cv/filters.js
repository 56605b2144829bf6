import { h } from '../dom.js';

/** The filters of the list of CVs. `asked` is called when the user wants the first page. */
export function filterForm(asked) {
  const submit = (event) => {
    event.preventDefault();
    asked();
  };
  return h(
    'form',
    { class: 'filters', role: 'search', 'aria-label': 'Find CVs', onsubmit: submit },
    field('name', 'Name'),
    field('label', 'Title'),
    field('country', 'Country', { size: 3, maxlength: 2, placeholder: 'DE' }),
    field('language', 'Language', { size: 3, maxlength: 2, placeholder: 'en' }),
    field('years', 'Years, at least', { type: 'number', min: 0, max: 60, step: 1 }),
    h('div', { class: 'row' }, h('button', { type: 'submit', class: 'main' }, 'Find'), clearButton(asked)),
  );
}

function field(name, label, props = {}) {
  const id = `f-${name}`;
  return h('div', {}, h('label', { for: id }, label), h('input', { id, name, autocomplete: 'off', ...props }));
}

/** The fields are only empty after the click has been handled. */
function clearButton(asked) {
  const click = () => {
    setTimeout(asked);
  };
  return h('button', { type: 'reset', class: 'quiet', onclick: click }, 'Clear');
}

const upper = (text) => text.toUpperCase();
const lower = (text) => text.toLowerCase();
/** As in `cvmatch list --where`: the operator, and the value as stored. */
const CONDITIONS = {
  name: ['~'],
  label: ['~'],
  country: ['=', upper],
  language: ['=', lower],
  years: ['>='],
};

/** The user's conditions for `where`. */
export function conditionsOf(form) {
  const given = new FormData(form);
  return Object.entries(CONDITIONS).flatMap(([field, [operator, written = String]]) => {
    const value = given.get(field).trim();
    return value === '' ? [] : [`${field}${operator}${written(value)}`];
  });
}
