import { describe, expect, it } from 'vitest';
import { columnKind, isOneDate, isPresent } from './column-words.js';
import { layOutTable } from './tables.js';

/** Rows, with a bar between cells and a slash between the lines of a cell. */
const table = (...rows: string[]): string[] =>
  layOutTable(
    rows.map((row) => ({
      apart: false,
      cells: row.split('|').map((cell) =>
        cell
          .split(' // ')
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      ),
    })),
  );
const said = (lines: string[]): string[] => lines.filter((line) => line !== '');

describe('layOutTable', () => {
  // [table, expected lines]
  it.each([
    [
      'From and To as columns',
      [
        'From | To | Employer | Position',
        '03/2021 | 06/2023 | Acorn Ltd | Data Engineer',
        '05/2017 | 02/2021 | Birch Ltd | Analyst',
      ],
      [
        '03/2021 – 06/2023',
        'Employer: Acorn Ltd',
        'Position: Data Engineer',
        '05/2017 – 02/2021',
        'Employer: Birch Ltd',
        'Position: Analyst',
      ],
    ],
    [
      'a row above the headings',
      ['My career', 'Position | Company | From | To', 'Cook | Inn Ltd | 2019 | Present'],
      ['My career', '2019 – Present', 'Position: Cook', 'Company: Inn Ltd'],
    ],
    [
      'in German, with tasks',
      ['Von | Bis | Arbeitgeber | Position | Aufgaben', '03/2021 | heute | Eiche GmbH | Koch | • Soßen // • Suppen'],
      ['03/2021 – heute', 'Arbeitgeber: Eiche GmbH', 'Position: Koch', '• Soßen', '• Suppen'],
    ],
    [
      'a label for every row',
      [
        'Period | 03/2021 – 06/2023',
        'Employer | Acorn Ltd',
        'Position | Cook',
        'Period | 2017 – 2020',
        'Employer | Birch Ltd',
        'Position | Waiter',
      ],
      [
        '03/2021 – 06/2023',
        'Employer: Acorn Ltd',
        'Position: Cook',
        '2017 – 2020',
        'Employer: Birch Ltd',
        'Position: Waiter',
      ],
    ],
    [
      'labels in two columns',
      ['From | 2019 | To | 2021', 'Employer | Acorn Ltd | Position | Cook'],
      ['2019 – 2021', 'Employer: Acorn Ltd', 'Position: Cook'],
    ],
    [
      'a column for every post',
      ['Employer | Acorn Ltd | Birch Ltd', 'Position | Cook | Waiter', 'Period | 2019 - 2021 | 2016 - 2018'],
      [
        '2019 - 2021',
        'Employer: Acorn Ltd',
        'Position: Cook',
        '2016 - 2018',
        'Employer: Birch Ltd',
        'Position: Waiter',
      ],
    ],
    [
      'tasks below the title, before another column',
      ['From | To | Position | Employer', '03/2021 | 06/2023 | Cook // • Soups // • Sauces | Acorn Ltd'],
      ['03/2021 – 06/2023', 'Position: Cook', 'Employer: Acorn Ltd', '• Soups', '• Sauces'],
    ],
    [
      'two things in one cell',
      ['Period | Employer / Position', '2019 - 2021 | Acorn Ltd // Cook // Cooked soups'],
      ['2019 - 2021', 'Employer: Acorn Ltd', 'Position: Cook', 'Cooked soups'],
    ],
    [
      'all posts in one row',
      ['Period | Employer | Position', '2019 - 2021 // 2016 - 2018 | Acorn Ltd // Birch Ltd | Cook // Waiter'],
      [
        '2019 - 2021',
        'Employer: Acorn Ltd',
        'Position: Cook',
        '2016 - 2018',
        'Employer: Birch Ltd',
        'Position: Waiter',
      ],
    ],
    [
      'dates on two lines',
      ['Dates | Position', '03/2021 // 06/2023 | Cook', '05/2017 – // 02/2021 | Waiter'],
      ['03/2021 – 06/2023', 'Position: Cook', '05/2017 – 02/2021', 'Position: Waiter'],
    ],
    [
      'an employer for two rows',
      ['Employer | Position | From | To', 'Acorn Ltd | Chef | 2019 | 2021', ' | Cook | 2017 | 2019'],
      ['2019 – 2021', 'Employer: Acorn Ltd', 'Position: Chef', '2017 – 2019', 'Position: Cook', 'Employer: Acorn Ltd'],
    ],
    [
      'degrees',
      ['Degree | Institution | Year | Grade', 'BSc Physics | Oak University | 2011 | 2:1'],
      ['BSc Physics\tOak University\t2011', 'Grade: 2:1'],
    ],
    [
      'skills',
      ['Skill | Years | Level', 'Python | 6 | Expert', 'Soldering |  | Good'],
      ['Python (6 years, Expert)', 'Soldering (Good)'],
    ],
    [
      'dates in two columns without headings',
      ['03/2021 | 06/2023 | Cook', '05/2017 | heute | Waiter'],
      ['03/2021 – 06/2023\tCook', '05/2017 – heute\tWaiter'],
    ],
    [
      'two columns of a page, which are no table',
      ['Skills // Cooking // Baking | Experience // Cook, Acorn Ltd // 2019 - 2021'],
      ['Skills', 'Cooking', 'Baking', 'Experience', 'Cook, Acorn Ltd', '2019 - 2021'],
    ],
    ['personal data', ['Name | Ada Oak', 'Phone | 123456'], ['Name\tAda Oak', 'Phone\t123456']],
    ['headings with nothing below', ['From | To'], ['From\tTo']],
  ])('%s', (_, rows, expected) => {
    expect(said(table(...rows))).toEqual(expected);
  });

  it('loses no value, whatever stands in the cells', () => {
    const rows = [
      'From | To | Employer | Position',
      'a1 | b2 | c3 | d4 | e5',
      'f6',
      ' | | g7',
      'From | To | Employer | Position',
      'h8 // i9 | j10 // k11 // l12 | | m13',
    ];
    const text = table(...rows).join('\n');
    for (const value of rows.join(' ').match(/[a-m]\d+/g)!) expect(text).toContain(value);
  });
});

describe('words over columns', () => {
  it.each([
    ['Von', 'from'],
    ['Do', 'to'],
    ['Stanowisko', 'title'],
    ['Arbeitgeber:', 'employer'],
    ['公司名称', 'employer'],
    ['Période', 'period'],
    ['Уровень', 'level'],
    ['İşveren', 'employer'],
    ['Ada Oak', null],
    ['', null],
  ])('%s: %s', (text, kind) => {
    expect(columnKind(text)).toBe(kind);
  });

  it.each(['03/2021', 'May 2017', '2019', 'Sept. 2019', '01.03.2021', '2021-03', "Jan '19", '2019年3月'])(
    '%s is one date',
    (text) => {
      expect(isOneDate(text)).toBe(true);
    },
  );

  it.each(['2019 - 2021', 'Acorn Ltd', '', 'Windows 2000 Server', '+44 20 7946 0213'])('"%s" is not', (text) => {
    expect(isOneDate(text)).toBe(false);
  });

  it('knows what stands for an open end', () => {
    expect(['Present', 'heute', "aujourd'hui", 'obecnie', 'Acorn'].map(isPresent)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
  });
});
