import { h } from '../dom.js';
import { pauseControl } from './pause.js';
import { placeTable } from './places.js';
import { scheduleTable } from './schedule.js';
import { taskList } from './tasks.js';
import { workerTable } from './workers.js';

/**
 * Milliseconds. Lists cost more than figures, so they are requested when the figures have changed, but not more often
 * than this.
 */
const EVERY_MS = 5000;
/** Milliseconds after which lists are requested anyway, since the schedule changes by itself. */
const AT_LEAST_MS = 30_000;

/**
 * Number of updates after an action that each refresh the lists, so that its result shows soon even if no figure
 * changes.
 */
const URGENT_LOOKS = 4;

const LISTS = [
  {
    status: ['dead'],
    title: 'Dead letters',
    none: 'No dead letters.',
    note: 'Tried as often as is allowed, and given up. Retry them once the cause is gone.',
  },
  {
    status: ['failed'],
    title: 'Failed',
    none: 'Nothing failed.',
    note: 'The file itself is at fault, so a retry helps only after a change, e.g. OCR switched on or a larger limit.',
  },
  {
    status: ['running', 'pending'],
    title: 'Open',
    none: 'Nothing waits.',
    note: 'In progress or waiting.',
    actions: false,
  },
];

/** Whether uploads are handed out, failed tasks, dead letters, the schedule, the processes that do it all, and the places. */
export function workView(live) {
  const pace = new Pace();
  const hurry = () => {
    pace.hurry();
  };
  const parts = [...LISTS.map((list) => taskList({ ...list, hurry })), scheduleTable(hurry), workerTable(hurry)];
  const pause = pauseControl(hurry);
  const places = placeTable();
  const title = h('h1', { id: 'work-title', tabindex: '-1' }, 'Work');
  return {
    title: 'Work',
    node: h(
      'section',
      { 'aria-labelledby': 'work-title' },
      title,
      [pause, ...parts, places].map((part) => part.node),
    ),
    show: () => {
      pace.startAnew();
      live.follow(async (look) => {
        pause.show(look.queue.pausedAt);
        // Where it fails, the lists below say so.
        places.update().catch(() => undefined);
        if (pace.isTime(look)) await Promise.all(parts.map((part) => part.update()));
      });
    },
    hide: () => {
      live.unfollow();
    },
  };
}

/** Decides at which updates from the service the lists are requested. */
class Pace {
  #urgent = 0;
  #figures = '';
  #asked = 0;

  hurry() {
    this.#urgent = URGENT_LOOKS;
  }

  startAnew() {
    this.#asked = 0;
  }

  isTime({ at, queue }) {
    const figures = JSON.stringify([queue.pending, queue.running, queue.failed, queue.dead, queue.endedLastMinute]);
    const since = Date.parse(at) - this.#asked;
    if (this.#urgent === 0 && since < (figures === this.#figures ? AT_LEAST_MS : EVERY_MS)) return false;
    this.#urgent = Math.max(0, this.#urgent - 1);
    this.#asked = Date.parse(at);
    this.#figures = figures;
    return true;
  }
}
