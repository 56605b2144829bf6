import { blend, rgbOf, WHITE, type Rgb } from '../pdf/visibility/colour.js';
import { attribute, parseXml, type Attributes } from '../xml.js';

export const BLACK: Rgb = [0, 0, 0];
/** Office's default theme, for documents that refer to a theme but contain none. */
const OFFICE: Record<string, string> = {
  lt1: 'FFFFFF',
  dk1: '000000',
  lt2: 'E7E6E6',
  dk2: '44546A',
  accent1: '4472C4',
  accent2: 'ED7D31',
  accent3: 'A5A5A5',
  accent4: 'FFC000',
  accent5: '5B9BD5',
  accent6: '70AD47',
  hlink: '0563C1',
  folHlink: '954F72',
};
/** Names that documents use for theme colours (ECMA-376 part 1, 17.18.97 and 20.1.10.46). */
const ALIASES: Record<string, string> = {
  background1: 'lt1',
  bg1: 'lt1',
  light1: 'lt1',
  text1: 'dk1',
  tx1: 'dk1',
  dark1: 'dk1',
  background2: 'lt2',
  bg2: 'lt2',
  light2: 'lt2',
  text2: 'dk2',
  tx2: 'dk2',
  dark2: 'dk2',
  hyperlink: 'hlink',
  followedHyperlink: 'folHlink',
};
/** Names of colours in `w:highlight` and in handwritten markup. */
const NAMED: Record<string, string> = {
  black: '000000',
  blue: '0000FF',
  cyan: '00FFFF',
  green: '00FF00',
  magenta: 'FF00FF',
  red: 'FF0000',
  yellow: 'FFFF00',
  white: 'FFFFFF',
  darkBlue: '000080',
  darkCyan: '008080',
  darkGreen: '008000',
  darkMagenta: '800080',
  darkRed: '800000',
  darkYellow: '808000',
  darkGray: '808080',
  lightGray: 'C0C0C0',
  gray: '808080',
  silver: 'C0C0C0',
};

/** The colours of a document's theme. */
export class Theme {
  private readonly colours = new Map(Object.entries(OFFICE).map(([name, hex]) => [name, rgbOf(`#${hex}`)]));

  constructor(xml: string | undefined) {
    if (xml !== undefined) this.parse(xml);
  }

  colour(name: string): Rgb | null {
    return this.colours.get(ALIASES[name] ?? name) ?? null;
  }

  private parse(xml: string): void {
    let slot = '';
    let inScheme = false;
    parseXml(xml, {
      open: (name, attributes) => {
        if (name === 'clrScheme') inScheme = true;
        else if (inScheme && name in OFFICE) slot = name;
        else if (inScheme && slot !== '' && (name === 'srgbClr' || name === 'sysClr')) {
          const colour = hexColour(attribute(attributes, name === 'sysClr' ? 'lastClr' : 'val') ?? '');
          if (colour !== null) this.colours.set(slot, colour);
        }
      },
      close: (name) => {
        if (name === 'clrScheme') inScheme = false;
      },
      text: () => undefined,
    });
  }
}

/** The colour of `FDFDFD`, `#fdfdfd`, `#fff` or a name; null for `auto` and anything else. */
export function hexColour(value: string): Rgb | null {
  const hex = (NAMED[value] ?? value).replace(/^#/, '').split(' ')[0]!;
  if (/^[\da-f]{6}$/i.test(hex)) return rgbOf(`#${hex}`);
  return /^[\da-f]{3}$/i.test(hex) ? rgbOf(`#${hex.replace(/./g, '$&$&')}`) : null;
}

/**
 * A colour as written: from the theme with tint or shade, else by value. Null means automatic, which always contrasts
 * with what is below.
 */
export function colourOf(
  attributes: Attributes,
  theme: Theme,
  names: { value: string; theme: string } = { value: 'val', theme: 'themeColor' },
): Rgb | null {
  const themed = theme.colour(attribute(attributes, names.theme) ?? '');
  if (themed === null) return hexColour(attribute(attributes, names.value) ?? '');
  const part = (name: string): number =>
    Number.parseInt(attribute(attributes, `${names.theme.replace(/Color$/, '')}${name}`) ?? 'FF', 16) / 255;
  return blend(BLACK, blend(WHITE, themed, part('Tint')), part('Shade'));
}

/** What a shading paints (17.3.5): its fill, mixed with its pattern's colour in proportion. Null: nothing. */
export function shadingOf(attributes: Attributes, theme: Theme): Rgb | null {
  const fill = colourOf(attributes, theme, { value: 'fill', theme: 'themeFill' });
  const pattern = attribute(attributes, 'val') ?? 'clear';
  const share = pattern === 'solid' ? 1 : Number(/^pct(\d+)$/.exec(pattern)?.[1] ?? 0) / 100;
  return share === 0
    ? fill
    : blend(fill ?? WHITE, colourOf(attributes, theme, { value: 'color', theme: 'themeColor' }) ?? BLACK, share);
}
