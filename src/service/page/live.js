import { ApiError, failure, headers } from './api.js';

/**
 * The service's state as it changes, from one stream of events that is open while a view that shows it is looked at.
 * Not an EventSource, because that cannot send a key. Says in `place` whether the service answers.
 */
const SHORTEST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15_000;
/** The service says something every few seconds: a stream that is silent for longer is broken. */
const SILENCE_MS = 20_000;

export function openLive(place) {
  let follower = null;
  let stream = null;
  let wait = SHORTEST_WAIT_MS;
  let timer;

  const tell = (state, text) => {
    place.className = `live ${state}`;
    if (place.textContent !== text) place.textContent = text;
  };

  const hear = async (look) => {
    wait = SHORTEST_WAIT_MS;
    tell('on', 'live');
    await follower?.(look);
  };

  const open = async () => {
    const here = new AbortController();
    stream = here;
    try {
      await read('/v1/admin/live', here, hear);
    } catch (error) {
      if (stream !== here) return;
      // A missing key is asked for in the page's middle, and nothing more is to say.
      if (error.status === 401) tell('', '');
      else tell('off', error instanceof ApiError && error.status !== 0 ? error.text : 'no connection, trying again');
      if (error.status === 401 || error.status === 403) return;
      if (!(error instanceof ApiError) && error.name !== 'TypeError' && error.name !== 'AbortError')
        console.error(error);
    }
    if (stream !== here) return;
    stream = null;
    timer = setTimeout(round, wait);
    wait = Math.min(LONGEST_WAIT_MS, wait * 2);
  };

  /** Opens or closes the stream, as someone looks or not. */
  const round = () => {
    clearTimeout(timer);
    const wanted = follower !== null && !document.hidden;
    if (wanted && stream === null) open();
    if (wanted || stream === null) return;
    const closed = stream;
    stream = null;
    closed.abort();
    tell('', '');
  };

  document.addEventListener('visibilitychange', round);
  return {
    /** Begins with a whole look, as each stream does. */
    follow: (update) => {
      follower = update;
      round();
    },
    unfollow: () => {
      follower = null;
      round();
    },
  };
}

/** Reads server-sent events until the stream ends. @throws ApiError, TypeError without a connection, AbortError after a silence. */
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
