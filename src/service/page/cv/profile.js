import { api } from '../api.js';
import { empty, fill, h } from '../dom.js';
import { ago, words } from '../format.js';
import { originalOf } from './original.js';
import { blocksOf, unsureAt } from './profile-blocks.js';
import { removal } from './removal.js';

/** One CV: what was read, what is uncertain, what was found wrong, its stages, and the JDs it fits. */
export async function profileView(cvId, place) {
  const late = () => place.dataset.cv !== cvId;
  fill(place, h('p', { class: 'note', role: 'status' }, 'Loading …'));
  try {
    const cv = await api.cv(cvId);
    if (late()) return;
    fill(place, pageOf(cv));
    fits(cvId, place.querySelector('#fits'));
  } catch (error) {
    if (late()) return;
    fill(
      place,
      back(),
      h('h1', { tabindex: '-1' }, 'CV'),
      h('p', { class: 'error', role: 'alert' }, error.text ?? String(error)),
      h(
        'button',
        {
          type: 'button',
          onclick: () => {
            profileView(cvId, place);
          },
        },
        'Try again',
      ),
    );
  }
  place.querySelector('h1').focus();
}

const back = () => h('p', {}, h('a', { href: '#cvs' }, '← All CVs'));

function pageOf(cv) {
  const { profile } = cv;
  const { name, label } = profile?.resume.basics ?? {};
  const title = h(
    'h1',
    { tabindex: '-1' },
    name === undefined ? (cv.name ?? `CV ${cv.id.slice(0, 12)}`) : unsure(name, unsureAt(profile, 'basics.name')),
  );
  return [
    back(),
    h(
      'header',
      { class: 'person' },
      title,
      label === undefined ? null : h('p', { class: 'label' }, unsure(label, unsureAt(profile, 'basics.label'))),
    ),
    h(
      'div',
      { class: 'profile' },
      h('div', {}, profile === null ? empty('It has no profile yet.') : blocksOf(profile).map(block)),
      h('aside', { 'aria-label': 'About this CV' }, about(cv), stages(cv), fitting(), removal(cv)),
    ),
  ];
}

/** Marked with words too, since not everyone sees colour. */
function unsure(text, is) {
  return is ? [h('span', { class: 'unsure' }, text), h('span', { class: 'unsure-note' }, ' unsure')] : text;
}

function block({ title, inline, entries }) {
  const line = ({ text, unsure: is }) => unsure(text, is);
  return h(
    'section',
    {},
    h('h2', {}, title),
    inline
      ? h(
          'ul',
          { class: 'chips' },
          entries.map((entry) => h('li', { class: 'chip' }, line(entry.head))),
        )
      : h(
          'ul',
          { class: 'entries' },
          entries.map((entry) =>
            h(
              'li',
              {},
              h('div', { class: entry.details.length > 0 ? 'head' : undefined }, line(entry.head)),
              entry.details.length === 0
                ? null
                : h(
                    'ul',
                    {},
                    entry.details.map((detail) => h('li', {}, line(detail))),
                  ),
            ),
          ),
        ),
  );
}

function about(cv) {
  const rows = [
    ['Id', h('code', { class: 'wrap' }, cv.id)],
    ['File', cv.name],
    ['As handed in', originalOf(cv)],
    ['State', words(cv.status)],
    ['Why', cv.message],
    ['Format', cv.format],
    ['Read with', cv.engine],
    ['Language', cv.profile?.language],
    ['Received', cv.receivedAt === null ? null : ago(cv.receivedAt)],
    ['Revision', cv.revision],
    [
      'Near copy of',
      cv.duplicateOf === null ? null : h('a', { href: `#cvs/${cv.duplicateOf}` }, cv.duplicateOf.slice(0, 12)),
    ],
    ...cv.possibleDuplicates.map(({ cvId, pair }) => [
      'May be the same person as',
      [h('a', { href: `#cvs/${cvId}` }, cvId.slice(0, 12)), ` (pair ${pair})`],
    ]),
  ];
  return h(
    'dl',
    { class: 'about' },
    rows
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
  );
}

function stages({ stages: list }) {
  const mark = { done: 'good', failed: 'bad' };
  return h(
    'section',
    {},
    h('h2', {}, 'Stages'),
    h(
      'ul',
      { class: 'plain' },
      list.map(({ stage, status, reason }) =>
        h(
          'li',
          {},
          h('span', { class: `mark ${mark[status] ?? ''}` }, status),
          ` ${stage} `,
          h('span', { class: 'note' }, reason),
        ),
      ),
    ),
  );
}

function fitting() {
  return h('section', {}, h('h2', {}, 'Fits these JDs'), h('div', { id: 'fits' }, h('p', { class: 'note' }, '…')));
}

async function fits(cvId, place) {
  try {
    const { recommendations } = await api.recommendations(cvId);
    fill(
      place,
      recommendations.length === 0
        ? empty('No JD is stored.')
        : h(
            'ol',
            { class: 'fits' },
            recommendations.map(({ title, jd, score }) =>
              h('li', {}, title ?? jd, ' ', h('span', { class: 'note' }, score.toFixed(3))),
            ),
          ),
    );
  } catch (error) {
    fill(place, h('p', { class: 'note' }, error.text ?? String(error)));
  }
}
