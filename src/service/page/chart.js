import { h, svg } from './dom.js';
import { number } from './format.js';

/** On a small screen a chart is drawn narrower rather than scaled down, so that its text keeps its size. */
const small = matchMedia('(max-width: 30rem)');
const width = () => (small.matches ? 340 : 560);
const HEIGHT = 150;
const PLOT = { left: 44, right: 6, top: 8, bottom: 20 };

/**
 * Values over the last minutes as a filled line, with a description in words for screen readers. `points`: `{ at: epoch
 * ms, value }`, oldest first.
 */
export function timeChart(title, unit, points, { span, now }) {
  const values = points.map(({ value }) => value);
  const last = values.at(-1) ?? 0;
  const peak = Math.max(0, ...values);
  const figures = `now ${number(last)} ${unit}, peak ${number(peak)}`;
  const scale = scales(now - span, now, niceTop(peak), width());
  return h(
    'figure',
    { class: 'chart' },
    h('figcaption', {}, h('span', { class: 'chart-title' }, title), h('span', { class: 'chart-now' }, figures)),
    svg(
      'svg',
      {
        viewBox: `0 0 ${scale.width} ${HEIGHT}`,
        role: 'img',
        'aria-label': `${title} over the last ${Math.round(span / 60_000)} minutes: ${figures}`,
      },
      grid(scale),
      line(points, scale),
      clock(scale),
    ),
  );
}

function scales(from, to, top, width) {
  return {
    from,
    to,
    top,
    width,
    x: (at) => PLOT.left + ((Math.max(at, from) - from) / (to - from)) * (width - PLOT.left - PLOT.right),
    y: (value) => HEIGHT - PLOT.bottom - (value / top) * (HEIGHT - PLOT.top - PLOT.bottom),
  };
}

/** The next of 1, 2, 5, 10, 20 and so on; whole numbers, since CVs are counted. */
export function niceTop(value) {
  if (value <= 2) return 2;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value);
}

const fixed = (value) => value.toFixed(1);

function grid({ y, top, width }) {
  return [0, 0.5, 1].map((share) => [
    svg('line', {
      class: 'grid',
      x1: PLOT.left,
      x2: width - PLOT.right,
      y1: fixed(y(top * share)),
      y2: fixed(y(top * share)),
    }),
    svg(
      'text',
      { class: 'tick', x: PLOT.left - 6, y: fixed(y(top * share)), dy: 4, 'text-anchor': 'end' },
      number(top * share),
    ),
  ]);
}

function clock({ from, to, x }) {
  const time = (at) => new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return [0, 0.5, 1].map((share, i) => {
    const at = from + (to - from) * share;
    return svg(
      'text',
      { class: 'tick', x: fixed(x(at)), y: HEIGHT - 5, 'text-anchor': ['start', 'middle', 'end'][i] },
      i === 2 ? 'now' : time(at),
    );
  });
}

function line(points, { x, y, from }) {
  const shown = points.filter(({ at }) => at >= from);
  if (shown.length === 0) return null;
  const path = shown.map(({ at, value }) => `${fixed(x(at))} ${fixed(y(value))}`).join('L');
  const [first, last] = [x(shown[0].at), x(shown.at(-1).at)];
  return [
    svg('path', { class: 'area', d: `M${fixed(first)} ${fixed(y(0))}L${path}L${fixed(last)} ${fixed(y(0))}Z` }),
    svg('path', { class: 'curve', d: `M${path}` }),
  ];
}

/** A share (0..1) as a bar; a figure beside it says the same. */
export function meter(share, label, kind = '') {
  return svg(
    'svg',
    { class: `meter ${kind}`, viewBox: '0 0 100 6', role: 'img', 'aria-label': label, preserveAspectRatio: 'none' },
    svg('rect', { class: 'track', width: 100, height: 6 }),
    svg('rect', { class: 'fill', width: fixed(Math.min(1, Math.max(0, share)) * 100), height: 6 }),
  );
}
