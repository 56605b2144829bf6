import { h } from '../dom.js';

/** What narrows the list of CVs. `asked` is called when a person wants to see its first page. */
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

/** The fields are empty only after the click was handled. */
function clearButton(asked) {
  const click = () => {
    setTimeout(asked);
  };
  return h('button', { type: 'reset', class: 'quiet', onclick: click }, 'Clear');
}

const upper = (text) => text.toUpperCase();
const lower = (text) => text.toLowerCase();
/** As in `cvmatch list --where`: operator, and how the value is written in the store. */
const CONDITIONS = {
  name: ['~'],
  label: ['~'],
  country: ['=', upper],
  language: ['=', lower],
  years: ['>='],
};

/** The conditions that a person gave, for `where`. */
export function conditionsOf(form) {
  const given = new FormData(form);
  return Object.entries(CONDITIONS).flatMap(([field, [operator, written = String]]) => {
    const value = given.get(field).trim();
    return value === '' ? [] : [`${field}${operator}${written(value)}`];
  });
}
