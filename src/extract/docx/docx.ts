import { decodeText } from '../encoding.js';
import { Numbering, Styles } from './styles.js';
import type { Ground } from './backdrop.js';
import { WordBody, type BodyContext } from './body.js';
import { hexColour, Theme } from './colours.js';
import { shapesIn } from './shapes.js';
import { WHITE } from '../pdf/visibility/colour.js';
import { readHtml } from '../html/html.js';
import { readMhtml } from '../html/mhtml.js';
import { readPlain } from '../plain.js';
import { CUT_OFF, isoDay, type TextParts } from '../reader.js';
import { Refusal } from '../refusal.js';
import { readRtf } from '../rtf/rtf.js';
import { sniff } from '../sniff.js';
import { TextBuilder } from '../text-builder.js';
import { attribute, parseXml } from '../xml.js';
import { Zip } from '../zip.js';

interface Relation {
  id: string;
  type: string;
  target: string;
  external: boolean;
}

/**
 * Reads DOCX, DOCM, DOTX, and Word's XML in a single file. Headers come first (contacts often stand there), footers and
 * notes last.
 */
export function readDocx(bytes: Uint8Array, { maxExpandedBytes }: { maxExpandedBytes: number }): TextParts {
  if (bytes[0] !== 0x50) return readFlat(decodeText(bytes));
  return new Package(new Zip(bytes, maxExpandedBytes)).read();
}

class Package {
  private readonly main: string;
  private readonly relations: Relation[];
  private readonly styles: Styles;
  private readonly numbering: Numbering;
  private readonly ground: Ground;
  private readonly links: string[] = [];
  private readonly out: TextParts = {
    engine: 'docx',
    text: '',
    hidden: [],
    links: this.links,
    documentDate: null,
    warnings: [],
  };

  constructor(
    private readonly zip: Zip,
    private readonly depth = 0,
  ) {
    this.main = this.mainPart();
    this.relations = this.relationsOf(this.main);
    const theme = new Theme(this.xml(this.partOf('theme')));
    this.styles = new Styles(this.xml(this.partOf('styles')), theme);
    this.numbering = new Numbering(this.xml(this.partOf('numbering')));
    this.ground = this.readGround(theme);
  }

  read(): TextParts {
    const body = this.part(this.main);
    if (body === undefined) throw new Refusal('corrupt', 'the document part of the DOCX is missing');
    const known = new Set(body.split('\n').map((line) => line.trim()));
    const around = (type: string): string[] => this.parts(type).map((text) => withoutPageNumbers(text, known));
    this.out.text = [
      ...around('header'),
      body,
      ...around('footer'),
      ...this.parts('footnotes'),
      ...this.parts('endnotes'),
    ]
      .filter((t) => t.trim() !== '')
      .join('\n\n');
    this.out.documentDate = this.date();
    if (this.zip.truncated) this.out.warnings.push(CUT_OFF);
    return this.out;
  }

  private readGround(theme: Theme): Ground {
    const around = this.relations
      .filter((r) => /\/(?:header|footer)$/.test(r.type))
      .map((r) => this.xml(r.target) ?? '');
    const main = this.xml(this.main) ?? '';
    const page = /<w:displayBackgroundShape\b/.test(this.xml(this.partOf('settings')) ?? '') ? pageColour(main) : WHITE;
    return {
      theme,
      page,
      shapes: [main, ...around].flatMap((xml) => shapesIn(xml, theme)),
      tableFills: this.styles.tableFills,
    };
  }

  private mainPart(): string {
    const named = this.relationsOf('').find((r) => r.type.endsWith('/officeDocument'))?.target;
    if (named !== undefined && this.zip.has(named)) return named;
    return this.zip.names.find((n) => /^word[/\\]document\d*\.xml$/i.test(n)) ?? 'word/document.xml';
  }

  private relationsOf(part: string): Relation[] {
    const slash = part.lastIndexOf('/');
    const folder = part.slice(0, slash + 1);
    const xml = this.xml(`${folder}_rels/${part.slice(slash + 1)}.rels`);
    return xml === undefined ? [] : parseRelations(xml, folder);
  }

  private partOf(type: string): string | undefined {
    return this.relations.find((r) => r.type.endsWith(`/${type}`))?.target;
  }

  private parts(type: string): string[] {
    const texts = this.relations.filter((r) => r.type.endsWith(`/${type}`)).map((r) => this.part(r.target) ?? '');
    return [...new Set(texts)];
  }

  private xml(name: string | undefined): string | undefined {
    const bytes = name === undefined ? undefined : this.zip.read(name);
    return bytes === undefined ? undefined : decodeText(bytes);
  }

  private part(name: string): string | undefined {
    const xml = this.xml(name);
    if (xml === undefined) return undefined;
    const relations = name === this.main ? this.relations : this.relationsOf(name);
    const targets = new Map(relations.filter((r) => r.external).map((r) => [r.id, r.target]));
    const chunk = (id: string): string => this.chunk(relations.find((r) => r.id === id && !r.external)?.target);
    return readBody(
      xml,
      { styles: this.styles, numbering: this.numbering, targets, ground: this.ground, chunk },
      this.out,
    );
  }

  /** A part that is a document of its own (17.17.2): HTML, RTF, text, or another DOCX, down to MAX_DEPTH levels. */
  private chunk(name: string | undefined): string {
    const bytes = name === undefined ? undefined : this.zip.read(name);
    if (bytes === undefined || this.depth >= MAX_DEPTH) return '';
    const parts = readChunk(bytes, this.zip.left, this.depth + 1);
    this.out.hidden.push(...parts.hidden);
    for (const link of parts.links) if (!this.out.links.includes(link)) this.out.links.push(link);
    return parts.text;
  }

  private date(): string | null {
    const core = this.relationsOf('').find((r) => r.type.endsWith('/core-properties'))?.target ?? 'docProps/core.xml';
    return dateOf(this.xml(core) ?? '');
  }
}

/** The deepest nesting of documents that is read; nobody nests deeper. */
const MAX_DEPTH = 3;

function readChunk(bytes: Uint8Array, maxExpandedBytes: number, depth: number): TextParts {
  const found = sniff(bytes);
  const kind = found.kind === 'format' ? found.format : found.kind;
  if (kind === 'docx')
    return bytes[0] === 0x50
      ? new Package(new Zip(bytes, maxExpandedBytes), depth).read()
      : readFlat(decodeText(bytes));
  if (kind === 'rtf') return readRtf(bytes);
  if (kind === 'html') return readHtml(bytes);
  if (kind === 'txt' || kind === 'markdown')
    return /<\/?[a-z][^>]*>/i.test(decodeText(bytes.subarray(0, 4096))) ? readHtml(bytes) : readPlain(bytes);
  return kind === 'mhtml' ? readMhtml(bytes) : readPlain(new Uint8Array());
}

function readBody(xml: string, context: BodyContext, out: TextParts): string {
  let builder = new TextBuilder();
  let body = new WordBody(builder, context);
  parseXml(xml, body);
  if (body.isShapeTooSmall) {
    context.numbering.restart();
    builder = new TextBuilder();
    body = new WordBody(builder, { ...context, ground: { ...context.ground, shapes: [] } });
    parseXml(xml, body);
  }
  const text = builder.finish();
  out.hidden.push(...builder.hidden);
  for (const link of builder.links) if (!out.links.includes(link)) out.links.push(link);
  for (const reason of body.doubts)
    if (!out.unchecked?.some((one) => one.reason === reason)) (out.unchecked ??= []).push({ reason, page: 1 });
  return text;
}

/** Word 2003 XML and flat OPC: all parts in one file, in file order. */
function readFlat(xml: string): TextParts {
  const out: TextParts = { engine: 'docx', text: '', hidden: [], links: [], documentDate: dateOf(xml), warnings: [] };
  const targets = new Map(
    parseRelations(xml, '')
      .filter((r) => r.external)
      .map((r) => [r.id, r.target]),
  );
  const theme = new Theme(/<(?:\w+:)?clrScheme\b/.test(xml) ? xml : undefined);
  const styles = new Styles(xml, theme);
  const page = /<w:displayBackgroundShape\b/.test(xml) ? pageColour(xml) : WHITE;
  const ground: Ground = { theme, page, shapes: shapesIn(xml, theme), tableFills: styles.tableFills };
  out.text = readBody(xml, { styles, numbering: new Numbering(xml), targets, ground, chunk: () => '' }, out);
  return out;
}

function parseRelations(xml: string, folder: string): Relation[] {
  const found: Relation[] = [];
  parseXml(xml, {
    open: (name, attributes) => {
      if (name !== 'Relationship') return;
      const external = attribute(attributes, 'TargetMode') === 'External';
      const target = attribute(attributes, 'Target') ?? '';
      found.push({
        id: attribute(attributes, 'Id') ?? '',
        type: attribute(attributes, 'Type') ?? '',
        target: external ? target : resolve(folder, target),
        external,
      });
    },
    close: () => undefined,
    text: () => undefined,
  });
  return found;
}

function resolve(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const steps: string[] = [];
  for (const step of `${folder}${target}`.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** Null where the pages have a picture or gradient as background. */
function pageColour(xml: string): Ground['page'] {
  const background = /<w:background\b([^>]{0,400})>/.exec(xml)?.[1];
  if (background === undefined) return WHITE;
  return /<v:background\b/.test(xml) ? null : (hexColour(/w:color="([^"]*)"/.exec(background)?.[1] ?? '') ?? WHITE);
}

function dateOf(xml: string): string | null {
  const day = (name: string): string | null => isoDay(new RegExp(`<\\w+:${name}\\b[^>]*>([^<]*)<`).exec(xml)?.[1]);
  return day('modified') ?? day('LastSaved') ?? day('created') ?? day('Created');
}

const PAGE_NUMBER = /^(?:(?:page|seite|página|pagina|p\.)\s*)?\d*\s*(?:(?:of|von|de|sur|di|\/|\|)\s*\d*)?$/i;

/** Leaves out lines of a header or footer that repeat the body or only number the pages. */
function withoutPageNumbers(text: string, known: Set<string>): string {
  return text
    .split('\n')
    .filter((line) => line.trim() === '' || !(PAGE_NUMBER.test(line.trim()) || known.has(line.trim())))
    .join('\n')
    .trim();
}
