import { boxOf, intersect, multiply, type Box, type Matrix } from '../geometry.js';
import type { FontLookup, PaintFont } from '../pdfjs-operators.js';
import { PATTERN, SHADING, type Clip, type Paint } from '../visibility/painted.js';

/** pdf.js does not type arguments of operators; each handler names its own. */
export type Args = [never, never, never];

/** By the name of the operator. */
export type Handlers = Record<string, (args: Args) => void>;

/** Whether the layer of marked content is switched on; pdf.js passes the layer as an opaque value. */
export type LayerLookup = (layer: unknown) => boolean;

export interface State {
  ctm: Matrix;
  fill: Paint;
  stroke: Paint;
  alpha: number;
  strokeAlpha: number;
  /** Combined alpha of the surrounding groups. */
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
  /** Em per unit of font size: 1 except for fonts of drawn glyphs. */
  em: number;
  charSpacing: number;
  wordSpacing: number;
  stretch: number;
  rise: number;
  leading: number;
}

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
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
const BOLD = /bold|black|heavy|semibd|-bd|demi/i;

/** The graphics state, the saved states, and the open forms, groups, layers and notes. */
export class Graphics {
  state: State = { ...START };
  /** Id of the note being painted. */
  annotation: string | null = null;
  private readonly stack: State[] = [];
  /**
   * Heights of the stack at which open forms and groups began: what they saved without restoring is dropped at their
   * end.
   */
  private readonly forms: number[] = [];
  /** For each open marked content, whether its layer is off. */
  private readonly marks: boolean[] = [];
  /** Nesting depth of groups that paint a mask instead of the page. */
  private masks = 0;
  private painted = 0;

  constructor(
    private readonly fonts: FontLookup,
    private readonly isOn: LayerLookup,
  ) {}

  get isInMask(): boolean {
    return this.masks > 0;
  }

  /** Whether painting is on a layer that is switched off. */
  get isOff(): boolean {
    return this.marks.includes(true);
  }

  /** Number of the next painted thing in the order of painting. */
  nextOrder(): number {
    return this.painted++;
  }

  handlers(): Handlers {
    return { ...this.nestingHandlers(), ...this.layerHandlers(), ...this.inkHandlers() };
  }

  private nestingHandlers(): Handlers {
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
    };
  }

  private layerHandlers(): Handlers {
    return {
      beginMarkedContent: () => {
        this.marks.push(false);
      },
      beginMarkedContentProps: ([tag, layer]) => {
        this.marks.push(tag === 'OC' && !this.isOn(layer));
      },
      endMarkedContent: () => {
        this.marks.pop();
      },
    };
  }

  private inkHandlers(): Handlers {
    return {
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

  /** A group is painted separately and laid over the page with the alpha and mask in force where it begins. */
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
    if (smask) this.masks++;
    Object.assign(this.state, { groupAlpha: this.state.groupAlpha * this.state.alpha, alpha: 1, strokeAlpha: 1 });
  }

  private endGroup(options: { smask?: unknown } | undefined): void {
    if (options?.smask) this.masks--;
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

  setFont(name: string, size: number): void {
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

  clipTo(box: Box): void {
    const { clip } = this.state;
    this.state.clip = { box: intersect(clip?.box ?? null, box), shapes: clip?.shapes ?? [] };
  }
}

/**
 * Tf sets the size of an em, except in fonts of drawn glyphs (Type 3), whose matrix is arbitrary. There the box that
 * fits all glyphs is used, if the two differ much.
 */
function emOf({ isType3Font, bbox, fontMatrix }: PaintFont): number {
  const em = isType3Font === true && bbox && fontMatrix ? Math.abs((bbox[3]! - bbox[1]!) * fontMatrix[3]!) : 1;
  return em > 2 || (em > 0 && em < 0.5) ? em : 1;
}
