import { describe, expect, it } from 'vitest';
import { missedPickGates, parsePickGate, pickedOf, summarisePick, type PickedJd } from './pick.js';

const best = (...scores: number[]) => scores.map((score, i) => ({ id: `cv${i + 1}`, score }));
const jd = (id: string, ten: number, fifty: number, milliseconds: number): PickedJd => ({
  id,
  title: null,
  metrics: { 'pick@10': ten, 'pick@50': fifty },
  milliseconds,
  missed: [],
});

describe('what a pick finds', () => {
  it('is the share of the first ten and fifty of scoring everything, and names what it left out', () => {
    const twenty = best(...Array.from({ length: 20 }, (_, i) => 1 - i / 100));
    const found = pickedOf(twenty, new Set(twenty.map(({ id }) => id).filter((id) => id !== 'cv3' && id !== 'cv12')));
    expect(found.metrics).toEqual({ 'pick@10': 0.9, 'pick@50': 0.9 });
    expect(found.missed).toEqual([
      { id: 'cv3', rank: 3, score: 0.98 },
      { id: 'cv12', rank: 12, score: 0.89 },
    ]);
  });

  it('misses nothing where scoring everything prefers no CV', () => {
    expect(pickedOf(best(0, 0), new Set())).toEqual({ metrics: { 'pick@10': 1, 'pick@50': 1 }, missed: [] });
    expect(pickedOf(best(0.5, 0), new Set(['cv1'])).metrics['pick@10']).toBe(1);
  });

  it('is averaged over JDs, the worst first', () => {
    const report = summarisePick([jd('a', 1, 0.9, 3), jd('b', 0.5, 0.8, 1), jd('c', 0.5, 0.4, 2)], 7, 200);
    expect(report.perQuery.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect(report.metrics['pick@10']).toBeCloseTo(2 / 3, 12);
    expect(report.milliseconds).toEqual({ mean: 2, p95: 3 });
    expect(
      missedPickGates(report, [
        { metric: 'pick@10', least: 0.99 },
        { metric: 'pick@50', least: 0.7 },
      ]),
    ).toEqual([{ metric: 'pick@10', least: 0.99, value: report.metrics['pick@10'] }]);
  });

  it.each([
    ['pick@10=0.99', { metric: 'pick@10', least: 0.99 }],
    ['pick@50=1', { metric: 'pick@50', least: 1 }],
    ['pick@20=1', null],
    ['pick@10=', null],
    ['pick@10=x', null],
    ['pick@10=1=1', null],
    ['pick@10', null],
  ])('reads the gate %s', (text, gate) => {
    expect(parsePickGate(text)).toEqual(gate);
  });
});
