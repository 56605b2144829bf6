import { describe, expect, test } from 'vitest';
import { parse, readPosts } from '../testing.js';

describe('posts without dates', () => {
  test.each<[string, string[], number]>([
    [
      'comma',
      [
        'QA Manager, Corvale Insurance',
        '04/2020 - Present',
        '- Runs a team',
        '',
        'Engineer, Pellham Energy',
        '02/2015 - 03/2020',
        '- Forecasts',
        '',
        'Analyst, Dunmore Bank',
        '- Reports',
      ],
      3,
    ],
    [
      'at',
      [
        'QA Manager at Corvale Insurance (2020 - Present)',
        '- Runs a team',
        'Engineer at Pellham Energy (2015 - 2020)',
        '- Forecasts',
        'Earlier: Analyst at Dunmore Bank',
        '- Reports',
      ],
      3,
    ],
    [
      'prose below',
      [
        'QA Manager, Corvale Insurance, 2020 - Present',
        'Runs a team of nine.',
        '',
        'Engineer, Pellham Energy, 2015 - 2020',
        'Forecasting of demand.',
        '',
        'Volunteer, City Food Bank',
        'Sorted donations.',
      ],
      3,
    ],
    [
      'none has a date',
      [
        'QA Manager, Corvale Insurance',
        '- Runs a team',
        '',
        'Engineer, Pellham Energy',
        '- Forecasts',
        '',
        'Analyst, Dunmore Bank',
        '- Reports',
      ],
      3,
    ],
    [
      'none has a date, two lines each',
      ['QA Manager', 'Corvale Insurance', '- Runs a team', '', 'Engineer', 'Pellham Energy', '- Forecasts'],
      2,
    ],
    [
      'two lines each',
      [
        'QA Manager',
        'Corvale Insurance, Leeds',
        '2020 - Present',
        '- Runs a team',
        '',
        'Engineer',
        'Pellham Energy, York',
        '2015 - 2020',
        '- Forecasts',
        '',
        'Analyst',
        'Dunmore Bank, Hull',
        '- Reports',
      ],
      3,
    ],
    [
      'a sentence below',
      ['QA Manager, Corvale', 'Runs a team of nine.', '', 'Engineer, Pellham', 'Forecasts of demand.'],
      2,
    ],
    ['nothing but a list of posts', ['- QA Manager, Corvale', '- Engineer, Pellham', '- Analyst, Dunmore'], 3],
    [
      'a list of skills among the bullets is none',
      ['Engineer, Pellham Energy', '02/2015 - 03/2020', '- Forecasts', 'Tools used: Python, SQL', '- Reports'],
      1,
    ],
  ])('posts without dates: %s', (_, lines, count) => {
    expect(readPosts(lines)).toHaveLength(count);
  });

  test('a post without dates among dated ones', () => {
    expect(
      readPosts([
        'Head of Data · Corvale Insurance · Leeds',
        '04/2020 - Present',
        '- Runs a team',
        'Data Lead · Pellham Energy · York',
        '02/2015 - 03/2020',
        '- Forecasts',
        'Early Career: Analyst & Consultant · Various firms',
        '- Reporting',
        '- Two years in Madrid',
      ]),
    ).toHaveLength(3);
  });
});

test('a post without dates whose employer is masked', () => {
  expect(
    readPosts([
      'Office Clerk',
      'March 2019 to May 2021 Company Name - City , State',
      '- Filed papers',
      'Front Desk Receptionist Company Name - City , State',
      '- Kept the till',
    ]).map(([title]) => title),
  ).toEqual(['Office Clerk', 'Front Desk Receptionist']);
});

test('studies among the posts are no years of experience', () => {
  const years = (title: string): number | null =>
    parse(
      `Noor Ellingsen\n\nWork Experience\n${title}\nJanuary 2015 - January 2020\n\nOffice Clerk\nJanuary 2012 - January 2014\n\nEducation\nBSc Mathematics, 2011\n`,
    ).yearsOfExperience;
  expect(years('Student')).toBe(2);
  expect(years('Student Assistant')).toBe(7);
});
