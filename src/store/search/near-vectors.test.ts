import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NearVectors } from './near-vectors.js';

const unit = (values: readonly number[]): Float32Array => {
  const norm = Math.hypot(...values);
  return Float32Array.from(values, (x) => (norm === 0 ? 0 : x / norm));
};
const product = (a: Float32Array, b: Float32Array): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
/** What one byte per value and 12 bits per value of the query may be off by. */
const OFF = 0.02;

const vector = (dimensions: number) =>
  fc.array(fc.integer({ min: -100, max: 100 }), { minLength: dimensions, maxLength: dimensions }).map(unit);

it('says how similar each vector is, whatever was written, exchanged and dropped before', () => {
  const cases = fc.integer({ min: 1, max: 40 }).chain((dimensions) =>
    fc.record({
      dimensions: fc.constant(dimensions),
      query: vector(dimensions),
      steps: fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.option(vector(dimensions))), { maxLength: 40 }),
    }),
  );
  fc.assert(
    fc.property(cases, ({ dimensions, query, steps }) => {
      const near = new NearVectors(dimensions);
      const kept = new Map<number, Float32Array>();
      for (const [key, value] of steps) {
        if (value === null) {
          near.drop(key);
          kept.delete(key);
        } else {
          near.set(key, value);
          kept.set(key, value);
        }
      }
      const found = near.compare(query).nearest(100, null);
      expect([...found.keys()].sort()).toEqual([...kept.keys()].sort());
      for (const [key, similarity] of found)
        expect(Math.abs(similarity - product(query, kept.get(key)!))).toBeLessThan(OFF);
      expect(near.compare(query).of(99)).toBeUndefined();
      for (const [key, similarity] of found) expect(near.compare(query).of(key)).toBe(similarity);
    }),
  );
});

it('finds the nearest of more than one block, only those that are wanted, and all that tie with the last', () => {
  const near = new NearVectors(2);
  const at = (key: number) => unit([Math.cos(key / 2000), Math.sin(key / 2000)]);
  for (let key = 1; key <= 3000; key++) near.set(key, at(key));
  for (let key = 3001; key <= 3010; key++) near.set(key, at(1));
  const nearest = [...near.compare(at(1)).nearest(5, null).keys()];
  for (let key = 3001; key <= 3010; key++) expect(nearest).toContain(key);
  expect(nearest.length).toBeLessThan(200);
  const even = [
    ...near
      .compare(at(1000))
      .nearest(50, { has: (key) => key % 2 === 0 })
      .keys(),
  ];
  expect(even.length).toBeGreaterThanOrEqual(50);
  for (const key of even) expect([key % 2, Math.abs(key - 1000) < 500]).toEqual([0, true]);
});

/** As a column of half precision holds it. */
const half = (x: number): number => {
  if (x === 0) return 0;
  const unit = 2 ** (Math.max(-14, Math.floor(Math.log2(Math.abs(x)))) - 10);
  return Math.round(x / unit) * unit;
};

it('is the same of vectors that a store has in half precision', () => {
  fc.assert(
    fc.property(vector(48), vector(48), (query, kept) => {
      const [exact, rounded] = [new NearVectors(48), new NearVectors(48)];
      exact.set(1, kept);
      rounded.set(1, kept.map(half));
      exact.setAll([2], kept);
      const similarity = exact.compare(query).of(1);
      expect([exact.compare(query).of(2), rounded.compare(query).of(1)]).toEqual([similarity, similarity]);
    }),
  );
});

it('keeps a vector of zeros, which is similar to nothing, and finds nothing where there is nothing', () => {
  const near = new NearVectors(3);
  expect(near.compare(unit([1, 1, 1])).nearest(5, null)).toEqual(new Map());
  near.set(7, unit([0, 0, 0]));
  expect(near.compare(unit([1, 1, 1])).nearest(5, null)).toEqual(new Map([[7, 0]]));
});

it.each([3, 16, 40])('takes many vectors of %d values at once, but for those without a key', (dimensions) => {
  const [near, each] = [new NearVectors(dimensions), new NearVectors(dimensions)];
  const rows = Array.from({ length: 5 }, (_, row) =>
    unit(Array.from({ length: dimensions }, (_, i) => ((i * 7 + row) % 5) - 2)),
  );
  const keys = [4, 0, 9, 2, 7];
  near.setAll(keys, Float32Array.from(rows.flatMap((row) => [...row])));
  near.set(12, rows[1]!);
  for (const [i, row] of rows.entries()) each.set(keys[i] === 0 ? 12 : keys[i]!, row);
  const found = near.compare(rows[0]!).nearest(9, null);
  expect(new Map([...found].sort())).toEqual(new Map([...each.compare(rows[0]!).nearest(9, null)].sort()));
});
