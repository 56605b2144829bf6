import type { HiddenText, UncheckedText } from '../../domain/index.js';
import { declarationsOf, paintOf, pixelsOf, StyleSheet, type Declarations, type Named, type Paint } from './css.js';
import { blend, canBeTold, WHITE, type Rgb } from '../pdf/visibility/colour.js';

type Reason = HiddenText['reason'];
type Ground = Rgb | 'unknown';

/** How the text of an element looks, with what it inherits from its ancestors. */
export interface Look extends Named {
  /** Why the element and everything in it is invisible, whatever its children say; null where it is not. */
  gone: Reason | null;
  visible: boolean;
  /** 0 to 1. */
  opacity: number;
  colour: Paint;
  ground: Ground;
  /** Pixels. */
  size: number;
}

/** In pixels (three points): nobody can read smaller text. */
const TINY = 4;
/** Pixels beyond an edge from which text counts as placed out of sight. */
const FAR = 500;
/** Text with less opacity is invisible. */
const LEAST_OPACITY = 0.1;
/** A colour channel from this value on counts as white. */
const NEARLY_WHITE = 240;
const SIZES: Record<string, number> = {
  'xx-small': 9,
  'x-small': 10,
  small: 13,
  medium: 16,
  large: 18,
  'x-large': 24,
  'xx-large': 32,
};

export const PAGE: Look = {
  name: '',
  id: null,
  classes: [],
  gone: null,
  visible: true,
  opacity: 1,
  colour: { rgb: [0, 0, 0], alpha: 1 },
  ground: WHITE,
  size: 16,
};

/** Follows the styles of a page's elements and decides whether their text is visible. */
export class PageLooks {
  private readonly sheet: StyleSheet;
  /**
   * Rules that are not understood, or from a style sheet that is not included, could change colours and backgrounds.
   */
  private readonly isPartlyRead: boolean;

  constructor(source: string) {
    this.sheet = new StyleSheet(source);
    const mayMatter = (declarations: Declarations): boolean => {
      const ground = groundOf(declarations, WHITE);
      return declarations['color'] !== undefined || ground === 'unknown' || canBeTold(ground, WHITE);
    };
    this.isPartlyRead = this.sheet.strange.some(mayMatter) || /<link\b[^<>]*\bstylesheet\b/i.test(source);
  }

  /** The look of an element; `above` are the looks of its ancestors, the outermost first. */
  lookOf(name: string, attributes: Readonly<Record<string, string>>, above: readonly Look[]): Look {
    const named: Named = {
      name,
      id: attributes['id'] ?? null,
      classes: (attributes['class'] ?? '').split(/\s+/).filter((one) => one !== ''),
    };
    const around = above.at(-1) ?? PAGE;
    const own = {
      ...ofAttributes(name, attributes),
      ...this.sheet.declarationsFor(named, above),
      ...declarationsOf(attributes['style'] ?? ''),
    };
    const size = sizeOf(own['font-size'], around.size);
    return {
      ...named,
      size,
      gone: around.gone ?? (attributes['hidden'] === undefined ? goneBecause(own, size) : 'hidden_style'),
      visible:
        own['visibility'] === undefined
          ? around.visible
          : own['visibility'] === 'inherit'
            ? around.visible
            : own['visibility'] === 'visible',
      opacity: around.opacity * opacityOf(own['opacity']),
      colour: paintOf(own['color'] ?? '') ?? around.colour,
      ground: groundOf(own, around.ground),
    };
  }

  /** Why text of this look is invisible, or why that cannot be decided; null where it is visible. */
  sightOf({
    gone,
    visible,
    opacity,
    colour,
    ground,
    size,
  }: Look): { hidden: Reason } | { doubt: UncheckedText['reason'] } | null {
    if (gone !== null) return { hidden: gone };
    if (!visible || opacity < LEAST_OPACITY) return { hidden: 'hidden_style' };
    if (size < TINY) return { hidden: 'tiny' };
    const below = ground === 'unknown' ? WHITE : ground;
    const seen = blend(below, colour.rgb, colour.alpha * opacity);
    if (canBeTold(seen, below)) return null;
    if (ground === 'unknown' || this.isPartlyRead) return { doubt: 'picture' };
    return { hidden: seen.every((channel) => channel >= NEARLY_WHITE) ? 'white' : 'low_contrast' };
  }
}

/** The styles that attributes of older HTML express. */
function ofAttributes(name: string, attributes: Readonly<Record<string, string>>): Declarations {
  const found: Declarations = {};
  if (attributes['bgcolor'] !== undefined) found['background-color'] = hexed(attributes['bgcolor']);
  if (attributes['background'] !== undefined) found['background-image'] = `url(${attributes['background']})`;
  if (name === 'font' && attributes['color'] !== undefined) found['color'] = hexed(attributes['color']);
  if (name === 'body' && attributes['text'] !== undefined) found['color'] = hexed(attributes['text']);
  return found;
}

/** Old pages may omit the # of a colour. */
const hexed = (colour: string): string => (/^[\da-f]{6}$/i.test(colour.trim()) ? `#${colour.trim()}` : colour);

/** The background of the text; unknown for a picture, a gradient or a colour that is not understood. */
function groundOf(own: Declarations, around: Ground): Ground {
  const image = `${own['background-image'] ?? ''} ${own['background'] ?? ''} ${own['background-clip'] ?? ''} ${own['-webkit-background-clip'] ?? ''}`;
  if (/url\(|gradient\(|image-set\(|\btext\b/.test(image)) return 'unknown';
  let ground = around;
  for (const property of ['background', 'background-color']) {
    const value = own[property];
    const paint = value === undefined ? null : paintIn(value);
    if (paint === null) continue;
    if (paint === 'unknown') ground = 'unknown';
    else if (paint.alpha >= 0.95) ground = paint.rgb;
    else if (paint.alpha > 0 && ground !== 'unknown') ground = blend(ground, paint.rgb, paint.alpha);
  }
  return ground;
}

/** The colour in a value such as `#222 no-repeat`; null where it contains none. */
function paintIn(value: string): Paint | 'unknown' | null {
  const words = value.match(/[\w-]+\([^()]*\)|[^\s()]+/g) ?? [];
  const paint = words.map(paintOf).find((one) => one !== null);
  if (paint !== undefined) return paint;
  return words.every((word) =>
    /^(?:none|inherit|initial|unset|transparent|no-repeat|repeat(?:-[xy])?|scroll|fixed|center|top|left|right|bottom|0|[\d.]+(?:%|px))$/.test(
      word,
    ),
  )
    ? null
    : 'unknown';
}

function sizeOf(value: string | undefined, around: number): number {
  if (value === undefined) return around;
  if (value.endsWith('%')) return (Number.parseFloat(value) / 100) * around;
  return SIZES[value] ?? pixelsOf(value, around) ?? around;
}

function opacityOf(value: string | undefined): number {
  const number = Number.parseFloat(value ?? '1');
  if (Number.isNaN(number)) return 1;
  return value?.endsWith('%') === true ? number / 100 : number;
}

const AWAY = ['text-indent', 'left', 'top', 'right', 'bottom', 'margin-left', 'margin-top', 'inset-inline-start'];

/** The property that makes an element and everything in it invisible. */
function goneBecause(own: Declarations, size: number): Reason | null {
  if (
    own['display'] === 'none' ||
    /scale[xy]?\(0(?:\.0*)?[,)]|matrix\(0,/.test((own['transform'] ?? '').replace(/\s/g, ''))
  )
    return 'hidden_style';
  const moved = [
    ...AWAY.map((property) => own[property]),
    ...[...(own['transform'] ?? '').matchAll(/translate(?:x|y|3d)?\(([^()]*)\)/g)].flatMap((m) => m[1]!.split(',')),
  ];
  if (moved.some((value) => value !== undefined && (pixelsOf(value, size) ?? 0) <= -FAR)) return 'off_page';
  return isClipped(own, size) ? 'clipped' : null;
}

function isClipped(own: Declarations, size: number): boolean {
  const clip = own['clip'] ?? '';
  const [top, right, bottom, left] = (/^rect\(([^()]*)\)$/.exec(clip)?.[1] ?? '')
    .split(/[\s,]+/)
    .map((edge) => pixelsOf(edge, size) ?? Number.NaN);
  if (clip !== '' && (bottom! - top! <= 1 || right! - left! <= 1)) return true;
  if (/inset\((?:50|[6-9]\d|100)%|circle\(0|polygon\((?:0(?:px|%)? 0(?:px|%)?,? ?)+\)/.test(own['clip-path'] ?? ''))
    return true;
  const small = ['width', 'height', 'max-width', 'max-height'].some(
    (property) => own[property] !== undefined && (pixelsOf(own[property], size) ?? FAR) <= 1,
  );
  return small && /hidden|clip/.test(`${own['overflow'] ?? ''} ${own['overflow-x'] ?? ''} ${own['overflow-y'] ?? ''}`);
}
