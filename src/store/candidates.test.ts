import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pairOf, reasonsFor, standings, type Member, type Traits } from './candidates.js';

const member = (cvId: string, series: string, seriesRevision: number, came: number): Member => ({
  cvId,
  series,
  seriesRevision,
  came,
});

it('leaves the revisions of one series their numbers, the one that came last the latest', () => {
  expect(standings([member('x', 'ada', 3, 9), member('y', 'ada', 2, 4)])).toEqual([
    { cvId: 'y', candidateId: 'ada', revision: 2, latest: false },
    { cvId: 'x', candidateId: 'ada', revision: 3, latest: true },
  ]);
});

it('numbers the CVs of merged series as they came, and calls them after the first', () => {
  const members = [member('b1', 'bea', 1, 2), member('a2', 'ada', 2, 3), member('a1', 'ada', 1, 1)];
  expect(standings(members)).toEqual([
    { cvId: 'a1', candidateId: 'ada', revision: 1, latest: false },
    { cvId: 'b1', candidateId: 'ada', revision: 2, latest: false },
    { cvId: 'a2', candidateId: 'ada', revision: 3, latest: true },
  ]);
});

it('has one latest of the highest number and no number twice, in whatever order the rows come', () => {
  const members = fc
    .array(fc.constantFrom('ada', 'bea', 'cid'), { minLength: 1, maxLength: 12 })
    .map((all) =>
      all.map((series, i) => member(`cv${i}`, series, all.slice(0, i + 1).filter((one) => one === series).length, i)),
    );
  fc.assert(
    fc.property(members, fc.infiniteStream(fc.nat()), (all, keys) => {
      const shuffled = all.map((one) => ({ one, key: keys.next().value! })).sort((x, y) => x.key - y.key);
      const result = standings(shuffled.map(({ one }) => one));
      expect(result).toEqual(standings(all));
      const numbers = result.map(({ revision }) => revision);
      expect(new Set(numbers).size).toBe(all.length);
      expect(result.filter(({ latest }) => latest)).toEqual([
        expect.objectContaining({ cvId: all.at(-1)!.cvId, revision: Math.max(...numbers) }),
      ]);
    }),
  );
});

const traits = (some: Partial<Traits>): Traits => ({
  cvId: 'x',
  series: 'ada',
  email: null,
  phone: null,
  duplicateOf: null,
  ...some,
});

it.each<[string, Partial<Traits>, Partial<Traits>, string[]]>([
  ['nothing known of either', {}, {}, []],
  ['the same e-mail', { email: 'e' }, { email: 'e', phone: 'p' }, ['email']],
  ['other e-mails, the same phone', { email: 'e', phone: 'p' }, { email: 'f', phone: 'p' }, ['phone']],
  ['a copy of the other', { duplicateOf: 'y' }, {}, ['text']],
  ['the other a copy of it', { email: 'e' }, { email: 'e', duplicateOf: 'x' }, ['email', 'text']],
  ['copies of a third', { duplicateOf: 'z' }, { duplicateOf: 'z' }, []],
  ['one series', { email: 'e' }, { email: 'e', series: 'ada' }, []],
])('says why two CVs may be of one person: %s', (_what, one, other, reasons) => {
  expect(reasonsFor(traits(one), traits({ cvId: 'y', series: 'bea', ...other }))).toEqual(reasons);
});

it('names a pair alike, whichever is first', () => {
  expect(pairOf('b', 'a')).toEqual(pairOf('a', 'b'));
});
