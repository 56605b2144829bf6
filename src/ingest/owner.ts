import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Leases } from '../store/port/index.js';

/** Milliseconds after which a claim that is not extended ends. */
export const LEASE_MS = 30_000;
const HEARTBEAT_MS = 5000;

/** The holder of a task: machine, process, and a random part, since process numbers are reused. */
export function newOwner(): string {
  return `${hostname()}:${process.pid}:${randomBytes(4).toString('hex')}`;
}

/** Releases tasks held by processes of this machine that have ended, so that nobody waits for their leases. */
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
    // EPERM means that it is running under another user.
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/**
 * Extends the leases until stopped. If an extension fails, the next makes up for it; a store that stays locked shows
 * when results are written.
 */
export function keepAlive(leases: Pick<Leases, 'extend'>, owner: string): () => void {
  const timer = setInterval(() => void leases.extend(owner, LEASE_MS).catch(() => undefined), HEARTBEAT_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
