import { describe, expect, it } from 'vitest';
import { impactTables, missedSwaps, readDemographics, summariseSwaps } from './fairness.js';
import { inventedNames } from './invented-names.js';
import { variantsOf, type SwapSource } from './swaps.js';

const text = 'ALEX MORGAN\nMr Morgan led his team. Riverside University. alex@example.com';
const at = (word: string) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length });
const source: SwapSource = {
  text,
  name: { value: 'ALEX MORGAN', ...at('ALEX MORGAN') },
  identity: [at('ALEX MORGAN'), at('Mr Morgan'), at('alex@example.com')],
  schools: ['Riverside University'],
};
const nobody = { ...source, text: 'Bakes bread.', name: null, identity: [], schools: [] };

describe('swaps', () => {
  it('a name wherever it stands, in the form that it was invented in', () => {
    const [changed] = variantsOf(source, 'name', '', [
      { line: 'BAKER, Mason', full: 'Mason Baker', first: 'Mason', last: 'Baker' },
    ]);
    expect(changed).toBe('BAKER, Mason\nMr Baker led his team. Riverside University. mason@example.com');
  });
  it('brings no blank into an address', () => {
    expect(
      variantsOf(source, 'name', '', [{ line: 'x', full: 'Ann van Dyk', first: 'van Dyk', last: 'y' }])[0],
    ).toContain(' vandyk@example.com');
  });
  it('a name in a line of its own where there is none', () => {
    expect(
      variantsOf(nobody, 'name', '', [{ line: 'Mason Baker', full: 'Mason Baker', first: 'Mason', last: 'Baker' }]),
    ).toEqual(['Mason Baker\nBakes bread.']);
  });
  it('invents a thousand names in all forms, always the same ones', () => {
    const names = inventedNames(1000);
    expect(new Set(names.map(({ line }) => line)).size).toBeGreaterThan(900);
    expect(names).toEqual(inventedNames(1000));
    expect(inventedNames(10, 5)[0]).toEqual(names[5]);
  });
  it('gender words both ways', () => {
    expect(variantsOf({ ...nobody, text: 'Mr Doe and his wife; she led the women' }, 'gender', '', [])).toEqual([
      'Ms Doe and her husband; he led the men',
    ]);
  });
  it('schools', () => {
    expect(variantsOf(source, 'school', 'x', [])[0]).not.toContain('Riverside');
  });
  it.each(['address', 'birth', 'photo'] as const)('%s in a line below the name', (swap) => {
    expect(variantsOf(source, swap, 'x', [])[0]).toMatch(/^ALEX MORGAN\n[^\n]+\nMr Morgan/);
  });
  it('nothing where there is nothing to swap', () => {
    expect(variantsOf(nobody, 'gender', '', [])).toEqual([]);
  });
});

describe('the gate', () => {
  const row = (swap: 'name' | 'gender', change: number) => ({
    swap,
    cvId: `x${String(change)}`,
    change,
    rankBefore: 2,
    rankAfter: change === 0 ? 2 : 1,
  });
  it('lets a name move nothing, and the others a little', () => {
    const moved = [
      summariseSwaps('name', [row('name', 1e-9)], 3),
      summariseSwaps('gender', [row('gender', -0.01), row('gender', 0.005)], 3),
    ];
    expect(moved[1]).toMatchObject({ changed: 2, unchanged: 1, largestChange: -0.01, largestShift: 1, moved: 2 });
    expect(missedSwaps(moved, 0.02).map(({ swap }) => swap)).toEqual(['name']);
    expect(missedSwaps(moved, 0.001).map(({ swap }) => swap)).toEqual(['name', 'gender']);
    expect(missedSwaps([summariseSwaps('name', [row('name', 0)], 1)], 0)).toEqual([]);
  });
});

describe('impact ratios', () => {
  const people = readDemographics('cv,sex,race_ethnicity\na.pdf,Female,"Black, not Hispanic"\nb.pdf,Male,White\n', 'x');
  it('reads quoted cells', () => {
    expect(people[0]).toEqual({ cv: 'a.pdf', groups: { sex: 'Female', race_ethnicity: 'Black, not Hispanic' } });
  });

  it('are rates over the best rate, by category and intersection', () => {
    const one = (sex: string, race: string, score: number, selected: boolean) => ({
      score,
      selected,
      groups: { sex, race },
    });
    // Men: 2 of 4 selected; women: 1 of 4. Above the median score of 0.45: men 3 of 4, women 1 of 4.
    const tables = impactTables([
      one('Male', 'A', 0.9, true),
      one('Male', 'B', 0.8, true),
      one('Male', 'A', 0.7, false),
      one('Male', 'B', 0.1, false),
      one('Female', 'A', 0.6, true),
      one('Female', 'B', 0.3, false),
      one('Female', 'A', 0.2, false),
      one('Female', '', 0.0, false),
    ]);
    const [sex, race, both] = tables;
    expect(sex!.rows).toEqual([
      {
        group: 'Female',
        applicants: 4,
        selected: 1,
        selectionRate: 0.25,
        selectionImpact: 0.5,
        scoringRate: 0.25,
        scoringImpact: expect.closeTo(1 / 3, 12) as number,
      },
      {
        group: 'Male',
        applicants: 4,
        selected: 2,
        selectionRate: 0.5,
        selectionImpact: 1,
        scoringRate: 0.75,
        scoringImpact: 1,
      },
    ]);
    expect(race!.unknown).toBe(1);
    expect(both!.rows.map(({ group }) => group)).toEqual(['A, Female', 'A, Male', 'B, Female', 'B, Male']);
  });

  it('leaves groups below 2 % without a ratio', () => {
    const people = Array.from({ length: 100 }, (_, i) => ({
      score: i,
      selected: i > 50,
      groups: { sex: i === 99 ? 'Other' : i % 2 === 0 ? 'Female' : 'Male' },
    }));
    expect(impactTables(people)[0]!.rows.find(({ group }) => group === 'Other')).toMatchObject({
      applicants: 1,
      selectionImpact: null,
      scoringImpact: null,
    });
  });
});
