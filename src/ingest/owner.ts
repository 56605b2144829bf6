import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Leases } from '../store/port/index.js';

/** Milliseconds for which a claim holds without a sign of life. */
export const LEASE_MS = 30_000;
const HEARTBEAT_MS = 5000;

/** Who holds a task: machine, process, and a part that tells two processes of one number apart. */
export function newOwner(): string {
  return `${hostname()}:${process.pid}:${randomBytes(4).toString('hex')}`;
}

/** Gives back what processes of this machine held that are gone, so that nobody waits for their leases to end. */
export async function releaseDead(leases: Pick<Leases, 'owners' | 'release'>): Promise<void> {
  const dead = (await leases.owners()).filter(isDead);
  if (dead.length > 0) await leases.release(dead);
}

function isDead(owner: string): boolean {
  const [host, pid] = owner.split(':');
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    // EPERM: it lives, under another user.
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** Signs of life until stopped. A failed one is made up by the next; a store that stays locked shows where results are written. */
export function keepAlive(leases: Pick<Leases, 'extend'>, owner: string): () => void {
  const timer = setInterval(() => void leases.extend(owner, LEASE_MS).catch(() => undefined), HEARTBEAT_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
