import { decodeText } from '../encoding.js';
import { OdtLooks } from './looks.js';
import { CUT_OFF, isoDay, type TextParts } from '../reader.js';
import { Refusal } from '../refusal.js';
import { TextBuilder } from '../text-builder.js';
import { attribute, parseXml, type Attributes, type XmlHandlers } from '../xml.js';
import { Zip } from '../zip.js';

/** Elements that contain paragraphs and may paint something below them, with the family of their style. */
const PLACES = {
  section: null,
  table: 'table',
  'table-row': 'table-row',
  'table-cell': 'table-cell',
  frame: 'graphic',
  'custom-shape': 'graphic',
} as const;

const SKIPPED = new Set([
  'tracked-changes',
  'annotation',
  'annotation-end',
  'note-citation',
  'sequence-decls',
  'variable-decls',
  'binary-data',
  'title',
  'desc',
  'event-listeners',
  'forms',
  'bibliography-mark',
  'ruby-text',
]);
/** Reads OpenDocument text (ODF 1.3), its templates, and OpenOffice 1 documents. */
export function readOdt(bytes: Uint8Array, { maxExpandedBytes }: { maxExpandedBytes: number }): TextParts {
  if (bytes[0] !== ZIP_START) return readFlat(decodeText(bytes), maxExpandedBytes);
  const zip = new Zip(bytes, maxExpandedBytes);
  const xml = (name: string): string | undefined => {
    const data = zip.read(name);
    return data === undefined ? undefined : decodeText(data);
  };
  const content = xml('content.xml');
  if (content === undefined) throw new Refusal('corrupt', 'the content of the ODT is missing');
  const styles = xml('styles.xml') ?? '';
  const parts = { styles, content, meta: xml('meta.xml') ?? '' };
  return textOf(parts, zip.truncated ? [CUT_OFF] : []);
}

/** A ZIP begins with "P"; a flat document begins like XML. */
const ZIP_START = 0x50;

/** All parts in one XML file; the body follows the styles. */
function readFlat(xml: string, maxBytes: number): TextParts {
  if (xml.length > maxBytes) throw new Refusal('expands_too_large', 'it has more bytes than the limit allows');
  const at = xml.search(/<(?:\w+:)?body[\s>]/);
  if (at < 0) throw new Refusal('corrupt', 'the content of the flat ODT is missing');
  const [head, content] = [xml.slice(0, at), xml.slice(at)];
  return textOf({ styles: head, content, meta: head }, /<\/(?:\w+:)?document\s*>\s*$/.test(xml) ? [] : [CUT_OFF]);
}

function textOf(
  { styles, content, meta }: { styles: string; content: string; meta: string },
  warnings: string[],
): TextParts {
  const looks = new OdtLooks([styles, content]);
  const body = new OdtBody(looks);
  parseXml(content, body);
  const page = new OdtBody(looks, true);
  parseXml(styles, page);
  const date = /<(?:\w+:)?date>([^<]*)</.exec(meta)?.[1];
  const text = joinAround(page.around, body.out.finish());
  return {
    engine: 'odt',
    text,
    hidden: body.out.hidden,
    ...(body.out.unchecked.length === 0 ? {} : { unchecked: body.out.unchecked }),
    links: [...new Set([...body.out.links, ...page.out.links])],
    documentDate: isoDay(date),
    warnings,
  };
}

/** Puts headers above the body and footers below it. Lines that repeat the body or are just a number are left out. */
function joinAround(around: { name: string; lines: string[] }[], body: string): string {
  const known = new Set(body.split('\n').map((line) => line.trim()));
  const pick = (kind: string): string => {
    const lines = around.filter((a) => a.name.startsWith(kind)).flatMap((a) => a.lines);
    return [...new Set(lines)]
      .filter((line) => line.trim() !== '' && !/^[\s\d/|-]*$/.test(line) && !known.has(line.trim()))
      .join('\n');
  };
  return [pick('header'), body, pick('footer')].filter((t) => t !== '').join('\n\n');
}

type Look = ReturnType<OdtLooks['lookOf']>;

class OdtBody implements XmlHandlers {
  readonly out = new TextBuilder();
  readonly around: { name: string; lines: string[] }[] = [];
  private skip = 0;
  /** Nesting depth of `text:p` and `text:h`; only text inside them counts. */
  private paragraphs = 0;
  private readonly styles: Look[] = [];
  /** Open sections, tables, rows, cells and boxes: what each paints below its text, and whether it is shown. */
  private readonly places: Look[] = [];
  private readonly labels: string[] = [];

  /** With `aroundOnly`, only headers and footers of the page styles are read, not the body. */
  constructor(
    private readonly looks: OdtLooks,
    private readonly aroundOnly = false,
  ) {}

  open(name: string, attributes: Attributes): void {
    if (this.skip > 0 || SKIPPED.has(name)) {
      this.skip += 1;
      return;
    }
    if (this.aroundOnly && /^(?:header|footer)(?:-first|-left)?$/.test(name)) this.out.divert();
    if (name in PLACES) this.places.push(this.placeOf(name as keyof typeof PLACES, attributes));
    this.openText(name, attributes);
    this.openBlock(name);
  }

  private openText(name: string, attributes: Attributes): void {
    switch (name) {
      case 'p':
      case 'h':
        this.openParagraph(name, attributes);
        break;
      case 'span':
        this.styles.push(this.looks.lookOf('text', attribute(attributes, 'style-name')));
        break;
      case 'tab':
        this.write('\t');
        break;
      case 's':
        this.write(' '.repeat(Math.min(Number(attribute(attributes, 'c') ?? 1) || 1, 100)));
        break;
      case 'line-break':
        this.out.endOpenLine();
        break;
      case 'a':
        this.out.link(attribute(attributes, 'href') ?? '');
        break;
    }
  }

  private openBlock(name: string): void {
    switch (name) {
      case 'list-item':
        this.labels.push('• ');
        break;
      case 'table-row':
        this.out.openRow();
        break;
      case 'table-cell':
        this.out.openCell();
        break;
      case 'table':
        this.out.openTable();
        break;
      case 'text-box':
      case 'note-body':
        this.out.divert();
        break;
    }
  }

  close(name: string): void {
    if (this.skip > 0) {
      this.skip -= 1;
      return;
    }
    if (this.aroundOnly && /^(?:header|footer)(?:-first|-left)?$/.test(name))
      this.around.push({ name, lines: this.out.restore() });
    if (name in PLACES) this.places.pop();
    switch (name) {
      case 'p':
      case 'h':
        this.closeParagraph();
        break;
      case 'span':
        this.styles.pop();
        break;
      case 'list-item':
        this.labels.pop();
        break;
      case 'table-row':
        this.out.closeRow();
        break;
      case 'table-cell':
        this.out.closeCell();
        break;
      case 'table':
        this.out.closeTable();
        break;
      case 'text-box':
      case 'note-body':
        this.out.append(this.out.restore());
        break;
    }
  }

  /** White space collapses as in HTML; only `text:s` and `text:tab` stand for real spaces. */
  text(data: string): void {
    if (this.skip > 0 || this.paragraphs === 0) return;
    const collapsed = data.replace(/[ \t\r\n]+/g, ' ');
    this.write(this.out.lineIsEmpty ? collapsed.trimStart() : collapsed);
  }

  private placeOf(name: keyof typeof PLACES, attributes: Attributes): Look {
    const family = PLACES[name];
    const shown =
      attribute(attributes, 'display') === 'none' ||
      /^(?:collapse|filter)$/.test(attribute(attributes, 'visibility') ?? '')
        ? { display: 'none' }
        : {};
    return {
      ...(family === null ? {} : { fill: this.looks.lookOf(family, attribute(attributes, 'style-name')).fill }),
      ...shown,
    };
  }

  private openParagraph(name: string, attributes: Attributes): void {
    this.paragraphs += 1;
    this.styles.push(this.looks.lookOf('paragraph', attribute(attributes, 'style-name')));
    if (name === 'h') this.out.blankLine();
  }

  private closeParagraph(): void {
    this.paragraphs = Math.max(0, this.paragraphs - 1);
    this.styles.pop();
    this.out.endLine();
  }

  private write(data: string): void {
    if (data === '') return;
    const gone = this.places.some(({ display }) => display === 'none');
    const sight = gone
      ? ({ hidden: 'hidden_style' } as const)
      : this.looks.sightOf(
          this.styles,
          this.places.map(({ fill }) => fill),
          data.trim().length,
        );
    if (sight !== null && 'hidden' in sight) {
      this.out.hide(sight.hidden, data);
      return;
    }
    if (sight !== null && data.trim() !== '') this.out.doubt(sight.doubt);
    if (this.labels.length > 0 && data.trim() !== '') {
      if (this.out.lineIsEmpty) this.out.text(this.labels.at(-1)!);
      this.labels[this.labels.length - 1] = '';
    }
    this.out.text(data);
  }
}
