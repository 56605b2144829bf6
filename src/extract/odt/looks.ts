import type { HiddenText, UncheckedText } from '../../domain/index.js';
import { hexColour } from '../docx/colours.js';
import { canBeTold, WHITE, type Rgb } from '../pdf/visibility/colour.js';
import { attribute, parseXml, type Attributes } from '../xml.js';

type Reason = HiddenText['reason'];
type Family = 'text' | 'paragraph' | 'table' | 'table-row' | 'table-cell' | 'graphic';
/** What a shape or page is painted with; `unknown` for a picture, gradient or hatching. */
type Fill = Rgb | 'none' | 'unknown';

/** Style settings for text and for what is painted below it. */
interface Look {
  display?: string;
  colour?: Rgb | 'automatic';
  /** Points. */
  size?: number;
  /** Width of letters in percent of normal. */
  scale?: number;
  /** Opacity of the letters, 0 to 1. */
  opacity?: number;
  fill?: Fill;
}

/** In points: nobody can read smaller text. */
const TINY = 3;
/** Percent of their width: letters squeezed below it cannot be read. */
const SQUEEZED = 20;
const LEAST_OPACITY = 0.1;
/** A colour channel from this value on counts as white. */
const NEARLY_WHITE = 240;
/** In points: the size of text in a document that gives none. */
const USUAL_SIZE = 12;
const PAGES = 'page-layout';

/** The styles and shapes of an OpenDocument text (ODF 1.3 part 3, 16 and 20). */
export class OdtLooks {
  private readonly byName = new Map<string, { parent: string | undefined; look: Look }>();
  private readonly shapes: { style: string | undefined; area: number; isPicture: boolean; isFrame: boolean }[] = [];
  private readonly pages: Look[] = [];
  /** Total area, in square points, of the text that only a shape behind it would make visible. */
  private needed = 0;

  constructor(sources: readonly string[]) {
    for (const xml of sources) this.parse(xml);
  }

  /** The look of a style, including what it inherits from its parents. */
  lookOf(family: Family, name: string | undefined, depth = 0): Look {
    const style = depth > 20 ? undefined : this.byName.get(`${family} ${name ?? ''}`);
    if (style === undefined) return depth === 0 || name !== undefined ? { ...this.byName.get(`${family} `)?.look } : {};
    return {
      ...(name === undefined || name === '' ? {} : this.lookOf(family, style.parent, depth + 1)),
      ...style.look,
    };
  }

  /**
   * Whether text with these looks (outermost first) is visible; `around` is what cells, tables and boxes paint below it
   * (innermost last).
   */
  sightOf(
    looks: readonly Look[],
    around: readonly (Fill | undefined)[],
    letters: number,
  ): { hidden: Reason } | { doubt: UncheckedText['reason'] } | null {
    const look = Object.assign({}, ...looks) as Look;
    if (look.display === 'none') return { hidden: 'hidden_style' };
    if (look.opacity !== undefined && look.opacity < LEAST_OPACITY) return { hidden: 'invisible' };
    if (
      (look.size !== undefined && look.size > 0 && look.size < TINY) ||
      (look.scale !== undefined && look.scale > 0 && look.scale < SQUEEZED)
    )
      return { hidden: 'tiny' };
    const { colour } = look;
    // An automatic colour always contrasts with what is below.
    if (colour === undefined || colour === 'automatic') return null;
    const own = [...around, ...looks.map(({ fill }) => fill)].findLast((fill) => fill !== undefined && fill !== 'none');
    const below = own ?? this.page();
    if (below === 'unknown' || below === 'none' || below === undefined)
      return canBeTold(colour, WHITE)
        ? null
        : below === 'unknown'
          ? { doubt: 'picture' }
          : this.onPage(colour, letters, look.size);
    if (canBeTold(colour, below)) return null;
    return own === undefined ? this.onPage(colour, letters, look.size) : { hidden: nameOf(colour) };
  }

  /** The background of the pages, where all have the same. */
  private page(): Fill | undefined {
    const fills = this.pages.map(({ fill }) => fill).filter((fill) => fill !== undefined && fill !== 'none');
    return fills.length > 1 && fills.some((fill) => String(fill) !== String(fills[0])) ? 'unknown' : fills[0];
  }

  /** Shapes on which the text would show may lie below it, if together they are large enough for all such text. */
  private onPage(
    colour: Rgb,
    letters: number,
    size = USUAL_SIZE,
  ): { hidden: Reason } | { doubt: UncheckedText['reason'] } {
    // A letter is about half as wide as it is high, and a line a fifth higher than its letters.
    this.needed += letters * size * size * 0.6;
    const there = this.shapes
      .filter(({ style, isPicture, isFrame }) => {
        // A shape without a fill gets the program's default colour.
        const fill = isPicture ? 'unknown' : (this.lookOf('graphic', style).fill ?? (isFrame ? 'none' : 'unknown'));
        return fill === 'unknown' || (fill !== 'none' && canBeTold(colour, fill));
      })
      .reduce((sum, { area }) => sum + area, 0);
    return there >= this.needed ? { doubt: 'picture' } : { hidden: nameOf(colour) };
  }

  private parse(xml: string): void {
    let current: Look | null = null;
    parseXml(xml, {
      open: (name, attributes) => {
        if (name === 'style' || name === 'default-style') {
          current = {};
          const own = name === 'style' ? (attribute(attributes, 'name') ?? '') : '';
          this.byName.set(`${attribute(attributes, 'family') ?? ''} ${own}`, {
            parent: attribute(attributes, 'parent-style-name') ?? '',
            look: current,
          });
        } else if (name === PAGES) this.pages.push((current = {}));
        else if (current !== null && name.endsWith('-properties')) readProperties(current, name, attributes);
        else if (SHAPES.has(name))
          this.shapes.push({
            style: attribute(attributes, 'style-name'),
            area: (pointsOf(attribute(attributes, 'width')) ?? 0) * (pointsOf(attribute(attributes, 'height')) ?? 0),
            isPicture: false,
            isFrame: name === 'frame',
          });
        else if (name === 'image' && this.shapes.length > 0) this.shapes.at(-1)!.isPicture = true;
      },
      close: (name) => {
        if (name === 'style' || name === 'default-style' || name === PAGES) current = null;
      },
      text: () => undefined,
    });
  }
}

const SHAPES = new Set(['custom-shape', 'rect', 'ellipse', 'polygon', 'path', 'frame']);

function nameOf(colour: Rgb): Reason {
  return colour.every((channel) => channel >= NEARLY_WHITE) ? 'white' : 'low_contrast';
}

function readProperties(look: Look, name: string, attributes: Attributes): void {
  const fill = fillOf(attributes);
  if (fill !== undefined) look.fill = fill;
  if (name !== 'text-properties') return;
  const colour = hexColour(attribute(attributes, 'color') ?? '');
  const display = attribute(attributes, 'display');
  const size = pointsOf(attribute(attributes, 'font-size'));
  const scale = Number.parseFloat(attribute(attributes, 'text-scale') ?? '');
  const opacity = Number.parseFloat(attribute(attributes, 'opacity') ?? '');
  if (attribute(attributes, 'use-window-font-color') === 'true') look.colour = 'automatic';
  else if (colour !== null) look.colour = colour;
  if (display !== undefined) look.display = display;
  if (size !== null) look.size = size;
  if (!Number.isNaN(scale)) look.scale = scale;
  if (!Number.isNaN(opacity)) look.opacity = opacity / 100;
}

function fillOf(attributes: Attributes): Fill | undefined {
  const kind = attribute(attributes, 'fill');
  if (kind === 'none') return 'none';
  if (kind !== undefined && kind !== 'solid') return 'unknown';
  const value =
    kind === 'solid'
      ? (attribute(attributes, 'fill-color') ?? attribute(attributes, 'background-color'))
      : attribute(attributes, 'background-color');
  return value === undefined ? undefined : (hexColour(value) ?? 'none');
}

/** A length such as `12pt` or `2.5cm` in points. */
function pointsOf(length: string | undefined): number | null {
  const match = /^(\d*\.?\d+)(pt|cm|mm|in|px|pc)$/.exec(length ?? '');
  return match === null ? null : Number(match[1]) * POINTS[match[2]!]!;
}
const POINTS: Record<string, number> = { pt: 1, cm: 28.35, mm: 2.835, in: 72, px: 0.75, pc: 12 };
