import { apply, contains, type Box, type Matrix, type Point } from '../geometry.js';

/** The inside of a path on the page. */
export interface Shape {
  box: Box;
  /** Closed lines as x, y, x, y and so on; null for an upright rectangle, which is its box. */
  rings: readonly number[][] | null;
  evenOdd: boolean;
}

/** pdf.js's codes for the parts of a path, each followed by its coordinates. */
export const [MOVE_TO, LINE_TO, CURVE_TO, CLOSE] = [0, 1, 2, 3] as const;
/** Straight pieces that replace a curve: enough for the corner of a bar or a round icon. */
const PIECES = 6;
/** A path with more numbers is a drawing, judged by its box. */
const MAX_NUMBERS = 20_000;

export function rectangle(box: Box): Shape {
  return { box, rings: null, evenOdd: false };
}

/** The shape of pdf.js's path under a matrix. */
export function shapeOf(path: ArrayLike<number>, ctm: Matrix, evenOdd: boolean): Shape {
  const rings = ringsOf(path, ctm);
  const box = boxAround(rings);
  return { box, rings: rings.length === 1 && isUpright(rings[0]!) ? null : rings, evenOdd };
}

/** The straight lines of a path by their ends: with a thick pen they are bars. */
export function segmentsOf(path: ArrayLike<number>, ctm: Matrix): [Point, Point][] {
  return ringsOf(path, ctm).flatMap((ring) => {
    const segments: [Point, Point][] = [];
    for (let i = 2; i + 1 < ring.length; i += 2)
      segments.push([
        [ring[i - 2]!, ring[i - 1]!],
        [ring[i]!, ring[i + 1]!],
      ]);
    return segments;
  });
}

function ringsOf(path: ArrayLike<number>, ctm: Matrix): number[][] {
  const rings: number[][] = [];
  let ring: number[] = [];
  let [x, y] = [0, 0];
  const length = Math.min(path.length, MAX_NUMBERS);
  for (let i = 0; i < length;) {
    const code = path[i]!;
    if (code === CURVE_TO) addCurve(ring, ctm, [x, y], path, i + 1);
    else if (code === MOVE_TO) rings.push((ring = []));
    const size = code === CURVE_TO ? 6 : code === MOVE_TO || code === LINE_TO ? 2 : 0;
    if (size > 0) [x, y] = [path[i + size - 1]!, path[i + size]!];
    if (size > 0) ring.push(...apply(ctm, x, y));
    else if (ring.length > 1) ring.push(ring[0]!, ring[1]!);
    i += size + 1;
  }
  return rings.filter((one) => one.length >= 4);
}

/** Adds the points of a cubic curve, without its ends. */
function addCurve(ring: number[], ctm: Matrix, [x0, y0]: Point, path: ArrayLike<number>, at: number): void {
  for (let k = 1; k < PIECES; k++) {
    const t = k / PIECES;
    const u = 1 - t;
    const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
    ring.push(
      ...apply(
        ctm,
        a * x0 + b * path[at]! + c * path[at + 2]! + d * path[at + 4]!,
        a * y0 + b * path[at + 1]! + c * path[at + 3]! + d * path[at + 5]!,
      ),
    );
  }
}

function boxAround(rings: readonly number[][]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i += 2) {
      box[0] = Math.min(box[0], ring[i]!);
      box[1] = Math.min(box[1], ring[i + 1]!);
      box[2] = Math.max(box[2], ring[i]!);
      box[3] = Math.max(box[3], ring[i + 1]!);
    }
  }
  return box;
}

/** Whether four corners are joined by vertical and horizontal lines; producers may repeat a corner. */
function isUpright(ring: readonly number[]): boolean {
  const corners: Point[] = [];
  for (let i = 0; i + 1 < ring.length && corners.length <= 5; i += 2) {
    const [x, y] = [ring[i]!, ring[i + 1]!];
    if (!isAt(corners.at(-1), x, y)) corners.push([x, y]);
  }
  if (corners.length > 4 && isAt(corners[0], ...corners.at(-1)!)) corners.pop();
  if (corners.length !== 4) return false;
  const isStraight = ([x0, y0]: Point, [x1, y1]: Point): boolean =>
    Math.abs(x1 - x0) < 0.01 || Math.abs(y1 - y0) < 0.01;
  return (
    corners.every((corner, i) => isStraight(corner, corners[(i + 1) % 4]!)) && !isStraight(corners[0]!, corners[2]!)
  );
}

function isAt(corner: Point | undefined, x: number, y: number): boolean {
  return corner !== undefined && Math.abs(corner[0] - x) < 0.01 && Math.abs(corner[1] - y) < 0.01;
}

export function isInside(shape: Shape, point: Point): boolean {
  if (!contains(shape.box, point)) return false;
  if (shape.rings === null) return true;
  let winding = 0;
  for (const ring of shape.rings) winding += windingOf(ring, point);
  return shape.evenOdd ? winding % 2 !== 0 : winding !== 0;
}

/** The winding number of a closed line around a point, from its crossings to the right of the point. */
function windingOf(ring: readonly number[], [x, y]: Point): number {
  let winding = 0;
  for (let i = 0; i + 1 < ring.length; i += 2) {
    const [x0, y0] = [ring[i]!, ring[i + 1]!];
    const next = (i + 2) % ring.length;
    const [x1, y1] = [ring[next]!, ring[next + 1]!];
    if (y0 <= y === y1 <= y) continue;
    if (x0 + ((y - y0) / (y1 - y0)) * (x1 - x0) > x) winding += y1 > y0 ? 1 : -1;
  }
  return winding;
}
