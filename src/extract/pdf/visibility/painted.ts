import type { Box, Point } from '../geometry.js';
import type { Shape } from './shape.js';

/** A colour as `#rrggbb`, or a paint of which no colour is known: a shading covers, a pattern may leave gaps. */
export type Paint = string;
export const SHADING = 'shading';
export const PATTERN = 'pattern';

export interface Ink {
  paint: Paint;
  /** 0 (transparent) to 1. */
  alpha: number;
}

/** Where painting shows: within the box and each of the shapes. */
export interface Clip {
  box: Box;
  shapes: readonly Shape[];
}

/** A run of glyphs as painted: user space, one font, one look. */
export interface PaintedRun {
  text: string;
  start: Point;
  end: Point;
  fontSize: number;
  /** Width of an em: less than `fontSize` where letters are squeezed. */
  emWidth: number;
  /** From the baseline one em up. */
  up: Point;
  /** Of each glyph: where its text starts in `text`, and its middle on the baseline. */
  glyphs: number[];
  /** What the font is called, as far as it tells, and whether it is bold. */
  font: string;
  bold: boolean;
  /** What paints the letters, by fill and by stroke; none where nothing does. */
  inks: readonly Ink[];
  /** How it mixes with what is below: `source-over`, `multiply` ... */
  blend: string;
  /** Under a mask that may take any part of it away. */
  masked: boolean;
  clip: Clip | null;
  /** In a layer that is switched off. */
  off: boolean;
  /** Of a form's field or note that lies on the page. */
  annotation: string | null;
  /** Place in the order of painting, shared with areas. */
  order: number;
}

/** What else is painted: what text stands on, or what covers it. */
export interface PaintedArea {
  shape: Shape;
  clip: Clip | null;
  ink: Ink;
  blend: string;
  /** Under a mask, or an image with one: parts of it may be seen through. */
  masked: boolean;
  isImage: boolean;
  order: number;
}

export interface PaintedPage {
  runs: PaintedRun[];
  areas: PaintedArea[];
  /** True when more was painted than is noted: what is covered is not known then. */
  isCrowded: boolean;
}
