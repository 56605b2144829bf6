import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StoreSummary } from '../../store/port/index.js';
import { Live, type LiveSources, type Look } from './live.js';

const counts = {
  pending: 3,
  delayed: 0,
  running: 1,
  failed: 0,
  dead: 0,
  oldestMs: 5,
  endedLastMinute: 9,
  pausedAt: null,
};
const looks: string[] = [];
const sources: LiveSources = {
  queue: () => Promise.resolve(counts),
  store: () => {
    looks.push('store');
    return Promise.resolve({ cvs: 2, candidates: 2, passages: 8, bytes: 100, files: {} } as StoreSummary);
  },
  stages: () => Promise.resolve([]),
  alerts: () => [],
  now: () => Date.now(),
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  looks.length = 0;
});

async function heard(stream: NodeJS.ReadableStream): Promise<Look[]> {
  await vi.advanceTimersByTimeAsync(0);
  const text = String((stream as unknown as { read: () => Buffer | null }).read() ?? '');
  return text
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => JSON.parse(event.replace(/^data: /, '')) as Look);
}

test('a stream begins with the whole hour, then tells what is new', async () => {
  const live = new Live(sources, (error) => {
    throw error;
  });
  await vi.advanceTimersByTimeAsync(30_500);
  expect(looks).toEqual([]); // without listeners the store is not queried
  const stream = await live.listen();
  const [first] = await heard(stream);
  expect(first).toMatchObject({ whole: true, store: { cvs: 2 }, queue: counts });
  expect(first!.points).toHaveLength(4);
  await vi.advanceTimersByTimeAsync(10_000);
  const later = await heard(stream);
  expect(later.map(({ whole }) => whole)).toEqual([false, false, false, false, false]);
  expect(later.flatMap(({ points }) => points)).toEqual([
    { at: expect.any(String) as string, backlog: 4, endedLastMinute: 9 },
  ]);
  expect(looks.length).toBeLessThanOrEqual(2);
  live.close();
});

test('a listener that does not read is dropped, and closing ends the others', async () => {
  const large = {
    ...sources,
    store: () =>
      Promise.resolve({
        cvs: 2,
        candidates: 2,
        passages: 8,
        bytes: 100,
        files: { ready: 'x'.repeat(300_000) },
      } as unknown as StoreSummary),
  };
  const live = new Live(large, (error) => {
    throw error;
  });
  const deaf = await live.listen();
  await vi.advanceTimersByTimeAsync(20_000);
  expect((deaf as unknown as { destroyed: boolean }).destroyed).toBe(true);
  const other = await live.listen();
  await heard(other);
  live.close();
  await heard(other);
  expect((other as unknown as { writableEnded: boolean }).writableEnded).toBe(true);
});
