import { Areas } from './visibility/areas.js';
import { isOpaque } from './images.js';
import { apply, boxOf, intersect, multiply, type Box, type Matrix, type Point } from './geometry.js';
import type { OperatorList, OperatorNames, PaintFont, FontLookup, Glyph } from './pdfjs-operators.js';
import {
  PATTERN,
  SHADING,
  type Clip,
  type Ink,
  type Paint,
  type PaintedPage,
  type PaintedRun,
} from './visibility/painted.js';
import { CLOSE, LINE_TO, MOVE_TO, rectangle, shapeOf } from './visibility/shape.js';

/** pdf.js does not type them; each handler names what its operator has. */
type Args = [never, never, never];

interface State {
  ctm: Matrix;
  fill: Paint;
  stroke: Paint;
  alpha: number;
  strokeAlpha: number;
  /** Alpha of the groups around. */
  groupAlpha: number;
  blend: string;
  masked: boolean;
  lineWidth: number;
  mode: number;
  clip: Clip | null;
  font: PaintFont;
  fontName: string;
  size: number;
  bold: boolean;
  scale: number;
  /** Ems per unit of size: 1 but for fonts of drawn glyphs. */
  em: number;
  charSpacing: number;
  wordSpacing: number;
  stretch: number;
  rise: number;
  leading: number;
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const EVERYWHERE: Box = [-1e6, -1e6, 1e6, 1e6];
const BLACK = '#000000';
const START: State = {
  ctm: IDENTITY,
  fill: BLACK,
  stroke: BLACK,
  alpha: 1,
  strokeAlpha: 1,
  groupAlpha: 1,
  blend: 'source-over',
  masked: false,
  lineWidth: 1,
  mode: 0,
  clip: null,
  font: {},
  fontName: '',
  size: 0,
  bold: false,
  scale: 0.001,
  em: 1,
  charSpacing: 0,
  wordSpacing: 0,
  stretch: 1,
  rise: 0,
  leading: 0,
};
/** Gaps in ems: wider than a word's joint, wider than a word space. */
const WORD_GAP = 0.15;
const RUN_GAP = 0.6;
const RUN_GAP_OVER_SPACE = 1.1;
/** A hostile page may paint without end. */
const MAX_GLYPHS = 200_000;
const BOLD = /bold|black|heavy|semibd|-bd|demi/i;

/** Whether a marked content's layer is switched on; what pdf.js hands over for it is opaque. */
export type LayerLookup = (layer: unknown) => boolean;

/** Replays a page's operators and notes what text and what areas they paint, and how. */
export function paintPage(
  list: OperatorList,
  ops: OperatorNames,
  fonts: FontLookup,
  isOn: LayerLookup = () => true,
): PaintedPage {
  const painter = new Painter(fonts, isOn, ops);
  const handlers = painter.handlers();
  for (let i = 0; i < list.fnArray.length && painter.glyphs < MAX_GLYPHS; i++) {
    handlers.get(list.fnArray[i]!)?.((list.argsArray[i] ?? []) as Args);
  }
  const { areas, isCrowded } = painter.areas;
  return {
    runs: painter.runs.filter((run) => run.text.trim() !== ''),
    areas,
    isCrowded: isCrowded || painter.glyphs >= MAX_GLYPHS,
  };
}

class Painter {
  readonly runs: PaintedRun[] = [];
  readonly areas = new Areas();
  glyphs = 0;
  private state: State = { ...START };
  private readonly stack: State[] = [];
  /** Heights of the stack at which forms and groups began: what they save and forget ends with them. */
  private readonly forms: number[] = [];
  /** Marked contents that are open, each with whether its layer is off. */
  private readonly marks: boolean[] = [];
  /** Depth of groups that paint a mask, not the page. */
  private inMask = 0;
  private textMatrix: Matrix = IDENTITY;
  private lineMatrix: Matrix = IDENTITY;
  private clipNext: 'nonzero' | 'evenOdd' | null = null;
  /** Runs that only clip, until something is painted through them. */
  private clipping: PaintedRun[] = [];
  private order = 0;
  private pendingSpace = false;
  private annotation: string | null = null;

  constructor(
    private readonly fonts: FontLookup,
    private readonly isOn: LayerLookup,
    private readonly ops: OperatorNames,
  ) {}

  handlers(): Map<number, (args: Args) => void> {
    const named: Record<string, (args: Args) => void> = {
      ...this.stateHandlers(),
      ...this.textHandlers(),
      ...this.areaHandlers(),
    };
    return new Map(Object.entries(named).map(([name, handler]) => [this.ops[name] ?? -1, handler]));
  }

  private stateHandlers(): Record<string, (args: Args) => void> {
    return {
      save: () => {
        this.stack.push({ ...this.state });
      },
      restore: () => {
        if (this.stack.length > (this.forms.at(-1) ?? 0)) this.state = this.stack.pop()!;
      },
      transform: (args) => {
        this.state.ctm = multiply(this.state.ctm, args as unknown as Matrix);
      },
      paintFormXObjectBegin: ([matrix, box]) => {
        this.begin(matrix, box);
      },
      paintFormXObjectEnd: () => {
        this.end();
      },
      beginGroup: ([options]) => {
        this.beginGroup(options);
      },
      endGroup: ([options]) => {
        this.endGroup(options);
      },
      beginAnnotation: ([id, rect, transform]) => {
        this.beginAnnotation(id, rect, transform);
      },
      endAnnotation: () => {
        this.annotation = null;
        this.end();
      },
      beginMarkedContent: () => {
        this.marks.push(false);
      },
      beginMarkedContentProps: ([tag, layer]) => {
        this.marks.push(tag === 'OC' && !this.isOn(layer));
      },
      endMarkedContent: () => {
        this.marks.pop();
      },
      setFillRGBColor: ([colour]) => {
        this.state.fill = colour;
      },
      setFillColorN: ([kind]) => {
        this.state.fill = kind === 'Shading' ? SHADING : PATTERN;
      },
      setFillTransparent: () => {
        this.state.fill = PATTERN;
      },
      setStrokeRGBColor: ([colour]) => {
        this.state.stroke = colour;
      },
      setStrokeColorN: ([kind]) => {
        this.state.stroke = kind === 'Shading' ? SHADING : PATTERN;
      },
      setStrokeTransparent: () => {
        this.state.stroke = PATTERN;
      },
      setLineWidth: ([width]) => {
        this.state.lineWidth = width;
      },
      setGState: ([entries]) => {
        this.setGState(entries);
      },
    };
  }

  private textHandlers(): Record<string, (args: Args) => void> {
    return {
      setTextRenderingMode: ([mode]) => {
        this.state.mode = mode;
      },
      setCharSpacing: ([value]) => {
        this.state.charSpacing = value;
      },
      setWordSpacing: ([value]) => {
        this.state.wordSpacing = value;
      },
      setHScale: ([value]) => {
        this.state.stretch = value / 100;
      },
      setTextRise: ([value]) => {
        this.state.rise = value;
      },
      setLeading: ([value]) => {
        this.state.leading = value;
      },
      setFont: ([name, size]) => {
        this.setFont(name, size);
      },
      beginText: () => {
        this.setMatrix(IDENTITY);
      },
      setTextMatrix: ([matrix]) => {
        this.setMatrix(matrix);
      },
      moveText: ([x, y]) => {
        this.moveText(x, y);
      },
      setLeadingMoveText: ([x, y]) => {
        this.state.leading = -y;
        this.moveText(x, y);
      },
      nextLine: () => {
        this.moveText(0, -this.state.leading);
      },
      showText: ([glyphs]) => {
        this.show(glyphs);
      },
    };
  }

  private areaHandlers(): Record<string, (args: Args) => void> {
    return {
      clip: () => {
        this.clipNext = 'nonzero';
      },
      eoClip: () => {
        this.clipNext = 'evenOdd';
      },
      shadingFill: () => {
        this.fill(rectangle(this.state.clip?.box ?? EVERYWHERE), SHADING);
      },
      paintImageXObject: ([, width, height]) => {
        this.paintImage(isOpaque(width, height));
      },
      paintInlineImageXObject: () => {
        this.paintImage(true);
      },
      paintImageMaskXObject: () => {
        this.paintImage(false);
      },
      paintSolidColorImageMask: () => {
        this.fill(rectangle(boxOf(this.state.ctm, [0, 0, 1, 1])), this.state.fill);
      },
      constructPath: ([paint, path]) => {
        this.path(paint, path);
      },
    };
  }

  private begin(matrix: ArrayLike<number> | null, box: ArrayLike<number> | null): void {
    this.stack.push({ ...this.state });
    this.forms.push(this.stack.length);
    if (matrix) this.state.ctm = multiply(this.state.ctm, Array.from(matrix) as Matrix);
    if (box) this.clipTo(boxOf(this.state.ctm, box));
  }

  private end(): void {
    const height = this.forms.pop();
    if (height === undefined) return;
    this.state = this.stack[height - 1] ?? this.state;
    this.stack.length = height - 1;
  }

  /** A group is painted by itself and laid over the page with the alpha and mask that hold where it begins. */
  private beginGroup({
    matrix,
    bbox,
    smask,
  }: {
    matrix?: number[] | null;
    bbox?: number[] | null;
    smask?: unknown;
  }): void {
    this.begin(null, null);
    if (bbox) this.clipTo(boxOf(matrix ? multiply(this.state.ctm, matrix as Matrix) : this.state.ctm, bbox));
    if (smask) this.inMask++;
    Object.assign(this.state, { groupAlpha: this.state.groupAlpha * this.state.alpha, alpha: 1, strokeAlpha: 1 });
  }

  private endGroup(options: { smask?: unknown } | undefined): void {
    if (options?.smask) this.inMask--;
    this.end();
  }

  private beginAnnotation(id: string, rect: number[] | null, transform: Matrix): void {
    this.begin(null, null);
    this.state = { ...START };
    this.annotation = id;
    if (rect) this.clipTo(boxOf(IDENTITY, rect));
    this.state.ctm = transform;
  }

  private setGState(entries: [string, unknown][]): void {
    for (const [key, value] of entries) {
      if (key === 'ca' && typeof value === 'number') this.state.alpha = value;
      if (key === 'CA' && typeof value === 'number') this.state.strokeAlpha = value;
      if (key === 'LW' && typeof value === 'number') this.state.lineWidth = value;
      if (key === 'BM' && typeof value === 'string') this.state.blend = value;
      if (key === 'SMask') this.state.masked = value !== false;
      if (key === 'Font' && Array.isArray(value)) this.setFont(value[0] as string, value[1] as number);
    }
  }

  private setFont(name: string, size: number): void {
    const font = this.fonts(name);
    const bold = font.bold === true || font.black === true || BOLD.test(font.name ?? '');
    Object.assign(this.state, {
      font,
      fontName: name,
      size,
      bold,
      scale: font.fontMatrix?.[0] ?? 0.001,
      em: emOf(font),
    });
  }

  private setMatrix(matrix: Matrix): void {
    this.textMatrix = this.lineMatrix = matrix;
  }

  private moveText(x: number, y: number): void {
    this.setMatrix(multiply(this.lineMatrix, [1, 0, 0, 1, x, y]));
  }

  private path(paint: number, path: readonly (ArrayLike<number> | null)[] | null): void {
    const { state, ops } = this;
    const lines = path?.[0] ?? [];
    const is = (...names: string[]): boolean => names.some((name) => ops[name] === paint);
    const evenOdd = is('eoFill', 'eoFillStroke', 'closeEOFillStroke');
    if (lines.length > 0 && (evenOdd || is('fill', 'fillStroke', 'closeFillStroke')))
      this.fill(shapeOf(lines, state.ctm, evenOdd), state.fill);
    if (
      is('stroke', 'closeStroke', 'fillStroke', 'closeFillStroke', 'eoFillStroke', 'closeEOFillStroke') &&
      this.inMask === 0
    ) {
      this.areas.addStroke(
        lines,
        state.ctm,
        state.lineWidth,
        this.look({ paint: state.stroke, alpha: state.strokeAlpha * state.groupAlpha }),
      );
    }
    if (this.clipNext !== null && lines.length > 0) {
      const shape = shapeOf(lines, state.ctm, this.clipNext === 'evenOdd');
      this.clipTo(shape.box);
      if (shape.rings !== null) state.clip = { box: state.clip!.box, shapes: [...state.clip!.shapes, shape] };
    }
    this.clipNext = null;
  }

  private clipTo(box: Box): void {
    const { clip } = this.state;
    this.state.clip = { box: intersect(clip?.box ?? null, box), shapes: clip?.shapes ?? [] };
  }

  /** Images fill the unit square. */
  private paintImage(isOpaque: boolean): void {
    const [a, b, c, d, e, f] = this.state.ctm;
    const corners = [MOVE_TO, e, f, LINE_TO, a + e, b + f, LINE_TO, a + c + e, b + d + f, LINE_TO, c + e, d + f, CLOSE];
    this.fill(shapeOf(corners, IDENTITY, false), isOpaque ? SHADING : PATTERN, true);
  }

  private fill(shape: PaintedPage['areas'][number]['shape'], paint: Paint, isImage = false): void {
    if (this.inMask > 0 || this.isOff()) return;
    if (this.clipping.length > 0) this.paintThrough(paint);
    else this.areas.add({ shape, ...this.look({ paint, alpha: this.state.alpha * this.state.groupAlpha }), isImage });
  }

  private look(ink: Ink): { clip: Clip | null; ink: Ink; blend: string; masked: boolean; order: number } {
    const { clip, blend, masked } = this.state;
    return { clip, ink, blend, masked, order: this.order++ };
  }

  /** What is painted while letters clip shows in them alone. */
  private paintThrough(paint: Paint): void {
    for (const run of this.clipping)
      Object.assign(run, { inks: [{ paint, alpha: this.state.alpha * this.state.groupAlpha }], order: this.order++ });
    this.clipping = [];
  }

  private isOff(): boolean {
    return this.marks.includes(true);
  }

  private show(glyphs: readonly (Glyph | number)[]): void {
    const { state } = this;
    if (this.inMask > 0) return;
    for (const glyph of glyphs) {
      if (typeof glyph === 'number') {
        this.advance((-glyph / 1000) * state.size * state.stretch);
        continue;
      }
      this.glyphs++;
      const width =
        (glyph.width * state.scale * state.size + state.charSpacing + (glyph.isSpace ? state.wordSpacing : 0)) *
        state.stretch;
      this.place(glyph, width);
      this.advance(width);
    }
  }

  private advance(by: number): void {
    this.textMatrix = multiply(
      this.textMatrix,
      this.state.font.vertical === true ? [1, 0, 0, 1, 0, -Math.abs(by)] : [1, 0, 0, 1, by, 0],
    );
  }

  /** Adds a glyph to the run that it continues, or starts a run. */
  private place(glyph: Glyph, width: number): void {
    const { state } = this;
    const text = glyph.unicode;
    if (glyph.isSpace || text.trim() === '') {
      this.pendingSpace = true;
      return;
    }
    const matrix = multiply(state.ctm, this.textMatrix);
    // A negative size writes backwards and upside down, where a matrix turns it back.
    const forward: Matrix = state.size < 0 ? multiply(matrix, [-1, 0, 0, -1, 0, 0]) : matrix;
    const start = apply(matrix, 0, state.rise);
    const end = apply(matrix, width, state.rise);
    const fontSize = Math.abs(state.size * state.em) * Math.hypot(matrix[2], matrix[3]);
    let run = this.runs.at(-1);
    const gap = run
      ? gapAfter(run, start, fontSize * (this.pendingSpace ? RUN_GAP_OVER_SPACE : RUN_GAP), fontSize, forward)
      : null;
    if (run && gap !== null && this.continues(run, fontSize)) {
      run.text += gap > WORD_GAP * fontSize || this.pendingSpace ? ' ' : '';
    } else run = this.startRun(start, fontSize, matrix);
    run.glyphs.push(run.text.length, (start[0] + end[0]) / 2, (start[1] + end[1]) / 2);
    run.text += text;
    run.end = end;
    this.pendingSpace = false;
  }

  private startRun(start: Point, fontSize: number, matrix: Matrix): PaintedRun {
    const { bold, blend, masked, clip, font, size, em, stretch } = this.state;
    const up: Point = [matrix[2] * size * em, matrix[3] * size * em];
    const run: PaintedRun = {
      text: '',
      start,
      end: start,
      fontSize,
      emWidth: Math.abs(size * em * stretch) * Math.hypot(matrix[0], matrix[1]),
      up,
      glyphs: [],
      font: font.name ?? '',
      bold,
      inks: this.inks(),
      blend,
      masked,
      clip,
      off: this.isOff(),
      annotation: this.annotation,
      order: this.order++,
    };
    this.runs.push(run);
    this.lastLook = this.lookOfText();
    if (this.state.mode === 7) this.clipping.push(run);
    return run;
  }

  private lastLook = '';

  private inks(): Ink[] {
    const { mode, fill, stroke, alpha, strokeAlpha, groupAlpha } = this.state;
    const inks: Ink[] = [];
    if ([0, 2, 4, 6].includes(mode)) inks.push({ paint: fill, alpha: alpha * groupAlpha });
    if ([1, 2, 5, 6].includes(mode)) inks.push({ paint: stroke, alpha: strokeAlpha * groupAlpha });
    return inks;
  }

  private lookOfText(): string {
    const { fontName, fill, stroke, alpha, strokeAlpha, groupAlpha, mode, blend, masked } = this.state;
    return [
      fontName,
      fill,
      mode % 4 === 1 || mode % 4 === 2 ? stroke : '',
      alpha,
      strokeAlpha,
      groupAlpha,
      mode,
      blend,
      masked,
      this.isOff(),
      this.annotation,
    ].join(' ');
  }

  private continues(run: PaintedRun, fontSize: number): boolean {
    return (
      run.clip === this.state.clip && Math.abs(run.fontSize - fontSize) < 0.1 && this.lastLook === this.lookOfText()
    );
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
function gapAfter(run: PaintedRun, start: Point, most: number, em: number, matrix: Matrix): number | null {
  const length = Math.hypot(matrix[0], matrix[1]) || 1;
  const [dx, dy] = [start[0] - run.end[0], start[1] - run.end[1]];
  const along = (dx * matrix[0] + dy * matrix[1]) / length;
  const across = Math.abs((dy * matrix[0] - dx * matrix[1]) / length);
  return across < 0.1 * em && along < most && along > -0.6 * em ? along : null;
}
