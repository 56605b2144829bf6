import { AsyncLocalStorage } from 'node:async_hooks';
import { hostname, userInfo } from 'node:os';

/** Who acts, and from where; it follows the asynchronous calls that a request or a run makes. */
export interface Acting {
  /** As `AuditRecord.actor`. */
  actor: string;
  /** As `AuditRecord.origin`. */
  origin: string;
}

const actings = new AsyncLocalStorage<Acting>();

/** Everything that `body` causes is done by this actor. */
export function actingAs<T>(acting: Acting, body: () => T): T {
  return actings.run(acting, body);
}

/** Who acts here; where nobody said so, it is the user who started this process. */
export function actingNow(): Acting {
  return actings.getStore() ?? atThisMachine('cli');
}

/** The user of this machine. `way`: `cli`, `mcp`. */
export function atThisMachine(way: string): Acting {
  return { actor: `user:${userName()}`, origin: `${way} ${hostname()}` };
}

/** What runs without a person. */
export function byItself(actor: 'schedule' | 'worker'): Acting {
  return { actor, origin: `${actor} ${hostname()}` };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry in the system's user list, as in some containers.
    return String(process.getuid?.() ?? 'unknown');
  }
}

/**
 * What is still to be done in the transaction that makes a change, before it is committed. `transaction`: what the adapter
 * gives. It is called again where a transaction is tried again.
 */
type Ending = (result: unknown, transaction: unknown) => unknown;

interface Pending {
  ending: Ending;
  done: boolean;
}

const endings = new AsyncLocalStorage<Pending>();

/** Runs one method of a repository; its first transaction ends with `ending`. */
export function endingWith<T>(ending: Ending, body: () => T): T {
  return endings.run({ ending, done: false }, body);
}

/** For the adapters: what a transaction that begins now has to end with; null: nothing. Call `committed` once it is. */
export function endingNow(): { end: Ending; committed: () => void } | null {
  const pending = endings.getStore();
  if (pending === undefined || pending.done) return null;
  return {
    end: pending.ending,
    committed: () => {
      pending.done = true;
    },
  };
}
