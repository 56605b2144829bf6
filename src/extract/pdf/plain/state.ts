import type { Box, Matrix } from '../geometry.js';
import type { PlainFont } from './fonts.js';
import type { Components } from './inks.js';

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** Ink with less opacity lets something through. */
export const TRANSLUCENT = 0.98;

/** A class, so that all states have the same hidden class in V8: `show` reads them for every glyph. */
export class State {
  ctm: Matrix = IDENTITY;
  font: PlainFont | null = null;
  size = 0;
  charSpacing = 0;
  wordSpacing = 0;
  stretch = 1;
  leading = 0;
  rise = 0;
  /** Luminance of the fill colour (NaN where unknown), and the number of its components. */
  fill = 0;
  components: Components = 1;
  alpha = 1;
  /** Painted in a mode that leaves no ink, or blended in a way that is not followed here. */
  isInvisible = false;
  isOdd = false;
  lineWidth = 1;
  clip: Box | null = null;

  copy(): State {
    const copy = new State();
    copy.ctm = this.ctm;
    copy.font = this.font;
    copy.size = this.size;
    copy.charSpacing = this.charSpacing;
    copy.wordSpacing = this.wordSpacing;
    copy.stretch = this.stretch;
    copy.leading = this.leading;
    copy.rise = this.rise;
    copy.fill = this.fill;
    copy.components = this.components;
    copy.alpha = this.alpha;
    copy.isInvisible = this.isInvisible;
    copy.isOdd = this.isOdd;
    copy.lineWidth = this.lineWidth;
    copy.clip = this.clip;
    return copy;
  }
}
