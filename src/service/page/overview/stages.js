import { meter } from '../chart.js';
import { empty, h, table } from '../dom.js';
import { duration, number, percent } from '../format.js';

/** Each stage's times next to its target: the bar is p95 as a share of the target, full when it is reached. */
export function stageTable(stages) {
  const seen = stages.filter(({ done, failed }) => done + failed > 0);
  if (seen.length === 0) return empty('No CV has been processed since the service started.');
  return table(
    'Stage times and targets',
    ['Stage', 'Done', 'Failed', 'p50', 'p95', 'Target', 'p95 of target'],
    seen.map(row),
    { numeric: [1, 2, 3, 4, 5], wide: [6] },
  );
}

function row({ stage, done, failed, p50, p95, target }) {
  const share = target === null ? null : p95 / target;
  const verdict = share === null ? 'no target' : share <= 1 ? `${percent(share)}` : `${percent(share)}, over`;
  return [
    stage,
    number(done),
    number(failed),
    duration(p50),
    duration(p95),
    target === null ? '–' : duration(target),
    h('span', { class: 'nowrap' }, share === null ? null : meter(share, verdict, share > 1 ? 'bad' : ''), verdict),
  ];
}
