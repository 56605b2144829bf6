import { expect, it } from 'vitest';
import { loadInSteps } from './score.js';

it('loads in groups and lets others have their turn between them', async () => {
  const asked: number[] = [];
  const loadScoring = (ids: string[]) => {
    asked.push(ids.length);
    return Promise.resolve([]);
  };
  let turns = 0;
  const other = setInterval(() => {
    turns++;
  });
  const store = { search: { loadScoring } };
  for await (const group of loadInSteps(
    Array.from({ length: 60 }, (_, i) => `cv${i}`),
    store,
  )) {
    expect(group).toEqual([]);
    // Busy for as long as scoring a group may take.
    for (const until = performance.now() + 3; performance.now() < until;);
  }
  clearInterval(other);
  expect(asked).toEqual([25, 25, 10]);
  expect(turns).toBeGreaterThanOrEqual(2);
});
