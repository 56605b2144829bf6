import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { OpenTask } from '../../store/port/index.js';
import { placesOf, type Placed } from './rounds.js';

const task = (id: number, keyId: string | null, priority = 0): OpenTask => ({
  id: String(id),
  path: `upload:${id}`,
  keyId,
  priority,
  fence: 0,
});
/** As BullMQ takes them: by place, then in the order of adding. */
const order = (placed: (OpenTask & Placed)[]): string[] =>
  [...placed].sort((a, b) => a.place - b.place).map(({ id }) => id);

it('gives each key a task in each round, and higher priorities all before', () => {
  const tasks = [task(1, 'a'), task(2, 'a'), task(3, 'b'), task(4, 'a'), task(5, null, 5), task(6, null, -3)];
  expect(order(placesOf([], tasks))).toEqual(['5', '1', '3', '2', '4', '6']);
});

it('lets a new key join the round that is being taken, and an old one go on behind its own', () => {
  const waiting = placesOf([], [task(1, 'a'), task(2, 'a'), task(3, 'a')]).slice(1);
  const more = placesOf(waiting, [task(4, 'b'), task(5, 'a'), task(6, 'b')]);
  expect(order([...waiting, ...more])).toEqual(['2', '4', '3', '6', '5']);
});

it('puts a task that comes back before the younger ones of its key', () => {
  const waiting = placesOf([], [task(2, 'a'), task(4, 'b'), task(5, 'a')]);
  const back = placesOf(waiting, [task(1, 'a'), task(3, 'a'), task(6, 'a')]);
  expect(order([...waiting, ...back])).toEqual(['1', '3', '2', '4', '5', '6']);
});

it('leaves out what no round is left for, and begins anew when the others are gone', () => {
  const last = placesOf(
    [],
    Array.from({ length: 120_000 }, (_, i) => task(i, 'a')),
  );
  expect(last.length).toBeGreaterThan(100_000);
  const end = last.slice(-1);
  expect(placesOf(end, [task(200_000, 'a')])).toEqual([]);
  expect(placesOf(end, [task(200_001, 'b')])).toHaveLength(1);
  expect(placesOf([], [task(200_000, 'a')])[0]!.place).toBe(last[0]!.place);
});

it('never lets a key have two tasks in one place, and stays within what BullMQ takes', () => {
  const some = fc.array(
    fc.record({ key: fc.constantFrom('a', 'b', null), priority: fc.integer({ min: -12, max: 12 }) }),
  );
  fc.assert(
    fc.property(some, some, (first, second) => {
      const tasksOf = (given: typeof first, from: number) =>
        given.map(({ key, priority }, i) => task(from + i, key, priority));
      const waiting = placesOf([], tasksOf(first, 0));
      const all = [...waiting, ...placesOf(waiting, tasksOf(second, 1000))];
      expect(new Set(all.map(({ keyId, place }) => `${keyId} ${place}`)).size).toBe(all.length);
      expect(all.every(({ place }) => place >= 1 && place <= 2 ** 21)).toBe(true);
    }),
  );
});
