import pidusage from 'pidusage';
import { describe, expect, it } from 'vitest';
import { readRss, sparing } from './rss.js';

/** A process id that no system assigns. */
const NOBODY = 2 ** 30;

describe('readRss', () => {
  it('tells about the memory that this process holds, and nothing of one that is gone', async () => {
    const rss = (await readRss(process.pid))!;
    expect(rss / process.memoryUsage.rss()).toBeGreaterThan(0.8);
    expect(rss / process.memoryUsage.rss()).toBeLessThan(1.25);
    expect(await readRss(NOBODY)).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('is what `ps` says, which other systems are asked by', async () => {
    const { memory } = await pidusage(process.pid, { usePs: true });
    expect(memory / (await readRss(process.pid))!).toBeGreaterThan(0.8);
    expect(memory / (await readRss(process.pid))!).toBeLessThan(1.25);
  });
});

describe('sparing', () => {
  it('looks once at a time, and rests nine times as long as the look took', async () => {
    let time = 0;
    let answer: (bytes: number) => void = () => undefined;
    const look = sparing(
      () => new Promise<number>((resolve) => (answer = resolve)),
      () => time,
    );
    const first = look(1);
    expect(await look(1)).toBeNull();
    time = 10;
    answer(7);
    expect(await first).toBe(7);
    time = 99;
    expect(await look(1)).toBeNull();
    time = 100;
    const second = look(1);
    answer(8);
    expect(await second).toBe(8);
  });

  it('looks at each process for itself, and again after a look that failed', async () => {
    const look = sparing(
      (pid) => (pid === 1 ? Promise.reject(new Error('gone')) : Promise.resolve(pid)),
      () => 0,
    );
    await expect(look(1)).rejects.toThrow('gone');
    expect(await look(2)).toBe(2);
    await expect(look(1)).rejects.toThrow('gone');
  });
});
