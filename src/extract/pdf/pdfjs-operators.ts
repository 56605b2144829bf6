/** The part of pdf.js that the painter needs; typed here so that tests need no PDF. */
export interface OperatorList {
  fnArray: ArrayLike<number>;
  argsArray: ArrayLike<unknown>;
}

export interface PaintFont {
  name?: string;
  bold?: boolean;
  black?: boolean;
  fontMatrix?: number[];
  vertical?: boolean;
  isType3Font?: boolean;
  bbox?: number[];
}

export interface Glyph {
  unicode: string;
  width: number;
  isSpace: boolean;
}

export type FontLookup = (name: string) => PaintFont;
export type OperatorNames = Record<string, number>;
