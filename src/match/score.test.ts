import { expect, it } from 'vitest';
import type { ScoringCv } from '../store/port/index.js';
import { loadInSteps } from './score.js';

const IDS = Array.from({ length: 130 }, (_, i) => `cv${i}`);
const loaded = (ids: string[]) => Promise.resolve(ids.map((cvId) => ({ cvId }) as ScoringCv));

it('asks for many at once, scores few at once, and lets others have their turn between them', async () => {
  const asked: number[] = [];
  const loadScoring = (ids: string[]) => {
    asked.push(ids.length);
    return loaded(ids);
  };
  let turns = 0;
  const other = setInterval(() => {
    turns++;
  });
  const given: string[][] = [];
  for await (const group of loadInSteps(IDS, { search: { loadScoring } })) {
    given.push(group.map(({ cvId }) => cvId));
    // Busy for as long as scoring a group may take.
    for (const until = performance.now() + 3; performance.now() < until;);
  }
  clearInterval(other);
  expect(asked).toEqual([100, 30]);
  expect(given.map((group) => group.length)).toEqual([25, 25, 25, 25, 25, 5]);
  expect(given.flat()).toEqual(IDS);
  expect(turns).toBeGreaterThanOrEqual(2);
});

it('tells of a store that fails, whatever was scored before', async () => {
  const loadScoring = (ids: string[]) => (ids.length === 30 ? Promise.reject(new Error('gone')) : loaded(ids));
  const given: number[] = [];
  await expect(async () => {
    for await (const group of loadInSteps(IDS, { search: { loadScoring } })) given.push(group.length);
  }).rejects.toThrow('gone');
  expect(given).toEqual([25, 25, 25, 25]);
});
