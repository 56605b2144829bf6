import { ApiError, failure, headers } from './api.js';

const SHORTEST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15_000;
/** Milliseconds: the service sends something every few seconds, so a stream that is silent for longer is broken. */
const SILENCE_MS = 20_000;

/**
 * The service's state from one stream of events, which is open while a view that needs it is visible. Not an
 * EventSource, since that cannot send a key. Shows in `place` whether the service answers.
 */
export class Live {
  #place;
  #follower = null;
  /** Of the open stream, or of one that was refused for good. */
  #controller = null;
  #wait = SHORTEST_WAIT_MS;
  #timer;

  constructor(place) {
    this.#place = place;
    document.addEventListener('visibilitychange', () => {
      this.#openOrClose();
    });
  }

  /** Begins with a complete state, like every stream. */
  follow(update) {
    this.#follower = update;
    this.#openOrClose();
  }

  unfollow() {
    this.#follower = null;
    this.#openOrClose();
  }

  /** Opens or closes the stream depending on visible views. */
  #openOrClose() {
    clearTimeout(this.#timer);
    const wanted = this.#follower !== null && !document.hidden;
    if (wanted && this.#controller === null) this.#open();
    if (wanted || this.#controller === null) return;
    const closed = this.#controller;
    this.#controller = null;
    closed.abort();
    this.#tell('', '');
  }

  async #open() {
    const mine = new AbortController();
    this.#controller = mine;
    try {
      await read('/v1/admin/live', mine, (look) => this.#hear(look));
    } catch (error) {
      if (this.#controller !== mine) return;
      this.#tell(...said(error));
      if (error.status === 401 || error.status === 403) return;
      if (isFault(error)) console.error(error);
    }
    if (this.#controller === mine) this.#openLater();
  }

  #openLater() {
    this.#controller = null;
    this.#timer = setTimeout(() => {
      this.#openOrClose();
    }, this.#wait);
    this.#wait = Math.min(LONGEST_WAIT_MS, this.#wait * 2);
  }

  async #hear(look) {
    this.#wait = SHORTEST_WAIT_MS;
    this.#tell('on', 'live');
    await this.#follower?.(look);
  }

  #tell(state, text) {
    this.#place.className = `live ${state}`;
    if (this.#place.textContent !== text) this.#place.textContent = text;
  }
}

/** State and text for an error. A missing key is asked for in the middle of the page, so nothing is added here. */
function said(error) {
  if (error.status === 401) return ['', ''];
  return ['off', error instanceof ApiError && error.status !== 0 ? error.text : 'no connection, trying again'];
}

/** Neither an answer of the service nor a lost or silent connection, so a defect of the page. */
function isFault(error) {
  return !(error instanceof ApiError) && error.name !== 'TypeError' && error.name !== 'AbortError';
}

/**
 * Reads server-sent events until the stream ends.
 * @throws ApiError, TypeError without a connection, AbortError after a silence.
 */
async function read(path, controller, hear) {
  const response = await fetch(path, {
    headers: headers({ accept: 'text/event-stream' }),
    signal: controller.signal,
    cache: 'no-store',
  });
  if (!response.ok) throw await failure(response);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const silence = setTimeout(() => {
      controller.abort();
    }, SILENCE_MS);
    const { value, done } = await reader.read().finally(() => {
      clearTimeout(silence);
    });
    if (done) return;
    const events = (text + value).split('\n\n');
    text = events.pop();
    for (const data of events.map(dataOf).filter((one) => one !== '')) await hear(JSON.parse(data));
  }
}

function dataOf(event) {
  return event
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).trimStart())
    .join('\n');
}
