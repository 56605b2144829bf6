import { meter } from '../chart.js';
import { h, table } from '../dom.js';
import { feedbackOf } from './feedback.js';
import { hits, number } from '../format.js';

/**
 * A requirement that scores less counts as missing. The two kinds that compare whole texts are neither matched nor
 * missing, as in the printed ranking.
 */
const SHOWN = 0.5;
const WHOLE = new Set(['words', 'meaning']);

/** One candidate of a ranking: who, how well, what matched, what is missing, why, and the user's feedback. */
export function candidate(match) {
  const feedback = feedbackOf(match);
  const title = `c-${match.id}`;
  return h(
    'li',
    {},
    h(
      'article',
      { 'aria-labelledby': title },
      h(
        'header',
        {},
        h('span', { class: 'rank', 'aria-hidden': 'true' }, match.rank),
        h(
          'h3',
          { id: title },
          h('span', { class: 'unseen' }, `Rank ${match.rank}: `),
          h('a', { href: `#cvs/${match.cvId}`, onclick: feedback.viewed }, nameOf(match)),
        ),
        h(
          'span',
          { class: 'score' },
          meter(match.score, `score ${match.score.toFixed(3)}`),
          h('span', { 'aria-hidden': 'true' }, match.score.toFixed(3)),
        ),
      ),
      chips(match.parts),
      same(match),
      h('details', { open: match.rank === 1 }, h('summary', {}, 'Why'), reasons(match.parts)),
      feedback.node,
    ),
  );
}

export function nameOf({ name, fileName, cvId }) {
  return name ?? fileName ?? `CV ${cvId.slice(0, 12)}`;
}

function chips(parts) {
  const asked = parts.filter(({ kind }) => !WHOLE.has(kind));
  const matched = distinct(asked.filter(({ score }) => score >= SHOWN));
  const missing = distinct(asked.filter(({ score, must }) => score < SHOWN && must));
  return h(
    'ul',
    { class: 'chips', 'aria-label': 'Requirements' },
    matched.map((text) =>
      h(
        'li',
        { class: 'chip yes' },
        h('span', { 'aria-hidden': 'true' }, '✓ '),
        h('span', { class: 'unseen' }, 'matched: '),
        text,
      ),
    ),
    missing.map((text) => h('li', { class: 'chip no' }, 'missing: ', text)),
  );
}

const REASONS = { email: 'same e-mail', phone: 'same phone', text: 'same text' };

/** Candidates who may be the same person: none is left out, and a person decides. */
function same({ possibleDuplicates = [] }) {
  return possibleDuplicates.map((other) =>
    h(
      'p',
      { class: 'same' },
      'May be the same person as ',
      h('a', { href: `#cvs/${other.cvId}` }, nameOf(other)),
      ` (${other.reasons.map((reason) => REASONS[reason]).join(', ')}), pair ${other.pair}.`,
    ),
  );
}

function distinct(parts) {
  return [...new Set(parts.map(({ requirement }) => requirement))];
}

function reasons(parts) {
  const sorted = [...parts].sort((a, b) => b.weight * b.score - a.weight * a.score || b.weight - a.weight);
  return table(
    'Parts of the score',
    ['Requirement', 'Points', 'Weight', 'Score', 'Evidence'],
    sorted.map((part) => [
      [part.requirement, h('span', { class: 'note' }, ` ${part.kind}${part.must ? ', must' : ''}`)],
      (part.weight * part.score).toFixed(3),
      part.weight.toFixed(3),
      part.score.toFixed(2),
      quote(part),
    ]),
    { numeric: [1, 2, 3], wide: [4], bare: [4] },
  );
}

/** The passage with the requirement's words marked; comparisons of whole texts have no marks. */
function quote({ evidence, requirement, kind }) {
  if (evidence === null) return h('span', { class: 'note' }, 'no passage');
  const pieces = WHOLE.has(kind) ? [evidence.text] : hits(evidence.text, requirement);
  return [
    h(
      'q',
      {},
      pieces.map((text, i) => (i % 2 === 1 ? h('mark', {}, text) : text)),
    ),
    h('span', { class: 'note' }, ` p. ${number(evidence.page)}`),
  ];
}
