import { readFileSync } from 'node:fs';

/**
 * Resident memory of a process in bytes. Null where the process is gone, the system cannot say, or it was asked so
 * recently that asking again would use too much CPU.
 */
export async function readRss(pid: number): Promise<number | null> {
  return process.platform === 'linux' ? readProcStatus(pid) : elsewhere(pid);
}

/** Synchronous, since it takes 25 microseconds, less than using the thread pool (docs/decisions/process-memory.md). */
function readProcStatus(pid: number): number | null {
  try {
    const match = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
    return match === null ? null : Number(match[1]) * 1024;
  } catch {
    return null;
  }
}

/** Systems other than Linux need a program for each query (`ps`, PowerShell). */
async function readWithPidusage(pid: number): Promise<number | null> {
  const { default: pidusage } = await import('pidusage');
  const usage = await pidusage(pid).catch(() => null);
  return usage?.memory ?? null;
}

/** The next query waits this many times the duration of the last one, so watching takes at most a tenth of a core. */
const REST = 9;

/** Allows one query at a time per process, and none too soon after the last; a skipped query gives null. */
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
