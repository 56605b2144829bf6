import { describe, expect, it } from 'vitest';
import { Random } from '../../simulate/random.js';
import { biasAudit, demographicsOf, type Assessed } from './bias-audit.js';
import { impactTables, readDemographics } from './fairness.js';

const people = (count: number, selected: number, of: Partial<Assessed>): Assessed[] =>
  Array.from({ length: count }, (_, i) => ({ sex: '', ethnicity: '', score: null, ...of, selected: i < selected }));

describe('the tables of Local Law 144', () => {
  // By hand: 30 of 60 men and 12 of 40 women move forward: 0.5 and 0.3, so 0.3 / 0.5 = 0.6.
  it('divide the rate of each category by that of the most selected one', () => {
    const { tables, selected } = biasAudit([...people(60, 30, { sex: 'Male' }), ...people(40, 12, { sex: 'Female' })]);
    expect(selected).toBe(42);
    expect(tables[0]!.rows).toMatchObject([
      { sex: 'Female', ethnicity: null, applicants: 40, selected: 12, selectionRate: 0.3, selectionImpactRatio: 0.6 },
      { sex: 'Male', ethnicity: null, applicants: 60, selected: 30, selectionRate: 0.5, selectionImpactRatio: 1 },
    ]);
    expect(tables[0]!.rows.every((row) => row.scoringRate === null && row.scoringImpactRatio === null)).toBe(true);
  });

  // The median of 1..8 is 4.5: above it are 4 of 4 and 0 of 4.
  it('count who scores above the median of all', () => {
    const scored = [8, 7, 6, 5].map((score) => ({ ...people(1, 0, { sex: 'Male' })[0]!, score }));
    const others = [4, 3, 2, 1].map((score) => ({ ...people(1, 0, { sex: 'Female' })[0]!, score }));
    const { tables, medianScore } = biasAudit([...scored, ...others]);
    expect(medianScore).toBe(4.5);
    expect(tables[0]!.rows).toMatchObject([
      { sex: 'Female', scoringRate: 0, scoringImpactRatio: 0, selectionImpactRatio: null },
      { sex: 'Male', scoringRate: 1, scoringImpactRatio: 1, selectionImpactRatio: null },
    ]);
  });

  it('leave a category of less than 2 % out of the ratios, and the best rate is not its own', () => {
    const { tables } = biasAudit([
      ...people(99, 33, { sex: 'Male' }),
      ...people(99, 66, { sex: 'Female' }),
      ...people(2, 2, { sex: 'Other' }),
    ]);
    const [female, male, other] = tables[0]!.rows;
    expect(other).toMatchObject({ applicants: 2, selectionRate: 1, selectionImpactRatio: null, excluded: true });
    expect([female!.selectionImpactRatio, male!.selectionImpactRatio]).toEqual([1, 0.5]);
  });

  it('count those of unknown category in each table, and put them into none', () => {
    const { tables, assessed } = biasAudit([
      ...people(3, 1, { sex: 'Male', ethnicity: 'Asian' }),
      ...people(2, 1, { sex: 'Female' }),
      ...people(4, 0, { ethnicity: 'White' }),
      ...people(5, 0, {}),
    ]);
    expect(assessed).toBe(14);
    expect(tables.map(({ by, unknown }) => [by, unknown])).toEqual([
      ['sex', 9],
      ['ethnicity', 7],
      ['sex and ethnicity', 11],
    ]);
    expect(tables[2]!.rows).toMatchObject([{ sex: 'Male', ethnicity: 'Asian', applicants: 3, selected: 1 }]);
  });

  it('say the same as the tables by score alone, on 200 invented populations', () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = new Random('ll144', seed);
      const all = Array.from({ length: random.int(1, 300) }, () => ({
        sex: random.pick(['Female', 'Male', 'X', '']),
        ethnicity: random.pick(['Asian', 'Black or African American', 'White', 'Hispanic or Latino', '']),
        selected: random.chance(0.3),
        score: random.float(),
      }));
      const others = impactTables(all.map(({ sex, ethnicity, ...one }) => ({ ...one, groups: { sex, ethnicity } })));
      expect(
        biasAudit(all).tables.map(({ rows, unknown }) => ({
          unknown,
          rows: rows.map((row) => ({
            group: [row.ethnicity, row.sex].filter((one) => one !== null).join(', '),
            ...{ applicants: row.applicants, selected: row.selected, selectionRate: row.selectionRate },
            ...{
              selectionImpact: row.selectionImpactRatio,
              scoringRate: row.scoringRate,
              scoringImpact: row.scoringImpactRatio,
            },
          })),
        })),
      ).toEqual(others.map(({ rows, unknown }) => ({ unknown, rows })));
    }
  });
});

describe('demographics', () => {
  const read = (csv: string) => demographicsOf(readDemographics(csv, 'people.csv'), 'people.csv');
  it('are taken as they are given; who does not say is unknown', () => {
    expect(
      read('candidate,ethnicity,sex,team\na.pdf,"Black, not Hispanic",Female,x\nb.pdf,prefer not to say,n/a,y\n'),
    ).toEqual([
      { candidate: 'a.pdf', sex: 'Female', ethnicity: 'Black, not Hispanic' },
      { candidate: 'b.pdf', sex: '', ethnicity: '' },
    ]);
  });
  it('need both columns', () => {
    expect(() => read('candidate,sex\na.pdf,Female\n')).toThrow('lacks the column ethnicity');
  });
});
