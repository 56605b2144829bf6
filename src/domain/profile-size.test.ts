import { expect, it } from 'vitest';
import { boundedProfile, PROFILE_BYTES } from './profile-size.js';
import { emptyProfile, type Profile } from './profile.js';

function profileOf(entries: number, words: number): Profile {
  const profile = emptyProfile('2026-01-01');
  profile.resume.basics.name = 'Ada Example';
  for (let i = 0; i < entries; i++) {
    // The latest come last.
    profile.resume.work.push({ name: `Firm ${i}`, endDate: String(1000 + i), highlights: ['word '.repeat(words)] });
    profile.fields[`work[${i}].name`] = { confidence: 1, start: i, end: i + 1 };
  }
  profile.fields['basics.name'] = { confidence: 0.9, start: 0, end: 3 };
  return profile;
}

const kept = (profile: Profile): Profile => JSON.parse(boundedProfile(profile).text) as Profile;

it('keeps what is small as it is, of what is large the latest entries, and else what listings show', () => {
  expect(kept(profileOf(150, 100))).toEqual(profileOf(150, 100));
  const lists = kept(profileOf(400, 300));
  expect([lists.cut, lists.resume.work.length]).toEqual(['lists', 100]);
  expect([lists.resume.work[0]!.name, lists.resume.work[99]!.name]).toEqual(['Firm 300', 'Firm 399']);
  // What was read from where goes along with its entry.
  expect([lists.fields['work[0].name']!.start, lists.fields['work[99].name']!.start]).toEqual([300, 399]);
  expect(Object.keys(lists.fields)).toHaveLength(101);
  const details = kept(profileOf(400, 3000));
  expect([details.cut, details.resume.work, details.resume.basics.name]).toEqual(['details', [], 'Ada Example']);
  for (const profile of [profileOf(400, 300), profileOf(400, 3000), profileOf(5000, 1)]) {
    const { text, bytes } = boundedProfile(profile);
    expect(bytes).toBe(Buffer.byteLength(text));
    expect(bytes).toBeLessThanOrEqual(PROFILE_BYTES.most);
  }
});
