import { describe, expect, it } from 'vitest';
import type { Box } from './geometry.js';
import { hiddenReasons } from './hidden.js';
import type { PaintedArea, PaintedRun } from './paint.js';

const A4: Box = [0, 0, 595, 842];
const WHITE = '#ffffff';

function run(more: Partial<PaintedRun> = {}): PaintedRun {
  return { text: 'Kubernetes', start: [100, 500], end: [160, 500], fontSize: 10, font: 'F1', bold: false, fill: '#000000', alpha: 1, mode: 0, clip: null, order: 10, ...more };
}

function area(fill: string | null, order: number, more: Partial<PaintedArea> = {}): PaintedArea {
  return { box: [50, 480, 300, 520], isRectangle: true, fill, order, ...more };
}

function reasonOf(one: PaintedRun, areas: PaintedArea[] = [], images: Box[] | null = []): string | null {
  return hiddenReasons({ runs: [one], areas }, A4, images)[0]!;
}

describe('what a reader does not see', () => {
  it.each([
    ['white on the bare page', run({ fill: WHITE }), 'white'],
    ['nearly white', run({ fill: '#fafafa' }), 'white'],
    ['smaller than two points', run({ fontSize: 1 }), 'tiny'],
    ['mode 3', run({ mode: 3 }), 'invisible'],
    ['wholly transparent', run({ alpha: 0 }), 'invisible'],
    ['left of the page', run({ start: [-300, 500], end: [-240, 500] }), 'off_page'],
    ['below the page', run({ start: [100, -900], end: [160, -900] }), 'off_page'],
    ['outside its clip', run({ clip: [300, 0, 400, 100] }), 'clipped'],
    ['in an empty clip', run({ clip: [100, 500, 100, 500] }), 'clipped'],
  ])('%s', (_, one, reason) => {
    expect(reasonOf(one)).toBe(reason);
  });

  it.each([
    ['ordinary text', run()],
    ['light grey', run({ fill: '#dddddd' })],
    ['six points', run({ fontSize: 6 })],
    ['a pattern', run({ fill: null })],
    ['outlined in a colour of its own', run({ fill: WHITE, mode: 1 })],
    ['within its clip', run({ clip: [90, 495, 170, 512] })],
  ])('but %s is seen', (_, one) => {
    expect(reasonOf(one)).toBeNull();
  });
});

describe('white text', () => {
  const white = run({ fill: WHITE });

  it.each([
    ['on a dark bar', [area('#000080', 1)]],
    ['on a shading', [area(null, 1)]],
    ['on a dark shape that is no rectangle', [area('#333333', 1, { isRectangle: false })]],
    ['beside a white shape whose bounds alone are known', [area('#333333', 1), area(WHITE, 2, { isRectangle: false })]],
  ])('%s is seen', (_, areas) => {
    expect(reasonOf(white, areas)).toBeNull();
  });

  it.each([
    ['on a white bar over a dark one', [area('#333333', 1), area(WHITE, 2)]],
    ['before the dark bar is painted', [area('#333333', 11)]],
    ['beside a dark bar', [area('#333333', 1, { box: [300, 480, 400, 520] })]],
  ])('%s is hidden', (_, areas) => {
    expect(reasonOf(white, areas)).toBe('white');
  });

  it('is seen on a photo, and given the benefit of the doubt where images are unknown', () => {
    expect(reasonOf(white, [], [[0, 400, 595, 600]])).toBeNull();
    expect(reasonOf(white, [], null)).toBeNull();
  });
});

describe('the text layer of a scan', () => {
  const layer = [run({ mode: 3 }), run({ mode: 3 })];

  it('is the text', () => {
    expect(hiddenReasons({ runs: layer, areas: [] }, A4, [[0, 0, 595, 842]])).toEqual([null, null]);
  });

  it('is hidden where the image is a mere logo, or most of the page is printed', () => {
    expect(hiddenReasons({ runs: layer, areas: [] }, A4, [[0, 0, 100, 100]])).toEqual(['invisible', 'invisible']);
    expect(hiddenReasons({ runs: [run(), run(), run({ mode: 3 })], areas: [] }, A4, [[0, 0, 595, 842]])).toEqual([null, null, 'invisible']);
  });
});
