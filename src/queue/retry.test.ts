import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BACKOFF, delayAfter, isTransient } from './retry.js';

it.each([
  'corrupt',
  'password_required',
  'no_text',
  'no_text_layer',
  'unsupported_format',
  'file_too_large',
  'memory_limit',
  'time_limit',
  'file_vanished',
] as const)('takes %s for how the CV is', (code) => {
  expect(isTransient(code)).toBe(false);
  expect(delayAfter(code, 1, 0.5)).toBeNull();
});

it('waits longer after each attempt, by chance a little more or less, and ends', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (random) => {
      const delays = [1, 2, 3, 4].map((attempt) => delayAfter('worker_crashed', attempt, random)!);
      expect(delays[0]).toBeGreaterThanOrEqual(BACKOFF.firstMs / 2);
      for (let i = 1; i < delays.length; i++) expect(delays[i]).toBeGreaterThan(delays[i - 1]!);
      expect(delayAfter('worker_crashed', 5, random)).toBeNull();
      expect(delayAfter('worker_crashed', 3, random, { firstMs: 1000, maxMs: 1000 })).toBeLessThanOrEqual(1500);
    }),
  );
});
