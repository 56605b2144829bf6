import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Resident memory of a process in bytes; null where the process is gone or the system cannot say. */
export async function readRss(pid: number): Promise<number | null> {
  if (process.platform === 'linux') return readProcStatus(pid);
  if (process.platform === 'win32') return null;
  return readPs(pid);
}

/** Read synchronously: a few microseconds, less than the detour over the thread pool. */
function readProcStatus(pid: number): number | null {
  try {
    const match = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
    return match === null ? null : Number(match[1]) * 1024;
  } catch {
    return null;
  }
}

function readPs(pid: number): Promise<number | null> {
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'rss=', '-p', String(pid)], (error, stdout) => {
      const kib = Number.parseInt(stdout, 10);
      resolve(error !== null || Number.isNaN(kib) ? null : kib * 1024);
    });
  });
}
