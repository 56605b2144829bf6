import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut, type TextItem } from './index.js';
import { isDateLike } from './measure.js';

const CHARACTER = 0.5;
const HEADINGS = new Set(['Contact', 'Skills', 'Languages', 'Work Experience', 'Education', 'Awards', 'Hobbies']);

/** An item half an em wide per character. */
function item(text: string, x: number, y: number, more: Partial<TextItem> = {}): TextItem {
  const fontSize = more.fontSize ?? 10;
  return {
    text,
    x,
    y,
    width: text.length * CHARACTER * fontSize,
    page: 1,
    fontSize,
    bold: false,
    rotated: false,
    ...more,
  };
}

/** Lines of text 12 points apart, with headings in bold. */
function column(lines: readonly string[], x: number, y: number, more: Partial<TextItem> = {}): TextItem[] {
  return lines.map((text, i) => item(text, x, y + 12 * i, { bold: HEADINGS.has(text), ...more }));
}

function linesOf(items: readonly TextItem[], pages = 1): string[] {
  return layOut(items, pages)
    .text.split('\n')
    .filter((line) => line !== '');
}

const LEFT = ['Contact', 'ada@example.com', 'Skills', 'TypeScript, Kafka', 'Languages', 'English, German'];
const RIGHT = [
  'Work Experience',
  'Backend Engineer at Northlane Payments',
  'Wrote an order service for payments',
  'Education',
  'BSc Computer Science, Leeds',
];

describe('columns', () => {
  it('reads a sidebar before the main column, whatever order the items come in', () => {
    const items = [...column(RIGHT, 220, 103), ...column(LEFT, 40, 100)].sort((a, b) => a.y - b.y);
    expect(linesOf(items)).toEqual([...LEFT, ...RIGHT]);
  });

  it('tells a sidebar on the same grid of lines by its headings', () => {
    expect(linesOf([...column(RIGHT, 220, 112), ...column(LEFT, 40, 100)])).toEqual([...LEFT, ...RIGHT]);
  });

  it('keeps what spans the page above and below its columns in place', () => {
    const items = [
      item('Ada Lovelace, who wrote the first program of all, in London and elsewhere in the world', 40, 60),
      ...column(LEFT, 40, 100),
      ...column(RIGHT, 220, 103),
      item('References are available on request from all of the companies that are named above here', 40, 220),
    ];
    const lines = linesOf(items);
    expect([lines[0]!.slice(0, 12), ...lines.slice(1, -1), lines.at(-1)!.slice(0, 10)]).toEqual([
      'Ada Lovelace',
      ...LEFT,
      ...RIGHT,
      'References',
    ]);
  });

  it('leaves to the text below the columns what stands right above it, below the end of the other column', () => {
    const left = ['Business development', 'Performance management', 'Customer-oriented ways', 'Team training and more'];
    const right = ['Highly analytical', 'Budgeting and forecasting', 'Accounting and finance', 'Leadership and teams'];
    const items = [
      ...column(left, 40, 100),
      ...column(right, 220, 106),
      item('Work Experience', 40, 180),
      item('Finance Manager', 40, 192),
      item('September 2013 to today with the company of many words in the city and state of all', 40, 204),
    ];
    expect(linesOf(items).map((line) => line.slice(0, 14))).toEqual(
      [...left, ...right, 'Work Experience', 'Finance Manager', 'September 2013 to today'].map((line) =>
        line.slice(0, 14),
      ),
    );
  });

  it('reads three columns from left to right', () => {
    const third = ['Awards', 'Best paper of the year', 'Second prize at school', 'Hobbies', 'Chess and gardening'];
    expect(linesOf([...column(LEFT, 40, 100), ...column(RIGHT, 200, 103), ...column(third, 430, 106)])).toEqual([
      ...LEFT,
      ...RIGHT,
      ...third,
    ]);
  });

  it('tells columns that share their baselines by lines long enough to be text', () => {
    const left = [
      'Led the team that built the app',
      'Cut the cost of each build by half',
      'Hired four engineers in a year',
      'Wrote the guide for new people',
    ];
    const right = [
      'Studied mathematics and physics',
      'Wrote a thesis on sorting at home',
      'Taught two courses for a year',
      'Graduated with first class marks',
    ];
    expect(linesOf([...column(left, 40, 100), ...column(right, 300, 100)])).toEqual([...left, ...right]);
  });

  it.each([
    [["Mai '23 – heute", "Apr '21 – Feb '23", '2016 – 2021']],
    [["janv. 2025 – aujourd'hui", 'juil. 2023 – sept. 2024', '2020 – 2023']],
    [['2010 – 2013']],
  ])('keeps few dates beside what they date, headings in their column: %j', (dates) => {
    const items = dates.flatMap((date, i) => [
      item(['Work Experience', 'Education', 'Skills'][i]!, 42, 100 + 100 * i, { bold: true, fontSize: 12 }),
      item(date, 42, 120 + 100 * i),
      ...column(
        ['Backend Engineer', 'Northlane Payments, Leeds', 'Wrote an order service for payments'],
        200,
        120 + 100 * i,
      ),
    ]);
    expect(linesOf(items).filter((line) => line.includes('\t'))).toEqual(
      dates.map((date) => `${date}\tBackend Engineer`),
    );
  });

  it('numbers the main column 0 and its sidebar 1', () => {
    const { lines } = layOut([...column(LEFT, 40, 100), ...column(RIGHT, 220, 103)], 1);
    expect(lines.map((line) => line.column)).toEqual([...LEFT.map(() => 1), ...RIGHT.map(() => 0)]);
  });
});

describe('tables', () => {
  const entries = [
    'Backend Engineer, Northlane Payments',
    'Wrote an order service',
    'Engineer, Copperfield Travel',
    'Developed the search',
    'Trainee, Smok Systems',
    'Ran all of the tests',
  ];

  it('reads dates in the left margin with their rows', () => {
    const dates = ['2020 – now', '2017 – 2019', '2015 – 2017'].map((text, i) => item(text, 40, 100 + 24 * i));
    expect(linesOf([...dates, ...column(entries, 150, 100)])).toEqual([
      '2020 – now\tBackend Engineer, Northlane Payments',
      'Wrote an order service',
      '2017 – 2019\tEngineer, Copperfield Travel',
      'Developed the search',
      '2015 – 2017\tTrainee, Smok Systems',
      'Ran all of the tests',
    ]);
  });

  it('does not cut dates off their rows where a short sidebar stands beside them', () => {
    const dates = ['2020 – now', '2017 – 2019', '2015 – 2017'].map((text, i) => item(text, 200, 100 + 24 * i));
    const sidebar = ['Contact', 'ada@example.com', 'Leeds, UK', 'Skills'].map((text, i) =>
      item(text, 40, 106 + 12.5 * i),
    );
    expect(linesOf([...sidebar, ...dates, ...column(entries, 290, 100)])).toEqual([
      'Contact',
      'ada@example.com',
      'Leeds, UK',
      'Skills',
      '2020 – now\tBackend Engineer, Northlane Payments',
      'Wrote an order service',
      '2017 – 2019\tEngineer, Copperfield Travel',
      'Developed the search',
      '2015 – 2017\tTrainee, Smok Systems',
      'Ran all of the tests',
    ]);
  });

  it('joins dates at the right edge to their lines', () => {
    const dates = ['Jan 2020 – Present', 'Jun 2017 – Dec 2019', 'May 2015 – May 2017'].map((text, i) =>
      item(text, 450, 100 + 24 * i),
    );
    expect(linesOf([...column(entries, 40, 100), ...dates])[2]).toBe(
      'Engineer, Copperfield Travel\tJun 2017 – Dec 2019',
    );
  });

  it('keeps rows whole where headings stand alone in the margin between them', () => {
    const items = [
      item('Work', 40, 88, { bold: true }),
      item('2020 – now', 40, 100),
      ...column(entries.slice(0, 2), 150, 100),
      item('Education', 40, 140, { bold: true }),
      item('2010 – 2015', 40, 152),
      ...column(['MSc Computer Science', 'Kraków'], 150, 152),
      item('Skills', 40, 190, { bold: true }),
      ...column(['Java, Spring Boot, Kafka', 'Docker'], 150, 202),
    ];
    expect(linesOf(items)).toEqual([
      'Work',
      `2020 – now\t${entries[0]!}`,
      entries[1],
      'Education',
      '2010 – 2015\tMSc Computer Science',
      'Kraków',
      'Skills',
      'Java, Spring Boot, Kafka',
      'Docker',
    ]);
  });

  it('gives a heading in the margin a line of its own', () => {
    const items = [
      item('SKILLS', 40, 100),
      ...column(['Java, Spring Boot', 'Kafka, Oracle'], 150, 100),
      item('LANGUAGES', 40, 130),
      ...column(['Polish', 'English'], 150, 130),
    ];
    expect(linesOf(items)).toEqual(['SKILLS', 'Java, Spring Boot', 'Kafka, Oracle', 'LANGUAGES', 'Polish', 'English']);
  });
});

describe('lines', () => {
  it('joins runs of one word and parts words by their gaps', () => {
    expect(
      linesOf([item('Engi', 40, 100), item('neer', 60.2, 100), item('at', 83, 100), item('Acme', 96, 100)]),
    ).toEqual(['Engineer at Acme']);
  });

  it('puts raised text on its line, and a large name apart from the small lines beside it', () => {
    expect(linesOf([item('May 5', 40, 100), item('th', 65.2, 96.6, { fontSize: 6 })])).toEqual(['May 5th']);
    expect(linesOf([item('Ada Lovelace', 40, 100, { fontSize: 28 }), item('London', 400, 99)])).toEqual([
      'London',
      'Ada Lovelace',
    ]);
  });

  it('drops a copy painted a hair aside to look bold', () => {
    const { text, lines } = layOut([item('Education', 40, 100), item('Education', 40.3, 100)], 1);
    expect([text, lines[0]!.bold]).toEqual(['Education', true]);
  });

  it('asks for a blank line at a wide gap alone', () => {
    expect(layOut([...column(['one', 'two', 'three'], 40, 100), ...column(['four', 'five'], 40, 160)], 1).text).toBe(
      'one\ntwo\nthree\n\nfour\nfive',
    );
  });

  it('keeps a label and what it names together, but labels of columns apart', () => {
    expect(
      linesOf([
        item('Company:', 40, 100),
        item('Example Ltd', 200, 100),
        item('Front end:', 40, 130),
        item('Back end:', 200, 130),
      ]),
    ).toEqual(['Company: Example Ltd', 'Front end:\tBack end:']);
  });

  it('mends a word divided at the end of a line', () => {
    expect(linesOf(column(['worked on applica-', 'tion servers'], 40, 100))).toEqual([
      'worked on application',
      'servers',
    ]);
  });

  it('reads text in the margin that runs upwards after the page', () => {
    expect(linesOf([item('Draft copy', 10, 90, { rotated: true }), ...column(['one', 'two'], 40, 100)])).toEqual([
      'one',
      'two',
      'Draft copy',
    ]);
  });
});

describe('pages', () => {
  const body = (page: number): TextItem[] =>
    column(
      [
        `Work on page ${page === 1 ? 'one' : 'two'}`,
        'Led a team',
        'Built a thing',
        `Shipped it in ${page === 1 ? '2019' : '2021'}`,
      ],
      40,
      120,
      { page },
    );

  it('keeps a repeated header once and no page number', () => {
    const items = [1, 2].flatMap((page) => [
      item('Ada Lovelace', 40, 40, { page }),
      ...body(page),
      item(`Page ${page.toString()} of 2`, 300, 800, { page }),
    ]);
    expect(linesOf(items, 2)).toEqual([
      'Ada Lovelace',
      'Work on page one',
      'Led a team',
      'Built a thing',
      'Shipped it in 2019',
      'Work on page two',
      'Led a team',
      'Built a thing',
      'Shipped it in 2021',
    ]);
  });

  it('says where each page starts, an empty one included', () => {
    const { text, pageStarts } = layOut([...body(1), ...body(3).map((one) => ({ ...one, page: 3 }))], 3);
    expect(pageStarts).toEqual([0, text.indexOf('Work on page two'), text.indexOf('Work on page two')]);
  });
});

describe('properties', () => {
  const words = fc
    .array(fc.stringMatching(/^[a-z]{2,9}$/), { minLength: 1, maxLength: 6 })
    .map((list) => list.join(' '));
  const place = fc.record({
    text: words,
    column: fc.integer({ min: 0, max: 2 }),
    row: fc.integer({ min: 0, max: 40 }),
  });
  const places = fc.uniqueArray(place, {
    minLength: 1,
    maxLength: 60,
    selector: ({ column: c, row }) => `${c.toString()}/${row.toString()}`,
  });
  const bare = (text: string): string => [...text.replace(/\s/g, '')].sort().join('');

  it('prints every character of every item once', () => {
    fc.assert(
      fc.property(places, (list) => {
        const items = list.map(({ text, column: c, row }) => item(text, 40 + 190 * c, 60 + 18 * row));
        expect(bare(layOut(items, 1).text)).toBe(bare(items.map(({ text }) => text).join('')));
      }),
      { numRuns: 200 },
    );
  });

  it('gives lines that cover the text, in order and without overlap', () => {
    fc.assert(
      fc.property(places, (list) => {
        const { text, lines } = layOut(
          list.map(({ text: t, column: c, row }) => item(t, 40 + 190 * c, 60 + 18 * row)),
          1,
        );
        expect(lines.map((line) => text.slice(line.start, line.end))).toEqual(
          text.split('\n').filter((line) => line !== ''),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('does not depend on the order of the items', () => {
    fc.assert(
      fc.property(
        places.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          const textOf = (all: typeof list): string =>
            layOut(
              all.map(({ text, column: c, row }) => item(text, 40 + 190 * c, 60 + 18 * row)),
              1,
            ).text;
          expect(textOf(shuffled)).toBe(textOf(list));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('dates', () => {
  it.each([
    ['Sept 2018 – May 2023', true],
    ['01.2010 – heute', true],
    ['2016 / 09', true],
    ['Summer 2013, 2014', true],
    ['05/2019 - Present', true],
    ['janvier 2020', true],
    ['Marketing Manager 2019', false],
    ['10/2020 Meteor Impact Conference', false],
    ['Sunnyvale, CA', false],
    ['Mayer', false],
    ['', false],
  ])('%s is date-like: %s', (text, expected) => {
    expect(isDateLike(text)).toBe(expected);
  });
});
