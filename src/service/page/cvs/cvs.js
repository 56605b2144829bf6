import { api } from '../api.js';
import { announce, empty, fill, h, table } from '../dom.js';
import { ago, number, plural } from '../format.js';
import { profileView } from './profile.js';
import { errorLine } from '../section.js';
import { uploadPanel } from './upload.js';

const PAGE = 50;
/** A service that does not answer is asked again after so long, while the list is looked at. */
const AGAIN_MS = 3000;

/** Add CVs, find them, read one. `#cvs/ID` shows that one in the place of the list. */
export function cvsView() {
  const list = cvList();
  const upload = uploadPanel(() => {
    list.load();
  });
  const one = h('div', { hidden: true });
  const title = h('h1', { id: 'cvs-title', tabindex: '-1' }, 'CVs');
  const all = h('div', {}, title, upload.node, list.node);
  const node = h('section', { 'aria-label': 'CVs' }, all, one);

  const show = (cvId) => {
    all.hidden = cvId !== '';
    one.hidden = cvId === '';
    one.dataset.cv = cvId;
    if (cvId === '') list.load();
    else profileView(cvId, one);
  };
  return { title: 'CVs', node, show };
}

/** The list with its filters, a page at a time. */
function cvList() {
  const field = (name, label, props = {}) => [
    h('label', { for: `f-${name}` }, label),
    h('input', { id: `f-${name}`, name, autocomplete: 'off', ...props }),
  ];
  const form = h(
    'form',
    {
      class: 'filters',
      role: 'search',
      'aria-label': 'Find CVs',
      onsubmit: (event) => {
        event.preventDefault();
        first();
      },
    },
    h('div', {}, field('name', 'Name')),
    h('div', {}, field('label', 'Title')),
    h('div', {}, field('country', 'Country', { size: 3, maxlength: 2, placeholder: 'DE' })),
    h('div', {}, field('language', 'Language', { size: 3, maxlength: 2, placeholder: 'en' })),
    h('div', {}, field('years', 'Years, at least', { type: 'number', min: 0, max: 60, step: 1 })),
    h(
      'div',
      { class: 'row' },
      h('button', { type: 'submit', class: 'main' }, 'Find'),
      h(
        'button',
        {
          type: 'reset',
          class: 'quiet',
          onclick: () => {
            setTimeout(first);
          },
        },
        'Clear',
      ),
    ),
  );
  const body = h('div', { 'aria-live': 'off' });
  const said = errorLine();
  /** Cursors of the pages before and of the one shown. */
  let cursors = [undefined];
  let asked = 0;

  const first = () => load([undefined], true);

  async function load(wanted = cursors, say = false) {
    const mine = ++asked;
    try {
      const where = conditions(new FormData(form));
      const { cvs, next } = await api.cvs({ where, limit: PAGE, cursor: wanted.at(-1) });
      // The answer to what a person asked before is not what they wait for.
      if (mine !== asked) return;
      cursors = wanted;
      said.clear();
      fill(
        body,
        cvs.length === 0 ? empty(where.length === 0 ? 'The store holds no CV yet.' : 'No CV fits.') : tableOf(cvs),
        pages(next, cvs.length),
      );
      if (say) announce(`${plural(cvs.length, 'CV')} shown.`);
    } catch (error) {
      if (mine !== asked) return;
      said.show(error);
      if (error.status === 0)
        setTimeout(() => {
          if (mine === asked && node.checkVisibility()) load(wanted, say);
        }, AGAIN_MS);
    }
  }

  const pages = (next, count) =>
    cursors.length === 1 && !next
      ? null
      : h(
          'nav',
          { class: 'row pages', 'aria-label': 'Pages' },
          h(
            'button',
            {
              type: 'button',
              'data-key': 'previous',
              disabled: cursors.length === 1,
              onclick: () => load(cursors.slice(0, -1), true),
            },
            'Previous',
          ),
          h('span', {}, `Page ${cursors.length}, ${plural(count, 'CV')}`),
          h(
            'button',
            { type: 'button', 'data-key': 'next', disabled: !next, onclick: () => load([...cursors, next], true) },
            'Next',
          ),
        );

  const node = h(
    'section',
    { 'aria-labelledby': 'find-title' },
    h('h2', { id: 'find-title' }, 'Find'),
    form,
    said.node,
    body,
  );
  return { node, load };
}

/** As in `cvmatch list --where`. */
const OPERATORS = { name: '~', label: '~', country: '=', language: '=', years: '>=' };

function conditions(form) {
  return Object.entries(OPERATORS)
    .map(([field, operator]) => [field, operator, form.get(field).trim()])
    .filter(([, , value]) => value !== '')
    .map(
      ([field, operator, value]) =>
        `${field}${operator}${field === 'country' ? value.toUpperCase() : field === 'language' ? value.toLowerCase() : value}`,
    );
}

function tableOf(cvs) {
  return table(
    'CVs found',
    ['Name', 'Title', 'Years', 'Country', 'Language', 'Format', 'Added'],
    cvs.map((cv) => [
      h('a', { href: `#cvs/${cv.cvId}`, 'data-key': cv.cvId }, cv.name ?? `CV ${cv.cvId.slice(0, 12)}`),
      cv.label ?? h('span', { class: 'nothing-said' }, '–'),
      cv.years === null ? '–' : number(cv.years),
      cv.country ?? '–',
      cv.language ?? '–',
      cv.format,
      h('time', { datetime: cv.ingestedAt }, ago(cv.ingestedAt)),
    ]),
    { numeric: [2], wide: [1], bare: [1] },
  );
}
