import type { OpenTask, TaskRows } from '../../store/port/index.js';
import { sweepOutbox } from '../outbox.js';
import type { Dispatcher, QueuedTask } from '../port.js';

/**
 * Offers kept in this process, standing in for an external broker. They can be lost at any moment, since the store's
 * rows have all the information. Views that share one instance share the work.
 */
export class OfferedTasks {
  private readonly byId = new Map<string, OpenTask>();

  /** A task that was offered before remains a single offer. */
  add(tasks: OpenTask[]): void {
    for (const task of tasks) this.byId.set(task.id, task);
  }

  /** Removes and returns the next tasks: higher priority first, then older ones. */
  take(limit: number): string[] {
    const next = [...this.byId.values()].sort((a, b) => b.priority - a.priority || Number(a.id) - Number(b.id));
    const ids = next.slice(0, limit).map(({ id }) => id);
    for (const id of ids) this.byId.delete(id);
    return ids;
  }

  withdraw(paths: ReadonlySet<string>): void {
    for (const { id, path } of this.byId.values()) if (paths.has(path)) this.byId.delete(id);
  }

  /** Loses all offers, like a broker that was flushed. */
  clear(): void {
    this.byId.clear();
  }
}

/** A dispatcher that only knows the tasks it was offered, like a broker. */
export function memoryDispatcher(rows: TaskRows, offered = new OfferedTasks()): Dispatcher {
  const offer = (tasks: OpenTask[]): Promise<void> => Promise.resolve(offered.add(tasks));
  const sweep = (): Promise<number> => sweepOutbox(rows, offer);
  /** Tasks that are returned appear in the outbox, so it is swept afterwards. */
  const thenSwept = async (change: Promise<void>): Promise<void> => {
    await change;
    await sweep();
  };
  const { extend, owners, counts, wanted } = rows;
  return {
    extend,
    owners,
    counts,
    wanted,
    offer,
    sweep,
    claim: (owner, limit, leaseMs) => claim(rows, offered, owner, limit, leaseMs),
    release: (names) => thenSwept(rows.release(names)),
    postpone: (attempts) => thenSwept(rows.postpone(attempts)),
    giveBack: (owner) => thenSwept(rows.giveBack(owner)),
    withdraw: (paths) => Promise.resolve(offered.withdraw(new Set(paths))),
  };
}

/** Offers of tasks that have ended or are held by another worker yield nothing, so further offers are tried. */
async function claim(
  rows: TaskRows,
  offered: OfferedTasks,
  owner: string,
  limit: number,
  leaseMs: number,
): Promise<QueuedTask[]> {
  const claimed: QueuedTask[] = [];
  while (claimed.length < limit) {
    const ids = offered.take(limit - claimed.length);
    if (ids.length === 0) break;
    claimed.push(...(await rows.claim(owner, ids, leaseMs)));
  }
  return claimed;
}
