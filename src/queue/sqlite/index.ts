import type { TaskRows } from '../../store/port/index.js';
import type { Dispatcher } from '../port.js';

/**
 * A dispatcher over rows that can be queried for due tasks: they are its list, so it needs no offers and cannot lose
 * any.
 */
export function sqliteDispatcher(rows: TaskRows): Dispatcher {
  const { extend, release, owners, postpone, giveBack, counts, openByKey, wanted } = rows;
  return {
    extend,
    release,
    owners,
    postpone,
    giveBack,
    counts,
    openByKey,
    wanted,
    claim: rows.claimDue,
    offer: () => Promise.resolve(),
    sweep: () => Promise.resolve(0),
    withdraw: () => Promise.resolve(),
  };
}
