import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCursor, writeCursor } from './cursor.js';
import { Quota } from './quota.js';

it('never grants more than the limit in a window, and all of it', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 20 }), fc.array(fc.record({ wait: fc.integer({ min: 0, max: 700 }), amount: fc.integer({ min: 1, max: 8 }) }), { maxLength: 60 }), (limit, asks) => {
    let now = 0;
    const quota = new Quota({ limit, windowMs: 1000 }, () => now);
    let window = { ends: -1, granted: 0 };
    for (const { wait, amount } of asks) {
      now += wait;
      if (now >= window.ends) window = { ends: now + 1000, granted: 0 };
      const state = quota.take('someone', amount);
      expect(state.granted).toBe(Math.min(amount, limit - window.granted));
      window.granted += state.granted;
      expect(state).toMatchObject({ left: limit - window.granted, resetMs: window.ends - now });
    }
    expect(quota.look('someone else').left).toBe(limit);
  }));
});

it('reads back the cursors that it wrote, and no other text', () => {
  fc.assert(fc.property(fc.nat(), (position) => { expect(readCursor(writeCursor(position), Number.isSafeInteger)).toBe(position); }));
  fc.assert(fc.property(fc.string(), (text) => {
    expect(() => readCursor(text, () => false)).toThrow(expect.objectContaining({ code: 'bad_request' }));
  }));
});
