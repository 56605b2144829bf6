import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openVocabulary } from '../profile/vocabulary/vocabulary.js';
import { openIdf } from './idf.js';
import { nearOccupations } from './near-occupations.js';
import { planJd } from './plan.js';
import { titleNearness } from './scorers/titles.js';
import type { TitleFact } from './features/titles.js';
import { DEFAULT_WEIGHTS } from './weights.js';
import { foldWords } from './words.js';

const read = (file: string) => readFileSync(new URL(`../../models/${file}`, import.meta.url));
const tools = {
  vocabulary: openVocabulary(read('vocabulary/vocabulary.bin.gz')),
  idf: openIdf(read('builtin/idf.json'), 'test'),
};
const near = (jd: string, least = 0.5) =>
  new Map(
    nearOccupations(planJd(jd, { ...tools, weights: DEFAULT_WEIGHTS }), least, tools).map((one) => [
      one.term,
      one.near,
    ]),
  );

describe('occupations near the one asked for', () => {
  it('are those that the vocabulary knows as near, and those that share the words of its title', () => {
    const found = near('Application Engineer\nRequirements\n- Python\n');
    expect(found.get('Application Developer')).toBe(1);
    // As near as scoring finds the title "Software Engineer", which shares only the last word.
    expect(found.get('Software Engineer')).toBeGreaterThan(0.5);
    expect([...found.values()].every((value) => value >= 0.5 && value <= 1)).toBe(true);
    expect(found.has('Nurse')).toBe(false);
  });

  it('are as near as the score finds a title that is written like them', () => {
    const plan = planJd('Application Engineer\nRequirements\n- Python\n', { ...tools, weights: DEFAULT_WEIGHTS });
    const shared = nearOccupations({ ...plan, parts: [] }, 0.3, tools);
    expect(shared.length).toBeGreaterThan(5);
    const title = (term: string): TitleFact => ({
      text: term,
      words: foldWords(term),
      term: null,
      age: 0,
      years: null,
      since: null,
      count: 1,
      at: null,
    });
    for (const { term, near: value } of shared)
      expect(titleNearness(plan, undefined, title(term), tools)).toBeCloseTo(value, 12);
  });

  it('are found for a title that the vocabulary does not know', () => {
    expect(near('Zeppelin Nurse\nRequirements\n- Care\n', 0.3).size).toBeGreaterThan(0);
    expect(near('').size).toBe(0);
  });
});
