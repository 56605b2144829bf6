import { h } from './dom.js';
import { scheduleTable } from './schedule.js';
import { taskList } from './tasks.js';

/** What failed, what was given up, what runs by the clock. */
export function workView(live) {
  const dead = taskList({ status: 'dead', title: 'Dead letters', none: 'No dead letters.', note: 'Tried as often as is allowed, and given up. Retry them once the cause is gone.' });
  const failed = taskList({ status: 'failed', title: 'Failed', none: 'Nothing failed.', note: 'The file itself is at fault, so a retry helps only after a change, e.g. OCR switched on or a larger limit.' });
  const open = taskList({ status: 'pending,running', title: 'Open', none: 'Nothing waits.', note: 'Waiting or under way.', actions: false });
  const schedule = scheduleTable();
  const node = h('section', { 'aria-labelledby': 'work-title' }, h('h1', { id: 'work-title', tabindex: '-1' }, 'Work'), dead.node, failed.node, open.node, schedule.node);
  const update = () => Promise.all([dead, failed, open, schedule].map((part) => part.update()));
  return { title: 'Work', node, show: () => { live.follow(update); }, hide: () => { live.unfollow(update); } };
}
