import { execa } from 'execa';
import { readRss } from './rss.js';
import { RunningTime } from './running-time.js';

export interface ToolLimits {
  timeoutMs: number;
  /** Called at the end with the milliseconds that count against the limit (see running-time.ts). */
  onTime?: (ms: number) => void;
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
export async function runTool(file: string, args: string[], limits: ToolLimits): Promise<ToolResult> {
  const { timeoutMs, memoryMb, onTime = () => undefined } = limits;
  // One thread, since the pool of workers already uses all cores.
  const running = execa(file, args, {
    reject: false,
    stdin: 'ignore',
    maxBuffer: MAX_OUTPUT,
    stripFinalNewline: false,
    env: { OMP_THREAD_LIMIT: '1' },
  });
  const time = new RunningTime(running.pid ?? null);
  let ended: 'large' | 'late' | null = null;
  const end = (why: typeof ended): void => {
    ended = why;
    running.kill('SIGKILL');
  };
  const watch = async (): Promise<void> => {
    if (time.look() > timeoutMs) {
      end('late');
      return;
    }
    const rss = running.pid === undefined ? null : await readRss(running.pid);
    if (rss !== null && rss > memoryMb * 2 ** 20) end('large');
  };
  const watcher = setInterval(() => void watch(), WATCH_MS);
  try {
    const result = await running;
    if (ended !== null) return { kind: ended };
    if ((result as { code?: string }).code === 'ENOENT') return { kind: 'absent' };
    return result.failed
      ? { kind: 'failed', stderr: result.stderr, exitCode: result.exitCode ?? null }
      : { kind: 'done', stdout: result.stdout };
  } finally {
    clearInterval(watcher);
    onTime(time.look());
  }
}
