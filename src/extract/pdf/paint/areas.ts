import { boxOf, type Box } from '../geometry.js';
import { isOpaque } from '../images.js';
import type { OperatorNames } from '../pdfjs-operators.js';
import { Areas } from '../visibility/areas.js';
import { PATTERN, SHADING, type Clip, type Ink, type Paint, type PaintedPage } from '../visibility/painted.js';
import { CLOSE, LINE_TO, MOVE_TO, rectangle, shapeOf } from '../visibility/shape.js';
import { IDENTITY, type Graphics, type Handlers } from './graphics.js';
import type { TextPainter } from './text.js';

const EVERYWHERE: Box = [-1e6, -1e6, 1e6, 1e6];

/** Collects fills, strokes and images, which may lie below or above text, and paths that clip. */
export class AreaPainter {
  readonly areas = new Areas();
  private clipNext: 'nonzero' | 'evenOdd' | null = null;

  constructor(
    private readonly graphics: Graphics,
    private readonly text: TextPainter,
    private readonly ops: OperatorNames,
  ) {}

  handlers(): Handlers {
    const { graphics } = this;
    return {
      clip: () => {
        this.clipNext = 'nonzero';
      },
      eoClip: () => {
        this.clipNext = 'evenOdd';
      },
      shadingFill: () => {
        this.fill(rectangle(graphics.state.clip?.box ?? EVERYWHERE), SHADING);
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
        this.fill(rectangle(boxOf(graphics.state.ctm, [0, 0, 1, 1])), graphics.state.fill);
      },
      constructPath: ([paint, path]) => {
        this.path(paint, path);
      },
    };
  }

  private path(paint: number, path: readonly (ArrayLike<number> | null)[] | null): void {
    const { graphics, ops } = this;
    const { state } = graphics;
    const lines = path?.[0] ?? [];
    const is = (...names: string[]): boolean => names.some((name) => ops[name] === paint);
    const evenOdd = is('eoFill', 'eoFillStroke', 'closeEOFillStroke');
    if (lines.length > 0 && (evenOdd || is('fill', 'fillStroke', 'closeFillStroke')))
      this.fill(shapeOf(lines, state.ctm, evenOdd), state.fill);
    if (
      is('stroke', 'closeStroke', 'fillStroke', 'closeFillStroke', 'eoFillStroke', 'closeEOFillStroke') &&
      !graphics.isInMask
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
      graphics.clipTo(shape.box);
      if (shape.rings !== null) state.clip = { box: state.clip!.box, shapes: [...state.clip!.shapes, shape] };
    }
    this.clipNext = null;
  }

  /** An image fills the unit square. */
  private paintImage(isOpaque: boolean): void {
    const [a, b, c, d, e, f] = this.graphics.state.ctm;
    const corners = [MOVE_TO, e, f, LINE_TO, a + e, b + f, LINE_TO, a + c + e, b + d + f, LINE_TO, c + e, d + f, CLOSE];
    this.fill(shapeOf(corners, IDENTITY, false), isOpaque ? SHADING : PATTERN, true);
  }

  private fill(shape: PaintedPage['areas'][number]['shape'], paint: Paint, isImage = false): void {
    const { state } = this.graphics;
    if (this.graphics.isInMask || this.graphics.isOff) return;
    if (this.text.isClipping) this.text.paintThrough(paint);
    else this.areas.add({ shape, ...this.look({ paint, alpha: state.alpha * state.groupAlpha }), isImage });
  }

  private look(ink: Ink): { clip: Clip | null; ink: Ink; blend: string; masked: boolean; order: number } {
    const { clip, blend, masked } = this.graphics.state;
    return { clip, ink, blend, masked, order: this.graphics.nextOrder() };
  }
}
