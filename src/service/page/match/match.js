import { api } from '../api.js';
import { candidate } from './candidate.js';
import { announce, empty, fill, h } from '../dom.js';
import { plural } from '../format.js';
import { errorLine } from '../section.js';

const LONGEST = 8000;

/** Paste a JD, see who fits and why, say what became of it. */
export function matchView() {
  const text = h('textarea', {
    id: 'jd',
    rows: 14,
    required: true,
    'aria-describedby': 'jd-note',
    placeholder: 'Senior backend engineer\n\nYou have five years of experience with TypeScript and PostgreSQL …',
  });
  const note = h('p', { class: 'note', id: 'jd-note' });
  const stored = h('select', { id: 'stored' });
  const top = h(
    'select',
    { id: 'top' },
    [10, 25, 50, 100].map((count) => h('option', { value: count }, count)),
  );
  const button = h('button', { type: 'submit', class: 'main' }, 'Rank candidates');
  const said = errorLine();
  const results = h(
    'div',
    { class: 'results' },
    empty('The ranking comes here: every candidate with what matched, what is missing, and the passage that says so.'),
  );

  const count = () => {
    note.textContent =
      text.value.length > LONGEST
        ? `${plural(text.value.length, 'character')}: only the first 8,000 are read.`
        : 'Title, requirements, languages, place. The first 8,000 characters are read.';
  };
  text.addEventListener('input', () => {
    stored.value = '';
    count();
  });
  stored.addEventListener('change', () => {
    text.required = stored.value === '';
  });
  count();

  const rank = async (event) => {
    event.preventDefault();
    said.clear();
    button.disabled = true;
    results.setAttribute('aria-busy', 'true');
    try {
      const request = stored.value === '' ? { text: text.value } : { jd: stored.value };
      show(await api.match({ ...request, top: Number(top.value) }));
    } catch (error) {
      said.show(error);
      if (error.code === 'nothing_to_do') said.node.append(' Or ', h('a', { href: '#cvs' }, 'add CVs here'), '.');
    } finally {
      button.disabled = false;
      results.removeAttribute('aria-busy');
    }
  };

  const show = (ranking) => {
    const heading = h(
      'h2',
      { tabindex: '-1' },
      plural(ranking.results.length, 'candidate'),
      ranking.jd.title === null ? '' : ` for “${ranking.jd.title}”`,
    );
    fill(
      results,
      heading,
      h(
        'p',
        { class: 'note' },
        'Ranked, not rejected: a person decides.',
        ranking.jd.truncated ? ' The JD was longer than 8,000 characters and was cut.' : '',
      ),
      h('ol', { class: 'ranking' }, ranking.results.map(candidate)),
    );
    announce(`${plural(ranking.results.length, 'candidate')} ranked.`);
    heading.focus();
  };

  const loadStored = async () => {
    const { jds } = await api.jds();
    const chosen = stored.value;
    fill(
      stored,
      h('option', { value: '' }, 'the text above'),
      jds.map((jd) => h('option', { value: jd.id }, jd.title ?? jd.id)),
    );
    stored.value = chosen;
  };

  const form = h(
    'form',
    { class: 'jd', onsubmit: rank },
    h('label', { for: 'jd' }, 'Job description'),
    text,
    note,
    h(
      'div',
      { class: 'row' },
      h('div', {}, h('label', { for: 'stored' }, 'Rank for'), stored),
      h('div', {}, h('label', { for: 'top' }, 'Show'), top),
      button,
    ),
    said.node,
  );
  const node = h(
    'section',
    { 'aria-labelledby': 'match-title' },
    h('h1', { id: 'match-title', tabindex: '-1' }, 'Match'),
    h('div', { class: 'matching' }, form, results),
  );
  return {
    title: 'Match',
    node,
    show: () => {
      loadStored().catch(said.show);
    },
  };
}
