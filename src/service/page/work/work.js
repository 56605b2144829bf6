import { h } from '../dom.js';
import { scheduleTable } from './schedule.js';
import { taskList } from './tasks.js';

/** Lists cost more than figures: asked for when the figures have moved, not more often than this. */
const EVERY_MS = 5000;
/** The schedule moves by itself. */
const AT_LEAST_MS = 30_000;

/** What failed, what was given up, what runs by the clock. */
export function workView(live) {
  /** So many looks more are followed by a refresh: what was asked for shows soon, even where no figure moves. */
  let urgent = 0;
  const hurry = () => {
    urgent = 4;
  };
  const parts = [
    taskList({
      status: ['dead'],
      title: 'Dead letters',
      none: 'No dead letters.',
      note: 'Tried as often as is allowed, and given up. Retry them once the cause is gone.',
      hurry,
    }),
    taskList({
      status: ['failed'],
      title: 'Failed',
      none: 'Nothing failed.',
      note: 'The file itself is at fault, so a retry helps only after a change, e.g. OCR switched on or a larger limit.',
      hurry,
    }),
    taskList({
      status: ['running', 'pending'],
      title: 'Open',
      none: 'Nothing waits.',
      note: 'Under way or waiting.',
      actions: false,
      hurry,
    }),
    scheduleTable(hurry),
  ];
  const node = h(
    'section',
    { 'aria-labelledby': 'work-title' },
    h('h1', { id: 'work-title', tabindex: '-1' }, 'Work'),
    parts.map((part) => part.node),
  );
  let before = '';
  let asked = 0;
  const update = async ({ at, queue }) => {
    const moved = JSON.stringify([queue.pending, queue.running, queue.failed, queue.dead, queue.endedLastMinute]);
    const since = Date.parse(at) - asked;
    if (urgent === 0 && since < (moved === before ? AT_LEAST_MS : EVERY_MS)) return;
    urgent = Math.max(0, urgent - 1);
    asked = Date.parse(at);
    before = moved;
    await Promise.all(parts.map((part) => part.update()));
  };
  const show = () => {
    asked = 0;
    live.follow(update);
  };
  return {
    title: 'Work',
    node,
    show,
    hide: () => {
      live.unfollow();
    },
  };
}
