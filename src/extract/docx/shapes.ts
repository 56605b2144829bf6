import { hexColour, type Theme } from './colours.js';
import type { Rgb } from '../pdf/visibility/colour.js';
import { attribute, parseXml, type Attributes } from '../xml.js';

/** The inside of a shape: a colour, nothing, or something without a single colour. */
export type Fill = Rgb | 'none' | 'unknown';

export interface Shape {
  fill: Fill;
  /** In square points. */
  area: number;
}

const EMU_PER_POINT = 12_700;
const VML_SHAPES = new Set(['rect', 'roundrect', 'oval', 'shape', 'polyline']);
const CLOSED = new Set(['wsp', 'pic', ...VML_SHAPES]);
/** Elements for a shape's outline and effects; their colours are not its fill. */
const ASIDE = new Set(['ln', 'effectLst', 'lnRef', 'fontRef', 'effectRef']);
const FILLS = new Set(['noFill', 'solidFill', 'gradFill', 'blipFill', 'pattFill', 'grpFill']);

/** Tracks shapes and pictures as they open and close, with their fill as far as it has been read. */
export class ShapeReader {
  readonly shapes: Shape[] = [];
  private readonly open_: { name: string; shape: Shape }[] = [];
  /** Nesting depth within elements of ASIDE. */
  private aside = 0;
  private inFill: 'solid' | null = null;
  private inStyle = false;
  /** Shapes whose own fill was read, which overrides that of their style. */
  private readonly told = new Set<Shape>();

  constructor(private readonly theme: Theme) {}

  /** The fill of the innermost open shape; undefined where none is open. */
  get fill(): Fill | undefined {
    return this.open_.at(-1)?.shape.fill;
  }

  open(name: string, attributes: Attributes): void {
    if (CLOSED.has(name)) this.begin(name, attributes);
    const shape = this.open_.at(-1)?.shape;
    if (shape === undefined) return;
    if (ASIDE.has(name)) this.aside += 1;
    if (this.aside > 0) return;
    this.read(shape, name, attributes);
    if (FILLS.has(name)) this.told.add(shape);
  }

  private read(shape: Shape, name: string, attributes: Attributes): void {
    switch (name) {
      case 'ext':
        this.measure(shape, attributes);
        break;
      case 'noFill':
        shape.fill = 'none';
        break;
      case 'gradFill':
      case 'blipFill':
      case 'pattFill':
      case 'grpFill':
        shape.fill = 'unknown';
        break;
      case 'solidFill':
        this.inFill = 'solid';
        shape.fill = 'unknown';
        break;
      case 'fillRef':
        this.inStyle = shape.fill === 'none' && attribute(attributes, 'idx') !== '0' && !this.told.has(shape);
        break;
      case 'srgbClr':
      case 'schemeClr':
      case 'sysClr':
        this.colour(shape, name, attributes);
        break;
      case 'lumMod':
      case 'lumOff':
      case 'shade':
      case 'tint':
      case 'alpha':
        this.vary(shape, name, attributes);
        break;
    }
  }

  close(name: string): void {
    if (ASIDE.has(name)) this.aside = Math.max(0, this.aside - 1);
    if (name === 'solidFill') this.inFill = null;
    if (name === 'fillRef') this.inStyle = false;
    if (CLOSED.has(name) && this.open_.at(-1)?.name === name) this.open_.pop();
  }

  private begin(name: string, attributes: Attributes): void {
    const shape: Shape = name === 'pic' ? { fill: 'unknown', area: 0 } : { fill: 'none', area: 0 };
    if (VML_SHAPES.has(name)) Object.assign(shape, vmlShape(attributes));
    this.open_.push({ name, shape });
    this.shapes.push(shape);
  }

  private measure(shape: Shape, attributes: Attributes): void {
    const [width, height] = [Number(attribute(attributes, 'cx')), Number(attribute(attributes, 'cy'))];
    if (width > 0 && height > 0) shape.area = Math.max(shape.area, (width / EMU_PER_POINT) * (height / EMU_PER_POINT));
  }

  private colour(shape: Shape, name: string, attributes: Attributes): void {
    if (this.inFill === null && !this.inStyle) return;
    const value = attribute(attributes, 'val') ?? '';
    const colour =
      name === 'schemeClr'
        ? this.theme.colour(value)
        : hexColour(name === 'sysClr' ? (attribute(attributes, 'lastClr') ?? '') : value);
    shape.fill = colour ?? 'unknown';
  }

  /** Applies changes of brightness and transparency; a mostly transparent fill counts as none. */
  private vary(shape: Shape, name: string, attributes: Attributes): void {
    if ((this.inFill === null && !this.inStyle) || typeof shape.fill === 'string') return;
    const share = Number(attribute(attributes, 'val') ?? 100_000) / 100_000;
    const change = (value: number): number =>
      Math.max(
        0,
        Math.min(
          255,
          name === 'lumOff' ? value + 255 * share : name === 'tint' ? 255 - (255 - value) * share : value * share,
        ),
      );
    if (name === 'alpha') shape.fill = share < 0.2 ? 'none' : share < 0.9 ? 'unknown' : shape.fill;
    else shape.fill = [change(shape.fill[0]), change(shape.fill[1]), change(shape.fill[2])];
  }
}

/** A shape in VML, Word's older drawing language: white inside unless stated otherwise. */
function vmlShape(attributes: Attributes): Shape {
  const style = attribute(attributes, 'style') ?? '';
  const size = (name: string): number => {
    const [, value, unit] = new RegExp(`(?:^|;)\\s*${name}:\\s*([\\d.]{1,10})(pt|in|cm|mm|px)?`, 'i').exec(style) ?? [];
    return Number(value ?? 0) * ({ in: 72, cm: 28.35, mm: 2.835, px: 0.75 }[unit ?? ''] ?? 1);
  };
  const filled = !/^(?:f|false|0)$/i.test(attribute(attributes, 'filled') ?? 't');
  const colour = attribute(attributes, 'fillcolor');
  return {
    fill: !filled ? 'none' : colour === undefined ? [255, 255, 255] : (hexColour(colour) ?? 'unknown'),
    area: size('width') * size('height'),
  };
}

/** All shapes and pictures of a part: what may lie behind its text. */
export function shapesIn(xml: string, theme: Theme): Shape[] {
  if (!/<(?:\w+:)?(?:wsp|pic|rect|roundrect|oval|shape)\b/.test(xml)) return [];
  const reader = new ShapeReader(theme);
  parseXml(xml, {
    open: (name, attributes) => {
      reader.open(name, attributes);
    },
    close: (name) => {
      reader.close(name);
    },
    text: () => undefined,
  });
  return reader.shapes;
}
