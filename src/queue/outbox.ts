import type { OpenTask, Store, TaskRows } from '../store/port/index.js';
import type { Dispatcher } from './port.js';

/** Offers per sweep of the outbox. */
const SWEEP = 500;

/** Offers tasks that no dispatcher has heard of, or not within the last minute. Returns their number. */
export async function sweepOutbox(
  rows: Pick<TaskRows, 'unheard' | 'heard'>,
  offer: (tasks: OpenTask[]) => Promise<void>,
): Promise<number> {
  for (let swept = 0; ;) {
    const tasks = await rows.unheard(SWEEP);
    if (tasks.length === 0) return swept;
    // Offered before they are marked: if the process ends in between, they are offered twice rather than never.
    await offer(tasks);
    await rows.heard(tasks.map(({ id }) => id));
    swept += tasks.length;
  }
}

type OverRows = 'extend' | 'owners' | 'release' | 'postpone' | 'giveBack' | 'counts' | 'openByKey' | 'wanted';

/**
 * What a dispatcher leaves to the rows of tasks. Tasks that are returned appear in the outbox, so it is swept
 * afterwards.
 */
export function overRows(rows: TaskRows, sweep: () => Promise<unknown>): Pick<Dispatcher, OverRows> {
  const thenSwept = async (change: Promise<void>): Promise<void> => {
    await change;
    await sweep();
  };
  const { extend, owners, counts, openByKey, wanted } = rows;
  return {
    extend,
    owners,
    counts,
    openByKey,
    wanted,
    release: (names) => thenSwept(rows.release(names)),
    postpone: (attempts) => thenSwept(rows.postpone(attempts)),
    giveBack: (owner) => thenSwept(rows.giveBack(owner)),
  };
}

type Dispatched = Pick<Store, 'intake' | 'tasks'>;

/**
 * The same store, with a dispatcher that hears at once of tasks that are added, reopened or dropped. The commit is what
 * counts: if telling the dispatcher fails, a worker's next sweep makes up for it.
 */
export function throughDispatcher<S extends Dispatched>(
  store: S,
  dispatcher: Pick<Dispatcher, 'sweep' | 'withdraw'>,
): S {
  const told = async <T>(value: T, telling: Promise<unknown>): Promise<T> => {
    await telling.catch(() => undefined);
    return value;
  };
  const { intake, tasks } = store;
  return {
    ...store,
    intake: {
      ...intake,
      open: async (...given: Parameters<typeof intake.open>) => told(await intake.open(...given), dispatcher.sweep()),
    },
    tasks: {
      ...tasks,
      retry: async (filter: Parameters<typeof tasks.retry>[0]) => told(await tasks.retry(filter), dispatcher.sweep()),
      drop: async (...given: Parameters<typeof tasks.drop>) => {
        const paths = await tasks.drop(...given);
        return told(paths, dispatcher.withdraw(paths));
      },
    },
  };
}
