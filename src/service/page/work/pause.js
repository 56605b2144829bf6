import { api } from '../api.js';
import { announce, fill, h } from '../dom.js';
import { ago } from '../format.js';
import { errorLine } from '../section.js';

/** Whether uploads are handed out to workers, and a button that changes it. */
export function pauseControl(hurry) {
  const body = h('p', { class: 'pause' });
  const said = errorLine();
  const title = h('h2', { id: 'pause-title' }, 'Uploads');
  const node = h('section', { 'aria-labelledby': 'pause-title' }, title, body, said.node);
  let shown = null;
  const show = (pausedAt) => {
    const text = stateOf(pausedAt);
    if (text === shown) return;
    shown = text;
    fill(
      body,
      h('span', { class: pausedAt === null ? 'mark good' : 'mark' }, pausedAt === null ? 'running' : 'paused'),
      ' ',
      text,
      ' ',
      button(pausedAt !== null, act),
    );
  };
  const act = async (isPaused) => {
    said.clear();
    try {
      await (isPaused ? api.resume() : api.pause());
      show(isPaused ? null : new Date().toISOString());
      announce(isPaused ? 'Uploads are handed out again.' : 'Uploads are paused.');
      hurry();
    } catch (error) {
      said.show(error);
    }
  };
  return { node, show };
}

function stateOf(pausedAt) {
  return pausedAt === null
    ? 'Workers take the next uploads as they have room.'
    : `Since ${ago(pausedAt)} no upload is handed out. What is in progress goes on, and uploads are still received.`;
}

function button(isPaused, act) {
  return h(
    'button',
    { type: 'button', 'data-key': 'pause', onclick: () => act(isPaused) },
    isPaused ? 'Resume uploads' : 'Pause uploads',
  );
}
