import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quantize } from './passage-vectors.js';

const vectors = fc
  .array(fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }), { maxLength: 5 })
  .map((rows) => Float32Array.from(rows.flat()));

it('keeps each value to half a step of its vector', () => {
  fc.assert(
    fc.property(vectors, (given) => {
      const { values, scales } = quantize(given, 3);
      expect([values.length, scales.length]).toEqual([given.length, given.length / 3]);
      given.forEach((x, i) => {
        const scale = scales[Math.floor(i / 3)]!;
        // Steps of denormal numbers are not even.
        expect(Math.abs(values[i]! * scale - x)).toBeLessThanOrEqual(0.501 * scale + 2e-43);
      });
    }),
  );
});

it('gives the same again for what it gave', () => {
  const once = quantize(Float32Array.of(0.3, -0.6, 0.1), 3);
  const again = quantize(
    Float32Array.from(once.values, (x) => x * once.scales[0]!),
    3,
  );
  expect(again).toEqual(once);
});

it('tells by the scale of a vector that a value is no number', () => {
  for (const odd of [Number.NaN, Infinity]) {
    const { scales } = quantize(Float32Array.of(1, odd, 0, 1, 1, 1), 3);
    expect(Array.from(scales, (scale) => Number.isFinite(scale))).toEqual([false, true]);
  }
  expect(quantize(new Float32Array(3), 3)).toEqual({ values: new Int8Array(3), scales: new Float32Array(1) });
});
