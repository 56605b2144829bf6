import type { Matrix, Point } from '../geometry.js';
import type { PaintedArea } from './painted.js';
import { rectangle, segmentsOf } from './shape.js';

/** A page with more areas is a drawing. */
const MAX_AREAS = 5000;
/** In points: thinner lines strike text through or underline it but cover none. */
const THICK = 3;
/** Ink with less opacity leaves no trace. */
const NO_INK = 0.02;

/** The areas of one page in the order of painting. */
export class Areas {
  readonly areas: PaintedArea[] = [];
  isCrowded = false;

  add(area: PaintedArea): void {
    if (area.ink.alpha < NO_INK) return;
    if (this.areas.length < MAX_AREAS) this.areas.push(area);
    else this.isCrowded = true;
  }

  /** Bars may be drawn with a thick pen, so its horizontal and vertical lines are areas. */
  addStroke(path: ArrayLike<number>, ctm: Matrix, width: number, look: Omit<PaintedArea, 'shape' | 'isImage'>): void {
    const half = (width * Math.sqrt(Math.abs(ctm[0] * ctm[3] - ctm[1] * ctm[2]))) / 2;
    if (half * 2 < THICK) return;
    for (const [from, to] of segmentsOf(path, ctm)) {
      if (isStraight(from, to)) this.add({ shape: rectangle(barAround(from, to, half)), ...look, isImage: false });
    }
  }
}

function isStraight(from: Point, to: Point): boolean {
  return Math.abs(from[0] - to[0]) < 0.5 || Math.abs(from[1] - to[1]) < 0.5;
}

/** The area of a stroke: as wide as the pen, with no extension beyond the path's ends. */
function barAround(from: Point, to: Point, half: number): [number, number, number, number] {
  const isUpright = Math.abs(from[0] - to[0]) < Math.abs(from[1] - to[1]);
  const [dx, dy] = isUpright ? [half, 0] : [0, half];
  return [
    Math.min(from[0], to[0]) - dx,
    Math.min(from[1], to[1]) - dy,
    Math.max(from[0], to[0]) + dx,
    Math.max(from[1], to[1]) + dy,
  ];
}
