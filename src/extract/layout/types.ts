/** Words of the layout: all lengths in points, x from the left and y from the top of the visible page. */

/** A run of text in one font on one baseline, as an engine reports it. */
export interface TextItem {
  text: string;
  page: number;
  x: number;
  /** Baseline. */
  y: number;
  width: number;
  fontSize: number;
  bold: boolean;
  /** True for text that does not read from left to right (a stamp in the margin). */
  rotated: boolean;
}

/** Items that touch each other on one baseline: the unit that columns are found from. */
export interface Chunk {
  text: string;
  x0: number;
  x1: number;
  y: number;
  fontSize: number;
  bold: boolean;
}

/** A line in reading order. `column` 0 is the main column of its page; `gapBefore` asks for a blank line. */
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
