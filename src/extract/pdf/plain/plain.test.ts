import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LATIN, pdfOf as pdf, streamOf, type PdfParts as Parts } from '../testing.js';
import { readPlain } from './index.js';

function textsOf(parts: Parts): string[] | null {
  return readPlain(pdf(parts), 100)?.items.map((item) => item.text) ?? null;
}

describe('runs', () => {
  it.each([
    ['spaces that are painted', 'BT /F1 10 Tf 50 500 Td (led a team) Tj ET', ['led a team']],
    [
      'glyphs set one by one',
      'BT /F1 10 Tf 50 500 Td (l) Tj 5 0 Td (e) Tj 5 0 Td (d) Tj 5 0 Td ( ) Tj 2 0 Td (a) Tj ET',
      ['led a'],
    ],
    ['advances that producers round', 'BT /F1 10 Tf 50 500 Td (l) Tj 4 0 Td (e) Tj 6 0 Td (d) Tj ET', ['led']],
    [
      'kerned words without spaces',
      'BT /F1 10 Tf 50 500 Td [(le) 20 (d) -250 (a) -250 (te) -10 (am)] TJ ET',
      ['led a team'],
    ],
    ['a wide gap', 'BT /F1 10 Tf 50 500 Td (Engineer) Tj 200 0 Td (2020) Tj ET', ['Engineer', '2020']],
    ['lines', "BT /F1 10 Tf 12 TL 50 500 Td (one) Tj T* (two) Tj (three) ' ET", ['one', 'two', 'three']],
    ['escapes and hex', 'BT /F1 10 Tf 50 500 Td (\\(a\\051\\\\) Tj <6220 63> Tj ET', ['(a)\\b c']],
    ['letters beyond ASCII', 'BT /F1 10 Tf 50 500 Td (caf\\351 \\226) Tj ET', ['café –']],
  ])('%s', (_, content, texts) => {
    expect(textsOf({ content })).toEqual(texts);
  });

  it('say where they are, from the top left of the crop box', () => {
    const [item] = readPlain(
      pdf({
        content: 'q 2 0 0 2 0 0 cm BT /F1 8 Tf 1 0 0 1 30 200 Tm (four) Tj ET Q',
        page: '/CropBox [10 20 400 600]',
      }),
      100,
    )!.items;
    expect(item).toEqual({
      text: 'four',
      page: 1,
      x: 50,
      y: 200,
      width: 32,
      fontSize: 16,
      bold: false,
      rotated: false,
    });
  });

  it('are read from forms, each at its place', () => {
    const form = streamOf(
      Buffer.from('BT /F1 10 Tf 0 0 Td (in a form) Tj ET'),
      '/Subtype /Form /Matrix [1 0 0 1 40 0]',
    ).toString();
    const items = readPlain(
      pdf({ content: 'q 1 0 0 1 10 300 cm /X1 Do Q BT /F1 10 Tf 50 200 Td (below) Tj ET', more: [form] }),
      100,
    )!.items;
    expect(items.map(({ text, x, y }) => [text, x, y])).toEqual([
      ['in a form', 50, 300],
      ['below', 50, 400],
    ]);
  });
});

describe('fonts', () => {
  const composite =
    '<< /Type /Font /Subtype /Type0 /BaseFont /Example-Bold /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [<< /DW 500 /W [1 [400 300] 7 9 600] >>] >>';
  const toUnicode =
    '3 beginbfchar <0001> <0053> <0002> <00660069> <0003> <002d00ad2010> endbfchar 2 beginbfrange <0007> <0008> <0061> <0009> <000a> [<0020> <00e9>] endbfrange';

  it('by ToUnicode, with their widths and weight', () => {
    const [item] = readPlain(
      pdf({ content: 'BT /F1 10 Tf 50 500 Td <000100020003000700080009000a> Tj ET', font: composite, toUnicode }),
      100,
    )!.items;
    expect([item!.text, item!.bold, Math.round(item!.width)]).toEqual(['Sfi-ab é', true, 35]);
  });

  it('by the names of their glyphs', () => {
    const font = LATIN.replace('/WinAnsiEncoding', '<< /Differences [65 /eacute /fi /hyphen /Zcaron] >>');
    expect(textsOf({ content: 'BT /F1 10 Tf 50 500 Td (ABCD) Tj ET', font })).toEqual(['éfi-Ž']);
  });

  it.each([
    ['a glyph of its own name', LATIN.replace('/WinAnsiEncoding', '<< /Differences [65 /g17] >>')],
    ['no encoding', LATIN.replace('/Encoding /WinAnsiEncoding', '')],
    ['no widths', LATIN.replace(/\/Widths \[.*?\]/, '')],
    ['drawn glyphs', LATIN.replace('TrueType', 'Type3')],
    ['right to left', composite.replace('6 0 R', '7 0 R')],
  ])('are left to the engines with %s', (_, font) => {
    const hebrew = streamOf(Buffer.from('1 beginbfchar <4142> <05d0> endbfchar')).toString();
    expect(textsOf({ content: 'BT /F1 10 Tf 50 500 Td (AB) Tj ET', font, more: [hebrew] })).toBeNull();
  });
});

describe('what needs an engine or a closer look', () => {
  it.each([
    ['white', '1 g BT /F1 10 Tf 50 500 Td (x) Tj ET'],
    ['white again behind a saved state', '1 1 1 rg q 0 g Q BT /F1 10 Tf 50 500 Td (x) Tj ET'],
    ['invisible', 'BT /F1 10 Tf 3 Tr 50 500 Td (x) Tj ET'],
    ['transparent', '/G1 gs BT /F1 10 Tf 50 500 Td (x) Tj ET'],
    ['tiny', 'BT /F1 1 Tf 50 500 Td (x) Tj ET'],
    ['off the page', 'BT /F1 10 Tf -90 500 Td (x) Tj ET'],
    ['turned', 'BT /F1 10 Tf 0 1 -1 0 50 500 Tm (x) Tj ET'],
    ['in a layer', '/OC /L1 BDC BT /F1 10 Tf 50 500 Td (x) Tj ET EMC'],
    ['without its operands', 'BT /F1 10 Tf 50 Td (x) Tj ET'],
    ['a font that is not there', 'BT /F9 10 Tf 50 500 Td (x) Tj ET'],
    ['an image between the operators', 'BI /W 1 /H 1 ID x EI BT /F1 10 Tf 50 500 Td (x) Tj ET'],
  ])('%s', (_, content) => {
    expect(textsOf({ content, more: ['<< /ca 0 >>'] })).toBeNull();
  });

  const content = 'BT /F1 10 Tf 50 500 Td (x) Tj ET';
  it.each([
    ['a turned page', { content, page: '/Rotate 90' }],
    ['an encrypted file', { content, trailer: '/Encrypt 7 0 R' }],
    ['a form to fill in', { content, page: '/Annots [<< /Subtype /Widget >>]' }],
    ['a table that leads back to itself', { content, trailer: '/Prev 0' }],
    [
      'a form that draws itself',
      { content: '/X1 Do', more: [streamOf(Buffer.from('/X1 Do'), '/Subtype /Form').toString()] },
    ],
    [
      'a font with more codes than there are',
      {
        content,
        font: LATIN.replace('/Encoding', '/ToUnicode 6 0 R /Encoding'),
        toUnicode: 'beginbfrange <00000000> <ffffffff> <0041> endbfrange',
      },
    ],
  ])('%s', (_, parts) => {
    expect(textsOf(parts)).toBeNull();
  });

  it('a page tree that contains itself', () => {
    const bytes = Buffer.from(pdf({ content })).toString('latin1').replace('/Kids [3 0 R]', '/Kids [2 0 R]');
    expect(readPlain(Buffer.from(bytes, 'latin1'), 100)).toBeNull();
  });
});

describe('what else a PDF says', () => {
  it('links and the date of the last change', () => {
    const page = '/Annots [<< /Subtype /Link /A << /S /URI /URI (https://example.com/a\\(b\\)) >> >>]';
    const reading = readPlain(
      pdf({ content: '', page, trailer: '/Info << /CreationDate (D:20200102) /ModDate (D:20240305120000Z) >>' }),
      100,
    )!;
    expect([reading.links, reading.documentDate, reading.pageCount]).toEqual([
      ['https://example.com/a(b)'],
      '2024-03-05',
      1,
    ]);
  });
});

it('damaged bytes give a reading or none, never an exception, and soon', () => {
  const whole = pdf({
    content: 'BT /F1 10 Tf 50 500 Td [(led) -250 (a team)] TJ ET',
    toUnicode: 'beginbfchar <41> <0041> endbfchar',
  });
  const change = fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 }));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
      const bytes = Uint8Array.from(whole);
      for (const [at, byte] of changes) bytes[at] = byte;
      const reading = readPlain(bytes, 100);
      expect(reading === null || reading.pageCount >= 1).toBe(true);
    }),
    { numRuns: 300 },
  );
}, 10_000);
