import type { Box, Point } from '../geometry.js';
import type { Shape } from './shape.js';

/** A colour as `#rrggbb`, or a paint without a single colour: a shading covers, a pattern may leave gaps. */
export type Paint = string;
export const SHADING = 'shading';
export const PATTERN = 'pattern';

export interface Ink {
  paint: Paint;
  /** Opacity, from 0 (transparent) to 1. */
  alpha: number;
}

/** Where paint shows: within the box and all of the shapes. */
export interface Clip {
  box: Box;
  shapes: readonly Shape[];
}

/** A run of glyphs as painted, in user space, with one font and one look. */
export interface PaintedRun {
  text: string;
  start: Point;
  end: Point;
  fontSize: number;
  /** Width of an em; smaller than `fontSize` where letters are squeezed. */
  emWidth: number;
  /** The point one em above the baseline. */
  up: Point;
  /** For each glyph, the offset of its text in `text` and its middle on the baseline. */
  glyphs: number[];
  /** The font's name, where known, and whether it is bold. */
  font: string;
  bold: boolean;
  /** What paints the letters, as fill and as stroke; empty where nothing does. */
  inks: readonly Ink[];
  /** How it is blended with what is below: `source-over`, `multiply` and so on. */
  blend: string;
  /** Under a mask that may remove any part of it. */
  masked: boolean;
  clip: Clip | null;
  /** On a layer that is switched off. */
  off: boolean;
  /** Id of the form field or note that it belongs to. */
  annotation: string | null;
  /** Place in the order of painting, counted together with areas. */
  order: number;
}

/** Anything painted besides text: text may stand on it or be covered by it. */
export interface PaintedArea {
  shape: Shape;
  clip: Clip | null;
  ink: Ink;
  blend: string;
  /** Under a mask, or an image with one: parts of it may be transparent. */
  masked: boolean;
  isImage: boolean;
  order: number;
}

export interface PaintedPage {
  runs: PaintedRun[];
  areas: PaintedArea[];
  /** More was painted than is recorded, so it is unknown what is covered. */
  isCrowded: boolean;
}
