import { describe, expect, test } from 'vitest';
import { readPosts, type Post } from '../testing.js';

describe('lines of a head', () => {
  test.each<[string, string[], Post[]]>([
    [
      'a town that is not known',
      ['Ferris Logistics, Ely, QA Engineer, 2016 - 2019', '- Regression suite'],
      [['QA Engineer', 'Ferris Logistics', '2016', '2019']],
    ],
    [
      'how somebody is employed is no employer',
      [
        'Swim Coach, Riverbank Community Pool',
        'Seasonal, 2013 and 2014',
        '- Taught children',
        'Shop Assistant, Hollis Books',
        'Seasonal, 2015 and 2016',
        '- Sold books',
      ],
      [
        ['Swim Coach', 'Riverbank Community Pool', '2013', '2014'],
        ['Shop Assistant', 'Hollis Books', '2015', '2016'],
      ],
    ],
    [
      'nor is the word between two seasons',
      ['Swim Coach, Riverbank Community Pool', 'Summers of 2013 and 2014', '- Taught children'],
      [['Swim Coach', 'Riverbank Community Pool', '2013-06', '2014']],
    ],
    [
      'dates below each other without a dash',
      [
        '03/2021\tBirchwell Freight Ltd',
        '06/2023\tData Engineer',
        '- Built loaders',
        '',
        '05/2017\tCastlemere Foods Ltd',
        '02/2021\tJunior Analyst',
        '- Reports',
      ],
      [
        ['Data Engineer', 'Birchwell Freight Ltd', '2021-03', '2023-06'],
        ['Junior Analyst', 'Castlemere Foods Ltd', '2017-05', '2021-02'],
      ],
    ],
    [
      'an employer below a title beside its date, in another layout than the first',
      [
        'Data Engineer, Birchwell Freight Ltd',
        'Mar 2021 - Jun 2023',
        '- Built loaders',
        '',
        'May 2017 - Feb 2021\tJunior Analyst',
        'Castlemere Foods Ltd',
        'Kept reports',
      ],
      [
        ['Data Engineer', 'Birchwell Freight Ltd', '2021-03', '2023-06'],
        ['Junior Analyst', 'Castlemere Foods Ltd', '2017-05', '2021-02'],
      ],
    ],
    [
      'headings of columns are no post',
      [
        'From\tTo\tEmployer\tPosition',
        '03/2021\t06/2023\tBirchwell Freight Ltd\tData Engineer',
        '05/2017\t02/2021\tCastlemere Foods Ltd\tJunior Analyst',
      ],
      [
        ['Data Engineer', 'Birchwell Freight Ltd', '2021-03', '2023-06'],
        ['Junior Analyst', 'Castlemere Foods Ltd', '2017-05', '2021-02'],
      ],
    ],
    [
      '"to date" below the beginning',
      [
        '03/2021 –\tData Engineer',
        'to date\tBirchwell Freight Ltd',
        '- Built loaders',
        '',
        '05/2017 –\tJunior Analyst',
        '02/2021\tCastlemere Foods Ltd',
        '- Reports',
      ],
      [
        ['Data Engineer', 'Birchwell Freight Ltd', '2021-03', 'now'],
        ['Junior Analyst', 'Castlemere Foods Ltd', '2017-05', '2021-02'],
      ],
    ],
    [
      'a role in the name of an employer behind "at"',
      ['Waiter at Anchor Inn', '2014 - 2015', '- Served'],
      [['Waiter', 'Anchor Inn', '2014', '2015']],
    ],
    [
      'other labels',
      [
        'Firm: Birchwell Freight',
        'Job: Data Engineer',
        'Date Started: 03/2021',
        'Date Left: 06/2023',
        '',
        'Firm: Castlemere Foods',
        'Job: Junior Analyst',
        'Date Started: 05/2017',
        'Date Left: 02/2021',
      ],
      [
        ['Data Engineer', 'Birchwell Freight', '2021-03', '2023-06'],
        ['Junior Analyst', 'Castlemere Foods', '2017-05', '2021-02'],
      ],
    ],
    [
      'a label below the word for today',
      [
        '07.2022 – Present',
        'Employer: Birchwell Freight',
        'Position: Data Engineer',
        '- Built loaders',
        '',
        '05.2017 – 06.2022',
        'Employer: Castlemere Foods',
        'Position: Junior Analyst',
        '- Reports',
      ],
      [
        ['Data Engineer', 'Birchwell Freight', '2022-07', 'now'],
        ['Junior Analyst', 'Castlemere Foods', '2017-05', '2022-06'],
      ],
    ],
    [
      'slashes',
      ['Data Engineer / Birchwell Freight Ltd / 2021 - 2023', '- Built loaders'],
      [['Data Engineer', 'Birchwell Freight Ltd', '2021', '2023']],
    ],
    [
      'a label before the dates',
      ['Data Engineer, Birchwell Freight Ltd (Date: Mar 2021 - Jun 2023)', '- Built loaders'],
      [['Data Engineer', 'Birchwell Freight Ltd', '2021-03', '2023-06']],
    ],
    [
      'signs for bold letters',
      ['**Data Engineer**, Birchwell Freight Ltd (2021–2023)', '- Built loaders'],
      [['Data Engineer', 'Birchwell Freight Ltd', '2021', '2023']],
    ],
    [
      'bold labels',
      ['**Employer:** Birchwell Freight', '**Position:** Data Engineer', '**From:** 03/2021', '**To:** 06/2023'],
      [['Data Engineer', 'Birchwell Freight', '2021-03', '2023-06']],
    ],
    [
      'labels above their values',
      [
        'Job title:',
        'Data Engineer',
        'Employer:',
        'Birchwell Freight',
        'From:',
        '03/2021',
        'To:',
        '06/2023',
        '',
        'Job title:',
        'Junior Analyst',
        'Employer:',
        'Castlemere Foods',
        'From:',
        '05/2017',
        'To:',
        '02/2021',
      ],
      [
        ['Data Engineer', 'Birchwell Freight', '2021-03', '2023-06'],
        ['Junior Analyst', 'Castlemere Foods', '2017-05', '2021-02'],
      ],
    ],
    [
      'labels with wide gaps',
      [
        'Employer\tBirchwell Freight',
        'Job title\tData Engineer',
        'Dates\tMar 2021 - Jun 2023',
        '',
        'Employer\tCastlemere Foods',
        'Job title\tJunior Analyst',
        'Dates\tMay 2017 - Feb 2021',
      ],
      [
        ['Data Engineer', 'Birchwell Freight', '2021-03', '2023-06'],
        ['Junior Analyst', 'Castlemere Foods', '2017-05', '2021-02'],
      ],
    ],
    [
      'the label that is also a placeholder',
      [
        'Company Name: Birchwell Freight',
        'Job Title: Data Engineer',
        'Start Date: 03/2021',
        'End Date: 06/2023',
        '',
        'Company Name: Castlemere Foods',
        'Job Title: Junior Analyst',
        'Start Date: 05/2017',
        'End Date: 02/2021',
      ],
      [
        ['Data Engineer', 'Birchwell Freight', '2021-03', '2023-06'],
        ['Junior Analyst', 'Castlemere Foods', '2017-05', '2021-02'],
      ],
    ],
  ])('%s', (_, lines, posts) => {
    expect(readPosts(lines)).toEqual(posts);
  });
});

test('a sentence above a head belongs to the post before, and so does what stands above it', () => {
  expect(
    readPosts([
      'Globeworth Freight Ltd',
      'Lead Data Engineer',
      'March 2021 - Present',
      'Leeds, UK',
      'Leads the team of loaders.',
      'Data Engineer',
      'May 2017 - February 2021',
      'Castle Foods Ltd',
      'Junior Analyst',
      'June 2014 - April 2017',
    ]).map(([title]) => title),
  ).toEqual(['Lead Data Engineer', 'Data Engineer', 'Junior Analyst']);
});
