import { readFileSync } from 'node:fs';

/**
 * Resident memory of a process in bytes; null where the process is gone, the system cannot say, or it was asked so
 * short a time ago that asking again would take too much of a core.
 */
export async function readRss(pid: number): Promise<number | null> {
  return process.platform === 'linux' ? readProcStatus(pid) : elsewhere(pid);
}

/** Read synchronously: 25 microseconds, less than the detour over the thread pool (docs/decisions/process-memory.md). */
function readProcStatus(pid: number): number | null {
  try {
    const match = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
    return match === null ? null : Number(match[1]) * 1024;
  } catch {
    return null;
  }
}

/** Everywhere but on Linux a program has to be started for each look (`ps`, PowerShell). */
async function readWithPidusage(pid: number): Promise<number | null> {
  const { default: pidusage } = await import('pidusage');
  const usage = await pidusage(pid).catch(() => null);
  return usage?.memory ?? null;
}

/** So many times as long as a look took, the next one waits: watching takes at most a tenth of a core. */
const REST = 9;

/** One look at a time for each process, and none too soon after the last; what is not looked at is null. */
export function sparing(
  look: (pid: number) => Promise<number | null>,
  now: () => number = () => performance.now(),
): (pid: number) => Promise<number | null> {
  const notBefore = new Map<number, number>();
  return async (pid) => {
    const began = now();
    if (began < (notBefore.get(pid) ?? 0)) return null;
    for (const [other, time] of notBefore) if (time <= began) notBefore.delete(other);
    notBefore.set(pid, Infinity);
    try {
      return await look(pid);
    } finally {
      const ended = now();
      notBefore.set(pid, ended + REST * (ended - began));
    }
  };
}

const elsewhere = sparing(readWithPidusage);
