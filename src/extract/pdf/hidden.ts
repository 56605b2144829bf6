import type { HiddenText } from '../../domain/index.js';
import { contains, isEmpty, type Box, type Point } from './geometry.js';
import type { PaintedArea, PaintedPage, PaintedRun } from './paint.js';

type Reason = HiddenText['reason'];

/** Effective size in points below which nobody reads a text; the smallest print on real CVs is about 4. */
const TINY = 2;
/** Least value of each channel, of 255, of a white that cannot be told from the page. */
const NEAR_WHITE = 242;
/** Share of the page that an image covers when the page is a scan and its invisible text an OCR layer. */
const SCAN = 0.5;

/**
 * Why a reader does not see each run; null for those that are seen. `images` are the boxes of the page's images, null
 * when they are not known: then colour hides nothing, since a photo may lie beneath.
 */
export function hiddenReasons(page: PaintedPage, view: Box, images: readonly Box[] | null): (Reason | null)[] {
  const scan = images !== null && images.some((image) => area(image) > SCAN * area(view));
  const invisible = page.runs.filter((run) => paintsNothing(run)).length;
  const ocrLayer = scan && invisible * 2 > page.runs.length;
  return page.runs.map((run) => {
    if (paintsNothing(run)) return ocrLayer ? null : 'invisible';
    if (isOutside(run, view)) return 'off_page';
    if (run.clip && isClipped(run, run.clip)) return 'clipped';
    if (run.fontSize < TINY) return 'tiny';
    return images !== null && isWhiteOnWhite(run, page.areas, images) ? 'white' : null;
  });
}

function paintsNothing(run: PaintedRun): boolean {
  return run.mode === 3 || run.mode === 7 || run.alpha < 0.02;
}

function middle(run: PaintedRun): Point {
  return [(run.start[0] + run.end[0]) / 2, (run.start[1] + run.end[1]) / 2];
}

function isOutside(run: PaintedRun, view: Box): boolean {
  const em = run.fontSize;
  const [x0, x1] = [Math.min(run.start[0], run.end[0]), Math.max(run.start[0], run.end[0])];
  const [y0, y1] = [Math.min(run.start[1], run.end[1]), Math.max(run.start[1], run.end[1])];
  return x1 < view[0] || x0 > view[2] || y1 + em < view[1] || y0 > view[3];
}

/** Wholly outside its clip; half an em of leave, since clips are drawn tight around lines. */
function isClipped(run: PaintedRun, clip: Box): boolean {
  return isEmpty(clip) || isOutside(run, [clip[0] - run.fontSize / 2, clip[1] - run.fontSize, clip[2] + run.fontSize / 2, clip[3] + run.fontSize / 2]);
}

/**
 * White text with nothing but white under its middle. Any dark area or image below counts as ground, and a white area
 * only as a rectangle: of other shapes just the bounds are known.
 */
function isWhiteOnWhite(run: PaintedRun, areas: readonly PaintedArea[], images: readonly Box[]): boolean {
  if (!isFilled(run) || run.fill === null || !isNearWhite(run.fill)) return false;
  const [x, y] = middle(run);
  const point: Point = [x, y + run.fontSize * 0.3];
  if (images.some((image) => contains(image, point))) return false;
  const ground = areas.findLast((area) => area.order < run.order && contains(area.box, point) && (area.isRectangle || !isWhite(area)));
  return !ground || isWhite(ground);
}

/** Modes 1, 2, 5 and 6 stroke the outlines in a colour of their own. */
function isFilled(run: PaintedRun): boolean {
  return run.mode === 0 || run.mode === 4;
}

function isWhite(area: PaintedArea): boolean {
  return area.fill !== null && isNearWhite(area.fill);
}

function isNearWhite(fill: string): boolean {
  return [1, 3, 5].every((i) => parseInt(fill.slice(i, i + 2), 16) >= NEAR_WHITE);
}

function area(box: Box): number {
  return Math.max(0, box[2] - box[0]) * Math.max(0, box[3] - box[1]);
}
