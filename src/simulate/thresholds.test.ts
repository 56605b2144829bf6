import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_THRESHOLDS, judge, METRICS, parseThreshold, SLA_SETS } from './thresholds.js';

describe('grammar', () => {
  test.each([
    ['extract.p95<3s', { metric: 'extract.p95', op: '<', limit: 3000 }],
    [' lost == 0 ', { metric: 'lost', op: '==', limit: 0 }],
    ['sojourn.p99.9<=1.5min', { metric: 'sojourn.p99.9', op: '<=', limit: 90_000 }],
    ['failed.share<10%', { metric: 'failed.share', op: '<', limit: 0.1 }],
    ['memory.max<700MB', { metric: 'memory.max', op: '<', limit: 700e6 }],
    ['capacity.perDay>1_000_000', { metric: 'capacity.perDay', op: '>', limit: 1e6 }],
  ])('%s', (text, expected) => {
    expect(parseThreshold(text)).toMatchObject(expected);
  });

  test.each([
    '',
    'lost',
    'lost=0',
    'lost==',
    '==0',
    'lost==zero',
    'lost==0 and extract.p95<3s',
    'extract.p42<3s',
    'speed>3',
    'extract.p95<3 parsecs',
    'lost==-1',
    'lost<>0',
  ])('%j is refused with a hint', (text) => {
    expect(() => parseThreshold(text)).toThrow(
      expect.objectContaining({ code: 'bad_flag', hint: expect.stringMatching(/\w/) as string }) as Error,
    );
  });

  test('every metric can be written with every comparison', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...METRICS),
        fc.constantFrom('<', '<=', '>', '>=', '==', '!='),
        fc.nat(),
        (metric, op, limit) => {
          expect(parseThreshold(`${metric}${op}${limit}`)).toMatchObject({ metric, op, limit });
        },
      ),
    );
  });

  test.each([...DEFAULT_THRESHOLDS, ...Object.values(SLA_SETS).flat()])(
    'the named sets are well formed: %s',
    (text) => {
      expect(parseThreshold(text).text).toBe(text);
    },
  );
});

test('a threshold holds or not; what was not measured does not', () => {
  const thresholds = ['lost==0', 'extract.p95<3s', 'match.p95<2s'].map(parseThreshold);
  expect(judge(thresholds, { lost: 0, 'extract.p95': 3000, 'match.p95': null })).toEqual([
    { threshold: 'lost==0', value: 0, ok: true },
    { threshold: 'extract.p95<3s', value: 3000, ok: false },
    { threshold: 'match.p95<2s', value: null, ok: false },
  ]);
});
