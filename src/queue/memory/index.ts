import type { OpenTask, TaskRows } from '../../store/port/index.js';
import { overRows, sweepOutbox } from '../outbox.js';
import type { Dispatcher, QueuedTask } from '../port.js';
import { inTurns } from '../turns.js';

/**
 * Offers kept in this process, standing in for an external broker. They can be lost at any moment, since the store's
 * rows have all the information. Views that share one instance share the work.
 */
export class OfferedTasks {
  private readonly byId = new Map<string, OpenTask>();
  /** The API key that had the last turn. */
  private after: string | null = null;

  /** A task that was offered before remains a single offer. */
  add(tasks: OpenTask[]): void {
    for (const task of tasks) this.byId.set(task.id, task);
  }

  /** Removes and returns the next tasks, in turns. */
  take(limit: number, busy: readonly (string | null)[]): string[] {
    const next = inTurns(this.byId.values(), limit, { after: this.after, busy });
    this.after = next.at(-1)?.keyId ?? null;
    for (const { id } of next) this.byId.delete(id);
    return next.map(({ id }) => id);
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
  return {
    ...overRows(rows, sweep),
    offer,
    sweep,
    claim: (owner, limit, leaseMs, busy = []) => claim(rows, (left) => offered.take(left, busy), owner, limit, leaseMs),
    withdraw: (paths) => Promise.resolve(offered.withdraw(new Set(paths))),
  };
}

/** Offers of tasks that have ended or are held by another worker yield nothing, so further offers are tried. */
async function claim(
  rows: TaskRows,
  take: (limit: number) => string[],
  owner: string,
  limit: number,
  leaseMs: number,
): Promise<QueuedTask[]> {
  const claimed: QueuedTask[] = [];
  while (claimed.length < limit) {
    const ids = take(limit - claimed.length);
    if (ids.length === 0) break;
    const tasks = await rows.claim(owner, ids, leaseMs);
    claimed.push(...tasks.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)));
  }
  return claimed;
}
