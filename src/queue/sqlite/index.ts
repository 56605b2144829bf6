import type { TaskRows } from '../../store/port/index.js';
import type { Dispatcher } from '../port.js';

/** Over rows that can be asked for what is due: they are its list, so it needs no offers and can lose none. */
export function sqliteDispatcher(rows: TaskRows): Dispatcher {
  const { extend, release, owners, postpone, giveBack, counts, wanted } = rows;
  return {
    extend,
    release,
    owners,
    postpone,
    giveBack,
    counts,
    wanted,
    claim: rows.claimDue,
    offer: () => Promise.resolve(),
    sweep: () => Promise.resolve(0),
    withdraw: () => Promise.resolve(),
  };
}
