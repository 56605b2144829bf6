import { attribute, parseXml, type Attributes } from './xml.js';

/** What a run, a paragraph style or a character style says about being seen; undefined where it says nothing. */
export interface RunLook {
  vanish?: boolean;
  white?: boolean;
  /** Half points, as in the format. */
  size?: number;
  shaded?: boolean;
}

interface Style {
  basedOn: string | undefined;
  look: RunLook;
  heading: boolean;
  numId: string | undefined;
  level: number;
}

/** Styles that a paragraph or run refers to, with what they inherit. */
export class Styles {
  private readonly styles = new Map<string, Style>();

  constructor(xml: string | undefined) {
    if (xml !== undefined) this.parse(xml);
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

  /** The style and those that it is based on, nearest first; a circle of styles ends. */
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
    parseXml(xml, {
      open: (name, attributes) => {
        if (name === 'style') {
          style = { basedOn: undefined, look: {}, heading: false, numId: undefined, level: 0 };
          this.styles.set(attribute(attributes, 'styleId') ?? '', style);
        } else if (style !== null) readStyleElement(style, name, attributes);
      },
      close: (name) => {
        if (name === 'style') style = null;
      },
      text: () => undefined,
    });
  }
}

function readStyleElement(style: Style, name: string, attributes: Attributes): void {
  const value = attribute(attributes, 'val');
  if (name === 'basedOn') style.basedOn = value;
  else if (name === 'name') style.heading ||= /^(?:heading \d|title)$/i.test(value ?? '');
  else if (name === 'numId') style.numId = value;
  else if (name === 'ilvl') style.level = Number(value) || 0;
  else readLook(style.look, name, attributes);
}

/** Takes one element of run properties into `look`. */
export function readLook(look: RunLook, name: string, attributes: Attributes): void {
  const value = attribute(attributes, 'val') ?? '';
  if (name === 'vanish') look.vanish = isOn(value);
  else if (name === 'color') look.white = /^(?:FFFFFF|white)$/i.test(value);
  else if (name === 'sz') look.size = Number(value) || 0;
  else if (name === 'highlight') look.shaded = value !== 'none' && value !== 'white';
  else if (name === 'shd') look.shaded = isDarkFill(attributes);
}

export function isOn(value: string): boolean {
  return !/^(?:0|false|off)$/i.test(value);
}

export function isDarkFill(attributes: Attributes): boolean {
  const fill = attribute(attributes, 'fill') ?? '';
  return (fill !== '' && !/^(?:auto|FFFFFF)$/i.test(fill)) || attribute(attributes, 'themeFill') !== undefined;
}

/** List labels: a bullet for bullets, the running number for the rest. */
export class Numbering {
  private readonly abstractOf = new Map<string, string>();
  private readonly formats = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  constructor(xml: string | undefined) {
    if (xml !== undefined) this.parse(xml);
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
