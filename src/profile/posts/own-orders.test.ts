import { describe, expect, test } from 'vitest';
import { readPosts, type Post } from '../testing.js';

describe('own orders', () => {
  test.each<[string, string[], Post[]]>([
    [
      'company, place, title between commas',
      [
        'Marlow Retail Group, Leeds, UK, Lead QA Engineer, 2019 - 2024',
        '- Contract tests',
        'Ferris Logistics, York, UK, QA Engineer, 2016 - 2019',
        '- Regression suite',
      ],
      [
        ['Lead QA Engineer', 'Marlow Retail Group', '2019', '2024'],
        ['QA Engineer', 'Ferris Logistics', '2016', '2019'],
      ],
    ],
    [
      'year range after the employer',
      [
        'Lead QA Engineer',
        'Marlow Retail Group, 2019–2024',
        '- Contract tests',
        'QA Engineer',
        'Ferris Logistics, 2016–2019',
        '- Regression suite',
      ],
      [
        ['Lead QA Engineer', 'Marlow Retail Group', '2019', '2024'],
        ['QA Engineer', 'Ferris Logistics', '2016', '2019'],
      ],
    ],
    [
      'two layouts in one section',
      [
        'Data Engineer, Birchwell Freight Ltd',
        'Mar 2021 - Jun 2023',
        '- Built loaders',
        '',
        'May 2017 - Feb 2021\tJunior Analyst, Castlemere Foods Ltd',
        'Kept reports',
      ],
      [
        ['Data Engineer', 'Birchwell Freight Ltd', '2021-03', '2023-06'],
        ['Junior Analyst', 'Castlemere Foods Ltd', '2017-05', '2021-02'],
      ],
    ],
    [
      'two layouts, the other way round',
      [
        'May 2017 - Feb 2021\tJunior Analyst, Castlemere Foods Ltd',
        'Kept reports',
        '',
        'Data Engineer, Birchwell Freight Ltd',
        'Mar 2021 - Jun 2023',
        '- Built loaders',
      ],
      [
        ['Junior Analyst', 'Castlemere Foods Ltd', '2017-05', '2021-02'],
        ['Data Engineer', 'Birchwell Freight Ltd', '2021-03', '2023-06'],
      ],
    ],
    [
      'seasons',
      [
        'Swim Coach, Riverbank Community Pool',
        'Summer 2013, 2014',
        '- Taught children',
        'Shop Assistant, Hollis Books',
        'Summers 2015, 2016',
        '- Sold books',
      ],
      [
        ['Swim Coach', 'Riverbank Community Pool', '2013-06', '2014'],
        ['Shop Assistant', 'Hollis Books', '2015-06', '2016'],
      ],
    ],
    [
      'dates in two lines of their column',
      [
        '03/2021 –\tBirchwell Freight Ltd',
        '06/2023\tData Engineer',
        '- Built loaders',
        '',
        '05/2017 –\tCastlemere Foods Ltd',
        '02/2021\tJunior Analyst',
        '- Reports',
      ],
      [
        ['Data Engineer', 'Birchwell Freight Ltd', '2021-03', '2023-06'],
        ['Junior Analyst', 'Castlemere Foods Ltd', '2017-05', '2021-02'],
      ],
    ],
    [
      'the same, title first, still there',
      [
        'Mar 2021 –\tData Engineer',
        'Present\tBirchwell Freight Ltd',
        '- Built loaders',
        '',
        'May 2017 –\tJunior Analyst',
        'Feb 2021\tCastlemere Foods Ltd',
        '- Reports',
      ],
      [
        ['Data Engineer', 'Birchwell Freight Ltd', '2021-03', 'now'],
        ['Junior Analyst', 'Castlemere Foods Ltd', '2017-05', '2021-02'],
      ],
    ],
    [
      'the column on the right',
      [
        'Birchwell Freight Ltd\t03/2021 –',
        'Data Engineer\t06/2023',
        '- Built loaders',
        '',
        'Castlemere Foods Ltd\t05/2017 –',
        'Junior Analyst\t02/2021',
        '- Reports',
      ],
      [
        ['Data Engineer', 'Birchwell Freight Ltd', '2021-03', '2023-06'],
        ['Junior Analyst', 'Castlemere Foods Ltd', '2017-05', '2021-02'],
      ],
    ],
  ])('%s', (_, lines, posts) => {
    expect(readPosts(lines)).toEqual(posts);
  });
});
