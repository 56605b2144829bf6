import { api } from '../api.js';
import { announce, empty, fill, h, table } from '../dom.js';
import { ago, number, plural } from '../format.js';
import { errorLine } from '../section.js';
import { conditionsOf, filterForm } from './filters.js';

const PAGE = 50;
/** Milliseconds until a service that does not answer is asked again, while the list is visible. */
const AGAIN_MS = 3000;

/** The list with its filters, one page at a time. */
export function cvList() {
  const form = filterForm(() => load([undefined], true));
  const body = h('div', { 'aria-live': 'off' });
  const said = errorLine();
  const node = layout(form, said.node, body);
  /** Cursors of the current page and those before it. */
  let cursors = [undefined];
  let asked = 0;

  async function load(wanted = cursors, say = false) {
    const mine = ++asked;
    /** The answer to an earlier request is of no use any more. */
    const late = () => mine !== asked;
    try {
      const where = conditionsOf(form);
      const { cvs, next } = await api.cvs({ where, limit: PAGE, cursor: wanted.at(-1) });
      if (late()) return;
      cursors = wanted;
      said.clear();
      fill(body, cvs.length === 0 ? nothing(where) : tableOf(cvs), pager(cursors, next, cvs.length, load));
      if (say) announce(`${plural(cvs.length, 'CV')} shown.`);
    } catch (error) {
      if (late()) return;
      said.show(error);
      if (error.status !== 0) return;
      setTimeout(() => {
        if (!late() && node.checkVisibility()) load(wanted, say);
      }, AGAIN_MS);
    }
  }
  return { node, load };
}

function layout(...parts) {
  return h('section', { 'aria-labelledby': 'find-title' }, h('h2', { id: 'find-title' }, 'Find'), parts);
}

function nothing(where) {
  return empty(where.length === 0 ? 'The store holds no CV yet.' : 'No CV fits.');
}

/** Buttons for the previous and next page, if there is more than one. */
function pager(cursors, next, count, load) {
  const first = cursors.length === 1;
  if (first && !next) return null;
  const to = (wanted) => () => load(wanted, true);
  const button = (name, props) => h('button', { type: 'button', 'data-key': name.toLowerCase(), ...props }, name);
  return h(
    'nav',
    { class: 'row pages', 'aria-label': 'Pages' },
    button('Previous', { disabled: first, onclick: to(cursors.slice(0, -1)) }),
    h('span', {}, `Page ${cursors.length}, ${plural(count, 'CV')}`),
    button('Next', { disabled: !next, onclick: to([...cursors, next]) }),
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
