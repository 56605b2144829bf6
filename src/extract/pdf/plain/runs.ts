import type { TextItem } from '../../layout/index.js';
import type { Glyph, PlainFont } from './fonts.js';

/** Gaps in em that separate two words: where no space is painted, and in fonts that paint their spaces. */
const WORD = 0.16;
const WORD_BESIDE_SPACES = 0.3;
/** A wider gap separates two runs, unless a painted space bridges it. */
const APART = 0.6;
const APART_OVER_SPACE = 1.1;
/** Glyphs may overlap by this much and still belong together. */
const BACK = 0.35;
/** Points by which baselines of one run may differ. */
const SAME_BASELINE = 0.1;

/** A piece of a line in one font, with the font's name and the range of luminance of its letters. */
export type Run = TextItem & { font: string; darkest: number; lightest: number };

/** Joins glyphs into runs, in the order of painting. */
export class Runs {
  readonly items: Run[] = [];
  /** Luminance of the following glyphs, from 0 (black) to 1. */
  luminance = 0;
  private open: Run | null = null;
  private font: PlainFont | null = null;
  private end = 0;
  private space = '';
  private readonly spaced = new Set<PlainFont>();
  private lastSpaced: PlainFont | null = null;

  constructor(private readonly page: number) {}

  add(glyph: Glyph, font: PlainFont, x0: number, x1: number, y: number, size: number): void {
    if (glyph.isSpace) {
      this.space += glyph.text;
      if (glyph.text !== '' && font !== this.lastSpaced) this.spaced.add((this.lastSpaced = font));
      return;
    }
    const { open } = this;
    const gap = x0 - this.end;
    if (
      open === null ||
      font !== this.font ||
      y - open.y > SAME_BASELINE ||
      open.y - y > SAME_BASELINE ||
      size !== open.fontSize ||
      gap < -BACK * size ||
      gap > (this.space === '' ? APART : APART_OVER_SPACE) * size
    ) {
      this.start(glyph, font, x0, y, size);
    } else {
      open.text += this.between(gap, font, size) + glyph.text;
      if (this.luminance < open.darkest) open.darkest = this.luminance;
      if (this.luminance > open.lightest) open.lightest = this.luminance;
    }
    this.end = x1;
    this.space = '';
  }

  private between(gap: number, font: PlainFont, size: number): string {
    if (this.space !== '') return this.space;
    return gap > WORD * size && (gap > WORD_BESIDE_SPACES * size || !this.spaced.has(font)) ? ' ' : '';
  }

  private start(glyph: Glyph, font: PlainFont, x: number, y: number, size: number): void {
    this.finish();
    this.font = font;
    this.open = {
      text: glyph.text,
      page: this.page,
      x,
      y,
      width: 0,
      fontSize: size,
      bold: font.bold,
      rotated: false,
      font: font.name,
      darkest: this.luminance,
      lightest: this.luminance,
    };
  }

  /** Number of runs begun so far. */
  get count(): number {
    return this.items.length + (this.open === null ? 0 : 1);
  }

  /** Ends the last run. */
  finish(): void {
    if (this.open === null) return;
    this.open.width = this.end - this.open.x;
    this.items.push(this.open);
    this.open = null;
  }
}
