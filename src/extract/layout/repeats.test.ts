import { describe, expect, it } from 'vitest';
import { layOut, type TextItem } from './index.js';

const item = (text: string, page: number, y: number, x = 50): TextItem => ({
  text,
  page,
  x,
  y,
  width: text.length * 5,
  fontSize: 10,
  bold: false,
  rotated: false,
});
const NUMBERS = ['one', 'two', 'three'];

/** A CV with so many pages of five lines each, and text printed at their edges. */
function textOf(pages: number, header: (page: number) => [text: string, y: number, x?: number][]): string[] {
  const items: TextItem[] = [];
  for (let page = 1; page <= pages; page++) {
    for (const [text, y, x] of header(page)) items.push(item(text, page, y, x));
    for (let line = 0; line < 5; line++)
      items.push(item(`${NUMBERS[page - 1]!} line ${'abcde'[line]!}`, page, 200 + 14 * line));
  }
  return layOut(items, pages)
    .text.split('\n')
    .filter((line) => line !== '');
}
const body = (pages: number): string[] =>
  NUMBERS.slice(0, pages).flatMap((page) => [...'abcde'].map((line) => `${page} line ${line}`));

describe('headers and footers', () => {
  it.each([
    [
      'a header with "Page 1 of 3" beside it',
      (page: number) => [
        ['Ada Lovelace · CV', 30],
        [`Page ${page} of 3`, 30, 400],
      ],
      ['Ada Lovelace · CV'],
      [],
    ],
    ['a header that ends with the page', (page: number) => [[`Ada Lovelace - ${page}`, 30]], ['Ada Lovelace - 1'], []],
    [
      'a header in German',
      (page: number) => [[`Lebenslauf Ada Lovelace | Seite ${page} von 3`, 30]],
      ['Lebenslauf Ada Lovelace'],
      [],
    ],
    ['a header in Polish', (page: number) => [[`Ada Lovelace | Strona ${page} z 3`, 30]], ['Ada Lovelace'], []],
    ['a footer', () => [['ada@example.org', 800]], [], ['ada@example.org']],
    [
      'a footer with the page between bars',
      (page: number) => [[`ada@example.org | ${page} / 3 |`, 800]],
      [],
      ['ada@example.org'],
    ],
    [
      'a footer of four lines',
      (page: number) => [
        ['Ada Lovelace', 760],
        ['12 Mill Road', 772],
        ['Leeds', 784],
        [`Page ${page}`, 796],
      ],
      [],
      ['Ada Lovelace', '12 Mill Road', 'Leeds'],
    ],
    ['a page number alone', (page: number) => [[`- ${page} -`, 800]], [], []],
  ] as [string, (page: number) => [string, number, number?][], string[], string[]][])(
    '%s',
    (_, header, first, last) => {
      expect(textOf(3, header)).toEqual([...first, ...body(3), ...last]);
    },
  );

  it('one that begins on the second page and says again who it is about is left out', () => {
    expect(textOf(3, (page) => (page === 1 ? [['Ada Lovelace', 30]] : [[`Ada Lovelace, page ${page}`, 40]]))).toEqual([
      'Ada Lovelace',
      ...body(3),
    ]);
  });

  it('one on the second of two pages is known by its number', () => {
    expect(
      textOf(2, (page) =>
        page === 1
          ? [['Ada Lovelace', 30]]
          : [
              ['Ada Lovelace', 40],
              ['Page 2 of 2', 40, 400],
            ],
      ),
    ).toEqual(['Ada Lovelace', ...body(2)]);
  });

  it('what else begins on the second page comes last, once', () => {
    expect(textOf(3, (page) => (page === 1 ? [] : [['Application 4711', 40]]))).toEqual([
      ...body(3),
      'Application 4711',
    ]);
  });

  it.each([
    ['a lone page', 1, () => [['1', 800]], [...body(1), '1']],
    [
      'other numbers',
      2,
      (page: number) => [[`Team of ${page + 4}`, 800]],
      [
        'one line a',
        'one line b',
        'one line c',
        'one line d',
        'one line e',
        'Team of 5',
        'two line a',
        'two line b',
        'two line c',
        'two line d',
        'two line e',
        'Team of 6',
      ],
    ],
  ] as [string, number, (page: number) => [string, number, number?][], string[]][])(
    'stays: %s',
    (_, pages, header, lines) => {
      expect(textOf(pages, header)).toEqual(lines);
    },
  );
});
