import { apply, boxOf, intersect, multiply, type Box, type Matrix, type Point } from './geometry.js';

/** A run of glyphs as painted: user space, one font, one colour. */
export interface PaintedRun {
  text: string;
  start: Point;
  end: Point;
  fontSize: number;
  /** Name of the font's resource; `bold` as far as the font's name tells. */
  font: string;
  bold: boolean;
  /** `#rrggbb`; null for a pattern or shading. */
  fill: string | null;
  /** 0 (transparent) to 1. */
  alpha: number;
  /** PDF text rendering mode 0..7; 3 and 7 paint nothing. */
  mode: number;
  clip: Box | null;
  /** Place in the order of painting, shared with areas. */
  order: number;
}

/** A filled area: what later text stands on. */
export interface PaintedArea {
  box: Box;
  /** False for a curve or polygon, of which only the bounds are known. */
  isRectangle: boolean;
  fill: string | null;
  order: number;
}

export interface PaintedPage {
  runs: PaintedRun[];
  areas: PaintedArea[];
}

/** The part of pdf.js that the painter needs, so that it can be tested without a PDF. */
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
export type FontLookup = (name: string) => PaintFont;
export type OperatorNames = Record<string, number>;

/** pdf.js does not type them; each handler names what its operator has. */
type Args = [never, never, never];

interface Glyph {
  unicode: string;
  width: number;
  isSpace: boolean;
}

interface State {
  ctm: Matrix;
  fill: string | null;
  alpha: number;
  mode: number;
  clip: Box | null;
  font: string;
  size: number;
  bold: boolean;
  scale: number;
  /** Ems per unit of size: 1 but for fonts of drawn glyphs. */
  em: number;
  vertical: boolean;
  charSpacing: number;
  wordSpacing: number;
  stretch: number;
  rise: number;
  leading: number;
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const EVERYWHERE: Box = [-Infinity, -Infinity, Infinity, Infinity];
const START: State = {
  ctm: IDENTITY, fill: '#000000', alpha: 1, mode: 0, clip: null, font: '', size: 0, bold: false, scale: 0.001, em: 1, vertical: false,
  charSpacing: 0, wordSpacing: 0, stretch: 1, rise: 0, leading: 0,
};
/** Gaps in ems: wider than a word's joint, wider than a word space. */
const WORD_GAP = 0.15;
const RUN_GAP = 1.2;
/** Numbers in pdf.js's path of four lines and a close. */
const RECTANGLE_LENGTH = 16;
/** A hostile page may paint without end. */
const MAX_GLYPHS = 200_000;

/** Replays a page's operators and notes what text and what areas they paint, and how. */
export function paintPage(list: OperatorList, ops: OperatorNames, fonts: FontLookup): PaintedPage {
  const painter = new Painter(fonts);
  const handlers = painter.handlers(ops);
  for (let i = 0; i < list.fnArray.length && painter.glyphs < MAX_GLYPHS; i++) {
    handlers.get(list.fnArray[i]!)?.((list.argsArray[i] ?? []) as Args);
  }
  return { runs: painter.runs.filter((run) => run.text.trim() !== ''), areas: painter.areas };
}

class Painter {
  readonly runs: PaintedRun[] = [];
  readonly areas: PaintedArea[] = [];
  glyphs = 0;
  private state: State = { ...START };
  private readonly stack: State[] = [];
  /** Heights of the stack at which forms began: what a form saves and forgets ends with it. */
  private readonly forms: number[] = [];
  private textMatrix: Matrix = IDENTITY;
  private lineMatrix: Matrix = IDENTITY;
  private clipNext = false;
  private order = 0;
  private pendingSpace = false;

  constructor(private readonly fonts: FontLookup) {}

  handlers(ops: OperatorNames): Map<number, (args: Args) => void> {
    const named: Record<string, (args: Args) => void> = {
      save: () => { this.stack.push({ ...this.state }); },
      restore: () => { if (this.stack.length > (this.forms.at(-1) ?? 0)) this.state = this.stack.pop()!; },
      transform: (args) => { this.state.ctm = multiply(this.state.ctm, args as unknown as Matrix); },
      paintFormXObjectBegin: ([matrix, box]) => { this.beginForm(matrix, box); },
      paintFormXObjectEnd: () => { this.endForm(); },
      setFillRGBColor: ([colour]) => { this.state.fill = colour; },
      setFillColorN: () => { this.state.fill = null; },
      setGState: ([entries]) => { this.setGState(entries); },
      setTextRenderingMode: ([mode]) => { this.state.mode = mode; },
      setCharSpacing: ([value]) => { this.state.charSpacing = value; },
      setWordSpacing: ([value]) => { this.state.wordSpacing = value; },
      setHScale: ([value]) => { this.state.stretch = value / 100; },
      setTextRise: ([value]) => { this.state.rise = value; },
      setLeading: ([value]) => { this.state.leading = value; },
      setFont: ([name, size]) => { this.setFont(name, size); },
      beginText: () => { this.setMatrix(IDENTITY); },
      setTextMatrix: ([matrix]) => { this.setMatrix(matrix); },
      moveText: ([x, y]) => { this.moveText(x, y); },
      setLeadingMoveText: ([x, y]) => { this.state.leading = -y; this.moveText(x, y); },
      nextLine: () => { this.moveText(0, -this.state.leading); },
      showText: ([glyphs]) => { this.show(glyphs); },
      clip: () => { this.clipNext = true; },
      eoClip: () => { this.clipNext = true; },
      shadingFill: () => { this.paintArea(this.state.clip ?? EVERYWHERE, null); },
      paintImageXObject: () => { this.paintImage(); },
      paintInlineImageXObject: () => { this.paintImage(); },
      paintImageMaskXObject: () => { this.paintImage(); },
      constructPath: ([paint, path, bounds]) => { this.path(paint, path, bounds, ops); },
    };
    return new Map(Object.entries(named).map(([name, handler]) => [ops[name] ?? -1, handler]));
  }

  private beginForm(matrix: Matrix | null, box: number[] | null): void {
    this.stack.push({ ...this.state });
    this.forms.push(this.stack.length);
    if (matrix) this.state.ctm = multiply(this.state.ctm, matrix);
    if (box) this.state.clip = intersect(this.state.clip, boxOf(this.state.ctm, box));
  }

  private endForm(): void {
    const height = this.forms.pop();
    if (height === undefined) return;
    this.state = this.stack[height - 1] ?? this.state;
    this.stack.length = height - 1;
  }

  private setGState(entries: [string, unknown][]): void {
    for (const [key, value] of entries) {
      if (key === 'ca' && typeof value === 'number') this.state.alpha = value;
      if (key === 'Font' && Array.isArray(value)) this.setFont(value[0] as string, value[1] as number);
    }
  }

  private setFont(name: string, size: number): void {
    const font = this.fonts(name);
    Object.assign(this.state, {
      font: name, size, bold: font.bold === true || font.black === true || /bold|black|heavy|semibd|-bd|demi/i.test(font.name ?? ''),
      scale: font.fontMatrix?.[0] ?? 0.001, em: emOf(font), vertical: font.vertical === true,
    });
  }

  private setMatrix(matrix: Matrix): void {
    this.textMatrix = this.lineMatrix = matrix;
  }

  private moveText(x: number, y: number): void {
    this.setMatrix(multiply(this.lineMatrix, [1, 0, 0, 1, x, y]));
  }

  private path(paint: number, path: ArrayLike<number>[] | null, bounds: number[] | null, ops: OperatorNames): void {
    const box = bounds && bounds[0] !== undefined && Number.isFinite(bounds[0]) ? boxOf(this.state.ctm, bounds) : null;
    if (this.clipNext && box) this.state.clip = intersect(this.state.clip, box);
    this.clipNext = false;
    const filled = ['fill', 'eoFill', 'fillStroke', 'eoFillStroke', 'closeFillStroke', 'closeEOFillStroke'].some((name) => ops[name] === paint);
    if (filled && box && this.state.alpha > 0.3) this.paintArea(intersect(this.state.clip, box), this.state.fill, (path?.[0]?.length ?? 0) <= RECTANGLE_LENGTH);
  }

  /** Images fill the unit square. */
  private paintImage(): void {
    this.paintArea(intersect(this.state.clip, boxOf(this.state.ctm, [0, 0, 1, 1])), null);
  }

  private paintArea(box: Box, fill: string | null, isRectangle = true): void {
    this.areas.push({ box, isRectangle, fill, order: this.order++ });
  }

  private show(glyphs: readonly (Glyph | number)[]): void {
    const { state } = this;
    for (const glyph of glyphs) {
      if (typeof glyph === 'number') {
        this.advance((-glyph / 1000) * state.size * state.stretch);
        continue;
      }
      this.glyphs++;
      const width = (glyph.width * state.scale * state.size + state.charSpacing + (glyph.isSpace ? state.wordSpacing : 0)) * state.stretch;
      this.place(glyph, width);
      this.advance(width);
    }
  }

  private advance(by: number): void {
    this.textMatrix = multiply(this.textMatrix, this.state.vertical ? [1, 0, 0, 1, 0, -Math.abs(by)] : [1, 0, 0, 1, by, 0]);
  }

  /** Adds a glyph to the run that it continues, or starts a run. */
  private place(glyph: Glyph, width: number): void {
    const matrix = multiply(this.state.ctm, this.textMatrix);
    const start = apply(matrix, 0, this.state.rise);
    const end = apply(matrix, width, this.state.rise);
    const text = glyph.unicode;
    if (glyph.isSpace || text.trim() === '') {
      this.pendingSpace = true;
      return;
    }
    const fontSize = this.state.size * this.state.em * Math.hypot(matrix[2], matrix[3]);
    const run = this.runs.at(-1);
    const gap = run ? gapAfter(run, start, fontSize, matrix) : null;
    if (run && gap !== null && this.continues(run, fontSize)) {
      run.text += (gap > WORD_GAP * fontSize || this.pendingSpace ? ' ' : '') + text;
      run.end = end;
    } else this.startRun(text, start, end, fontSize);
    this.pendingSpace = false;
  }

  private startRun(text: string, start: Point, end: Point, fontSize: number): void {
    const { font, bold, fill, alpha, mode, clip } = this.state;
    this.runs.push({ text, start, end, fontSize, font, bold, fill, alpha, mode, clip, order: this.order++ });
  }

  private continues(run: PaintedRun, fontSize: number): boolean {
    const { font, fill, alpha, mode, clip } = this.state;
    return run.font === font && run.fill === fill && run.mode === mode && run.alpha === alpha && run.clip === clip
      && Math.abs(run.fontSize - fontSize) < 0.1;
  }
}

/**
 * What Tf sizes is the em but in fonts of drawn glyphs (Type 3), whose matrix may be any: there the box that all glyphs
 * fit in tells, where the two are not about the same.
 */
function emOf({ isType3Font, bbox, fontMatrix }: PaintFont): number {
  const em = isType3Font === true && bbox && fontMatrix ? Math.abs((bbox[3]! - bbox[1]!) * fontMatrix[3]!) : 1;
  return em > 2 || (em > 0 && em < 0.5) ? em : 1;
}

/** Distance from a run's end to the next glyph along the baseline; null when that glyph is elsewhere. */
function gapAfter(run: PaintedRun, start: Point, em: number, matrix: Matrix): number | null {
  const length = Math.hypot(matrix[0], matrix[1]) || 1;
  const [dx, dy] = [start[0] - run.end[0], start[1] - run.end[1]];
  const along = (dx * matrix[0] + dy * matrix[1]) / length;
  const across = Math.abs((dy * matrix[0] - dx * matrix[1]) / length);
  return across < 0.1 * em && along < RUN_GAP * em && along > -0.6 * em ? along : null;
}
