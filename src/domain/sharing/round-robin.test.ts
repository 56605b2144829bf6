import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DeficitRoundRobin } from './round-robin.js';

/** Serves flows until `total` is spent, each piece of work at `cost(flow)`; returns what each flow got. */
function serve(turns: DeficitRoundRobin, total: number, cost: (flow: string) => number): Map<string, number> {
  const got = new Map<string, number>();
  for (let spent = 0; spent < total;) {
    const flow = turns.pick()!;
    const one = cost(flow);
    turns.charge(flow, one);
    got.set(flow, (got.get(flow) ?? 0) + one);
    spent += one;
  }
  return got;
}

it('gives flows equal shares of cost, however much one piece of theirs costs', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 2, maxLength: 8 }), (costs) => {
      const turns = new DeficitRoundRobin({ quantum: 100, now: () => 0 });
      costs.forEach((_cost, flow) => {
        turns.join(String(flow));
      });
      const got = serve(turns, 1_000_000, (flow) => costs[Number(flow)]!);
      const shares = costs.map((_cost, flow) => got.get(String(flow)) ?? 0);
      // The bound from the paper, which does not depend on time: the quantum and the most expensive piece of work of
      // each flow.
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(2 * Math.max(...costs) + 200);
    }),
  );
});

it('takes turns by pieces that cost a quantum', () => {
  const turns = new DeficitRoundRobin({ quantum: 10, now: () => 0 });
  for (const flow of ['a', 'b', 'c']) turns.join(flow);
  const order = Array.from({ length: 7 }, () => {
    const flow = turns.pick()!;
    turns.charge(flow, 10);
    return flow;
  });
  expect(order.join('')).toBe('abcabca');
});

it('passes over those that may not be served, and lets them save nothing up', () => {
  const turns = new DeficitRoundRobin({ quantum: 10, now: () => 0 });
  turns.join('a');
  turns.join('b');
  expect(turns.pick(() => false)).toBeNull();
  for (let i = 0; i < 1000; i++) {
    expect(turns.pick((flow) => flow === 'b')).toBe('b');
    turns.charge('b', 10);
  }
  const got = serve(turns, 1000, () => 10);
  expect(got.get('a')! - got.get('b')!).toBeLessThanOrEqual(20);
});

it('lets a debt outlive a flow that leaves, and time pay it', () => {
  let time = 0;
  const turns = new DeficitRoundRobin({ quantum: 10, now: () => time });
  turns.join('a');
  turns.charge('a', 1000);
  turns.leave('a');
  // Work that ends after its flow has left is still charged.
  turns.charge('a', 500);
  turns.join('b');
  turns.join('a');
  expect(serve(turns, 1400, () => 10).get('a')).toBeUndefined();
  turns.leave('a');
  time = 100_000;
  turns.join('a');
  expect(serve(turns, 100, () => 10).get('a')).toBeGreaterThanOrEqual(40);
});

it('gives back what was charged too much, but no more than a quantum of credit', () => {
  const turns = new DeficitRoundRobin({ quantum: 10, now: () => 0 });
  turns.join('a');
  turns.join('b');
  turns.charge('a', 1000);
  turns.charge('a', -100_000);
  const got = serve(turns, 200, () => 10);
  expect(got.get('a')! - got.get('b')!).toBeLessThanOrEqual(10);
});

it('is at once done with a flow that owes very much', () => {
  const turns = new DeficitRoundRobin({ quantum: 1, now: () => 0 });
  turns.join('a');
  turns.charge('a', 1e12);
  expect(turns.pick()).toBe('a');
});
