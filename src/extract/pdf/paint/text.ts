import { apply, multiply, type Matrix, type Point } from '../geometry.js';
import type { Glyph } from '../pdfjs-operators.js';
import type { Ink, Paint, PaintedRun } from '../visibility/painted.js';
import { IDENTITY, type Graphics, type Handlers } from './graphics.js';

/** In em: a gap that separates words, and one wider than a word space. */
const WORD_GAP = 0.15;
const RUN_GAP = 0.6;
const RUN_GAP_OVER_SPACE = 1.1;

/** Positions the glyphs of text and joins neighbours of the same look into runs. */
export class TextPainter {
  readonly runs: PaintedRun[] = [];
  glyphs = 0;
  private textMatrix: Matrix = IDENTITY;
  private lineMatrix: Matrix = IDENTITY;
  /** Runs used only as a clip, until something is painted through them. */
  private clipping: PaintedRun[] = [];
  private pendingSpace = false;
  private lastLook = '';

  constructor(private readonly graphics: Graphics) {}

  get isClipping(): boolean {
    return this.clipping.length > 0;
  }

  handlers(): Handlers {
    return { ...this.lookHandlers(), ...this.placeHandlers() };
  }

  private lookHandlers(): Handlers {
    const { graphics } = this;
    return {
      setTextRenderingMode: ([mode]) => {
        graphics.state.mode = mode;
      },
      setCharSpacing: ([value]) => {
        graphics.state.charSpacing = value;
      },
      setWordSpacing: ([value]) => {
        graphics.state.wordSpacing = value;
      },
      setHScale: ([value]) => {
        graphics.state.stretch = value / 100;
      },
      setTextRise: ([value]) => {
        graphics.state.rise = value;
      },
      setLeading: ([value]) => {
        graphics.state.leading = value;
      },
      setFont: ([name, size]) => {
        graphics.setFont(name, size);
      },
    };
  }

  private placeHandlers(): Handlers {
    const { graphics } = this;
    return {
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
        graphics.state.leading = -y;
        this.moveText(x, y);
      },
      nextLine: () => {
        this.moveText(0, -graphics.state.leading);
      },
      showText: ([glyphs]) => {
        this.show(glyphs);
      },
    };
  }

  private setMatrix(matrix: Matrix): void {
    this.textMatrix = this.lineMatrix = matrix;
  }

  private moveText(x: number, y: number): void {
    this.setMatrix(multiply(this.lineMatrix, [1, 0, 0, 1, x, y]));
  }

  /** While letters clip, paint shows only inside them. */
  paintThrough(paint: Paint): void {
    for (const run of this.clipping)
      Object.assign(run, {
        inks: [{ paint, alpha: this.graphics.state.alpha * this.graphics.state.groupAlpha }],
        order: this.graphics.nextOrder(),
      });
    this.clipping = [];
  }

  private show(glyphs: readonly (Glyph | number)[]): void {
    const { state } = this.graphics;
    if (this.graphics.isInMask) return;
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
      this.graphics.state.font.vertical === true ? [1, 0, 0, 1, 0, -Math.abs(by)] : [1, 0, 0, 1, by, 0],
    );
  }

  /** Adds a glyph to the run that it continues, or starts a new run. */
  private place(glyph: Glyph, width: number): void {
    const { state } = this.graphics;
    const text = glyph.unicode;
    if (glyph.isSpace || text.trim() === '') {
      this.pendingSpace = true;
      return;
    }
    const matrix = multiply(state.ctm, this.textMatrix);
    // A negative size mirrors text; a matrix then turns it back.
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
    const { bold, blend, masked, clip, font, size, em, stretch } = this.graphics.state;
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
      off: this.graphics.isOff,
      annotation: this.graphics.annotation,
      order: this.graphics.nextOrder(),
    };
    this.runs.push(run);
    this.lastLook = this.lookOfText();
    if (this.graphics.state.mode === 7) this.clipping.push(run);
    return run;
  }

  private inks(): Ink[] {
    const { mode, fill, stroke, alpha, strokeAlpha, groupAlpha } = this.graphics.state;
    const inks: Ink[] = [];
    if ([0, 2, 4, 6].includes(mode)) inks.push({ paint: fill, alpha: alpha * groupAlpha });
    if ([1, 2, 5, 6].includes(mode)) inks.push({ paint: stroke, alpha: strokeAlpha * groupAlpha });
    return inks;
  }

  private lookOfText(): string {
    const { fontName, fill, stroke, alpha, strokeAlpha, groupAlpha, mode, blend, masked } = this.graphics.state;
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
      this.graphics.isOff,
      this.graphics.annotation,
    ].join(' ');
  }

  private continues(run: PaintedRun, fontSize: number): boolean {
    return (
      run.clip === this.graphics.state.clip &&
      Math.abs(run.fontSize - fontSize) < 0.1 &&
      this.lastLook === this.lookOfText()
    );
  }
}

/** Distance along the baseline from a run's end to the next glyph; null when that glyph is elsewhere. */
function gapAfter(run: PaintedRun, start: Point, most: number, em: number, matrix: Matrix): number | null {
  const length = Math.hypot(matrix[0], matrix[1]) || 1;
  const [dx, dy] = [start[0] - run.end[0], start[1] - run.end[1]];
  const along = (dx * matrix[0] + dy * matrix[1]) / length;
  const across = Math.abs((dy * matrix[0] - dx * matrix[1]) / length);
  return across < 0.1 * em && along < most && along > -0.6 * em ? along : null;
}
