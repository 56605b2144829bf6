import { rgbOf, type Rgb } from '../pdf/visibility/colour.js';

/** Properties of one element or rule; later ones override earlier ones. */
export type Declarations = Record<string, string>;

/** One part of a selector such as `p.secret#x`. `child`: it must be a direct child of the part before. */
interface Compound {
  name: string | null;
  id: string | null;
  classes: string[];
  child: boolean;
}

interface Rule {
  parts: Compound[];
  declarations: Declarations;
  /** Specificity: numbers of ids, classes and names, as one number. */
  weight: number;
}

/** The properties of an element that selectors test. */
export interface Named {
  name: string;
  id: string | null;
  classes: readonly string[];
}

/** Characters of style sheets that are read at most. */
const LONGEST = 200_000;
/** Rules read at most, and selectors per rule. */
const MOST_RULES = 3000;
const MOST_SELECTORS = 50;
/** Ancestors of an element that a selector is tested against at most. */
const MOST_ABOVE = 100;

/** The rules of a page's own style sheets that apply on screens of any size. */
export class StyleSheet {
  /** Rules by the id, class or name that their last part requires. */
  private readonly rules = new Map<string, Rule[]>();
  /** Declarations of selectors that are not understood, such as `p::before`. */
  readonly strange: Declarations[] = [];

  constructor(source: string) {
    const css = onScreens(sheetsOf(source).replace(/\/\*[\s\S]*?\*\//g, ''));
    const variables = new Map(
      [...css.matchAll(/(?<![\w-])(--[\w-]+)\s*:\s*([^;{}]+)/g)].map((m) => [m[1]!, m[2]!.trim()]),
    );
    for (const block of css.split('}').slice(0, MOST_RULES)) {
      const open = block.indexOf('{');
      if (open >= 0)
        this.add(
          block.slice(block.lastIndexOf(';', open) + 1, open).split(',', MOST_SELECTORS),
          declarationsOf(block.slice(open + 1), variables),
        );
    }
  }

  private add(selectors: readonly string[], declarations: Declarations): void {
    for (const selector of selectors) {
      // Styles while a pointer is over an element do not apply to the page as it is read.
      if (/:(?:hover|focus|active|visited|target)/.test(selector)) continue;
      const parts = compoundsOf(selector.trim());
      if (parts === null) {
        this.strange.push(declarations);
        continue;
      }
      const key = keyOf(parts.at(-1)!);
      this.rules.set(key, [...(this.rules.get(key) ?? []), { parts, declarations, weight: weightOf(parts) }]);
    }
  }

  /** The declarations that apply to an element; `above` are its ancestors, the outermost first. */
  declarationsFor(element: Named, above: readonly Named[]): Declarations {
    const keys = [
      ...new Set(['*', element.name, ...element.classes.map((name) => `.${name}`), `#${element.id ?? ''}`]),
    ];
    const found = keys
      .flatMap((key) => this.rules.get(key) ?? [])
      .filter((rule) => matches(rule.parts, element, above));
    return Object.assign(
      {},
      ...found.sort((a, b) => a.weight - b.weight).map((rule) => rule.declarations),
    ) as Declarations;
  }
}

/** The content of all style elements of a page. */
function sheetsOf(source: string): string {
  let css = '';
  for (let at = source.search(/<style\b/i); at >= 0 && css.length < LONGEST;) {
    const start = source.indexOf('>', at) + 1;
    const end = source.slice(start).search(/<\/style/i);
    if (start === 0 || end < 0) break;
    css += `${source.slice(start, start + end)}\n`;
    const next = source.slice(start + end).search(/<style\b/i);
    at = next < 0 ? -1 : start + end + next;
  }
  return css.slice(0, LONGEST);
}

const keyOf = ({ id, classes, name }: Compound): string =>
  id !== null ? `#${id}` : classes[0] !== undefined ? `.${classes[0]}` : (name ?? '*');

/** Keeps rules for all media or for screens without further conditions; drops all other at-rules. */
function onScreens(css: string): string {
  return css
    .replace(/@[\w-]+[^{};@]*\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}/g, (whole, body: string) =>
      /^@media\s+(?:only\s+)?(?:all|screen)\s*\{/i.test(whole) ? body : '',
    )
    .replace(/@[\w-]+[^{};@]*;/g, '');
}

/** Parses `color: red; font-size: 2px`: values by property, in lower case without blanks, with variables resolved. */
export function declarationsOf(style: string, variables: ReadonlyMap<string, string> = new Map()): Declarations {
  const found: Declarations = {};
  for (const part of style.split(';')) {
    const colon = part.indexOf(':');
    if (colon < 0) continue;
    const value = part
      .slice(colon + 1)
      .replace(
        /var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)/g,
        (_, name: string, other?: string) => variables.get(name) ?? other ?? '',
      );
    found[part.slice(0, colon).trim().toLowerCase()] = value
      .toLowerCase()
      .replace(/\s+/g, ' ')
      .replace(/ ?!important/, '')
      .trim();
  }
  return found;
}

const COMPOUND = /^(\*|[\w-]+)?((?:[.#][\w-]+)*)$/;

/** The parts of a selector made of names, classes, ids, descendants and children; null for any other. */
function compoundsOf(selector: string): Compound[] | null {
  const parts: Compound[] = [];
  let child = false;
  for (const word of selector
    .replace(/>/g, ' > ')
    .split(/\s+/)
    .filter((one) => one !== '')) {
    if (word === '>') child = true;
    else {
      const match = COMPOUND.exec(word);
      if (match === null || word === '') return null;
      const marks = match[2]!.match(/[.#][\w-]+/g) ?? [];
      const name = match[1] === undefined || match[1] === '*' ? null : match[1].toLowerCase();
      parts.push({
        name,
        id: marks.find((mark) => mark.startsWith('#'))?.slice(1) ?? null,
        classes: marks.filter((mark) => mark.startsWith('.')).map((mark) => mark.slice(1)),
        child,
      });
      child = false;
    }
  }
  return parts.length === 0 ? null : parts;
}

function weightOf(parts: readonly Compound[]): number {
  return parts.reduce(
    (sum, { name, id, classes }) => sum + (id === null ? 0 : 10_000) + 100 * classes.length + (name === null ? 0 : 1),
    0,
  );
}

const fits = (part: Compound, one: Named): boolean =>
  (part.name === null || part.name === one.name) &&
  (part.id === null || part.id === one.id) &&
  part.classes.every((name) => one.classes.includes(name));

function matches(parts: readonly Compound[], element: Named, above: readonly Named[]): boolean {
  if (!fits(parts.at(-1)!, element)) return false;
  let at = above.length - 1;
  const last = Math.max(0, above.length - MOST_ABOVE);
  for (let i = parts.length - 2; i >= 0; i--) {
    const { child } = parts[i + 1]!;
    while (!child && at >= last && !fits(parts[i]!, above[at]!)) at -= 1;
    if (at < last || !fits(parts[i]!, above[at]!)) return false;
    at -= 1;
  }
  return true;
}

/** A colour with its opacity, 0 to 1. */
export interface Paint {
  rgb: Rgb;
  alpha: number;
}

/** Colour names that pages commonly use for text and background (CSS Color 4). */
const NAMES: Record<string, string> = {
  white: 'ffffff',
  snow: 'fffafa',
  ivory: 'fffff0',
  floralwhite: 'fffaf0',
  ghostwhite: 'f8f8ff',
  mintcream: 'f5fffa',
  azure: 'f0ffff',
  aliceblue: 'f0f8ff',
  seashell: 'fff5ee',
  whitesmoke: 'f5f5f5',
  oldlace: 'fdf5e6',
  linen: 'faf0e6',
  honeydew: 'f0fff0',
  lavenderblush: 'fff0f5',
  beige: 'f5f5dc',
  lightyellow: 'ffffe0',
  cornsilk: 'fff8dc',
  lavender: 'e6e6fa',
  gainsboro: 'dcdcdc',
  lightgray: 'd3d3d3',
  lightgrey: 'd3d3d3',
  silver: 'c0c0c0',
  darkgray: 'a9a9a9',
  darkgrey: 'a9a9a9',
  gray: '808080',
  grey: '808080',
  dimgray: '696969',
  dimgrey: '696969',
  slategray: '708090',
  darkslategray: '2f4f4f',
  black: '000000',
  navy: '000080',
  darkblue: '00008b',
  midnightblue: '191970',
  blue: '0000ff',
  royalblue: '4169e1',
  steelblue: '4682b4',
  teal: '008080',
  green: '008000',
  darkgreen: '006400',
  seagreen: '2e8b57',
  maroon: '800000',
  darkred: '8b0000',
  red: 'ff0000',
  crimson: 'dc143c',
  firebrick: 'b22222',
  brown: 'a52a2a',
  purple: '800080',
  indigo: '4b0082',
  orange: 'ffa500',
  gold: 'ffd700',
  yellow: 'ffff00',
  olive: '808000',
  lime: '00ff00',
  aqua: '00ffff',
  cyan: '00ffff',
  magenta: 'ff00ff',
  fuchsia: 'ff00ff',
  pink: 'ffc0cb',
  lightblue: 'add8e6',
  skyblue: '87ceeb',
  tomato: 'ff6347',
  coral: 'ff7f50',
};

/** The colour of `#fff`, `#fdfdfd80`, `rgb(255 255 255 / 50%)`, `hsl(0, 0%, 99%)` or a name; null for anything else. */
export function paintOf(value: string): Paint | null {
  const text = value.trim().toLowerCase();
  if (text === 'transparent') return { rgb: [0, 0, 0], alpha: 0 };
  const hex = NAMES[text] ?? /^#([\da-f]{3,8})$/.exec(text)?.[1];
  if (hex !== undefined) return ofHex(hex);
  const call = /^(rgb|hsl)a?\(([^()]*)\)$/.exec(text);
  if (call === null) return null;
  const parts = call[2]!.split(/[\s,/]+/).filter((part) => part !== '');
  const alpha = parts[3] === undefined ? 1 : share(parts[3], 1);
  const rgb =
    call[1] === 'rgb'
      ? parts.slice(0, 3).map((part) => share(part, 255) * 255)
      : ofHsl(Number.parseFloat(parts[0] ?? ''), share(parts[1] ?? '', 100), share(parts[2] ?? '', 100));
  return rgb.length === 3 && [...rgb, alpha].every((part) => Number.isFinite(part))
    ? { rgb: rgb as unknown as Rgb, alpha }
    : null;
}

/** `50%`, or a number out of `whole`, as a value from 0 to 1. */
function share(text: string, whole: number): number {
  const value = Number.parseFloat(text);
  return Math.min(1, Math.max(0, text.endsWith('%') ? value / 100 : value / whole));
}

function ofHex(hex: string): Paint | null {
  const long = hex.length <= 4 ? hex.replace(/./g, '$&$&') : hex;
  if (long.length !== 6 && long.length !== 8) return null;
  return { rgb: rgbOf(`#${long}`), alpha: long.length === 8 ? Number.parseInt(long.slice(6), 16) / 255 : 1 };
}

/** HSL to RGB (CSS Color 4, 7.1). */
function ofHsl(hue: number, saturation: number, lightness: number): number[] {
  const spread = saturation * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map((n) => {
    const k = (n + hue / 30) % 12;
    return 255 * (lightness - spread * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  });
}

/** A length in pixels; `em` is the font size in pixels. Null for anything else. */
export function pixelsOf(value: string, em: number): number | null {
  const match = /^(-?(?:\d+\.?\d*|\.\d+))(px|pt|pc|r?em|ex|ch|%|vw|vh|in|cm|mm)?$/.exec(value.trim());
  if (match === null) return null;
  const unit = match[2] ?? 'px';
  return Number(match[1]) * (unit === 'em' ? em : UNITS[unit]!);
}
/** Pixels per unit on a screen 1,000 pixels wide with 16-pixel letters. */
const UNITS: Record<string, number> = {
  px: 1,
  pt: 4 / 3,
  pc: 16,
  rem: 16,
  ex: 8,
  ch: 8,
  '%': 10,
  vw: 10,
  vh: 10,
  in: 96,
  cm: 37.8,
  mm: 3.78,
};
