import { describe, expect, it } from 'vitest';
import type { Box } from '../geometry.js';
import { judge } from './hidden.js';
import { PATTERN, SHADING, type PaintedArea, type PaintedRun } from './painted.js';
import { rectangle, shapeOf } from './shape.js';

const A4: Box = [0, 0, 595, 842];
const WHITE = '#ffffff';
const ink = (paint: string, alpha = 1) => ({ paint, alpha });

function run(more: Partial<PaintedRun> = {}): PaintedRun {
  return {
    text: 'Kubernetes',
    start: [100, 500],
    end: [160, 500],
    fontSize: 10,
    emWidth: 10,
    up: [0, 10],
    glyphs: [0, 103, 500, 5, 130, 500, 9, 157, 500],
    font: 'F1',
    bold: false,
    inks: [ink('#000000')],
    blend: 'source-over',
    masked: false,
    clip: null,
    off: false,
    annotation: null,
    order: 10,
    ...more,
  };
}

function area(paint: string, order: number, more: Partial<PaintedArea> = {}): PaintedArea {
  return {
    shape: rectangle([50, 480, 300, 520]),
    clip: null,
    ink: ink(paint),
    blend: 'source-over',
    masked: false,
    isImage: false,
    order,
    ...more,
  };
}

const judged = (runs: PaintedRun[], areas: PaintedArea[] = [], bodySize = 10) =>
  judge({ runs, areas, isCrowded: false }, { view: A4, bodySize });
const reasonOf = (one: PaintedRun, areas: PaintedArea[] = [], bodySize = 10) =>
  judged([one], areas, bodySize)[0]!.hidden;
const doubtOf = (one: PaintedRun, areas: PaintedArea[] = []) => judged([one], areas)[0]!.doubt;

describe('what a reader does not see', () => {
  it.each([
    ['white on the bare page', run({ inks: [ink(WHITE)] }), 'white'],
    ['nearly white', run({ inks: [ink('#fdfdfd')] }), 'white'],
    ['light grey below a contrast of 1.3', run({ inks: [ink('#e4e4e4')] }), 'white'],
    ['white outlines', run({ inks: [ink(WHITE), ink(WHITE)] }), 'white'],
    ['black that lets everything through', run({ inks: [ink('#000000', 0.08)] }), 'white'],
    ['wholly transparent', run({ inks: [ink('#000000', 0)] }), 'invisible'],
    ['in a mode that paints nothing', run({ inks: [] }), 'invisible'],
    ['in a layer that is off', run({ off: true }), 'invisible'],
    ['smaller than three points', run({ fontSize: 2.5 }), 'tiny'],
    ['squeezed to a line', run({ emWidth: 0.5 }), 'tiny'],
    ['left of the page', run({ start: [-300, 500], end: [-240, 500] }), 'off_page'],
    ['below the page', run({ start: [100, -900], end: [160, -900] }), 'off_page'],
    ['outside its clip', run({ clip: { box: [300, 0, 400, 100], shapes: [] } }), 'clipped'],
    ['in an empty clip', run({ clip: { box: [100, 500, 100, 500], shapes: [] } }), 'clipped'],
    [
      'in the corner that a triangle leaves out',
      run({
        clip: {
          box: [0, 0, 600, 600],
          shapes: [shapeOf([0, 0, 0, 1, 600, 0, 1, 0, 40, 3], [1, 0, 0, 1, 0, 0], false)],
        },
      }),
      'clipped',
    ],
  ])('%s', (_, one, reason) => {
    expect(reasonOf(one)).toBe(reason);
  });

  it.each([
    ['ordinary text', run()],
    ['light grey', run({ inks: [ink('#d0d0d0')] })],
    ['six points', run({ fontSize: 6 })],
    ['narrow letters', run({ emWidth: 5 })],
    ['white within a black outline', run({ inks: [ink(WHITE), ink('#000000')] })],
    ['half transparent', run({ inks: [ink('#000000', 0.5)] })],
    ['within its clip', run({ clip: { box: [90, 495, 170, 512], shapes: [] } })],
  ])('but %s is seen', (_, one) => {
    expect(judged([one])).toEqual([{ run: one, hidden: null, doubt: null }]);
  });

  it('print of less than a quarter of the body, but small print beside a body of small print', () => {
    expect(reasonOf(run({ fontSize: 4 }), [], 20)).toBe('tiny');
    expect(reasonOf(run({ fontSize: 4 }), [], 6)).toBeNull();
  });
});

describe('what text stands on', () => {
  const white = run({ inks: [ink(WHITE)] });

  it.each([
    ['a dark bar', white, [area('#000080', 1)]],
    [
      'a dark round shape',
      white,
      [
        area('#333333', 1, {
          shape: shapeOf(
            [0, 40, 500, 2, 40, 600, 300, 600, 300, 500, 2, 300, 400, 40, 400, 40, 500, 3],
            [1, 0, 0, 1, 0, 0],
            false,
          ),
        }),
      ],
    ],
    ['a dark bar below a translucent white one', white, [area('#000000', 1), area(WHITE, 2, { ink: ink(WHITE, 0.3) })]],
    ['red on green of the same brightness', run({ inks: [ink('#ff0000')] }), [area('#009600', 1)]],
    ['black below a marker', run(), [area('#ffff00', 11, { blend: 'multiply' })]],
    ['black below a pale veil', run(), [area(WHITE, 11, { ink: ink(WHITE, 0.5) })]],
    ['struck through', run(), [area('#000000', 11, { shape: rectangle([100, 502.5, 160, 503.5]) })]],
    ['a bar beside it', run(), [area(WHITE, 11, { shape: rectangle([300, 480, 400, 520]) })]],
    [
      'covered where a clip leaves nothing',
      run(),
      [area(WHITE, 11, { clip: { box: [300, 0, 400, 900], shapes: [] } })],
    ],
  ])('%s is seen', (_, one, areas) => {
    expect(judged([one], areas)).toEqual([{ run: one, hidden: null, doubt: null }]);
  });

  it.each([
    ['white on a white bar over a dark one', white, [area('#333333', 1), area(WHITE, 2)], 'white'],
    ['white before the dark bar', white, [area('#333333', 11)], 'white'],
    ['white beside a dark bar', white, [area('#333333', 1, { shape: rectangle([300, 480, 400, 520]) })], 'white'],
    [
      'white in the hole of a ring',
      white,
      [
        area('#333333', 1, {
          shape: shapeOf(
            [0, 0, 0, 1, 590, 0, 1, 590, 800, 1, 0, 800, 3, 0, 60, 450, 1, 300, 450, 1, 300, 550, 1, 60, 550, 3],
            [1, 0, 0, 1, 0, 0],
            true,
          ),
        }),
      ],
      'white',
    ],
    ['the colour of its bar', run({ inks: [ink('#224466')] }), [area('#224466', 1)], 'low_contrast'],
    ['nearly the colour of its bar', run({ inks: [ink('#26486a')] }), [area('#224466', 1)], 'low_contrast'],
    ['black below a white bar', run(), [area(WHITE, 11)], 'covered'],
    ['black below a black bar', run(), [area('#000000', 11)], 'covered'],
    ['black below a nearly opaque bar', run(), [area(WHITE, 11, { ink: ink(WHITE, 0.95) })], 'covered'],
    [
      'black below two halves of a bar',
      run(),
      [
        area(WHITE, 11, { shape: rectangle([50, 480, 300, 502]) }),
        area(WHITE, 12, { shape: rectangle([50, 502, 300, 520]) }),
      ],
      'covered',
    ],
    ['black below an image', run(), [area(SHADING, 11, { isImage: true })], 'covered'],
  ])('%s is hidden', (_, one, areas, reason) => {
    expect(reasonOf(one, areas)).toBe(reason);
  });

  it.each([
    ['on a picture', run(), [area(SHADING, 1, { isImage: true })], 'picture'],
    ['below a picture with a mask', run(), [area(PATTERN, 11, { isImage: true })], 'picture'],
    ['in a pattern', run({ inks: [ink(PATTERN)] }), [], 'mixed_paint'],
    ['under a mask', run({ masked: true }), [], 'mixed_paint'],
    ['mixed in a rare mode', run({ blend: 'difference' }), [], 'mixed_paint'],
  ])('%s is not known to be seen', (_, one, areas, doubt) => {
    expect([reasonOf(one, areas), doubtOf(one, areas)]).toEqual([null, doubt]);
  });
});

describe('a line of which a part is hidden', () => {
  const glyphs = [0, 103, 500, 5, 130, 500, 9, 157, 500, 11, 173, 500, 15, 200, 500, 19, 227, 500];
  const line = run({ text: 'Kubernetes Terraform', end: [230, 500], glyphs });

  it('comes in two parts', () => {
    const parts = judged([line], [area(WHITE, 11, { shape: rectangle([165, 480, 300, 520]) })]);
    expect(parts.map((part) => [part.run.text, part.hidden])).toEqual([
      ['Kubernetes', null],
      ['Terraform', 'covered'],
    ]);
  });

  it('comes whole where an edge crosses it and hides nothing', () => {
    const parts = judged([line], [area('#eeeeee', 1, { shape: rectangle([165, 480, 300, 520]) })]);
    expect(parts.map((part) => [part.run.text, part.hidden, part.run.glyphs])).toEqual([[line.text, null, glyphs]]);
  });
});

describe('the text layer of a scan', () => {
  const scan = area(SHADING, 20, { shape: rectangle(A4), isImage: true });
  const unseen = run({ inks: [] });

  it.each([
    ['invisible text', [unseen, unseen], scan],
    ['invisible text over the picture', [unseen, unseen], { ...scan, order: 1 }],
    ['text below the picture', [run(), run()], scan],
  ])('is the text, but cannot be checked: %s', (_, runs, picture) => {
    expect(judged(runs, [picture]).map(({ hidden, doubt }) => [hidden, doubt])).toEqual([
      [null, 'text_layer'],
      [null, 'text_layer'],
    ]);
  });

  it('is hidden where the image is a mere logo, or most of the page is printed', () => {
    const logo = { ...scan, shape: rectangle([0, 0, 100, 100]) };
    expect(judged([unseen, unseen], [logo]).map(({ hidden }) => hidden)).toEqual(['invisible', 'invisible']);
    const printed = run({ order: 30 });
    expect(judged([printed, printed, unseen], [scan]).map(({ hidden }) => hidden)).toEqual([null, null, 'invisible']);
  });
});
