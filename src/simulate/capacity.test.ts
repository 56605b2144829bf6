import { expect, test } from 'vitest';
import { findCapacity } from './capacity.js';
import type { SettledNews, SimulationTarget } from './port.js';

/** One worker that takes `ms` for each CV, one after the other. */
function worker(ms: number, receive: (news: SettledNews[]) => void): SimulationTarget {
  let free = 0;
  const submit = (paths: string[]): void => {
    for (const path of paths) {
      free = Math.max(free, performance.now()) + ms;
      setTimeout(() => {
        receive([
          {
            path,
            state: 'ready',
            code: null,
            cvId: path,
            work: { wait: 0, extract: ms * 0.2, profile: ms * 0.1, embed: ms * 0.7 },
            write: 0.1,
          },
        ]);
      }, free - performance.now());
    }
  };
  return {
    name: 'fake',
    threads: 1,
    slots: 1,
    embedder: 'none',
    submit,
    match: () => Promise.reject(new Error('no match')),
    profile: () => Promise.resolve(null),
    size: () => Promise.resolve({ cvs: 0, bytes: 0 }),
    close: () => Promise.resolve(),
  };
}

test('the knee lies below saturation, and the longest stage is the bottleneck', async () => {
  const capacity = (await findCapacity((receive) => Promise.resolve(worker(20, receive)), {
    rate: 1,
    profile: 'poisson',
    duration: 2,
    speedup: 1,
    seed: '1',
    size: 'lean',
    preset: 'typical',
    matchShare: 0,
    warmup: 2,
    thresholds: ['sojourn.p95<150ms'],
    abortOnFail: false,
    version: 'test',
    signal: new AbortController().signal,
    onPhase: () => undefined,
    onSecond: () => undefined,
  }))!;
  expect(capacity.saturation).toBeLessThan(51);
  expect(capacity.bottleneck).toBe('embed');
  expect(capacity.knee).toBeLessThan(51);
  expect(capacity.steps.at(-1)!.broke.length).toBeGreaterThan(0);
  expect(capacity.perDay).toBe(capacity.knee * 86_400);
}, 90_000);
