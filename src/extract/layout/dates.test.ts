import { describe, expect, it } from 'vitest';
import { layOut, type TextItem } from './index.js';

const item = (text: string, x: number, y: number): TextItem => ({
  text,
  page: 1,
  x,
  y,
  width: text.length * 5,
  fontSize: 10,
  bold: false,
  rotated: false,
});
/** The text of a page with a column of dates at x 50, 12 points apart, beside two texts at x 150. */
function textOf(
  dates: readonly string[],
  beside: readonly string[] = ['Freight Ltd', 'Data Engineer', 'Built loaders'],
  x: (text: string) => number = () => 50,
): string[] {
  const items = [
    ...dates.map((text, i) => item(text, x(text), 100 + 12 * i)),
    ...beside.map((text, i) => item(text, 150, 100 + 12 * i)),
  ];
  return layOut(items, 1)
    .text.split('\n')
    .filter((line) => line !== '');
}

describe('a range that its column breaks', () => {
  it.each([
    ['after the dash', ['03/2021 –', '06/2023'], '03/2021 – 06/2023'],
    ['before the dash', ['03/2021', '– 06/2023'], '03/2021 – 06/2023'],
    ['on both sides of it', ['03/2021', '–', '06/2023'], '03/2021 – 06/2023'],
    ['before today', ['03/2021 -', 'Present'], '03/2021 - Present'],
    ['before a word for today', ['03.2021 –', 'heute'], '03.2021 – heute'],
    ['before today in a language that is not known', ['03/2021 –', 'obecnie'], '03/2021 – obecnie'],
    ['after a word', ['March 2021 to', 'June 2023'], 'March 2021 to June 2023'],
    ['before a word', ['März 2021', 'bis Juni 2023'], 'März 2021 bis Juni 2023'],
    ['between years', ['2019 –', '2023'], '2019 – 2023'],
    ['before the last year', ['Mar 2021 – Jun', '2023'], 'Mar 2021 – Jun 2023'],
    ['after each month', ['March', '2021 – June', '2023'], 'March 2021 – June 2023'],
  ])('%s', (_, dates, whole) => {
    expect(textOf(dates)).toEqual([`${whole}\tFreight Ltd`, 'Data Engineer', 'Built loaders']);
  });

  it('in a column that is flush right', () => {
    expect(textOf(['Mar 2021 –', 'Present'], undefined, (text) => 130 - text.length * 5)).toEqual([
      'Mar 2021 – Present\tFreight Ltd',
      'Data Engineer',
      'Built loaders',
    ]);
  });

  it('to the right of its text', () => {
    expect(textOf(['Mar 2021 –', 'Present'], undefined, (text) => 400 - text.length * 5)).toEqual([
      'Freight Ltd\tMar 2021 – Present',
      'Data Engineer',
      'Built loaders',
    ]);
  });

  it('below the lines beside it', () => {
    expect(textOf(['03/2021 –', '06/2023'], ['Freight Ltd'])).toEqual(['03/2021 – 06/2023\tFreight Ltd']);
  });
});

describe('stays as it is', () => {
  it.each([
    ['two dates', ['2008 – 2011', '2011 – 2015']],
    ['two lone years', ['2015', '2012']],
    ['an open range above another', ['2021 –', '2017 – 2021']],
    ['an open range above a place', ['since 2021', 'Leeds, UK']],
    ['a range and a place', ['2021 – 2023', 'Leeds']],
  ])('%s', (_, dates) => {
    expect(textOf(dates)).toEqual([`${dates[0]!}\tFreight Ltd`, `${dates[1]!}\tData Engineer`, 'Built loaders']);
  });
});
