/**
 * Keeps what is shown up to date: asks again after a while, not faster than answers come, and not at all while nobody looks.
 * Says in `place` whether the service answers.
 */
const EVERY_MS = 3000;
const AFTER_FAILURE_MS = 10_000;

export function openLive(place) {
  const followers = new Set();
  let timer;
  let under = false;

  const tell = (state, text) => {
    place.className = `live ${state}`;
    if (place.textContent !== text) place.textContent = text;
  };

  const round = async () => {
    clearTimeout(timer);
    if (document.hidden || under || followers.size === 0) return;
    under = true;
    let wait = EVERY_MS;
    try {
      await Promise.all([...followers].map((update) => update()));
      tell('on', 'live');
    } catch (error) {
      tell('off', error.status === 0 || error.status === undefined ? 'no connection' : error.text);
      wait = Math.max(AFTER_FAILURE_MS, (error.retryAfter ?? 0) * 1000);
      if (error.status === undefined) throw error;
    } finally {
      under = false;
      timer = setTimeout(round, wait);
    }
  };

  document.addEventListener('visibilitychange', round);
  return {
    follow: (update) => { followers.add(update); round(); },
    unfollow: (update) => { followers.delete(update); },
    start: round,
  };
}
