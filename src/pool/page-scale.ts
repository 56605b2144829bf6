/** What the process that draws pages is told; see page-pictures.ts. */
export interface DrawLimits {
  /** Pages drawn at most. */
  pages: number;
  /** Longest side of a picture, pixels. */
  maxSide: number;
}

/** How that process ends where it is not for the document: no canvas for this machine. */
export const EXIT_ABSENT = 20;
export const EXIT_PASSWORD = 21;

/** Points are 72 an inch; tesseract reads best at 200 dots an inch. */
const BEST_SCALE = 200 / 72;
/** The long side of A4 at 200 dots an inch: smaller pages are pictures whose size on paper nobody gave. */
const A4_SIDE = 2339;

/** Pixels a point, whatever a page says how large it is. */
export function scaleOf(width: number, height: number, maxSide: number): number {
  const side = Math.max(width, height);
  return Math.min(maxSide, Math.max(A4_SIDE, side * BEST_SCALE)) / side;
}
