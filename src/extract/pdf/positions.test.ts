import { describe, expect, it } from 'vitest';
import type { TextItem } from '../layout/index.js';
import type { EnginePages } from './engine.js';
import { readWithPdfJs } from './pdfjs.js';
import { readPlain } from './plain/index.js';
import { pdfOf, streamOf, type PdfParts } from './testing.js';

type Place = [text: string, x: number, y: number, fontSize: number];

async function byPdfJs(parts: PdfParts): Promise<EnginePages> {
  const read = await readWithPdfJs(pdfOf(parts), 10);
  if (!read.ok) throw new Error(read.code);
  return read.value;
}

const round = (value: number): number => Math.round(value * 100) / 100;
const placesOf = (items: readonly TextItem[]): Place[] =>
  items.map(({ text, x, y, fontSize }) => [text, round(x), round(y), round(fontSize)]);

/** The page is 400 by 600 points; letters are half an em wide, a space a quarter; y counts from the top. */
const TABLE: [operator: string, content: string, places: Place[], parts?: Partial<PdfParts>][] = [
  [
    'Td moves from the start of the line',
    'BT /F1 10 Tf 50 500 Td (ab) Tj 5 -20 Td (c) Tj ET',
    [
      ['ab', 50, 100, 10],
      ['c', 55, 120, 10],
    ],
  ],
  [
    'TD sets the leading that T* then moves by',
    'BT /F1 10 Tf 50 500 Td (a) Tj 0 -15 TD (b) Tj T* (c) Tj ET',
    [
      ['a', 50, 100, 10],
      ['b', 50, 115, 10],
      ['c', 50, 130, 10],
    ],
  ],
  [
    'TD upwards',
    'BT /F1 10 Tf 50 500 Td (a) Tj 0 15 TD (b) Tj T* (c) Tj ET',
    [
      ['a', 50, 100, 10],
      ['b', 50, 85, 10],
      ['c', 50, 70, 10],
    ],
  ],
  [
    'TL and T* move down',
    'BT /F1 10 Tf 14 TL 50 500 Td (a) Tj T* (b) Tj T* (c) Tj ET',
    [
      ['a', 50, 100, 10],
      ['b', 50, 114, 10],
      ['c', 50, 128, 10],
    ],
  ],
  [
    'a negative TL moves up',
    'BT /F1 10 Tf -14 TL 50 500 Td (a) Tj T* (b) Tj ET',
    [
      ['a', 50, 100, 10],
      ['b', 50, 86, 10],
    ],
  ],
  [
    "' is T* and Tj",
    "BT /F1 10 Tf 14 TL 50 500 Td (a) Tj (b) ' ET",
    [
      ['a', 50, 100, 10],
      ['b', 50, 114, 10],
    ],
  ],
  [
    '" sets the spacing of words, that of letters, and is \'',
    'BT /F1 10 Tf 14 TL 50 500 Td (a) Tj 3 1 (b c) " /F1 20 Tf (d) Tj ET',
    [
      ['a', 50, 100, 10],
      ['b c', 50, 114, 10],
      ['d', 68.5, 114, 20],
    ],
  ],
  [
    '" keeps its spacing',
    'BT /F1 10 Tf 14 TL 50 500 Td 0 1 (a) " T* (bb) Tj /F1 20 Tf (d) Tj ET',
    [
      ['a', 50, 114, 10],
      ['bb', 50, 128, 10],
      ['d', 62, 128, 20],
    ],
  ],
  [
    'Tm replaces the matrix',
    'BT /F1 10 Tf 9 9 Td 2 0 0 2 50 500 Tm (a) Tj 10 -10 Td (b) Tj ET',
    [
      ['a', 50, 100, 20],
      ['b', 70, 120, 20],
    ],
  ],
  [
    'T* moves in the space of Tm',
    'BT /F1 5 Tf 7 TL 2 0 0 2 50 500 Tm (a) Tj T* (b) Tj ET',
    [
      ['a', 50, 100, 10],
      ['b', 50, 114, 10],
    ],
  ],
  [
    'a page drawn upside down and turned back',
    '1 0 0 -1 0 600 cm BT /F1 10 Tf 14 TL 1 0 0 -1 50 100 Tm (a) Tj T* (b) Tj ET',
    [
      ['a', 50, 100, 10],
      ['b', 50, 114, 10],
    ],
  ],
  [
    'Tc spaces letters, blanks included',
    'BT /F1 10 Tf 1 Tc 50 500 Td (a b) Tj /F1 20 Tf (d) Tj ET',
    [
      ['a b', 50, 100, 10],
      ['d', 65.5, 100, 20],
    ],
  ],
  [
    'Tw spaces words',
    'BT /F1 10 Tf 4 Tw 50 500 Td (a b) Tj /F1 20 Tf (d) Tj ET',
    [
      ['a b', 50, 100, 10],
      ['d', 66.5, 100, 20],
    ],
  ],
  [
    'Tz stretches widths and spacing',
    'BT /F1 10 Tf 1 Tc 50 Tz 50 500 Td (ab) Tj /F1 20 Tf (d) Tj ET',
    [
      ['ab', 50, 100, 10],
      ['d', 56, 100, 20],
    ],
  ],
  [
    'TJ moves back by thousandths, stretched',
    'BT /F1 10 Tf 50 Tz 50 500 Td [(a) -100 (b) 200] TJ /F1 20 Tf (d) Tj ET',
    [
      ['ab', 50, 100, 10],
      ['d', 54.5, 100, 20],
    ],
  ],
  [
    'Ts lifts',
    'BT /F1 10 Tf 50 500 Td (a) Tj 5 Ts (b) Tj 0 Ts (c) Tj ET',
    [
      ['a', 50, 100, 10],
      ['b', 55, 95, 10],
      ['c', 60, 100, 10],
    ],
  ],
  ['Tr outlines', 'BT /F1 10 Tf 2 Tr 50 500 Td (ab) Tj ET', [['ab', 50, 100, 10]]],
  [
    'q and Q keep the state of text',
    'BT /F1 10 Tf 14 TL ET q BT /F1 20 Tf 30 TL 2 Tc ET q Q Q BT 50 500 Td (ab) Tj T* (c) Tj ET',
    [
      ['ab', 50, 100, 10],
      ['c', 50, 114, 10],
    ],
  ],
  [
    'nested q and Q keep the matrix',
    'q 1 0 0 1 50 0 cm q 2 0 0 2 0 0 cm Q BT /F1 10 Tf 0 500 Td (a) Tj ET Q BT /F1 10 Tf 0 400 Td (b) Tj ET',
    [
      ['a', 50, 100, 10],
      ['b', 0, 200, 10],
    ],
  ],
  [
    'BT starts at the origin',
    'BT /F1 10 Tf 50 500 Td (a) Tj ET BT 60 400 Td (b) Tj ET',
    [
      ['a', 50, 100, 10],
      ['b', 60, 200, 10],
    ],
  ],
  [
    'a form has its own matrix and leaves the state alone',
    'q BT /F1 10 Tf 14 TL ET 1 0 0 1 20 0 cm /X1 Do BT 0 300 Td (a) Tj T* (b) Tj ET Q',
    [
      ['in', 70, 100, 20],
      ['a', 20, 300, 10],
      ['b', 20, 314, 10],
    ],
    {
      more: [
        streamOf(
          'BT /F1 20 Tf 99 TL 0 500 Td (in) Tj ET',
          '/Type /XObject /Subtype /Form /BBox [0 0 400 600] /Matrix [1 0 0 1 50 0]',
        ),
      ],
    },
  ],
  [
    'a form that restores too much or too little',
    'q 2 0 0 2 0 0 cm q /X1 Do Q BT /F1 5 Tf 25 250 Td (a) Tj ET Q BT /F1 10 Tf 50 400 Td (b) Tj ET',
    [
      ['a', 50, 100, 10],
      ['b', 50, 200, 10],
    ],
    { more: [streamOf('q q 9 0 0 9 0 0 cm', '/Type /XObject /Subtype /Form /BBox [0 0 400 600]')] },
  ],
  [
    'a form within a form',
    '/X1 Do',
    [['in', 30, 90, 10]],
    {
      more: [
        streamOf('q 1 0 0 1 10 10 cm /X2 Do Q', '/Type /XObject /Subtype /Form /BBox [0 0 400 600]'),
        streamOf('BT /F1 10 Tf 20 500 Td (in) Tj ET', '/Type /XObject /Subtype /Form /BBox [0 0 400 600]'),
      ],
    },
  ],
];

describe('where the operators put text', () => {
  it.each(TABLE)('pdf.js: %s', async (_, content, places, parts) => {
    const read = await byPdfJs({ content, ...parts });
    expect(placesOf(read.items)).toEqual(places);
    expect(read.hidden).toEqual([]);
  });

  it.each(TABLE)('the plain reader: %s', (_, content, places, parts) => {
    const read = readPlain(pdfOf({ content, ...parts }), 10);
    expect(read && placesOf(read.items)).toEqual(places);
  });
});

it('a negative size is upright where the matrix turns it back', async () => {
  const read = await byPdfJs({ content: '-1 0 0 -1 0 0 cm BT /F1 -10 Tf -50 -500 Td (ab c) Tj ET' });
  expect([placesOf(read.items), read.hidden]).toEqual([[['ab c', 50, 100, 10]], []]);
});

describe('fonts of drawn glyphs', () => {
  /** Glyphs 500 units wide in an em of `units`: pdf.js reports their advance but not their height. */
  const typeThree = (units: number): string =>
    `<< /Type /Font /Subtype /Type3 /FontBBox [0 0 ${units} ${units}] /FontMatrix [${1 / units} 0 0 ${1 / units} 0 0] /CharProcs << /a 7 0 R >> /Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [${units / 2}] /ToUnicode 6 0 R /Resources << >> >>`;
  const glyph = (units: number): Buffer =>
    streamOf(`${units / 2} 0 0 0 ${units / 2} ${units} d1 0 0 ${units / 2} ${units} re f`);
  const toUnicode =
    '/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <61> <0061> endbfchar endcmap end';

  it.each([1, 100, 1000])('%i units to the em', async (units) => {
    const read = await byPdfJs({
      content: 'BT /F1 10 Tf 14 TL 50 500 Td (aa) Tj T* (a) Tj ET',
      font: typeThree(units),
      toUnicode,
      more: [glyph(units)],
    });
    expect(placesOf(read.items)).toEqual([
      ['aa', 50, 100, 10],
      ['a', 50, 114, 10],
    ]);
  });

  it('whose matrix scales up what Tf leaves at a tenth', async () => {
    const font = typeThree(1).replace('/FontMatrix [1 0 0 1 0 0]', '/FontMatrix [10 0 0 10 0 0]');
    const read = await byPdfJs({ content: 'BT /F1 1 Tf 50 500 Td (aa) Tj ET', font, toUnicode, more: [glyph(1)] });
    expect(placesOf(read.items)).toEqual([['aa', 50, 100, 10]]);
    expect(read.hidden).toEqual([]);
  });
});
