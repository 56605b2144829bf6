// A worker process of scaling.js: as `cvmatch worker` with one thread, but each CV waits before it is processed.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { built } from './measure.js';

const [{ openWorkspace }, { startWorkers }] = await built(undefined, ['open.js', 'app/work.js']);
const STOP_MS = 5000;

/** A pool each of whose tasks takes `waitMs` longer, one after the other, as its one thread would. */
function waiting(pool, waitMs) {
  let last = Promise.resolve();
  return {
    capacity: pool.capacity,
    turn: (key, signal) => pool.turn(key, signal),
    run: async (task, turn) => {
      last = last.then(() => sleep(waitMs));
      await last;
      return pool.run(task, turn);
    },
    close: () => pool.close(),
  };
}

const [{ config, waitMs }] = await once(process, 'message');
const workspace = await openWorkspace(config, { background: true });
const pool = await workspace.pool();
await pool.run({ kind: 'text', text: 'Welder at Example Ltd', asOf: null, fallbackDate: '2026-01-01' });
process.send('warm');
await once(process, 'message');
const slow = waiting(pool, waitMs);
const worker = await startWorkers(Object.create(workspace, { pool: { value: async () => slow } }), {
  onEvent: (event) => {
    if (event.kind === 'settled') process.send({ state: event.file.state });
  },
});
await once(process, 'message');
await worker.stop(STOP_MS);
await workspace.close();
process.disconnect();
