import { apply, boxOf, intersect, type Box, type Matrix } from '../geometry.js';
import { NotPlain } from './not-plain.js';
import type { Run } from './runs.js';

/** Luminance above which text does not contrast with white paper: a contrast ratio of 1.3. */
export const PALE = 1.05 / 1.3 - 0.05;
const LEAST_CONTRAST = 1.3;
/** In points: a thinner pen draws lines, not bars. */
const THICK = 3;
/** The band of an em above the baseline by which letters are recognised: a line below it or above it hides nothing. */
const [BAND_LOW, BAND_HIGH] = [0.08, 0.5];
/** A page with more areas is a drawing. */
const MAX_AREAS = 2000;
/** Corners of a rectangle, with some repeated. */
const MAX_CORNERS = 8;

interface Area {
  box: Box;
  /** NaN where unknown. */
  luminance: number;
  /** Number of runs begun before it was painted. */
  after: number;
}

/**
 * What is painted on a page besides text, in user space: enough to be sure that it covers no text and that no text
 * fails to contrast with it.
 */
export class Sight {
  private readonly areas: Area[] = [];
  private readonly bounds: Box = [Infinity, Infinity, -Infinity, -Infinity];
  private readonly points: number[] = [];
  private isCurved = false;

  addPoint(ctm: Matrix, x: number, y: number): void {
    const { bounds, points } = this;
    const px = ctm[0] * x + ctm[2] * y + ctm[4];
    const py = ctm[1] * x + ctm[3] * y + ctm[5];
    if (px < bounds[0]) bounds[0] = px;
    if (px > bounds[2]) bounds[2] = px;
    if (py < bounds[1]) bounds[1] = py;
    if (py > bounds[3]) bounds[3] = py;
    if (points.length <= 2 * MAX_CORNERS) points.push(px, py);
  }

  addRectangle(ctm: Matrix, x: number, y: number, width: number, height: number): void {
    this.addPoint(ctm, x, y);
    this.addPoint(ctm, x + width, y);
    this.addPoint(ctm, x + width, y + height);
    this.addPoint(ctm, x, y + height);
  }

  /** A curve lies within the bounds of its control points, so these suffice. */
  markCurve(): void {
    this.isCurved = true;
  }

  fill(luminance: number, after: number, clip: Box | null): void {
    if (this.points.length > 0) this.paint(intersect(clip, [...this.bounds]), luminance, after);
  }

  stroke(width: number, after: number, clip: Box | null): void {
    if (width < THICK || this.points.length === 0) return;
    const [x0, y0, x1, y1] = this.bounds;
    this.paint(intersect(clip, [x0 - width / 2, y0 - width / 2, x1 + width / 2, y1 + width / 2]), NaN, after);
  }

  paintImage(ctm: Matrix, after: number, clip: Box | null): void {
    this.paint(intersect(clip, boxOf(ctm, [0, 0, 1, 1])), NaN, after);
  }

  paint(box: Box, luminance: number, after: number): void {
    if (this.areas.length === MAX_AREAS) throw new NotPlain();
    if (box[0] < box[2] && box[1] < box[3]) this.areas.push({ box, luminance, after });
  }

  /** The path as a box to clip by; null where it is no upright rectangle. */
  clipBox(): Box | null {
    const [x0, y0, x1, y1] = this.bounds;
    if (this.isCurved || this.points.length > 2 * MAX_CORNERS) return null;
    const isCorner = (at: number): boolean => isNear(this.points[at]!, x0, x1) && isNear(this.points[at + 1]!, y0, y1);
    for (let at = 0; at < this.points.length; at += 2) if (!isCorner(at)) return null;
    return [x0, y0, x1, y1];
  }

  forgetPath(): void {
    this.bounds[0] = this.bounds[1] = Infinity;
    this.bounds[2] = this.bounds[3] = -Infinity;
    this.points.length = 0;
    this.isCurved = false;
  }

  /**
   * Throws `NotPlain` where a run (positions from the page's top left) may be covered, or may not contrast with what it
   * stands on.
   */
  check(runs: readonly Run[], [left, , , top]: readonly [number, number, number, number]): void {
    for (const area of this.areas) {
      const [x0, x1] = [area.box[0] - left, area.box[2] - left];
      const [y0, y1] = [top - area.box[3], top - area.box[1]];
      for (let i = 0; i < runs.length; i++) {
        const run = runs[i]!;
        if (run.y < y0 || run.x > x1 || run.x + run.width < x0) continue;
        const isBeside = run.y - BAND_LOW * run.fontSize < y0 || run.y - BAND_HIGH * run.fontSize > y1;
        if (!isBeside && (i < area.after || !standsOut(run, area.luminance))) throw new NotPlain();
      }
    }
  }
}

function isNear(value: number, low: number, high: number): boolean {
  return Math.abs(value - low) < 0.01 || Math.abs(value - high) < 0.01;
}

function standsOut({ darkest, lightest }: Run, ground: number): boolean {
  return ground > lightest
    ? (ground + 0.05) / (lightest + 0.05) >= LEAST_CONTRAST
    : (darkest + 0.05) / (ground + 0.05) >= LEAST_CONTRAST;
}

/** The box of a form, if it is upright on the page and so can be clipped by. */
export function uprightBox(ctm: Matrix, box: ArrayLike<number>): Box | null {
  const corner = apply(ctm, box[0]!, box[1]!);
  return Number.isFinite(corner[0]) &&
    (Math.abs(ctm[1]) + Math.abs(ctm[2]) < 1e-6 || Math.abs(ctm[0]) + Math.abs(ctm[3]) < 1e-6)
    ? boxOf(ctm, box)
    : null;
}
