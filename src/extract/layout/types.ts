/** Terms of the layout. All lengths are points, x from the left and y from the top of the visible page. */

/** A run of text in one font on one baseline, as reported by an engine. */
export interface TextItem {
  text: string;
  page: number;
  x: number;
  /** Baseline. */
  y: number;
  width: number;
  fontSize: number;
  bold: boolean;
  /** Text that does not run from left to right, such as a stamp in the margin. */
  rotated: boolean;
}

/** Touching items on one baseline: the unit from which columns are found. */
export interface Chunk {
  text: string;
  x0: number;
  x1: number;
  y: number;
  fontSize: number;
  bold: boolean;
}

/** A line in reading order. `column` 0 is the main column of its page; `gapBefore`: a blank line comes before it. */
export interface LaidOutLine {
  text: string;
  page: number;
  x: number;
  y: number;
  width: number;
  fontSize: number;
  bold: boolean;
  column: number;
  gapBefore: boolean;
}
