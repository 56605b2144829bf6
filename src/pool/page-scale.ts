/** Instructions for the process that draws pages; see page-pictures.ts. */
export interface DrawLimits {
  /** Pages drawn at most. */
  pages: number;
  /** Longest side of a picture in pixels. */
  maxSide: number;
}

/** Exit code of the process where this machine has no canvas, whatever the document. */
export const EXIT_ABSENT = 20;
export const EXIT_PASSWORD = 21;

/** There are 72 points in an inch, and tesseract reads best at 200 dpi. */
const BEST_SCALE = 200 / 72;
/** Long side of A4 in pixels at 200 dpi: lower pages come from pictures whose size on paper is unknown. */
const A4_SIDE = 2339;

/** Pixels per point for a page of this size in points. */
export function scaleOf(width: number, height: number, maxSide: number): number {
  const side = Math.max(width, height);
  return Math.min(maxSide, Math.max(A4_SIDE, side * BEST_SCALE)) / side;
}
