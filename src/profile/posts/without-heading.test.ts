import { describe, expect, test } from 'vitest';
import { parse, readPosts, type Post } from '../testing.js';

describe('posts without a heading', () => {
  test.each<[string, string[], Post[]]>([
    [
      'in one line, dates in brackets',
      [
        'Nurse with ten years in paediatrics.',
        '',
        'Senior Nurse, Harrow Clinic, Oslo (2018 - 2023)',
        '- Led a ward',
        '',
        'Staff Nurse, Ferris Hospital, Bergen (2014 - 2018)',
        '- Night shifts',
      ],
      [
        ['Senior Nurse', 'Harrow Clinic', '2018', '2023'],
        ['Staff Nurse', 'Ferris Hospital', '2014', '2018'],
      ],
    ],
    [
      'dates below',
      [
        'Software Engineer, Globeworth Systems LLC',
        'Mar 2019 - Present',
        '- Built loaders',
        '',
        'Junior Developer, Tidewell Analytics Ltd',
        'Jun 2016 - Feb 2019',
        '- Fixed reports',
      ],
      [
        ['Software Engineer', 'Globeworth Systems LLC', '2019-03', 'now'],
        ['Junior Developer', 'Tidewell Analytics Ltd', '2016-06', '2019-02'],
      ],
    ],
    [
      'dates that look like a phone',
      [
        'Accountant, Harrow Clinic Ltd',
        '03/2019 - 10/2024',
        '- Closed the books',
        '',
        'Clerk, Ferris Hospital',
        '05/2015 - 02/2019',
        '- Filed',
      ],
      [
        ['Accountant', 'Harrow Clinic Ltd', '2019-03', '2024-10'],
        ['Clerk', 'Ferris Hospital', '2015-05', '2019-02'],
      ],
    ],
    [
      'years first that look like one',
      [
        'Harrow Hospital, Nurse, 2018-03 - 2021-02',
        '- Night shifts',
        '',
        'Ferris Clinic, Researcher, 2015-02 - 2017-05',
        '- Filed',
      ],
      [
        ['Nurse', 'Harrow Hospital', '2018-03', '2021-02'],
        ['Researcher', 'Ferris Clinic', '2015-02', '2017-05'],
      ],
    ],
    [
      'in German',
      [
        'Buchhalter, Müller GmbH, Köln (2018 – 2023)',
        '- Monatsabschlüsse',
        '',
        'Sachbearbeiter, Kern AG, Bonn (2014 – 2018)',
        '- Rechnungen',
      ],
      [
        ['Buchhalter', 'Müller GmbH', '2018', '2023'],
        ['Sachbearbeiter', 'Kern AG', '2014', '2018'],
      ],
    ],
    [
      'company first',
      [
        'Harrow Clinic Ltd | Senior Nurse | 2018 - 2023',
        '- Led a ward',
        'Ferris Hospital | Staff Nurse | 2014 - 2018',
        '- Night shifts',
      ],
      [
        ['Senior Nurse', 'Harrow Clinic Ltd', '2018', '2023'],
        ['Staff Nurse', 'Ferris Hospital', '2014', '2018'],
      ],
    ],
  ])('%s', (_, lines, posts) => {
    expect(readPosts(lines, '')).toEqual(posts);
  });

  test('a degree is none', () => {
    expect(
      parse(
        'Noor Ellingsen\nnoor@example.org\n\nBSc Mathematics, University of Leeds, 2008 - 2011\n\nSkills\nPython, SQL, Airflow',
      ).resume.work,
    ).toEqual([]);
  });
});
