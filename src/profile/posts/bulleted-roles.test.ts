import { describe, expect, test } from 'vitest';
import { readPosts, type Post } from '../testing.js';

describe('a date line, then the role as a bullet', () => {
  test.each<[string, string[], Post[]]>([
    [
      'comma',
      [
        'Mar 2021 - Present',
        '• Staff Engineer, Globeworth Systems LLC',
        '• Led the payments migration',
        'Jun 2017 - Feb 2021',
        '• Senior Engineer, Tidewell Analytics',
        '• Rebuilt the pipeline',
      ],
      [
        ['Staff Engineer', 'Globeworth Systems LLC', '2021-03', 'now'],
        ['Senior Engineer', 'Tidewell Analytics', '2017-06', '2021-02'],
      ],
    ],
    [
      'at',
      [
        '2021 - Present',
        '- Project Manager at Ferris Logistics Ltd',
        '- Ran the depot',
        '2017 - 2021',
        '- Analyst at Dunmore Bank',
        '- Kept the reports',
      ],
      [
        ['Project Manager', 'Ferris Logistics Ltd', '2021', 'now'],
        ['Analyst', 'Dunmore Bank', '2017', '2021'],
      ],
    ],
    [
      'employer first',
      [
        '03/2021 - 06/2023',
        '* Globeworth Systems LLC - Accountant',
        '* Closed the books',
        '05/2017 - 02/2021',
        '* Castlemere Foods Ltd - Junior Accountant',
        '* Paid the bills',
      ],
      [
        ['Accountant', 'Globeworth Systems LLC', '2021-03', '2023-06'],
        ['Junior Accountant', 'Castlemere Foods Ltd', '2017-05', '2021-02'],
      ],
    ],
    [
      'German',
      [
        '03.2021 – heute',
        '• Projektleiter, Berger GmbH',
        '• Umbau der Halle',
        '06.2017 – 02.2021',
        '• Techniker, Kern AG',
        '• Wartung der Anlagen',
      ],
      [
        ['Projektleiter', 'Berger GmbH', '2021-03', 'now'],
        ['Techniker', 'Kern AG', '2017-06', '2021-02'],
      ],
    ],
  ])('%s', (_, lines, posts) => {
    expect(readPosts(lines)).toEqual(posts);
  });

  test('title and employer in a bullet each', () => {
    expect(
      readPosts([
        'Mar 2021 - Present',
        '• Staff Engineer',
        '• Globeworth Systems LLC',
        '• Led the payments migration',
        'Jun 2017 - Feb 2021',
        '• Senior Engineer',
        '• Tidewell Analytics',
        '• Rebuilt the pipeline',
      ]),
    ).toEqual([
      ['Staff Engineer', 'Globeworth Systems LLC', '2021-03', 'now'],
      ['Senior Engineer', 'Tidewell Analytics', '2017-06', '2021-02'],
    ]);
  });

  test('with letters', () => {
    expect(
      readPosts([
        'Mar 2021 to date',
        'a) Staff Engineer, Globeworth Systems LLC',
        'b) Led the payments migration',
        'Jun 2017 to Feb 2021',
        'a) Senior Engineer, Tidewell Analytics',
        'b) Rebuilt the pipeline',
      ]),
    ).toEqual([
      ['Staff Engineer', 'Globeworth Systems LLC', '2021-03', 'now'],
      ['Senior Engineer', 'Tidewell Analytics', '2017-06', '2021-02'],
    ]);
  });

  test('with plus signs', () => {
    expect(
      readPosts([
        'Mar 2021 to date',
        '+ Staff Engineer, Globeworth Systems LLC',
        '+ Led the payments migration',
        'Jun 2017 to Feb 2021',
        '+ Senior Engineer, Tidewell Analytics',
        '+ Rebuilt the pipeline',
      ]),
    ).toEqual([
      ['Staff Engineer', 'Globeworth Systems LLC', '2021-03', 'now'],
      ['Senior Engineer', 'Tidewell Analytics', '2017-06', '2021-02'],
    ]);
  });

  test('quoted with angles', () => {
    expect(
      readPosts([
        'Mar 2021 - Present',
        '> Staff Engineer, Globeworth Systems LLC',
        '> Led the payments migration',
        'Jun 2017 - Feb 2021',
        '> Senior Engineer, Tidewell Analytics',
        '> Rebuilt the pipeline',
      ]),
    ).toEqual([
      ['Staff Engineer', 'Globeworth Systems LLC', '2021-03', 'now'],
      ['Senior Engineer', 'Tidewell Analytics', '2017-06', '2021-02'],
    ]);
  });

  test('duties in bullets stay duties', () => {
    expect(
      readPosts([
        'Mar 2021 - Present',
        'Staff Engineer, Globeworth Systems LLC',
        '• Led the payments migration',
        'Jun 2017 - Feb 2021',
        'Senior Engineer, Tidewell Analytics Ltd',
        '• Managed engineers',
      ]),
    ).toEqual([
      ['Staff Engineer', 'Globeworth Systems LLC', '2021-03', 'now'],
      ['Senior Engineer', 'Tidewell Analytics Ltd', '2017-06', '2021-02'],
    ]);
  });
});
