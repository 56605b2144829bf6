import { expect, it } from 'vitest';
import { CvmatchError } from '../../errors.js';
import type { ServiceWorkspace } from '../parts.js';
import { ReadinessProbe } from './readiness.js';

function probe(broken: { store?: Error; model?: Error } = {}): {
  probe: ReadinessProbe;
  writes: () => number;
  pass: (ms: number) => void;
  errors: string[];
} {
  let writes = 0;
  let now = 0;
  const errors: string[] = [];
  const or = (error: Error | undefined): Promise<void> =>
    error === undefined ? Promise.resolve() : Promise.reject(error);
  const workspace = {
    store: {
      search: { version: () => Promise.resolve(1) },
      cache: {
        set: () => {
          writes += 1;
          return or(broken.store);
        },
      },
    },
    pool: () => Promise.resolve(),
    requireModel: () => or(broken.model),
    embedder: () => Promise.resolve(),
  } as unknown as ServiceWorkspace;
  return {
    probe: new ReadinessProbe(
      workspace,
      () => now,
      (name) => {
        errors.push(name);
      },
    ),
    writes: () => writes,
    pass: (ms) => {
      now += ms;
    },
    errors,
  };
}

it('says which part is not ready, by code alone', async () => {
  const { probe: one, errors } = probe({
    store: new CvmatchError('store_full', 'no space is left for /somewhere'),
    model: new Error('boom'),
  });
  expect(await one.look()).toEqual({
    status: 'unready',
    checks: [
      { name: 'store', ok: false, code: 'store_full' },
      { name: 'pool', ok: true, code: null },
      { name: 'model', ok: false, code: 'internal' },
    ],
  });
  expect(errors.sort()).toEqual(['model', 'store']);
});

it('is not ready once the service stops', async () => {
  const { probe: one } = probe();
  expect((await one.look()).status).toBe('ready');
  one.stop();
  expect(await one.look()).toEqual({ status: 'unready', checks: [{ name: 'service', ok: false, code: 'stopping' }] });
});

it('writes once a second, however often it is asked', async () => {
  const { probe: one, writes, pass } = probe();
  await Promise.all([one.look(), one.look(), one.look()]);
  expect(writes()).toBe(1);
  pass(1000);
  await one.look();
  expect(writes()).toBe(2);
});
