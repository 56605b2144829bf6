import { deflateSync } from 'node:zlib';
import { describe, expect, it, test } from 'vitest';
import type { ExtractedDocument } from '../../domain/index.js';
import { extractPdf } from '../pdf.js';
import { isAllSeen } from './plain/index.js';
import { ascii85, hex, lzw, pdfOf, runLength, streamOf, type PdfParts } from './testing.js';

/** The visible text of each PDF in this file, and the text that it tries to add. */
const SEEN = [
  'Nora Example',
  'Shop assistant who keeps a tidy store',
  'Served customers and trained new staff',
  'Ran the till and closed the books',
];
const SECRET = 'Kubernetes Terraform Rust';
const BODY = `BT /F1 10 Tf 14 TL 50 550 Td ${SEEN.map((line) => `(${line}) Tj T*`).join(' ')} ET`;
const say = (more = '', text = SECRET): string => `BT /F1 10 Tf ${more} 50 300 Td (${text}) Tj ET`;

async function documentOf(parts: PdfParts): Promise<ExtractedDocument> {
  const outcome = await extractPdf(pdfOf(parts));
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
}

/** An image of one pixel, stretched to where it is drawn. */
const image = (more = ''): Buffer =>
  streamOf(
    'x',
    `/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 ${more}`,
  );
const large = streamOf(
  deflateSync(new Uint8Array(3000 * 2000)),
  '/Type /XObject /Subtype /Image /Width 3000 /Height 2000 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode',
);
const form = (content: string, more = ''): Buffer =>
  streamOf(content, `/Type /XObject /Subtype /Form /BBox [0 0 400 600] ${more}`);
const filtered = (content: string, filters: string, pack: (bytes: Uint8Array) => Uint8Array): PdfParts => ({
  content: pack(Buffer.from(content)),
  contentDictionary: `/Filter ${filters}`,
});
const field = (more: string): PdfParts => ({
  content: BODY,
  catalog: '/AcroForm << /Fields [7 0 R] /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 5 0 R >> >> >>',
  page: '/Annots [7 0 R]',
  more: [
    `<< /Type /Annot /Subtype /Widget /FT /Tx /T (skills) /V (${SECRET}) /DA (/F1 10 Tf 0 g) /Rect [50 290 350 310] ${more} >>`,
  ],
});
const OFF_LAYER = '/OCProperties << /OCGs [7 0 R] /D << /OFF [7 0 R] >> >>';

const HIDDEN: [way: string, reason: string, parts: PdfParts][] = [
  ['white on white', 'white', { content: `${BODY} 1 g ${say()}` }],
  ['white in RGB', 'white', { content: `${BODY} 1 1 1 rg ${say()}` }],
  ['white in CMYK', 'white', { content: `${BODY} 0 0 0 0 k ${say()}` }],
  [
    'white by no ink of a colour of its own',
    'white',
    {
      content: `${BODY} /C1 cs 0 scn ${say()}`,
      resources:
        '/ColorSpace << /C1 [/Separation /Spot /DeviceCMYK << /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 0 0 1] /N 1 >>] >>',
    },
  ],
  [
    'white from a palette',
    'white',
    {
      content: `${BODY} /C1 cs 1 sc ${say()}`,
      resources: '/ColorSpace << /C1 [/Indexed /DeviceRGB 1 <000000ffffff>] >>',
    },
  ],
  ['white through ASCII85', 'white', filtered(`${BODY} 1 g ${say()}`, '/ASCII85Decode', ascii85)],
  ['white through ASCIIHex', 'white', filtered(`${BODY} 1 g ${say()}`, '/ASCIIHexDecode', hex)],
  ['white through LZW', 'white', filtered(`${BODY} 1 g ${say()}`, '/LZWDecode', lzw)],
  ['white through RunLength', 'white', filtered(`${BODY} 1 g ${say()}`, '/RunLengthDecode', runLength)],
  [
    'white through ASCII85 and Flate',
    'white',
    filtered(`${BODY} 1 g ${say()}`, '[/ASCII85Decode /FlateDecode]', (bytes) => ascii85(deflateSync(bytes))),
  ],
  [
    'white through four filters',
    'white',
    filtered(`${BODY} 1 g ${say()}`, '[/AHx /A85 /RL /LZW]', (bytes) => hex(ascii85(runLength(lzw(bytes))))),
  ],
  ['white within a form', 'white', { content: `${BODY} /X1 Do`, more: [form(`1 g ${say()}`)] }],
  ['white in mode 1', 'white', { content: `${BODY} 1 G ${say('1 Tr')}` }],
  ['near-white', 'white', { content: `${BODY} 0.992 0.992 0.992 rg ${say()}` }],
  ['light grey below a contrast of 1.3', 'white', { content: `${BODY} 0.89 g ${say()}` }],
  [
    'the colour of a rectangle below',
    'low_contrast',
    { content: `0.2 0.3 0.5 rg 40 280 320 40 re f ${say()} 0 g ${BODY}` },
  ],
  ['black on a black rectangle', 'low_contrast', { content: `40 280 320 40 re f ${say()} ${BODY}` }],
  [
    'on a bar of a thick pen',
    'low_contrast',
    { content: `0.2 G 40 w 40 300 m 360 300 l S 0.2 g ${say()} 0 g ${BODY}` },
  ],
  ['white beside a dark shape', 'white', { content: `${BODY} 200 200 50 50 re f 1 g ${say()}` }],
  ['under a white rectangle', 'covered', { content: `${BODY} ${say()} 1 g 0 0 400 400 re f` }],
  [
    'under a rectangle drawn by lines',
    'covered',
    { content: `${BODY} ${say()} 1 g 0 0 m 400 0 l 400 400 l 0 400 l h f` },
  ],
  [
    'under a rectangle of a form',
    'covered',
    { content: `${BODY} ${say()} /X1 Do`, more: [form('1 g 0 0 400 400 re f')] },
  ],
  [
    'under many thin rectangles',
    'covered',
    { content: `${BODY} ${say()} 1 g ${Array.from({ length: 30 }, (_, i) => `40 ${290 + i} 320 1.2 re`).join(' ')} f` },
  ],
  [
    'under an opaque image',
    'covered',
    { content: `${BODY} ${say()} q 320 0 0 40 40 280 cm /X1 Do Q`, more: [image()] },
  ],
  [
    'under a large opaque image',
    'covered',
    { content: `${BODY} ${say()} q 320 0 0 40 40 280 cm /X1 Do Q`, more: [large] },
  ],
  [
    'under a photo',
    'covered',
    {
      content: `${BODY} ${say()} q 320 0 0 40 40 280 cm /X1 Do Q`,
      more: [
        streamOf(
          'no JPEG',
          '/Subtype /Image /Width 900 /Height 600 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode',
        ),
      ],
    },
  ],
  [
    'under a stream that no reader of text should unpack',
    'covered',
    {
      content: `${BODY} ${say()} q 320 0 0 40 40 280 cm /X1 Do Q`,
      more: [
        streamOf(
          'no picture',
          '/Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /JBIG2Decode',
        ),
      ],
    },
  ],
  [
    'under an image in the content',
    'covered',
    { content: `${BODY} ${say()} q 320 0 0 40 40 280 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q` },
  ],
  [
    'under a note',
    'covered',
    {
      content: `${BODY} ${say()}`,
      page: '/Annots [7 0 R]',
      more: [
        '<< /Type /Annot /Subtype /Square /Rect [40 280 360 320] /AP << /N 8 0 R >> >>',
        streamOf('1 g 0 0 320 40 re f', '/Type /XObject /Subtype /Form /BBox [0 0 320 40]'),
      ],
    },
  ],
  [
    'the second half of a line',
    'covered',
    { content: `${BODY} ${say('', `Ran the till ${SECRET}`)} 1 g 113 280 280 40 re f` },
  ],
  ['mode 3', 'invisible', { content: `${BODY} ${say('3 Tr')}` }],
  ['mode 7', 'invisible', { content: `${BODY} ${say('7 Tr')}` }],
  ['clipped away', 'clipped', { content: `${BODY} q 0 0 400 200 re W n ${say()} Q` }],
  [
    'clipped away by a curve',
    'clipped',
    { content: `${BODY} q 0 0 m 400 0 l 400 100 300 200 0 100 c h W n ${say()} Q` },
  ],
  [
    'outside the box of a form',
    'clipped',
    { content: `${BODY} /X1 Do`, more: [streamOf(say(), '/Type /XObject /Subtype /Form /BBox [0 0 400 200]')] },
  ],
  ['off the page', 'off_page', { content: `${BODY} BT /F1 10 Tf 50 -300 Td (${SECRET}) Tj ET` }],
  [
    'off the crop box',
    'off_page',
    { content: `${BODY} BT /F1 10 Tf 50 40 Td (${SECRET}) Tj ET`, page: '/CropBox [0 100 400 600]' },
  ],
  ['transparent by ExtGState', 'invisible', { content: `${BODY} /G1 gs ${say()}`, more: ['<< /ca 0 >>'] }],
  ['nearly transparent', 'white', { content: `${BODY} /G1 gs ${say()}`, more: ['<< /ca 0.05 >>'] }],
  [
    'transparent as a group',
    'invisible',
    { content: `${BODY} /G2 gs /X1 Do`, more: [form(say(), '/Group << /S /Transparency >>'), '<< /ca 0 >>'] },
  ],
  ['two and a half points', 'tiny', { content: `${BODY} BT /F1 2.5 Tf 50 300 Td (${SECRET}) Tj ET` }],
  [
    'a quarter of the body',
    'tiny',
    { content: `${BODY.replace('/F1 10 Tf', '/F1 16 Tf')} BT /F1 3.6 Tf 50 300 Td (${SECRET}) Tj ET` },
  ],
  ['squeezed to nothing', 'tiny', { content: `${BODY} ${say('2 Tz')}` }],
  [
    'scaled down by the matrix',
    'tiny',
    { content: `${BODY} q 0.1 0 0 0.1 0 0 cm BT /F1 10 Tf 500 3000 Td (${SECRET}) Tj ET Q` },
  ],
  ['in a hidden field', 'hidden_field', field('/F 2')],
  ['in a field that is not viewed', 'hidden_field', field('/F 32')],
  [
    'in a field of no size',
    'hidden_field',
    {
      ...field(''),
      more: [`<< /Type /Annot /Subtype /Widget /FT /Tx /T (skills) /V (${SECRET}) /Rect [50 290 50 290] >>`],
    },
  ],
  [
    'in a white field',
    'low_contrast',
    {
      ...field(''),
      more: [
        `<< /Type /Annot /Subtype /Widget /FT /Tx /T (skills) /V (${SECRET}) /DA (/F1 10 Tf 1 g) /Rect [50 290 350 310] >>`,
      ],
    },
  ],
  [
    'in a hidden note',
    'hidden_field',
    {
      content: BODY,
      page: '/Annots [7 0 R]',
      more: [
        `<< /Type /Annot /Subtype /FreeText /F 2 /Contents (${SECRET}) /DA (/F1 10 Tf 0 g) /Rect [50 290 350 310] >>`,
      ],
    },
  ],
  [
    'in a layer that is off',
    'invisible',
    {
      content: `${BODY} /OC /L1 BDC ${say()} EMC`,
      resources: '/Properties << /L1 7 0 R >>',
      catalog: OFF_LAYER,
      more: ['<< /Type /OCG /Name (Layer) >>'],
    },
  ],
];

describe('what a reader does not see is set apart, with a reason', () => {
  it.each(HIDDEN)('%s', async (_, reason, parts) => {
    const { text, hidden } = await documentOf(parts);
    expect(hidden.map((one) => one.reason)).toEqual([reason]);
    expect(hidden[0]!.text).toBe(SECRET);
    expect(text).not.toContain('Kubernetes');
    for (const line of SEEN) expect(text).toContain(line);
  });
});

const HONEST: [design: string, parts: PdfParts][] = [
  ['black on white', { content: `${BODY} ${say()}` }],
  ['white on a dark bar', { content: `${BODY} 0.1 0.2 0.4 rg 0 280 400 40 re f 1 g ${say()}` }],
  ['white on a bar of a thick pen', { content: `${BODY} 0.2 G 40 w 0 300 m 400 300 l S 1 g ${say()}` }],
  [
    'white on a dark round shape',
    { content: `${BODY} 0.1 0.2 0.4 rg 20 250 m 20 400 380 400 380 250 c h f 1 g ${say()}` },
  ],
  ['black on a page painted white', { content: `1 g 0 0 400 600 re f 0 g ${BODY} ${say()}` }],
  ['black on a light bar', { content: `0.9 g 0 280 400 40 re f 0 g ${BODY} ${say()}` }],
  ['a light grey footer', { content: `${BODY} 0.8 g ${say()}` }],
  ['a footer of six points', { content: `${BODY} BT /F1 6 Tf 50 300 Td (${SECRET}) Tj ET` }],
  ['a link, underlined', { content: `${BODY} 0 0 0.8 rg ${say()} 50 298 120 0.5 re f` }],
  ['in a frame', { content: `${BODY} ${say()} 40 280 320 40 re S` }],
  ['below a marker', { content: `${BODY} ${say()} /G1 gs 1 1 0 rg 40 290 200 20 re f`, more: ['<< /BM /Multiply >>'] }],
  [
    'through ASCII85 and Flate',
    filtered(`${BODY} ${say()}`, '[/ASCII85Decode /FlateDecode]', (bytes) => ascii85(deflateSync(bytes))),
  ],
  ['with a logo beside it', { content: `${BODY} q 40 0 0 40 340 540 cm /X1 Do Q ${say()}`, more: [image()] }],
  ['half transparent', { content: `${BODY} /G1 gs ${say()}`, more: ['<< /ca 0.6 >>'] }],
  ['letters through which a dark colour shows', { content: `${BODY} q ${say('7 Tr')} 0.2 g 0 280 400 40 re f Q` }],
  ['within its clip', { content: `${BODY} q 40 290 320 20 re W n ${say()} Q` }],
  ['with a white shadow', { content: `${BODY} 1 g BT /F1 10 Tf 50.3 299.7 Td (${SECRET}) Tj ET 0 g ${say()}` }],
  ['in a field', field('')],
  [
    'in a note',
    {
      content: BODY,
      page: '/Annots [7 0 R]',
      more: [`<< /Type /Annot /Subtype /FreeText /Contents (${SECRET}) /DA (/F1 10 Tf 0 g) /Rect [50 290 350 310] >>`],
    },
  ],
  [
    'in a layer that is on',
    {
      content: `${BODY} /OC /L1 BDC ${say()} EMC`,
      resources: '/Properties << /L1 7 0 R >>',
      catalog: '/OCProperties << /OCGs [7 0 R] /D << >> >>',
      more: ['<< /Type /OCG /Name (Layer) >>'],
    },
  ],
];

describe('honest designs are read without a finding', () => {
  it.each(HONEST)('%s', async (_, parts) => {
    const { text, hidden, unchecked } = await documentOf(parts);
    expect([hidden, unchecked ?? []]).toEqual([[], []]);
    for (const line of [...SEEN, SECRET]) expect(text).toContain(line);
  });
});

describe('what cannot be checked is read, and told', () => {
  const scan = 'q 400 0 0 600 0 0 cm /X1 Do Q';
  it.each([
    ['text on a picture', 'picture', { content: `q 400 0 0 600 0 0 cm /X1 Do Q ${BODY} ${say()}`, more: [image()] }],
    [
      'text below a picture with a mask',
      'picture',
      { content: `${BODY} ${say()} q 320 0 0 40 40 280 cm /X1 Do Q`, more: [image('/SMask 8 0 R'), image()] },
    ],
    [
      'the invisible layer of a scan',
      'text_layer',
      { content: `${scan} BT 3 Tr ET ${BODY} ${say()}`, more: [image()] },
    ],
    ['a layer below a scan', 'text_layer', { content: `${BODY} ${say()} ${scan}`, more: [image()] }],
    [
      'letters of a pattern',
      'mixed_paint',
      {
        content: `${BODY} /Pattern cs /P1 scn ${say()}`,
        resources: '/Pattern << /P1 7 0 R >>',
        more: [
          streamOf(
            '0 0 1 1 re f',
            '/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 2 2] /XStep 2 /YStep 2 /Resources << >>',
          ),
        ],
      },
    ],
  ] as [string, string, PdfParts][])('%s', async (_, reason, parts) => {
    const { text, hidden, unchecked } = await documentOf(parts);
    expect([hidden, unchecked]).toEqual([[], [{ reason, page: 1 }]]);
    for (const line of [...SEEN, SECRET]) expect(text).toContain(line);
  });
});

test('what is clipped is not all in sight, whatever its letters are', () => {
  expect(isAllSeen(pdfOf({ content: BODY }), 10)).toBe(true);
  expect(isAllSeen(pdfOf({ content: `${BODY} q 0 0 1 1 re W* n ${say()} Q` }), 10)).toBe(false);
});

test('the values of fields stand on the lines of the labels on their left', async () => {
  const rows = [
    ['Employer', 'Calder Rail'],
    ['Position', 'Accountant'],
    ['From', 'March 2021'],
    ['To', 'June 2023'],
  ] as const;
  const widget = ([, value]: readonly [string, string], i: number): string =>
    `<< /Type /Annot /Subtype /Widget /FT /Tx /T (f${i}) /V (${value}) /DA (/F1 10 Tf 0 g) /Rect [150 ${392 - 24 * i} 350 ${412 - 24 * i}] >>`;
  const all = rows.map((_, i) => `${7 + i} 0 R`).join(' ');
  const { text } = await documentOf({
    content: `${BODY} ${rows.map(([label], i) => `BT /F1 10 Tf 50 ${402 - 24 * i} Td (${label}:) Tj ET`).join(' ')}`,
    catalog: `/AcroForm << /Fields [${all}] /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 5 0 R >> >> >>`,
    page: `/Annots [${all}]`,
    more: rows.map(widget),
  });
  for (const [label, value] of rows) expect(text).toContain(`${label}: ${value}`);
});
