import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { expect, it } from 'vitest';
import { RunningTime, readWaited, threadNumber } from './running-time.js';

it('leaves out the time that was spent waiting for a processor', () => {
  let [time, waited] = [0, 1000];
  const running = new RunningTime(
    7,
    () => time,
    () => waited,
  );
  time = 100;
  expect(running.look()).toBe(100);
  [time, waited] = [200, 1090];
  expect(running.look()).toBe(110);
  // The system's figures may be a little off.
  [time, waited] = [210, 1120];
  expect(running.look()).toBe(110);
});

it.each([
  ['the thread is unknown', null],
  ['the system does not say', 7],
])('counts all time but long gaps if %s', (_what, thread) => {
  let time = 0;
  const running = new RunningTime(
    thread,
    () => time,
    () => null,
  );
  for (let i = 1; i <= 10; i++) {
    time += 20;
    expect(running.look()).toBe(i * 20);
  }
  // As if the computer had been suspended, or this process stopped.
  time += 3_600_000;
  expect(running.look()).toBe(450);
});

it.runIf(existsSync('/proc/self/schedstat'))('measures a process that competes for a processor', async () => {
  // Twice as many as there are processors, so that each gets half of one at most.
  const busy = Array.from({ length: 2 * cpus().length }, () => spawn(process.execPath, ['-e', 'for (;;);']));
  try {
    const { pid } = busy[0] as ChildProcess & { pid: number };
    const [began, running] = [performance.now(), new RunningTime(pid)];
    await expect.poll(() => running.look(), { timeout: 20_000, interval: 50 }).toBeGreaterThan(300);
    expect(performance.now() - began).toBeGreaterThan(450);
  } finally {
    for (const child of busy) child.kill('SIGKILL');
  }
});

it.runIf(existsSync('/proc/thread-self'))('knows its own thread', () => {
  expect(readWaited(threadNumber()!)).toBeGreaterThanOrEqual(0);
  expect(readWaited(2 ** 30)).toBeNull();
});
