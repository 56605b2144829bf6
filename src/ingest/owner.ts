import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Leases } from '../store/port/index.js';

/** Milliseconds after which a claim that is not extended ends. */
export const LEASE_MS = 30_000;
const HEARTBEAT_MS = 5000;

/** Names this process, since process numbers are reused and may be equal in containers. */
export const PROCESS_ID = randomBytes(4).toString('hex');

/** The holder of a task: machine, process number, this process, and a random part. */
export function newOwner(): string {
  return `${hostname()}:${process.pid}:${PROCESS_ID}${randomBytes(4).toString('hex')}`;
}

/** The `PROCESS_ID` of the process to which an owner belongs. */
export function processOf(owner: string): string {
  return (owner.split(':')[2] ?? '').slice(0, PROCESS_ID.length);
}

/** Releases tasks held by processes of this machine that have ended, so that nobody waits for their leases. */
export async function releaseDead(leases: Pick<Leases, 'owners' | 'release'>): Promise<void> {
  const dead = (await leases.owners()).filter((owner) => {
    const [host, pid] = owner.split(':');
    return hasEnded(host!, Number(pid));
  });
  if (dead.length > 0) await leases.release(dead);
}

/** Whether a process is of this machine and there no more. */
export function hasEnded(host: string, pid: number): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
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
