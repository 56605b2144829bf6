import { execa } from 'execa';
import { readRss } from './rss.js';

export interface ToolLimits {
  timeoutMs: number;
  /** Resident memory in MiB. */
  memoryMb: number;
}

export type ToolResult =
  | { kind: 'done'; stdout: string }
  | { kind: 'absent' }
  | { kind: 'late' }
  | { kind: 'large' }
  | { kind: 'failed'; stderr: string; exitCode: number | null };

const WATCH_MS = 100;
const MAX_OUTPUT = 16 * 2 ** 20;

/** Runs a program of the system within limits of time and memory, and kills it when it exceeds one. */
export async function runTool(file: string, args: string[], { timeoutMs, memoryMb }: ToolLimits): Promise<ToolResult> {
  // One thread, since the pool of workers already uses all cores.
  const running = execa(file, args, {
    reject: false,
    stdin: 'ignore',
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: MAX_OUTPUT,
    stripFinalNewline: false,
    env: { OMP_THREAD_LIMIT: '1' },
  });
  let large = false;
  const watch = async (): Promise<void> => {
    const rss = running.pid === undefined ? null : await readRss(running.pid);
    if (rss === null || rss <= memoryMb * 2 ** 20) return;
    large = true;
    running.kill('SIGKILL');
  };
  const watcher = setInterval(() => void watch(), WATCH_MS);
  try {
    const result = await running;
    if (large) return { kind: 'large' };
    if (result.timedOut) return { kind: 'late' };
    if ((result as { code?: string }).code === 'ENOENT') return { kind: 'absent' };
    return result.failed
      ? { kind: 'failed', stderr: result.stderr, exitCode: result.exitCode ?? null }
      : { kind: 'done', stdout: result.stdout };
  } finally {
    clearInterval(watcher);
  }
}
