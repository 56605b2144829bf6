import { expect, it, onTestFinished } from 'vitest';
import type { ScoringCv } from '../port/index.js';
import { KeptScoring } from './kept-scoring.js';

const cvOf = (cvId: string): ScoringCv => ({
  cvId,
  features: new Uint8Array(100),
  passages: [{ start: 0, end: 10, page: 1 }],
  passageVectors: { values: new Int8Array(8000), scales: new Float32Array(0) },
});
/** For four of them. */
const ROOM = 4.5 * bytesOf(cvOf('a'));

function bytesOf(cv: ScoringCv): number {
  const kept = new KeptScoring();
  kept.set(1, cv);
  const { bytes } = kept;
  kept.clear();
  return bytes;
}

function opened(): KeptScoring {
  const kept = new KeptScoring(ROOM);
  onTestFinished(() => {
    kept.clear();
  });
  return kept;
}

it('gives what was set until it is dropped by its key', () => {
  const kept = opened();
  const a = cvOf('a');
  kept.set(1, a);
  kept.set(2, cvOf('b'));
  expect(kept.get('a')).toBe(a);
  kept.drop(1);
  kept.drop(1);
  kept.drop(99);
  expect([kept.get('a'), kept.get('b')?.cvId, kept.size]).toEqual([undefined, 'b', 1]);
  kept.clear();
  expect([kept.get('b'), kept.size, kept.bytes]).toEqual([undefined, 0, 0]);
});

it('knows a CV that came back by its new key alone', () => {
  const kept = opened();
  kept.set(1, cvOf('a'));
  const back = cvOf('a');
  kept.set(5, back);
  kept.drop(1);
  expect(kept.get('a')).toBe(back);
  kept.drop(5);
  expect([kept.get('a'), kept.bytes]).toEqual([undefined, 0]);
});

it('gives way within its bound to what is asked for again, by what was not used for longest', () => {
  const kept = opened();
  for (const [i, id] of ['a', 'b', 'c', 'd'].entries()) kept.set(i, cvOf(id));
  kept.get('a');
  kept.set(9, cvOf('e'));
  expect([kept.get('e'), kept.size]).toEqual([undefined, 4]);
  kept.set(9, cvOf('e'));
  expect(['a', 'b', 'c', 'd', 'e'].filter((id) => kept.get(id) !== undefined)).toEqual(['a', 'c', 'd', 'e']);
  expect(kept.bytes).toBeLessThanOrEqual(ROOM);
});

it('shares one bound among all stores: the one that keeps most gives way', () => {
  const [one, other] = [opened(), opened()];
  one.set(1, cvOf('mine'));
  for (let i = 0; i < 50; i++) other.set(i, cvOf(`other${i}`));
  expect([one.get('mine')?.cvId, other.size]).toEqual(['mine', 3]);
  for (let i = 0; i < 50; i++) one.set(i, cvOf(`one${i}`));
  expect(one.bytes + other.bytes).toBeLessThanOrEqual(ROOM);
  expect(Math.min(one.size, other.size)).toBeGreaterThan(0);
});

it('keeps nothing that is larger than its room', () => {
  const kept = opened();
  kept.set(1, { ...cvOf('huge'), passageVectors: { values: new Int8Array(4 * ROOM), scales: new Float32Array(0) } });
  expect([kept.get('huge'), kept.size, kept.bytes]).toEqual([undefined, 0, 0]);
});
