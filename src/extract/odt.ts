import type { HiddenText } from '../domain/index.js';
import { decodeText } from './encoding.js';
import { CUT_OFF, isoDay, type TextParts } from './reader.js';
import { Refusal } from './refusal.js';
import { TextBuilder } from './text-builder.js';
import { attribute, parseXml, type Attributes, type XmlHandlers } from './xml.js';
import { Zip } from './zip.js';

type Reason = HiddenText['reason'];
type Look = Partial<Record<'display' | 'white' | 'size' | 'shaded', string | boolean | number>>;

const SKIPPED = new Set(['tracked-changes', 'annotation', 'annotation-end', 'note-citation', 'sequence-decls', 'variable-decls', 'binary-data', 'title', 'desc', 'event-listeners', 'forms', 'bibliography-mark', 'ruby-text']);
/** Points. */
const TINY = 2;

/** OpenDocument text (ODF 1.3), templates of it and OpenOffice 1 documents. */
export function readOdt(bytes: Uint8Array, { maxExpandedBytes }: { maxExpandedBytes: number }): TextParts {
  const zip = new Zip(bytes, maxExpandedBytes);
  const xml = (name: string): string | undefined => {
    const data = zip.read(name);
    return data === undefined ? undefined : decodeText(data);
  };
  const content = xml('content.xml');
  if (content === undefined) throw new Refusal('corrupt', 'the content of the ODT is missing');
  const styles = xml('styles.xml') ?? '';
  const looks = readLooks([styles, content]);
  const body = new OdtBody(looks);
  parseXml(content, body);
  const page = new OdtBody(looks, true);
  parseXml(styles, page);
  const date = /<(?:\w+:)?date>([^<]*)</.exec(xml('meta.xml') ?? '')?.[1];
  const text = joinAround(page.around, body.out.finish());
  return { engine: 'odt', text, hidden: body.out.hidden, links: [...new Set([...body.out.links, ...page.out.links])], documentDate: isoDay(date), warnings: zip.truncated ? [CUT_OFF] : [] };
}

/** Headers above, footers below; what the body has too, or what is a bare number, is left out. */
function joinAround(around: { name: string; lines: string[] }[], body: string): string {
  const known = new Set(body.split('\n').map((line) => line.trim()));
  const pick = (kind: string): string => {
    const lines = around.filter((a) => a.name.startsWith(kind)).flatMap((a) => a.lines);
    return [...new Set(lines)].filter((line) => line.trim() !== '' && !/^[\s\d/|-]*$/.test(line) && !known.has(line.trim())).join('\n');
  };
  return [pick('header'), body, pick('footer')].filter((t) => t !== '').join('\n\n');
}

class OdtBody implements XmlHandlers {
  readonly out = new TextBuilder();
  readonly around: { name: string; lines: string[] }[] = [];
  private skip = 0;
  /** Depth of elements whose text counts: `text:p` and `text:h`. */
  private paragraphs = 0;
  private readonly styles: (string | undefined)[] = [];
  private readonly labels: string[] = [];

  /** With `aroundOnly`, headers and footers of the page styles instead of the body. */
  constructor(
    private readonly looks: Looks,
    private readonly aroundOnly = false,
  ) {}

  open(name: string, attributes: Attributes): void {
    if (this.skip > 0 || SKIPPED.has(name)) {
      this.skip += 1;
      return;
    }
    if (this.aroundOnly && /^(?:header|footer)(?:-first|-left)?$/.test(name)) this.out.divert();
    switch (name) {
      case 'p': case 'h': this.openParagraph(name, attributes); break;
      case 'span': this.styles.push(attribute(attributes, 'style-name')); break;
      case 'tab': this.write('\t'); break;
      case 's': this.write(' '.repeat(Math.min(Number(attribute(attributes, 'c') ?? 1) || 1, 100))); break;
      case 'line-break': this.out.endOpenLine(); break;
      case 'a': this.out.link(attribute(attributes, 'href') ?? ''); break;
      case 'list-item': this.labels.push('• '); break;
      case 'table-row': this.out.openRow(); break;
      case 'table-cell': this.out.openCell(); break;
      case 'table': this.out.openTable(); break;
      case 'text-box': case 'note-body': this.out.divert(); break;
    }
  }

  close(name: string): void {
    if (this.skip > 0) {
      this.skip -= 1;
      return;
    }
    if (this.aroundOnly && /^(?:header|footer)(?:-first|-left)?$/.test(name)) this.around.push({ name, lines: this.out.restore() });
    switch (name) {
      case 'p': case 'h': this.closeParagraph(); break;
      case 'span': this.styles.pop(); break;
      case 'list-item': this.labels.pop(); break;
      case 'table-row': this.out.closeRow(); break;
      case 'table-cell': this.out.closeCell(); break;
      case 'table': this.out.closeTable(); break;
      case 'text-box': case 'note-body': this.out.append(this.out.restore()); break;
    }
  }

  /** White space collapses as in HTML; `text:s` and `text:tab` are what counts. */
  text(data: string): void {
    if (this.skip > 0 || this.paragraphs === 0) return;
    const collapsed = data.replace(/[ \t\r\n]+/g, ' ');
    this.write(this.out.lineIsEmpty ? collapsed.trimStart() : collapsed);
  }

  private openParagraph(name: string, attributes: Attributes): void {
    this.paragraphs += 1;
    this.styles.push(attribute(attributes, 'style-name'));
    if (name === 'h') this.out.blankLine();
  }

  private closeParagraph(): void {
    this.paragraphs = Math.max(0, this.paragraphs - 1);
    this.styles.pop();
    this.out.endLine();
  }

  private write(data: string): void {
    if (data === '') return;
    const reason = this.looks.hiddenBecause(this.styles);
    if (reason !== null) {
      this.out.hide(reason, data);
      return;
    }
    if (this.labels.length > 0 && data.trim() !== '') {
      if (this.out.lineIsEmpty) this.out.text(this.labels.at(-1)!);
      this.labels[this.labels.length - 1] = '';
    }
    this.out.text(data);
  }
}

class Looks {
  readonly byName = new Map<string, { parent: string | undefined; look: Look }>();
  /** Some background is set somewhere: white letters may be a design. */
  backdrop = false;

  hiddenBecause(styles: (string | undefined)[]): Reason | null {
    const look = styles.reduce<Look>((all, style) => ({ ...all, ...this.resolve(style) }), {});
    if (look.display === 'none') return 'hidden_style';
    if (typeof look.size === 'number' && look.size > 0 && look.size <= TINY) return 'tiny';
    return look.white === true && !this.backdrop ? 'white' : null;
  }

  private resolve(name: string | undefined, depth = 0): Look {
    const style = this.byName.get(name ?? '');
    return style === undefined || depth > 20 ? {} : { ...this.resolve(style.parent, depth + 1), ...style.look };
  }
}

function readLooks(sources: string[]): Looks {
  const looks = new Looks();
  let current: Look | null = null;
  for (const xml of sources) {
    parseXml(xml, {
      open: (name, attributes) => {
        if (name === 'style') {
          current = {};
          looks.byName.set(attribute(attributes, 'name') ?? '', { parent: attribute(attributes, 'parent-style-name'), look: current });
        } else if (current !== null && name.endsWith('-properties')) readProperties(current, looks, name, attributes);
      },
      close: (name) => {
        if (name === 'style') current = null;
      },
      text: () => undefined,
    });
  }
  return looks;
}

function readProperties(look: Look, looks: Looks, name: string, attributes: Attributes): void {
  const background = attribute(attributes, 'background-color') ?? attribute(attributes, 'fill-color');
  if (background !== undefined && !/^(?:transparent|#ffffff)$/i.test(background)) looks.backdrop = true;
  if (name !== 'text-properties') return;
  const color = attribute(attributes, 'color');
  const display = attribute(attributes, 'display');
  const size = attribute(attributes, 'font-size');
  if (color !== undefined) look.white = /^#ffffff$/i.test(color);
  if (display !== undefined) look.display = display;
  if (size?.endsWith('pt') === true) look.size = Number.parseFloat(size);
}
