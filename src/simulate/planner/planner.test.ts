import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeArrivals, type Trace } from '../arrivals/index.js';
import { DAY } from '../arrivals/curve.js';
import { parseAutoscaling, wanted } from './autoscale.js';
import { TimeHeap } from './heap.js';
import { exponential, fixed, logNormal, measured } from './service.js';
import { simulateQueue, type QueueModel } from './simulation.js';
import { erlangC, serversFor, waitMG1, waitMMc, waitTailMMc } from './theory.js';

const poisson = (rate: number, count: number): Trace =>
  makeArrivals({ rate, profile: 'poisson', duration: count / rate, seed: 'theory' });
const model = (more: Partial<QueueModel>): QueueModel => ({ service: exponential(1), workers: 1, seed: '1', ...more });
const times = (...at: number[]): Trace => ({
  at: Float64Array.from(at),
  batch: new Int32Array(at.length).fill(-1),
  duration: 100,
  startsAt: 0,
});

describe('theory', () => {
  // Textbook values: Gross and Harris, Fundamentals of Queueing Theory. With one server the result is the load itself.
  test.each([
    [1, 0.5, 0.5],
    [1, 0.9, 0.9],
    [2, 1, 1 / 3],
    [3, 2, 0.4444],
    [10, 8, 0.4092],
  ])('Erlang C of %d servers at load %d is %d', (servers, load, expected) => {
    expect(erlangC(servers, load)).toBeCloseTo(expected, 3);
  });

  test('servers for a wait are the fewest', () => {
    const servers = serversFor(8, 1, 1, 0.05);
    expect(waitTailMMc(8, 1, servers, 1)).toBeLessThanOrEqual(0.05);
    expect(waitTailMMc(8, 1, servers - 1, 1)).toBeGreaterThan(0.05);
  });
});

describe('the simulation agrees with theory', () => {
  test.each([
    [1, 0.5],
    [1, 0.8],
    [2, 1.4],
    [5, 4],
    [20, 17],
  ])('M/M/c: %d workers at load %d', (workers, load) => {
    const run = simulateQueue(poisson(load, 300_000), model({ workers }));
    expect(run.wait.mean / 1000 / waitMMc(load, 1, workers)).toBeGreaterThan(0.93);
    expect(run.wait.mean / 1000 / waitMMc(load, 1, workers)).toBeLessThan(1.07);
    expect(waitTailMMc(load, 1, workers, run.wait.p95 / 1000)).toBeGreaterThan(0.04);
    expect(waitTailMMc(load, 1, workers, run.wait.p95 / 1000)).toBeLessThan(0.06);
    expect(run.utilisation).toBeCloseTo(load / workers, 1);
  });

  test.each([
    ['fixed', fixed(1), 0],
    ['log-normal', logNormal(1, 0.8), Math.exp(0.64) - 1],
  ] as const)('M/G/1 with %s service', (_name, service, scv) => {
    const run = simulateQueue(poisson(0.7, 300_000), model({ service }));
    expect(run.wait.mean / 1000 / waitMG1(0.7, 1, scv)).toBeGreaterThan(0.9);
    expect(run.wait.mean / 1000 / waitMG1(0.7, 1, scv)).toBeLessThan(1.1);
  });
});

describe('the queue', () => {
  test('everything that arrives is completed, waits in order, and drains', () => {
    const run = simulateQueue(times(0, 0, 0, 10), model({ service: fixed(2) }));
    expect(run).toMatchObject({
      arrived: 4,
      completed: 4,
      failed: 0,
      backlog: { max: 2, end: 0 },
      drainSeconds: 2,
      peakDrainSeconds: 4,
    });
    expect(run.sojourn.max).toBeCloseTo(6000, -1);
  });

  test('a worker works on what it holds one after the other', () => {
    const run = simulateQueue(times(0, 0, 0), model({ service: fixed(2), slots: 2 }));
    expect(run.sojourn.p50).toBeCloseTo(4000, -1);
    expect(run.sojourn.max).toBeCloseTo(6000, -1);
    expect(run.utilisation).toBeCloseTo(6 / 100, 2);
  });

  test('a CV stays with the worker that was given it, though another is free sooner', () => {
    const long = 10;
    const work = [long, 2, 2, 2][Symbol.iterator]();
    const run = simulateQueue(
      times(0, 0, 0, 0),
      model({ service: { mean: 4, draw: () => work.next().value! }, workers: 2, slots: 2 }),
    );
    // The third waits behind the long one, the fourth behind the second.
    expect(run.sojourn.max).toBeCloseTo((long + 2) * 1000, -2);
    expect(run.sojourn.p50).toBeCloseTo(4000, -2);
  });

  test('who is bound waits longer than who goes to the first that is free, and shorter than in a queue for each worker', () => {
    const wait = (more: Partial<QueueModel>): number =>
      simulateQueue(poisson(1.4, 200_000), model({ workers: 2, ...more })).sojourn.mean;
    expect(wait({ slots: 2 })).toBeGreaterThan(wait({}));
    expect(wait({ slots: 2 })).toBeLessThan(simulateQueue(poisson(0.7, 200_000), model({})).sojourn.mean);
  });

  test('what fails is tried again and given up after the last try', () => {
    const run = simulateQueue(
      times(...Array.from({ length: 50 }, (_, i) => i / 1000)),
      model({ workers: 100, service: fixed(1), retry: { share: 1, tries: 3, backoff: 1 } }),
    );
    expect(run).toMatchObject({ completed: 50, failed: 50, retries: 100 });
    expect(run.sojourn.p50).toBeCloseTo(6000, -2); // three tries of 1 s, and waits of 1 s and 2 s
  });

  test('a backlog that is left at the end of the run is said', () => {
    const run = simulateQueue({ ...times(0, 0, 0, 0), duration: 5 }, model({ service: fixed(2) }));
    expect(run.backlog.end).toBe(1);
  });

  test('arrived equals completed for any load', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 300 }),
        fc.float({ min: 0, max: Math.fround(0.9), noNaN: true }),
        (workers, count, share) => {
          const run = simulateQueue(
            poisson(3, Math.max(1, count)),
            model({ workers, retry: { share, tries: 4, backoff: 0.5 } }),
          );
          expect(run.completed).toBe(run.arrived);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('autoscaling', () => {
  test.each([
    ['cpu:75', { rule: 'cpu', target: 0.75 }],
    ['backlog:100', { rule: 'backlog', target: 100 }],
    ['rate', { rule: 'rate', target: 0.75 }],
  ])('%s', (text, expected) => {
    expect(parseAutoscaling(text, { min: 5, max: 20 })).toMatchObject({ ...expected, min: 5, max: 20 });
  });

  test.each(['', 'cpu:', 'cpu:0', 'memory:5', 'cpu:-3'])('%j is refused', (text) => {
    expect(() => parseAutoscaling(text, { min: 5, max: 20 })).toThrow(
      expect.objectContaining({ code: 'bad_flag' }) as Error,
    );
  });

  test('asks for what the rule needs, within its limits', () => {
    const cpu = parseAutoscaling('cpu:75', { min: 5, max: 20 });
    const look = { workers: 6, busy: 1, backlog: 900, arrivals: 10, meanService: 1.5 };
    expect(wanted(cpu, look)).toBe(8);
    expect(wanted(cpu, { ...look, busy: 0.1 })).toBe(5);
    expect(wanted(parseAutoscaling('backlog:50', { min: 5, max: 20 }), look)).toBe(18);
    expect(wanted(parseAutoscaling('rate:75', { min: 5, max: 20 }), look)).toBe(20);
  });

  test('carries a flash crowd that fixed workers cannot, and lets workers go after it', () => {
    const flash = makeArrivals({ rate: 10_000 / DAY, profile: 'flash', duration: DAY, seed: '1', batchShare: 0 });
    const base = model({ service: logNormal(4, 0.5), workers: 5 });
    const still = simulateQueue(flash, base);
    const scaled = simulateQueue(flash, { ...base, autoscaling: parseAutoscaling('cpu:75', { min: 5, max: 20 }) });
    expect(scaled.workers.max).toBe(20);
    expect(scaled.workers.mean).toBeLessThan(8);
    expect(scaled.sojourn.p95).toBeLessThan(still.sojourn.p95 / 3);
    expect(scaled.peakDrainSeconds).toBeLessThan(still.peakDrainSeconds / 3);
  });
});

test('the heap gives times in order', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, min: 0, max: 1e6 }), { maxLength: 300 }), (keys) => {
      const heap = new TimeHeap();
      keys.forEach((key, i) => {
        heap.push(key, i);
      });
      const out = keys.map(() => keys[heap.pop()]!);
      expect(out).toEqual([...keys].sort((a, b) => a - b));
    }),
  );
});

test('measured quantiles are drawn from as they are', () => {
  const service = measured([1, 2, 10]);
  expect(service.mean).toBeCloseTo(3.75, 6);
});
