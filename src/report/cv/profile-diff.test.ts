import { expect, it } from 'vitest';
import { emptyProfile, type Profile } from '../../domain/index.js';
import { profileChanges, renderProfileDiff } from './profile-diff.js';

function profile(change: (one: Profile) => void): Profile {
  const one = emptyProfile('2026-01-01');
  one.resume.basics = { ...one.resume.basics, name: 'Ada Example', email: 'ada@example.com' };
  one.resume.work = [
    { name: 'Contoso', position: 'Engineer', startDate: '2018', endDate: '2020', highlights: ['built it'] },
    { name: 'Fabrikam', position: 'Welder', startDate: '2014', endDate: '2018', highlights: [] },
  ];
  one.resume.skills = [{ name: 'TypeScript', term: 'typescript' }, { name: 'Knots' }];
  change(one);
  return one;
}

it('says what differs, whatever the order of the entries', () => {
  const before = profile(() => undefined);
  expect(
    profileChanges(
      before,
      profile((one) => one.resume.work.reverse()),
    ),
  ).toEqual([]);
  const after = profile((one) => {
    one.resume.basics.email = 'ada@new.example.com';
    one.resume.work[0]!.endDate = '2021';
    one.resume.work.pop();
    one.resume.work.push({ name: 'Northwind', position: 'Pilot', highlights: [] });
    one.resume.skills = [{ name: 'Typescript', term: 'typescript' }, { name: 'Sails' }];
    one.yearsOfExperience = 9;
  });
  expect(profileChanges(before, after)).toEqual([
    { field: 'basics.email', before: 'ada@example.com', after: 'ada@new.example.com' },
    { field: 'work: Engineer at Contoso, endDate', before: '2020', after: '2021' },
    { field: 'work', before: 'Welder at Fabrikam', after: null },
    { field: 'work', before: null, after: 'Pilot at Northwind' },
    { field: 'skills: TypeScript, name', before: 'TypeScript', after: 'Typescript' },
    { field: 'skills', before: 'Knots', after: null },
    { field: 'skills', before: null, after: 'Sails' },
    { field: 'years of experience', before: null, after: '9' },
  ]);
  const side = (revision: number) => ({ cvId: 'ab'.repeat(32), revision, ingestedAt: '2026-01-02T03:04:05Z' });
  const changes = profileChanges(before, after).slice(0, 1);
  expect(renderProfileDiff({ candidate: 'c', from: side(1), to: side(2), changes })).toBe(
    'From revision 1 (abababababab, 2026-01-02) to revision 2 (abababababab, 2026-01-02):\n  basics.email\n    - ada@example.com\n    + ada@new.example.com',
  );
});
