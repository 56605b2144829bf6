import { expect, test } from 'vitest';
import { laidOut, parse } from '../testing.js';

/**
 * A profile in LinkedIn's layout: a side bar, then employers (15), titles (14) and dates (13) on lines of their own;
 * the numbers are font sizes.
 */
function exported(
  posts: [string, string][],
  more: { contact?: string; top?: string; headline?: string; work?: string } = {},
): ReturnType<typeof parse> {
  return parse(
    laidOut([
      ['16/1', more.contact ?? 'Contact'],
      ['13/1', 'marit@example.org'],
      ['13/1', 'www.linkedin.com/in/marit-'],
      ['13/1', 'holloway-350 (LinkedIn)'],
      ['16/1', more.top ?? 'Top Skills'],
      ['13/1', 'Airflow'],
      ['13/1', 'Python'],
      ['16/1', 'Certifications'],
      ['13/1', 'AWS Certified Developer –'],
      ['13/1', 'Associate'],
      ['26', 'Marit Holloway'],
      ['15', more.headline ?? 'Lead Data Engineer at Birchwell'],
      ['15', 'Leeds, England, United Kingdom'],
      ['18', more.work ?? 'Experience'],
      ...posts,
      ['18', 'Education'],
      ['15', 'University of Leeds'],
      ['13', 'Bachelor of Science - BSc, Mathematics · (2008 - 2011)'],
    ]),
    '2024-06-01',
  );
}
const postsOf = ({ resume }: ReturnType<typeof parse>): unknown[] =>
  resume.work.map(({ position, name, startDate, endDate, current }) => [
    position,
    name,
    startDate,
    current === true ? 'now' : endDate,
  ]);

test('several posts with one employer, its whole duration above them, and a page number between', () => {
  const profile = exported([
    ['15', 'Birchwell Freight Ltd'],
    ['13', '6 years 2 months'],
    ['14', 'Lead Data Engineer'],
    ['13', 'March 2021 - Present (2 years 4 months)'],
    ['13', 'Leeds, England, United Kingdom'],
    ['13', 'Leads the team of loaders.'],
    ['14', 'Data Engineer'],
    ['13', 'May 2017 - February 2021 (3 years 10 months)'],
    ['9', 'Page 1 of 3'],
    ['15', 'Castlemere Foods'],
    ['14', 'Junior Analyst'],
    ['13', 'June 2014 - April 2017 (2 years 11 months)'],
    ['13', 'York'],
  ]);
  expect(postsOf(profile)).toEqual([
    ['Lead Data Engineer', 'Birchwell Freight Ltd', '2021-03', 'now'],
    ['Data Engineer', 'Birchwell Freight Ltd', '2017-05', '2021-02'],
    ['Junior Analyst', 'Castlemere Foods', '2014-06', '2017-04'],
  ]);
  expect(profile.resume.work.map((post) => post.location)).toEqual([
    'Leeds, England, United Kingdom',
    undefined,
    'York',
  ]);
  expect(profile.resume.certificates).toEqual([{ name: 'AWS Certified Developer', issuer: 'Associate' }]);
  expect(profile.resume.skills.map((skill) => skill.name)).toEqual(['Airflow', 'Python']);
  expect(profile.resume.education).toEqual([
    {
      institution: 'University of Leeds',
      studyType: 'Bachelor of Science',
      area: 'Mathematics',
      startDate: '2008',
      endDate: '2011',
    },
  ]);
});

test.each<[string, [string, string][], unknown[]]>([
  [
    'a title and an employer over two lines each',
    [
      ['15', 'The Northern Harbour and Inland'],
      ['15', 'Waterways Company'],
      ['14', 'Senior Engineer for Locks,'],
      ['14', 'Weirs and Gates'],
      ['13', 'January 2019 - Present (5 years 6 months)'],
    ],
    [
      [
        'Senior Engineer for Locks, Weirs and Gates',
        'The Northern Harbour and Inland Waterways Company',
        '2019-01',
        'now',
      ],
    ],
  ],
  [
    'one year, one month',
    [
      ['15', 'Tolland'],
      ['14', 'Clerk'],
      ['13', 'May 2019 - May 2020 (1 year 1 month)'],
      ['15', 'Ardmore & Sons'],
      ['14', 'Trainee'],
      ['13', 'April 2019 - April 2019 (1 month)'],
    ],
    [
      ['Clerk', 'Tolland', '2019-05', '2020-05'],
      ['Trainee', 'Ardmore & Sons', '2019-04', '2019-04'],
    ],
  ],
  [
    'years alone',
    [
      ['15', 'Tolland'],
      ['14', 'Clerk'],
      ['13', '2015 - 2019 (4 years)'],
    ],
    [['Clerk', 'Tolland', '2015', '2019']],
  ],
  [
    'titles that no list knows',
    [
      ['15', 'Kestrel'],
      ['13', '3 years 1 month'],
      ['14', 'Chief Happiness Wizard'],
      ['13', 'March 2021 - Present (2 years)'],
      ['14', 'Happiness Apprentice'],
      ['13', 'March 2020 - February 2021 (1 year)'],
    ],
    [
      ['Chief Happiness Wizard', 'Kestrel', '2021-03', 'now'],
      ['Happiness Apprentice', 'Kestrel', '2020-03', '2021-02'],
    ],
  ],
])('%s', (_, lines, posts) => {
  expect(postsOf(exported(lines))).toEqual(posts);
});

test('in German', () => {
  const profile = exported(
    [
      ['15', 'Birkenau Spedition'],
      ['13', '6 Jahre 2 Monate'],
      ['14', 'Teamleiterin'],
      ['13', 'März 2021 - Heute (2 Jahre 4 Monate)'],
      ['14', 'Sachbearbeiterin'],
      ['13', 'Mai 2017 - Februar 2021 (3 Jahre 10 Monate)'],
    ],
    { contact: 'Kontakt', top: 'Top-Kenntnisse', headline: 'Teamleiterin bei Birkenau', work: 'Berufserfahrung' },
  );
  expect(postsOf(profile)).toEqual([
    ['Teamleiterin', 'Birkenau Spedition', '2021-03', 'now'],
    ['Sachbearbeiterin', 'Birkenau Spedition', '2017-05', '2021-02'],
  ]);
  expect(profile.resume.skills.map((skill) => skill.name)).toEqual(['Airflow', 'Python']);
});

test('a CV that sets the employer nearer to the dates is read as other CVs are', () => {
  const profile = exported([
    ['15', 'Data Engineer'],
    ['14', 'Birchwell Freight Ltd'],
    ['13', 'May 2017 - February 2021 (3 years 10 months)'],
    ['15', 'Analyst'],
    ['14', 'Castlemere Foods Ltd'],
    ['13', 'June 2014 - April 2017 (2 years 11 months)'],
  ]);
  expect(postsOf(profile)).toEqual([
    ['Data Engineer', 'Birchwell Freight Ltd', '2017-05', '2021-02'],
    ['Analyst', 'Castlemere Foods Ltd', '2014-06', '2017-04'],
  ]);
});
