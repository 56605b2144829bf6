import { colourOf, hexColour, shadingOf, Theme } from './colours.js';
import type { Rgb } from '../pdf/visibility/colour.js';
import { attribute, parseXml, type Attributes } from '../xml.js';

/** Visibility settings of a run, paragraph style or character style; undefined where it has none. */
export interface RunLook {
  vanish?: boolean;
  /** Null: automatic, which contrasts with whatever is below. */
  colour?: Rgb | null;
  /** In half points, as in the format. */
  size?: number;
  /** Width of letters in percent of normal. */
  width?: number;
  /** Painted right behind the text; null where nothing is. */
  fill?: Rgb | null;
}

interface Style {
  basedOn: string | undefined;
  look: RunLook;
  heading: boolean;
  numId: string | undefined;
  level: number;
}

/** The styles of paragraphs and runs, with inheritance resolved. */
export class Styles {
  private readonly styles = new Map<string, Style>();
  /** The style of paragraphs that name none. */
  private usual: string | undefined;
  private readonly defaults: RunLook = {};
  /** Fills of the parts of a table (`firstRow` and so on), by table style. */
  readonly tableFills = new Map<string, Map<string, Rgb>>();

  constructor(
    xml: string | undefined,
    private readonly theme = new Theme(undefined),
  ) {
    if (xml !== undefined) this.parse(xml);
  }

  /** The look of a paragraph style, with the document's defaults. */
  paragraphLook(id: string | undefined): RunLook {
    return { ...this.defaults, ...this.look(id ?? this.usual) };
  }

  look(id: string | undefined): RunLook {
    return this.lineage(id).reduceRight<RunLook>((look, style) => ({ ...look, ...style.look }), {});
  }

  isHeading(id: string | undefined): boolean {
    return /^(?:heading\s*\d|title)$/i.test(id ?? '') || this.lineage(id).some((s) => s.heading);
  }

  numbering(id: string | undefined): { numId: string; level: number } | undefined {
    const style = this.lineage(id).find((s) => s.numId !== undefined);
    return style?.numId === undefined ? undefined : { numId: style.numId, level: style.level };
  }

  /** The style and those it is based on, nearest first; stops at a cycle. */
  private lineage(id: string | undefined): Style[] {
    const found: Style[] = [];
    for (let next = id; next !== undefined && next !== ''; next = found.at(-1)?.basedOn) {
      const style = this.styles.get(next);
      if (style === undefined || found.includes(style)) break;
      found.push(style);
    }
    return found;
  }

  private parse(xml: string): void {
    let style: Style | null = null;
    let id = '';
    let part = 'wholeTable';
    let inDefaults = false;
    parseXml(xml, {
      open: (name, attributes) => {
        if (name === 'rPrDefault') inDefaults = true;
        else if (name === 'style') {
          style = { basedOn: undefined, look: {}, heading: false, numId: undefined, level: 0 };
          id = attribute(attributes, 'styleId') ?? '';
          part = 'wholeTable';
          this.styles.set(id, style);
          if (attribute(attributes, 'type') === 'paragraph' && isOn(attribute(attributes, 'default') ?? '0'))
            this.usual = id;
          if (attribute(attributes, 'type') === 'table') this.tableFills.set(id, new Map());
        } else if (name === 'tblStylePr') part = attribute(attributes, 'type') ?? '';
        else if (style !== null && this.tableFills.has(id)) this.readTableElement(id, part, name, attributes);
        else if (style !== null) readStyleElement(style, name, attributes, this.theme);
        else if (inDefaults) readLook(this.defaults, name, attributes, this.theme);
      },
      close: (name) => {
        if (name === 'style') style = null;
        else if (name === 'rPrDefault') inDefaults = false;
        else if (name === 'tblStylePr') part = 'wholeTable';
      },
      text: () => undefined,
    });
  }

  private readTableElement(id: string, part: string, name: string, attributes: Attributes): void {
    const fills = this.tableFills.get(id)!;
    if (name === 'basedOn')
      for (const [kind, fill] of this.tableFills.get(attribute(attributes, 'val') ?? '') ?? []) fills.set(kind, fill);
    const fill = name === 'shd' ? shadingOf(attributes, this.theme) : null;
    if (fill !== null) fills.set(part, fill);
  }
}

function readStyleElement(style: Style, name: string, attributes: Attributes, theme: Theme): void {
  const value = attribute(attributes, 'val');
  if (name === 'basedOn') style.basedOn = value;
  else if (name === 'name') style.heading ||= /^(?:heading \d|title)$/i.test(value ?? '');
  else if (name === 'numId') style.numId = value;
  else if (name === 'ilvl') style.level = Number(value) || 0;
  else readLook(style.look, name, attributes, theme);
}

/** Applies one element of run properties to `look`. */
export function readLook(look: RunLook, name: string, attributes: Attributes, theme: Theme): void {
  const value = attribute(attributes, 'val') ?? '';
  if (name === 'vanish') look.vanish = isOn(value);
  else if (name === 'color') look.colour = colourOf(attributes, theme);
  else if (name === 'sz') look.size = Number(value) || 0;
  else if (name === 'w') look.width = Number.parseFloat(value) || 100;
  else if (name === 'highlight') look.fill = hexColour(value);
  else if (name === 'shd') look.fill = shadingOf(attributes, theme) ?? look.fill ?? null;
}

export function isOn(value: string): boolean {
  return !/^(?:0|false|off)$/i.test(value);
}

/** Labels of list items: a bullet, or the running number. */
export class Numbering {
  private readonly abstractOf = new Map<string, string>();
  private readonly formats = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  constructor(xml: string | undefined) {
    if (xml !== undefined) this.parse(xml);
  }

  /** Restarts all counters for a second reading. */
  restart(): void {
    this.counts.clear();
  }

  label(numId: string, level: number): string {
    const format = this.formats.get(`${this.abstractOf.get(numId) ?? ''}/${level}`);
    if (numId === '0' || format === 'none') return '';
    if (format !== 'decimal') return '• ';
    const key = `${numId}/${level}`;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return `${count}. `;
  }

  private parse(xml: string): void {
    let abstract = '';
    let level = '';
    let num = '';
    parseXml(xml, {
      open: (name, attributes) => {
        const value = attribute(attributes, 'val') ?? '';
        if (name === 'abstractNum') abstract = attribute(attributes, 'abstractNumId') ?? '';
        else if (name === 'lvl') level = attribute(attributes, 'ilvl') ?? '';
        else if (name === 'numFmt') this.formats.set(`${abstract}/${level}`, value);
        else if (name === 'num') num = attribute(attributes, 'numId') ?? '';
        else if (name === 'abstractNumId') this.abstractOf.set(num, value);
      },
      close: () => undefined,
      text: () => undefined,
    });
  }
}
